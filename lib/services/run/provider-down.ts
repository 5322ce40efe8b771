import pLimit from "p-limit";
import { releaseJob } from "@/db/queries/jobs";
import { findRun, updateRun } from "@/db/queries/runs";
import type { RunRow } from "@/db/rows";
import type { Context } from "@/lib/context";
import type { RunStep } from "@/lib/contracts/runs";
import { type AppError, isAppError } from "@/lib/errors";
import type { LanguageModel, ProviderFailureKind } from "@/lib/llm/language-model";
import { commitHeld, type HeldJob, LeaseLost } from "../jobs";
import { addSpending, type Spending } from "./state";

/** The run cannot go on with its provider, and waiting would not change that. */
export class ProviderDown extends Error {}

/** A call failed in a way that says nothing of what was asked: the same call may succeed later. */
export class ProviderAway extends Error {
  constructor(
    message: string,
    readonly kind: ProviderFailureKind,
    /** Until the provider may be asked again, in milliseconds. */
    readonly waitMs: number,
    /** What it took so far, not yet counted. */
    readonly spending: Spending,
  ) {
    super(message);
    this.name = "ProviderAway";
  }
}

/** The job was given back until the provider may be asked again, and its lease with it. */
export class Parked extends LeaseLost {
  override name = "Parked";
}

/** Wait where nobody said how long, in milliseconds. */
const WAIT_MS = 5_000;

/** Times that a piece of work is begun whose calls fail while the provider is there. */
const ROUNDS = 2;

/** Told by the provider, or by what spares it: no fault of what was asked. */
const notNow: ReadonlySet<ProviderFailureKind> = new Set(["paused", "rate_limited"]);
const passing = new Set<unknown>([...notNow, "server_error", "timeout", "connection"]);

/**
 * What a call that failed says of its provider.
 *
 * @param error As a {@link LanguageModel} throws it.
 * @param spending What the work took in which it failed, that call included.
 * @returns Null where the failure is about what was asked, or will not pass, such as a used-up quota.
 */
export function awayOf(error: AppError, spending: Spending): ProviderAway | null {
  const { extra, cause, retryAfterSeconds, message } = error;
  const kind = extra.kind as ProviderFailureKind; // of every failed call; anything else is not in the set
  if (!passing.has(kind) || (kind !== "paused" && !isRetryable(cause))) return null;
  const waitMs = retryAfterSeconds === undefined ? WAIT_MS : retryAfterSeconds * 1000;
  return new ProviderAway(message, kind, waitMs, spending);
}

/** Not by the class of the cause, of which the bundles of routes and instrumentation hold different copies. */
const isRetryable = (cause: unknown): boolean =>
  typeof cause === "object" && cause !== null && "retryable" in cause && cause.retryable === true;

/**
 * The model that `open` opens.
 *
 * @throws {ProviderDown} with the reason, if its provider is not set up any more.
 */
export function requireProvider(open: () => LanguageModel): LanguageModel {
  try {
    return open();
  } catch (error) {
    if (!isAppError(error) || error.code !== "unavailable") throw error;
    throw new ProviderDown(`The run cannot go on with the model that it began with. ${error.message}`);
  }
}

interface AskingWork<T> {
  run: RunRow;
  step: RunStep;
  model: LanguageModel;
  pieces: readonly T[];
  /**
   * Does one piece and records what came of it. Returns early when the job's signal aborts.
   * @throws {ProviderAway} when nothing was recorded, because the provider may be at fault.
   */
  carryOut(piece: T): Promise<void>;
  /** Records that a piece failed: its calls did so each time, and the provider was there. */
  giveUp(piece: T, why: ProviderAway): Promise<void>;
}

/**
 * Carries out pieces of work that ask the provider, `concurrency` at a time, for as long as it answers.
 * While it is away nothing is recorded as failed: the run is parked, and goes on with what is left.
 *
 * Whether the provider is away or fails at one piece alone, a failed call does not say. So a piece that
 * failed waits for the others; then, if the server is there, it is tried once more before it is given up.
 *
 * @throws {Parked} when the provider is away.
 */
export async function whileProviderAnswers<T>(
  ctx: Context,
  job: HeldJob,
  work: AskingWork<T>,
): Promise<void> {
  const { model, carryOut, giveUp } = work;
  let left = work.pieces;
  for (let round = 1; left.length > 0; round++) {
    const { failed, refusal } = await oneRound(ctx, job, { ...work, pieces: left, carryOut });
    if (job.signal.aborted) return;
    const why = refusal ?? failed[0]?.why;
    if (!why) return;
    const isThere = refusal === null && (await model.status({ signal: job.signal })).reachable;
    if (job.signal.aborted) return;
    if (!isThere) await park(ctx, job, work, why);
    if (round === ROUNDS) {
      for (const { piece, why: last } of failed) await giveUp(piece, last);
      return;
    }
    left = failed.map(({ piece }) => piece);
  }
}

interface Round<T> {
  /** Pieces whose calls failed, with the failure. */
  failed: { piece: T; why: ProviderAway }[];
  /** The longest wait that the provider asked for, or that spares it; null for none. */
  refusal: ProviderAway | null;
}

async function oneRound<T>(
  ctx: Context,
  job: HeldJob,
  { run, pieces, carryOut }: AskingWork<T>,
): Promise<Round<T>> {
  const limit = pLimit(ctx.config.llm.concurrency);
  const round: Round<T> = { failed: [], refusal: null };
  const settled = await Promise.allSettled(
    pieces.map((piece) =>
      limit(async () => {
        if (job.signal.aborted || round.refusal !== null) return;
        try {
          await carryOut(piece);
        } catch (error) {
          if (!(error instanceof ProviderAway)) throw error;
          await countInVain(ctx, job, run, error);
          if (notNow.has(error.kind)) round.refusal = longer(round.refusal, error);
          else round.failed.push({ piece, why: error });
        }
      }),
    ),
  );
  const rejected = settled.find((result) => result.status === "rejected");
  if (rejected) throw rejected.reason;
  return round;
}

const longer = (a: ProviderAway | null, b: ProviderAway) => (a !== null && a.waitMs >= b.waitMs ? a : b);

async function countInVain(
  ctx: Context,
  job: HeldJob,
  run: RunRow,
  { spending }: ProviderAway,
): Promise<void> {
  if (spending.attempts === 0) return;
  await commitHeld(ctx, job, async (tx) => {
    const current = await findRun(tx, { runId: run.id });
    if (!current) return;
    await updateRun(tx, { runId: run.id, counters: addSpending(current.counters, spending) });
  });
}

/** Gives the job back to the queue, due when the provider may be asked again. */
async function park(
  ctx: Context,
  job: HeldJob,
  { run, step }: Pick<AskingWork<unknown>, "run" | "step">,
  { message, waitMs }: ProviderAway,
): Promise<never> {
  // By the clock that leases are judged by, which on PostgreSQL is not this process's.
  const nextAt = new Date((await ctx.store.now()).getTime() + waitMs);
  await commitHeld(ctx, job, async (tx, log) => {
    const current = (await findRun(tx, { runId: run.id })) ?? run;
    await log({
      type: "note",
      message: `The run waits ${Math.ceil(waitMs / 1000)} s for its provider and goes on by itself. ${message}`,
      step,
      done: current.progressDone,
      total: current.progressTotal,
    });
    if (!(await releaseJob(tx, { ...job.lease, status: "queued", nextAt, error: message })))
      throw new LeaseLost(job.row.id);
  });
  throw new Parked(job.row.id);
}
