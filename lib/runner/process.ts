import { voidLeases } from "@/db/queries/jobs";
import { ConfigError } from "@/lib/config";
import { type AppContext, appContext, systemContext } from "@/lib/context";
import { servesData } from "@/lib/services/access";
import { installDefaultLab } from "@/lib/services/default-lab-installation";
import { runTicker } from "./runner";

// Requests in flight get this long after a signal; then the process ends whatever is left.
const STOP_WITHIN_MS = 20_000;

/**
 * Opens the context and starts the ticker. A process that cannot do its work ends here with a sentence
 * that says why: one that stayed up would answer every request with 500.
 */
export async function boot(): Promise<void> {
  try {
    const app = await appContext();
    const ctx = systemContext(app);
    if (app.config.database.kind === "sqlite") {
      const waiting = await voidLeases(app.store);
      if (waiting > 0) app.log.info({ jobs: waiting }, "going on with what the last process left");
    }
    await installDefaultLab(ctx);
    if (!servesData(app.config)) {
      app.log.warn(
        { host: app.config.host },
        "not bound to loopback, so no data is served; see AUTH_MODE in the README",
      );
    }
    const ticker = app.config.runner.inProcess ? runTicker(ctx) : Promise.resolve();
    stopOnSignal(app, ticker);
    app.log.info(
      {
        database: app.config.database.kind,
        model: `${app.models.defaultChoice.provider}/${app.models.defaultChoice.model}`,
      },
      "ready",
    );
  } catch (error) {
    const message =
      error instanceof ConfigError
        ? error.message
        : error instanceof Error
          ? (error.stack ?? error.message)
          : error;
    console.error(`Loop Learner cannot start.\n${message}`);
    process.exit(1);
  }
}

/** Ends event streams and the ticker, so that the server's own clean stop finds nothing open. */
function stopOnSignal(app: AppContext, ticker: Promise<void>): void {
  const stop = async (signal: NodeJS.Signals) => {
    if (app.stopping.signal.aborted) return;
    app.log.info({ signal }, "stopping");
    setTimeout(() => {
      app.log.error("requests were still open; ending all the same");
      process.exit(1);
    }, STOP_WITHIN_MS).unref();
    app.stopping.abort();
    await ticker;
    app.log.info("the runner has given its lease back");
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}
