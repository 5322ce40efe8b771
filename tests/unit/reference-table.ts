import { corpusPerplexity, meanLogprob, perplexity } from "@/lib/engine/reward/perplexity";
import { rougeL, squadMaxOverReferences, squadOverlap } from "@/lib/engine/reward/text-overlap";
import { betaCdf, betaQuantile } from "@/lib/engine/statistics/beta";
import { bcaInterval } from "@/lib/engine/statistics/bootstrap";
import { chiSquareCdf, chiSquareQuantile, chiSquareSurvival } from "@/lib/engine/statistics/chi-square";
import { duelEValues } from "@/lib/engine/statistics/duel";
import { cohensDz, cohensH, standardizedDifference } from "@/lib/engine/statistics/effect-sizes";
import { fisherExact, mcnemarExact } from "@/lib/engine/statistics/exact-tests";
import { formedOrNull } from "@/lib/engine/statistics/missing";
import { benjaminiHochbergAdjust, holmAdjust } from "@/lib/engine/statistics/multiplicity";
import { normalCdf, normalQuantile, normalSurvival } from "@/lib/engine/statistics/normal";
import {
  type PermutationResult,
  permutationPairedExact,
  permutationUnpairedExact,
} from "@/lib/engine/statistics/permutation";
import { powerPairedT, sampleSizePairedT } from "@/lib/engine/statistics/power-paired";
import { powerTwoProportions, sampleSizeTwoProportions } from "@/lib/engine/statistics/power-proportions";
import { twoProportionZTest, wilsonInterval } from "@/lib/engine/statistics/proportions";
import { mannWhitneyU, type RankOptions, wilcoxonSignedRank } from "@/lib/engine/statistics/rank-tests";
import { sampleRatioTest } from "@/lib/engine/statistics/sample-ratio";
import { studentTCdf, studentTQuantile, studentTSurvival } from "@/lib/engine/statistics/student-t";
import { pairedTTest, type TTest, welchTTest } from "@/lib/engine/statistics/t-tests";
import { levenshtein } from "@/lib/engine/text/levenshtein";
import { sequentialFunctions } from "./reference-sequential";

/** Arguments of a reference case, decoded. The readers below refuse what a case does not hold. */
export type ReferenceInput = Readonly<Record<string, unknown>>;

function numberIn(input: ReferenceInput, name: string): number {
  const value = input[name];
  if (typeof value !== "number") throw new TypeError(`${name} is not a number`);
  return value;
}

function textIn(input: ReferenceInput, name: string): string {
  const value = input[name];
  if (typeof value !== "string") throw new TypeError(`${name} is not a text`);
  return value;
}

function listIn(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError("not a list");
  return value;
}

function numbers(value: unknown): number[] {
  return listIn(value).map((entry) => {
    if (typeof entry !== "number") throw new TypeError("not a list of numbers");
    return entry;
  });
}

function texts(value: unknown): string[] {
  return listIn(value).map((entry) => {
    if (typeof entry !== "string") throw new TypeError("not a list of texts");
    return entry;
  });
}

const SEED = 20_240_501;

function permutation({ statistic, permutations, pTwoSided, pGreater }: PermutationResult) {
  return { statistic, permutations, p_two_sided: pTwoSided, p_greater: pGreater };
}

function bca(input: ReferenceInput) {
  const options = { seed: SEED, confidence: numberIn(input, "confidence") };
  const statistic = textIn(input, "statistic");
  if (statistic === "mean" || statistic === "median") {
    return bcaInterval({ statistic, x: numbers(input.x) }, options);
  }
  const name = { relative_lift_paired: "relativeLiftPaired", diff_means: "diffMeans" } as const;
  if (statistic !== "relative_lift_paired" && statistic !== "diff_means") {
    throw new TypeError(`unknown statistic ${statistic}`);
  }
  return bcaInterval({ statistic: name[statistic], a: numbers(input.a), b: numbers(input.b) }, options);
}

function twoProportions(input: ReferenceInput) {
  const test = twoProportionZTest(
    numberIn(input, "x_a"),
    numberIn(input, "n_a"),
    numberIn(input, "x_b"),
    numberIn(input, "n_b"),
    numberIn(input, "confidence"),
  );
  return {
    diff: test?.diff ?? null,
    z: test?.z ?? null,
    p_two_sided: test?.pTwoSided ?? null,
    p_greater: test?.pGreater ?? null,
    wald_low: test?.wald.low ?? null,
    wald_high: test?.wald.high ?? null,
    newcombe_low: test?.newcombe.low ?? null,
    newcombe_high: test?.newcombe.high ?? null,
  };
}

