import type { TokenLogprob } from "@/lib/llm/language-model";
import { corpus } from "@/lib/llm/simulator/corpus";
import { spokenPhrases } from "@/lib/llm/simulator/languages";
import { tokenize } from "@/lib/llm/simulator/tokens";

const START = "\u0000start";
/** Stands for every token outside the vocabulary. */
export const UNKNOWN = "\u0000unknown";
/** Added to every count of a single token, so that none is impossible. */
const ADD_K = 0.1;
const CODE_POINTS = 0x110000;

/** Chance that the next token continues what the messages say after the token before it, where they do. */
const COPY_CONTINUATION = 0.3;
/** Chance that the next token is any token of the messages. */
const COPY_ANY = 0.1;

export interface TokenModel {
  /** Every token that was seen in training, and {@link UNKNOWN}. */
  vocabulary: readonly string[];
  /**
   * Probability of a vocabulary entry after the two tokens before it; over the whole vocabulary
   * these sum to 1.
   */
  probability(token: string, before: readonly string[]): number;
  /**
   * Natural log-probability of each token of a text, in nats, given the messages it answers: names
   * and numbers that they hold are likelier than others.
   */
  score(tokens: readonly string[], messages: readonly string[]): TokenLogprob[];
}

/** What followed one context: how often in all, and how often each token. */
interface Followers {
  total: number;
  counts: Map<string, number>;
}

/**
 * Trigram model, interpolated with bigrams and add-k unigrams by Witten and Bell's weights: a
 * context is trusted in proportion to how much was seen after it and how little of it was new.
 * Unknown words are spelt: their probability is that of the unknown token times that of the letters.
 *
 * @see Chen & Goodman, "An Empirical Study of Smoothing Techniques for Language Modeling" (1998)
 */
export function trainTokenModel(texts: readonly string[]): TokenModel {
  const unigrams = new Map<string, number>();
  const contexts = new Map<string, Followers>();
  const letters = new Map<string, number>();
  for (const text of texts) {
    const tokens = tokenize(text);
    tokens.forEach((token, index) => {
      unigrams.set(token, (unigrams.get(token) ?? 0) + 1);
      for (const context of contextsAt(tokens, index)) {
        const followers = contexts.get(context) ?? { total: 0, counts: new Map() };
        followers.total += 1;
        followers.counts.set(token, (followers.counts.get(token) ?? 0) + 1);
        contexts.set(context, followers);
      }
      for (const letter of token) letters.set(letter, (letters.get(letter) ?? 0) + 1);
    });
  }

  // Words met once estimate how often a word is met that was never seen (Good and Turing).
  const singletons = [...unigrams.values()].filter((count) => count === 1).length;
  const vocabulary = [...unigrams.keys(), UNKNOWN];
  const tokenTotal = sum(unigrams.values());
  const unigramTotal = tokenTotal + singletons + ADD_K * vocabulary.length;
  const unigram = (token: string) =>
    ((token === UNKNOWN ? singletons : (unigrams.get(token) ?? 0)) + ADD_K) / unigramTotal;

  const probability = (token: string, before: readonly string[]): number =>
    contextsAt([...before, token], before.length).reduceRight((lower, context) => {
      const followers = contexts.get(context);
      if (followers === undefined) return lower;
      const fresh = followers.counts.size;
      return ((followers.counts.get(token) ?? 0) + fresh * lower) / (followers.total + fresh);
    }, unigram(token));

  const letterTotal = sum(letters.values());
  const endOfWord = tokenTotal / (letterTotal + tokenTotal);
  const spellingNats = (token: string): number => {
    let nats = Math.log(endOfWord);
    for (const letter of token) {
      const known = ((letters.get(letter) ?? 0) + 1 / CODE_POINTS) / (letterTotal + 1);
      nats += Math.log(known) + Math.log(1 - endOfWord);
    }
    return nats;
  };

  const score = (tokens: readonly string[], messages: readonly string[]): TokenLogprob[] => {
    const copy = copyModel(messages);
    const known = tokens.map((token) => (unigrams.has(token) ? token : UNKNOWN));
    return tokens.map((token, index) => {
      const entry = known[index] ?? UNKNOWN;
      const nats = Math.log(probability(entry, known.slice(Math.max(0, index - 2), index)));
      const learnt = Math.exp(entry === UNKNOWN ? nats + spellingNats(token) : nats);
      return { token, logprob: Math.log(copy(token, tokens[index - 1], learnt)) };
    });
  };

  return { vocabulary, probability, score };
}

/**
 * Mixes a learnt probability with what the messages hold, as a cache does.
 *
 * @see Kuhn & De Mori, "A Cache-Based Natural Language Model for Speech Recognition" (1990)
 */
function copyModel(messages: readonly string[]) {
  const any: Followers = { total: 0, counts: new Map() };
  const after = new Map<string, Followers>();
  // A word is copied with or without its blank: a name from the middle of a line may open another.
  const note = (followers: Followers, token: string) => {
    for (const form of new Set([
      token,
      token.trim() === "" ? token : ` ${token.trim()}`,
      token.trim() || token,
    ])) {
      followers.total += 1;
      followers.counts.set(form, (followers.counts.get(form) ?? 0) + 1);
    }
  };
  for (const message of messages) {
    const tokens = tokenize(message);
    tokens.forEach((token, index) => {
      note(any, token);
      const before = tokens[index - 1]?.trim();
      if (before === undefined) return;
      const followers = after.get(before) ?? { total: 0, counts: new Map() };
      note(followers, token);
      after.set(before, followers);
    });
  }

  const share = (followers: Followers, token: string) => (followers.counts.get(token) ?? 0) / followers.total;
  return (token: string, before: string | undefined, learnt: number): number => {
    if (any.total === 0) return learnt;
    const single = COPY_ANY * share(any, token) + (1 - COPY_ANY) * learnt;
    const followers = before === undefined ? undefined : after.get(before.trim());
    if (followers === undefined) return single;
    return COPY_CONTINUATION * share(followers, token) + (1 - COPY_CONTINUATION) * single;
  };
}

/** Keys of the two-token and the one-token context before a place, the longer first. */
function contextsAt(tokens: readonly string[], index: number): [string, string] {
  const last = tokens[index - 1] ?? START;
  const secondLast = tokens[index - 2] ?? START;
  return [`${secondLast}\u0001${last}`, last];
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

let shared: TokenModel | null = null;

/** The simulator's own model, trained at first use on its corpus and on what it says in other languages. */
export function supportTokenModel(): TokenModel {
  shared ??= trainTokenModel([...corpus, ...spokenPhrases()]);
  return shared;
}
