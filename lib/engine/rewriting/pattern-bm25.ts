import { words } from "@/lib/engine/text/tokens";

/** How fast further occurrences of a word stop adding (k1), and how much length counts (b). */
const SATURATION = 1.2;
const LENGTH_SHARE = 0.75;

/**
 * Words that say nothing about a situation, in English, German, Spanish and French. A store of some dozen
 * patterns is too small for their frequency to show it. Negations are not among them, nor words that carry
 * meaning in another of the four languages (German "hat" and "war", French "son").
 */
const functionWords = new Set(
  [
    "a an the and or of to in on at by for from with about as is are was were be been it its this that these those",
    "i you he she we they my your his her our their who which what when where how do does did has have had",
    "der die das den dem des ein eine einen einem einer und oder von zu zum zur im am auf für aus mit über als ist",
    "sind es dies diese dieser ich du er sie wir ihr mein dein sein unser wer was wann wo wie haben",
    "el la los las un una unos unas y o de del al en por para con sobre como es son está están lo su sus este esta",
    "le les une et ou du au aux dans sur par pour avec est sont ce cette ces il elle nous vous ils mon ma mes qui que",
  ]
    .join(" ")
    .split(" "),
);

/** French articles and pronouns that lean on the next word: "l'adresse" is about "adresse". */
const ELISION = /^(?:[cdjlmnst]|qu)['’](?=\p{L})/u;

/**
 * Words of a text as the search compares them: lower case, compatibility forms and French elisions
 * resolved, function words of four languages left out. Inflected forms stay different words.
 *
 * @example
 * searchTerms("Where is the late parcel?"); // => ["late", "parcel"]
 */
export function searchTerms(text: string): string[] {
  return words(text.normalize("NFKC").toLowerCase())
    .map((word) => word.replace(ELISION, ""))
    .filter((word) => !functionWords.has(word));
}

/** How well one text answers a question. */
export interface Bm25Score {
  /** Σ over the question's words, 0 or more; comparable within one question only. */
  score: number;
  /** `score` as a share of what the question's own text would score, 0 to 1. */
  share: number;
}

/**
 * BM25 scores of texts for a question.
 *
 * score = Σ idf(w) · f · (k1 + 1) / (f + k1 · (1 − b + b · length / mean length)) over the distinct words w
 * of the question, where f counts w in the text, lengths are in search terms, k1 = 1.2 and b = 0.75.
 * idf(w) = ln(1 + (N − n + ½)/(n + ½)), n of the N texts having w: with the 1 inside never negative.
 * `share` divides by the score that the question would get as a text: 1 means that a text has all of what
 * was asked at the question's own length, and a small share that little was found, even if it came first.
 *
 * @param question The situation looked for.
 * @param texts The texts to score.
 * @returns One score per text, in the order given; null if the question has no search terms.
 * @see Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009)
 * @example
 * bm25Scores("parcel", ["invoice"]); // => [{ score: 0, share: 0 }]
 */
export function bm25Scores(question: string, texts: readonly string[]): Bm25Score[] | null {
  const asked = countTerms(question);
  if (asked.length === 0) return null;
  const documents = texts.map(countTerms);
  const lengths = documents.reduce((sum, { length }) => sum + length, 0);
  // Where every text is empty, none has a word to be weighed by its length.
  const meanLength = lengths === 0 ? 1 : lengths / documents.length;
  const idf = new Map(
    [...asked.counts.keys()].map((term) => {
      const having = documents.filter(({ counts }) => counts.has(term)).length;
      return [term, Math.log(1 + (documents.length - having + 0.5) / (having + 0.5))];
    }),
  );

  const scoreOf = ({ counts, length }: TermCounts): number => {
    let score = 0;
    for (const [term, weight] of idf) {
      const found = counts.get(term) ?? 0;
      const norm = SATURATION * (1 - LENGTH_SHARE + (LENGTH_SHARE * length) / meanLength);
      score += (weight * found * (SATURATION + 1)) / (found + norm);
    }
    return score;
  };
  const highest = scoreOf(asked);
  return documents.map((document) => {
    const score = scoreOf(document);
    return { score, share: Math.min(1, score / highest) };
  });
}

interface TermCounts {
  counts: ReadonlyMap<string, number>;
  length: number;
}

function countTerms(text: string): TermCounts {
  const terms = searchTerms(text);
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return { counts, length: terms.length };
}
