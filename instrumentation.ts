/** Boots a long-lived process: settings, database, default lab, ticker, clean stop. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { boot } = await import("./lib/runner/process");
  await boot();
}
