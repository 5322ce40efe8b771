/** The 32 ASCII punctuation marks of Python's `string.punctuation`, the only ones SQuAD deletes. */
const ASCII_PUNCTUATION = /[!-/:-@[-`{-~]/g;

// `\b` knows ASCII only: in "ça va" it would see the letter a as a word of its own.
const ARTICLE = /(?<![\p{L}\p{N}_])(?:a|an|the)(?![\p{L}\p{N}_])/gu;

// Python's notion of white space, which `\s` misses in both directions (U+FEFF, U+001C to U+001F, U+0085).
// biome-ignore lint/suspicious/noControlCharactersInRegex: the separators U+001C to U+001F are white space to Python.
const WHITE_SPACE = /[\t-\r\u001c-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

/** SQuAD's word list of a text: lower case, no ASCII punctuation, no articles. */
function normalizedTokens(text: string): string[] {
  return text
    .toLowerCase()
    .replace(ASCII_PUNCTUATION, "")
    .replace(ARTICLE, " ")
    .split(WHITE_SPACE)
    .filter((token) => token !== "");
}

export interface OverlapScores {
  normalizedPrediction: string;
  normalizedReference: string;
  /** Harmonic mean of word precision and recall, 0 to 1; 0 when no word is shared, even if both are empty. */
  f1: number;
  exactMatch: boolean;
}

/**
 * Exact match and token F1 as SQuAD v1.1 counts them, including its F1 of 0 for two empty texts.
 *
 * @param prediction The text to score.
 * @param reference The text a person wrote.
 * @returns Both normalised texts and both scores, dimensionless.
 * @see Rajpurkar et al., "SQuAD: 100,000+ Questions for Machine Comprehension of Text" (2016), official evaluation script v1.1
 * @example
 * squadOverlap("The cat sat.", "a cat slept").f1; // => 0.5
 */
export function squadOverlap(prediction: string, reference: string): OverlapScores {
  const predicted = normalizedTokens(prediction);
  const expected = normalizedTokens(reference);

  const unmatched = new Map<string, number>();
  for (const token of expected) unmatched.set(token, (unmatched.get(token) ?? 0) + 1);
  let shared = 0;
  for (const token of predicted) {
    const left = unmatched.get(token) ?? 0;
    if (left > 0) {
      unmatched.set(token, left - 1);
      shared += 1;
    }
  }

  const normalizedPrediction = predicted.join(" ");
  const normalizedReference = expected.join(" ");
  return {
    normalizedPrediction,
    normalizedReference,
    f1: shared === 0 ? 0 : (2 * shared) / (predicted.length + expected.length),
    exactMatch: normalizedPrediction === normalizedReference,
  };
}

/**
 * Reward signal `exactMatch`: whether two texts are the same after SQuAD's normalisation.
 *
 * @param candidate The text to score.
 * @param reference The text a person wrote.
 * @returns 1 or 0, dimensionless.
 * @example
 * exactMatch("The refund is on its way.", "refund is on its way"); // => 1
 */
export function exactMatch(candidate: string, reference: string): number {
  return squadOverlap(candidate, reference).exactMatch ? 1 : 0;
}

/**
 * Reward signal `tokenF1`: word overlap of two texts.
 *
 * Differs from SQuAD in one case: two texts that are both empty after normalisation agree fully, so
 * that token F1 never contradicts exact match.
 *
 * @param candidate The text to score.
 * @param reference The text a person wrote.
 * @returns 0 (no word in common) to 1, dimensionless.
 * @see squadOverlap
 * @example
 * tokenF1("refund sent", "refund sent today"); // => 0.8
 * tokenF1("...", ""); // => 1
 */
export function tokenF1(candidate: string, reference: string): number {
  const { f1, exactMatch: same } = squadOverlap(candidate, reference);
  return same ? 1 : f1;
}

/**
 * Best SQuAD scores of one prediction over several references, each score on its own.
 *
 * @param prediction The text to score.
 * @param references At least one text that a person wrote.
 * @returns `f1` from 0 to 1 (SQuAD's own: 0 for two empty texts) and `exactMatch`.
 * @throws {RangeError} if there is no reference.
 * @see squadOverlap
 * @example
 * squadMaxOverReferences("gold", ["blue", "red and gold"]); // => { f1: 0.5, exactMatch: false }
 */
export function squadMaxOverReferences(
  prediction: string,
  references: readonly string[],
): { f1: number; exactMatch: boolean } {
  if (references.length === 0) throw new RangeError("references must hold at least one text");
  const scores = references.map((reference) => squadOverlap(prediction, reference));
  return {
    f1: Math.max(...scores.map((score) => score.f1)),
    exactMatch: scores.some((score) => score.exactMatch),
  };
}

/**
 * Longest common subsequence of two token lists as precision, recall and F (ROUGE-L, beta = 1).
 *
 * @param predictionTokens Tokens of the text to score.
 * @param referenceTokens Tokens of the text a person wrote.
 * @returns Length of the subsequence in tokens, and three shares from 0 to 1 (0 where a list is empty).
 * @see Lin, "ROUGE: A Package for Automatic Evaluation of Summaries" (2004)
 * @example
 * rougeL(["a", "b", "c", "d"], ["d", "c", "b", "a"]).lcs; // => 1
 */
export function rougeL(
  predictionTokens: readonly string[],
  referenceTokens: readonly string[],
): { lcs: number; precision: number; recall: number; f: number } {
  let previous = new Array<number>(referenceTokens.length + 1).fill(0);
  for (const token of predictionTokens) {
    const row = [0];
    for (let j = 1; j <= referenceTokens.length; j++) {
      const best =
        token === referenceTokens[j - 1]
          ? (previous[j - 1] ?? 0) + 1
          : Math.max(previous[j] ?? 0, row[j - 1] ?? 0);
      row.push(best);
    }
    previous = row;
  }
  const lcs = previous.at(-1) ?? 0;
  if (lcs === 0) return { lcs, precision: 0, recall: 0, f: 0 };
  return {
    lcs,
    precision: lcs / predictionTokens.length,
    recall: lcs / referenceTokens.length,
    f: (2 * lcs) / (predictionTokens.length + referenceTokens.length),
  };
}
