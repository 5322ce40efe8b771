import { probabilityBBeatsA } from "@/lib/engine/statistics/bayesian";
import { bettingEProcess } from "@/lib/engine/statistics/betting";
import {
  type ConfidenceSequence,
  differenceConfidenceSequence,
  meanConfidenceSequence,
} from "@/lib/engine/statistics/confidence-sequence";
import { cupedDifference } from "@/lib/engine/statistics/cuped";
import { formedOrNull } from "@/lib/engine/statistics/missing";

type Input = Readonly<Record<string, unknown>>;

function number(input: Input, name: string): number {
  const value = input[name];
  if (typeof value !== "number") throw new TypeError(`${name} is not a number`);
  return value;
}

function numbers(input: Input, name: string): number[] {
  const list: unknown = input[name];
  if (!Array.isArray(list)) throw new TypeError(`${name} is not a list`);
  return list.map((entry: unknown) => {
    if (typeof entry !== "number") throw new TypeError(`${name} is not a list of numbers`);
    return entry;
  });
}

const tuning = (input: Input) => ({ alpha: number(input, "alpha"), tOpt: number(input, "t_opt") });

const columns = (sequence: ConfidenceSequence | null) => ({
  rho2: sequence?.rho2 ?? null,
  half_width_two_sided: sequence?.halfWidth ?? null,
  low: sequence?.low ?? null,
  high: sequence?.high ?? null,
  lower_one_sided: sequence?.lowerOneSided ?? null,
  p_anytime_two_sided: sequence?.pTwoSided ?? null,
  p_anytime_greater: sequence?.pGreater ?? null,
});

/** Rows of the reference table for the sequential, Bayesian and covariate-adjusted quantities. */
export const sequentialFunctions: Record<string, (input: Input) => unknown> = {
  confidence_sequence_normal_mixture: (input) =>
    columns(
      formedOrNull(
        meanConfidenceSequence(
          { n: number(input, "n"), mean: number(input, "mean"), sd: number(input, "sd") },
          tuning(input),
        ),
      ),
    ),
  confidence_sequence_two_sample: (input) => {
    const arm = (name: string) => ({
      n: number(input, `n_${name}`),
      mean: number(input, `mean_${name}`),
      variance: number(input, `var_${name}`),
    });
    const sequence = formedOrNull(differenceConfidenceSequence(arm("a"), arm("b"), tuning(input)));
    return { diff: sequence?.difference ?? null, ...columns(sequence) };
  },
  betting_e_process: (input) => {
    const result = bettingEProcess(numbers(input, "y"), {
      m: number(input, "m"),
      alpha: number(input, "alpha"),
      cap: number(input, "c"),
    });
    return { log_e: result.logE, max_log_e: result.maxLogE, p_anytime: result.pAnytime };
  },
  beta_binomial_prob_b_beats_a: (input) => ({
    prob:
      probabilityBBeatsA(
        { successes: number(input, "x_a"), trials: number(input, "n_a") },
        { successes: number(input, "x_b"), trials: number(input, "n_b") },
        { alpha: number(input, "prior_alpha"), beta: number(input, "prior_beta") },
      ) ?? Number.NaN,
  }),
  cuped_adjusted_difference: (input) => {
    const result = cupedDifference(
      { y: numbers(input, "y_a"), x: numbers(input, "x_a") },
      { y: numbers(input, "y_b"), x: numbers(input, "x_b") },
    );
    return {
      theta: result?.theta ?? null,
      mean_a: result?.control.mean ?? null,
      mean_b: result?.candidate.mean ?? null,
      diff: result?.difference ?? null,
      se: result?.standardError ?? null,
    };
  },
};

/**
 * Reference cases whose stored value is wrong, with the right one.
 *
 * 014 mirrors 011 (arms exchanged), so its value is 1 minus that one's; its numeric integration failed.
 */
export const referenceDefects: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  "beta_binomial_prob_b_beats_a-014": { prob: 1 - 1.4175710770138016e-6 },
};
