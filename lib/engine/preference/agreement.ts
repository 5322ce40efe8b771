import { assertShare } from "@/lib/engine/statistics/ranges";

/** A statistic that may be impossible to form, with the reason. */
export type Formed<Value> = { value: Value; reason: null } | { value: null; reason: MissingReason };
export type MissingReason = "empty" | "insufficient_data" | "zero_variance" | "not_binary";

/**
 * Cohen's kappa: agreement of two rounds of labels beyond what their label counts alone would give.
 *
 * κ = (pₒ − pₑ) / (1 − pₑ), pₒ the share of equal pairs, pₑ = Σ over labels of (share in round one) × (share
 * in round two).
 *
 * @param pairs First and second label of each case, from a set common to all cases.
 * @returns κ, dimensionless: 1 full agreement, 0 what chance gives, below 0 less. `empty` without pairs,
 *   `zero_variance` if one label is all that was ever given: agreement could not have failed.
 * @see Cohen, "A coefficient of agreement for nominal scales" (1960)
 * @example
 * cohenKappa([["a", "a"], ["a", "b"], ["b", "b"], ["b", "b"]]); // => { value: 0.5, reason: null }
 */
export function cohenKappa(pairs: readonly (readonly [string, string])[]): Formed<number> {
  if (pairs.length === 0) return { value: null, reason: "empty" };
  const first = new Map<string, number>();
  const second = new Map<string, number>();
  let equal = 0;
  for (const [a, b] of pairs) {
    first.set(a, (first.get(a) ?? 0) + 1);
    second.set(b, (second.get(b) ?? 0) + 1);
    if (a === b) equal++;
  }
  // In whole numbers up to the division, so that full and impossible agreement are exact.
  let byChance = 0;
  for (const [label, count] of first) byChance += count * (second.get(label) ?? 0);
  const n = pairs.length;
  if (byChance === n * n) return { value: null, reason: "zero_variance" };
  return { value: (n * equal - byChance) / (n * n - byChance), reason: null };
}

/**
 * Krippendorff's alpha for nominal labels: agreement of any number of people beyond chance, labels missing.
 *
 * α = 1 − Dₒ / Dₑ. Each case with m ≥ 2 labels gives its ordered pairs the weight 1 / (m − 1); Dₒ is the share
 * of unequal ones, Dₑ that of unequal pairs drawn from all pairable labels without putting back.
 *
 * @param cases Labels of each case, one per person who labelled it; from a set common to all cases.
 * @returns α, dimensionless: 1 full agreement, 0 what chance gives, below 0 less. `insufficient_data` if no
 *   case has two labels, `zero_variance` if all pairable labels are equal.
 * @see Krippendorff, "Computing Krippendorff's alpha-reliability" (2011), section C
 * @example
 * krippendorffAlpha([["a", "a"], ["b", "b"], ["a", "b"], ["c"]]); // => { value: 0.4444444444444444, reason: null }
 */
export function krippendorffAlpha(cases: readonly (readonly string[])[]): Formed<number> {
  const totals = new Map<string, number>();
  let labels = 0;
  let unequal = 0;
  for (const given of cases) {
    if (given.length < 2) continue;
    labels += given.length;
    const counts = new Map<string, number>();
    for (const label of given) {
      counts.set(label, (counts.get(label) ?? 0) + 1);
      totals.set(label, (totals.get(label) ?? 0) + 1);
    }
    for (const count of counts.values()) unequal += (count * (given.length - count)) / (given.length - 1);
  }
  if (labels === 0) return { value: null, reason: "insufficient_data" };
  let unequalByChance = 0;
  for (const count of totals.values()) unequalByChance += count * (labels - count);
  if (unequalByChance === 0) return { value: null, reason: "zero_variance" };
  return { value: 1 - ((labels - 1) * unequal) / unequalByChance, reason: null };
}

/**
 * Highest accuracy any model can reach against labels of a person who agrees with themselves this often.
 *
 * Let a person see two drafts, prefer one of them for good, and slip with probability e ≤ ½ each time, alike
 * for either draft and independently. Two showings agree when neither or both slip: s = (1 − e)² + e². Hence
 * (1 − 2e)² = 2s − 1, and a model that knows the true taste is right in 1 − e = (1 + √(2s − 1)) / 2 of the
 * labels. Below s = ½, which this model of a person does not reach but a sample can, the likeliest e is ½ and
 * the ceiling ½. Someone who remembers the first showing agrees too often, so the ceiling is if anything too high.
 *
 * @param selfAgreement Share of equal decisions on drafts shown again, 0 to 1.
 * @returns Share of decisions, 0.5 to 1.
 * @throws {RangeError} if the share lies outside 0 to 1.
 * @see Angluin & Laird, "Learning from noisy examples" (1988), for the noise model
 * @example
 * accuracyCeiling(0.82); // => 0.9
 */
export function accuracyCeiling(selfAgreement: number): number {
  assertShare("selfAgreement", selfAgreement);
  return (1 + Math.sqrt(Math.max(0, 2 * selfAgreement - 1))) / 2;
}
