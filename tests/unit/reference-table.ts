import { corpusPerplexity, meanLogprob, perplexity } from "@/lib/engine/reward/perplexity";
import { rougeL, squadMaxOverReferences, squadOverlap } from "@/lib/engine/reward/text-overlap";
import { bcaInterval } from "@/lib/engine/statistics/bootstrap";
import { duelEValues } from "@/lib/engine/statistics/duel";
import { benjaminiHochbergAdjust, holmAdjust } from "@/lib/engine/statistics/multiplicity";
import { normalCdf, normalQuantile, normalSurvival } from "@/lib/engine/statistics/normal";
import {
  type PermutationResult,
  permutationPairedExact,
  permutationUnpairedExact,
} from "@/lib/engine/statistics/permutation";
import { twoProportionZTest, wilsonInterval } from "@/lib/engine/statistics/proportions";
import { levenshtein } from "@/lib/engine/text/levenshtein";

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

/** One row per quantity of `tests/fixtures/reference/README.md`: from its arguments to its results. */
export const referenceTable: Readonly<Record<string, (input: ReferenceInput) => unknown>> = {
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
export const notYetImplemented: readonly string[] = [
  "welch_t_test",
  "paired_t_test",
  "wilcoxon_signed_rank",
  "mann_whitney_u",
  "fisher_exact",
  "mcnemar_exact",
  "srm_chi_square",
  "cohens_d_hedges_g",
  "cohens_dz_paired",
  "cohens_h",
  "t_cdf",
  "t_sf",
  "t_quantile",
  "chi2_cdf",
  "chi2_sf",
  "chi2_quantile",
  "beta_cdf",
  "beta_quantile",
  "sample_size_two_proportions",
  "power_two_proportions",
  "power_paired_t",
  "sample_size_paired_t",
  "confidence_sequence_normal_mixture",
  "confidence_sequence_two_sample",
  "betting_e_process",
  "beta_binomial_prob_b_beats_a",
  "cuped_adjusted_difference",
];
