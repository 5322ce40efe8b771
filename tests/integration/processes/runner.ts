// A process that does nothing but carry out jobs, as `npm start` does beside serving pages. Tests kill it.
import { voidLeases } from "@/db/queries/jobs";
import { readConfig } from "@/lib/config";
import { openContext, systemContext } from "@/lib/context";
import { runTicker } from "@/lib/runner/runner";

const app = await openContext(readConfig(process.env));
if (app.config.database.kind === "sqlite") await voidLeases(app.store);
process.once("SIGTERM", () => app.stopping.abort());
await runTicker(systemContext(app));
await app.store.close();
