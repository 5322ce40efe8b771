import { words } from "@/lib/engine/text/tokens";

function countWordsAndPairs(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  let previous: string | undefined;
  for (const word of words(text.toLowerCase())) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
    if (previous !== undefined) {
      // A blank never occurs inside a word, so a pair cannot be mistaken for one.
      const pair = `${previous} ${word}`;
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
    previous = word;
  }
  return counts;
}

/**
 * Reward signal `similarity` where no embedding model is at hand: likeness of wording.
 *
 * Cosine between the counts of words and of neighbouring word pairs, in lower case. It sees shared
 * wording and some of its order, not meaning: a good paraphrase scores low. `kind` says so.
 *
 * @param a One text.
 * @param b The other text; the order does not matter.
 * @returns `score` from 0 to 1, dimensionless. Texts without words score 1 if equal after trimming, else 0.
 * @see Manning, Raghavan & Schütze, Introduction to Information Retrieval (2008), ch. 6.3
 * @example
 * lexicalSimilarity("thank you", "thank you"); // => { kind: "lexical", score: 1 }
 */
export function lexicalSimilarity(a: string, b: string): { kind: "lexical"; score: number } {
  const left = countWordsAndPairs(a);
  const right = countWordsAndPairs(b);
  if (left.size === 0 && right.size === 0) return { kind: "lexical", score: a.trim() === b.trim() ? 1 : 0 };
  if (left.size === 0 || right.size === 0) return { kind: "lexical", score: 0 };

  let dot = 0;
  let leftSquares = 0;
  let rightSquares = 0;
  for (const [term, count] of left) {
    dot += count * (right.get(term) ?? 0);
    leftSquares += count * count;
  }
  for (const count of right.values()) rightSquares += count * count;
  // Integers up to here; one square root of the product keeps equal texts at exactly 1.
  return { kind: "lexical", score: Math.min(1, dot / Math.sqrt(leftSquares * rightSquares)) };
}