function tTest(test: TTest, differenceName: "diff" | "mean_diff") {
  return {
    [differenceName]: test.difference,
    t: test.t,
    df: test.df,
    p_two_sided: test.pTwoSided,
    p_greater: test.pGreater,
    ci_low: test.interval?.low ?? null,
    ci_high: test.interval?.high ?? null,
  };
}

function rankOptions(input: ReferenceInput): RankOptions {
  const method = textIn(input, "method");
  if (method !== "exact" && method !== "asymptotic") throw new TypeError(`unknown method ${method}`);
  return { method, continuityCorrection: input.continuity_correction === true };
}

function sides(input: ReferenceInput): 1 | 2 {
  const count = numberIn(input, "sides");
  if (count !== 1 && count !== 2) throw new TypeError(`unknown sides ${count}`);
  return count;
}

function pairedDesign(input: ReferenceInput) {
  const alternative = textIn(input, "alternative");
  if (alternative !== "greater" && alternative !== "two_sided") {
    throw new TypeError(`unknown alternative ${alternative}`);
  }
  return { alpha: numberIn(input, "alpha"), alternative } as const;
}

/** Distributions, tests, effect sizes and power: the part that needs no seed and no order of arrival. */
const classicalFunctions: Readonly<Record<string, (input: ReferenceInput) => unknown>> = {
  t_cdf: (input) => ({ value: studentTCdf(numberIn(input, "t"), numberIn(input, "df")) }),
  t_sf: (input) => ({ value: studentTSurvival(numberIn(input, "t"), numberIn(input, "df")) }),
  t_quantile: (input) => ({ value: studentTQuantile(numberIn(input, "p"), numberIn(input, "df")) }),
  chi2_cdf: (input) => ({ value: chiSquareCdf(numberIn(input, "x"), numberIn(input, "df")) }),
  chi2_sf: (input) => ({ value: chiSquareSurvival(numberIn(input, "x"), numberIn(input, "df")) }),
  chi2_quantile: (input) => ({ value: chiSquareQuantile(numberIn(input, "p"), numberIn(input, "df")) }),
  beta_cdf: (input) => ({
    value: betaCdf(numberIn(input, "x"), numberIn(input, "a"), numberIn(input, "b")),
  }),
  beta_quantile: (input) => ({
    value: betaQuantile(numberIn(input, "p"), numberIn(input, "a"), numberIn(input, "b")),
  }),
  welch_t_test: (input) =>
    tTest(welchTTest(numbers(input.a), numbers(input.b), numberIn(input, "confidence")), "diff"),
  paired_t_test: (input) =>
    tTest(pairedTTest(numbers(input.a), numbers(input.b), numberIn(input, "confidence")), "mean_diff"),
  wilcoxon_signed_rank: (input) => {
    const test = wilcoxonSignedRank(numbers(input.a), numbers(input.b), rankOptions(input));
    return {
      n_nonzero: test.nonzero,
      w_plus: test.wPlus,
      w_minus: test.wMinus,
      z: test.z,
      p_two_sided: test.pTwoSided,
      p_greater: test.pGreater,
    };
  },
  mann_whitney_u: (input) => {
    const test = mannWhitneyU(numbers(input.a), numbers(input.b), rankOptions(input));
    return { u_a: test.uA, u_b: test.uB, p_two_sided: test.pTwoSided, p_greater: test.pGreater };
  },
  fisher_exact: (input) => {
    const [a = Number.NaN, b = Number.NaN, c = Number.NaN, d = Number.NaN] = listIn(input.table).flatMap(
      numbers,
    );
    const test = fisherExact([
      [a, b],
      [c, d],
    ]);
    return test && { p_two_sided: test.pTwoSided, p_greater: test.pGreater, p_less: test.pLess };
  },
  mcnemar_exact: (input) => {
    const test = mcnemarExact(
      numberIn(input, "only_control_correct"),
      numberIn(input, "only_candidate_correct"),
    );
    return {
      p_two_sided: test.pTwoSided,
      p_greater: test.pGreater,
      p_mid_two_sided: test.pMidTwoSided,
    };
  },
  srm_chi_square: (input) => {
    const test = formedOrNull(sampleRatioTest(numbers(input.observed), numbers(input.expected_weights)));
    return test && { chi2: test.chiSquare, df: test.df, p: test.p };
  },
  cohens_d_hedges_g: (input) => {
    const effect = formedOrNull(standardizedDifference(numbers(input.a), numbers(input.b)));
    return { d: effect?.d ?? null, g_exact: effect?.gExact ?? null, g_approx: effect?.gApprox ?? null };
  },
  cohens_dz_paired: (input) => ({
    dz: formedOrNull(cohensDz(numbers(input.a), numbers(input.b)))?.dz ?? null,
  }),
  cohens_h: (input) => ({ h: cohensH(numberIn(input, "p1"), numberIn(input, "p2")) }),
  power_two_proportions: (input) => ({
    power: powerTwoProportions(numberIn(input, "p1"), numberIn(input, "p2"), numberIn(input, "n_per_group"), {
      alpha: numberIn(input, "alpha"),
      sides: sides(input),
    }),
  }),
  sample_size_two_proportions: (input) => {
    const size = sampleSizeTwoProportions(numberIn(input, "p1"), numberIn(input, "p2"), {
      alpha: numberIn(input, "alpha"),
      power: numberIn(input, "power"),
      sides: sides(input),
    });
    return { n_per_group: size?.exact ?? null, n_per_group_ceil: size?.users ?? null };
  },
  power_paired_t: (input) => ({
    power: powerPairedT(numberIn(input, "dz"), numberIn(input, "n"), pairedDesign(input)),
  }),
  sample_size_paired_t: (input) => {
    const size = sampleSizePairedT(numberIn(input, "dz"), {
      ...pairedDesign(input),
      power: numberIn(input, "power"),
    });
    return { n: size?.exact ?? null, n_ceil: size?.pairs ?? null };
  },
};

/** One row per quantity of `tests/fixtures/reference/README.md`: from its arguments to its results. */
export const referenceTable: Readonly<Record<string, (input: ReferenceInput) => unknown>> = {
  ...classicalFunctions,
  ...sequentialFunctions,
  normal_cdf: (input) => ({ value: normalCdf(numberIn(input, "x")) }),
  normal_sf: (input) => ({ value: normalSurvival(numberIn(input, "x")) }),
  normal_quantile: (input) => ({ value: normalQuantile(numberIn(input, "p")) }),
  two_proportion_z_test: twoProportions,
  wilson_interval: (input) =>
    wilsonInterval(numberIn(input, "x"), numberIn(input, "n"), numberIn(input, "confidence")) ?? {
      low: null,
      high: null,
    },
  holm_adjust: (input) => ({ adjusted: holmAdjust(numbers(input.p)) }),
  bh_adjust: (input) => ({ adjusted: benjaminiHochbergAdjust(numbers(input.p)) }),
  permutation_unpaired_exact: (input) =>
    permutation(permutationUnpairedExact(numbers(input.a), numbers(input.b))),
  permutation_paired_exact: (input) =>
    permutation(permutationPairedExact(numbers(input.a), numbers(input.b))),
  bca_bootstrap_interval: bca,
  duel_e_values: (input) => {
    const { ePlus, eMinus, confidence } = duelEValues(numberIn(input, "wins"), numberIn(input, "losses"));
    return { e_plus: ePlus, e_minus: eMinus, confidence };
  },
  squad_f1_em: (input) => {
    const overlap = squadOverlap(textIn(input, "prediction"), textIn(input, "reference"));
    return {
      normalized_prediction: overlap.normalizedPrediction,
      normalized_reference: overlap.normalizedReference,
      f1: overlap.f1,
      exact_match: overlap.exactMatch,
    };
  },
  squad_max_over_references: (input) => {
    const best = squadMaxOverReferences(textIn(input, "prediction"), texts(input.references));
    return { f1: best.f1, exact_match: best.exactMatch };
  },
  levenshtein: (input) => levenshtein(textIn(input, "a"), textIn(input, "b")),
  rouge_l: (input) => rougeL(texts(input.prediction_tokens), texts(input.reference_tokens)),
  perplexity: (input) => {
    const logprobs = numbers(input.logprobs);
    return { mean_logprob: meanLogprob(logprobs), perplexity: perplexity(logprobs) };
  },
  corpus_perplexity: (input) => corpusPerplexity(listIn(input.sequences).map(numbers)),
};

/** Quantities of the reference that no product code needs yet. One that is in neither list fails. */
export const notYetImplemented: readonly string[] = [];
