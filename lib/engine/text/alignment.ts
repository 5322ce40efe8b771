import { diffArrays } from "diff";

/** A position in the old list and the equal one in the new list. */
export type Pair = readonly [old: number, now: number];

/**
 * The most insertions and deletions looked for. The work grows with its square, so this number, and not
 * the size of the lists, bounds the time; a clock would make results differ.
 */
const MAX_EDITS = 1000;
/** A run of this many tokens that stands once on each side is taken to be the same place. */
const RUN_LENGTH = 4; // Two by two, see joinNeighbours.

function assertTokens(name: string, tokens: readonly number[]): void {
  for (const token of tokens) {
    // Two of them, joined, must be an exact number.
    if (!Number.isInteger(token) || token < 0 || token >= 2 ** 26) {
      throw new RangeError(`${name} must hold integers from 0 to 2^26 - 1, got ${token}`);
    }
  }
}

/** A longest common subsequence; null if it takes more edits than allowed. */
function matchExactly(old: readonly number[], now: readonly number[], maxEdits: number): Pair[] | null {
  // What stands on one side only can match nothing: leaving it out changes no result and saves its edits.
  const inOld = new Set(old);
  const inNow = new Set(now);
  const left: number[] = [];
  const right: number[] = [];
  for (const [i, token] of old.entries()) if (inNow.has(token)) left.push(i);
  for (const [j, token] of now.entries()) if (inOld.has(token)) right.push(j);

  const changes = diffArrays(
    left.map((i) => old[i]),
    right.map((j) => now[j]),
    { maxEditLength: maxEdits },
  );
  if (!changes) return null;
  const pairs: Pair[] = [];
  let i = 0;
  let j = 0;
  for (const { added, removed, count } of changes) {
    for (let k = 0; k < count; k++) {
      const at = added ? undefined : left[i++];
      const to = removed ? undefined : right[j++];
      if (at !== undefined && to !== undefined) pairs.push([at, to]);
    }
  }
  return pairs;
}

/** Joins each token with the one `step` further on; equal pairs get equal numbers across the lists. */
function joinNeighbours(lists: readonly (readonly number[])[], step: number): number[][] {
  const base = 1 + lists.reduce((most, list) => list.reduce((a, b) => Math.max(a, b), most), 0);
  const numbers = new Map<number, number>();
  return lists.map((list) =>
    list.slice(step).map((token, i) => {
      const pair = (list[i] ?? 0) * base + token;
      const number = numbers.get(pair) ?? numbers.size;
      numbers.set(pair, number);
      return number;
    }),
  );
}

/** Where each run begins that occurs once in a list. */
function findUnique(runs: readonly number[]): Map<number, number> {
  const places = new Map<number, number>();
  for (const [i, run] of runs.entries()) places.set(run, places.has(run) ? -1 : i);
  return places;
}

/** The longest chain of pairs, given by rising old position, whose new positions rise too. */
function longestRisingChain(pairs: readonly Pair[]): Pair[] {
  const lastOfLength: number[] = [];
  const previous: number[] = [];
  for (const [at, [, now]] of pairs.entries()) {
    let low = 0;
    let high = lastOfLength.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[lastOfLength[middle] ?? 0]?.[1] ?? 0) < now) low = middle + 1;
      else high = middle;
    }
    previous.push(lastOfLength[low - 1] ?? -1);
    lastOfLength[low] = at;
  }

  const chain: Pair[] = [];
  let at = lastOfLength.at(-1) ?? -1;
  for (let pair = pairs[at]; pair; pair = pairs[at]) {
    chain.push(pair);
    at = previous[at] ?? -1;
  }
  return chain.reverse();
}

/**
 * Pairs of two long lists: runs that occur once in each anchor them, and between the anchors the edits
 * looked for are shared out so that their squares sum to that of `MAX_EDITS`.
 */
function matchByAnchors(old: readonly number[], now: readonly number[]): Pair[] {
  const [oldRuns = [], nowRuns = []] = joinNeighbours(joinNeighbours([old, now], 1), 2);
  const placesInNow = findUnique(nowRuns);
  const shared: Pair[] = [];
  for (const [run, i] of findUnique(oldRuns)) {
    const j = placesInNow.get(run) ?? -1;
    if (i >= 0 && j >= 0) shared.push([i, j]);
  }
  const anchors = longestRisingChain(shared);
  if (anchors.length === 0) return [];

  const pairs: Pair[] = [];
  let i = 0;
  let j = 0;
  const matchGap = (oldEnd: number, nowEnd: number) => {
    const size = oldEnd - i + nowEnd - j;
    const maxEdits = Math.ceil(MAX_EDITS * Math.sqrt(size / (old.length + now.length)));
    const found = size > 0 && matchExactly(old.slice(i, oldEnd), now.slice(j, nowEnd), maxEdits);
    for (const [a, b] of found || []) pairs.push([i + a, j + b]);
  };
  for (const [a, b] of anchors) {
    if (a > i && b > j) matchGap(a, b);
    // A run may overlap the one before it.
    for (let k = 0; k < RUN_LENGTH; k++) {
      if (a + k < i || b + k < j) continue;
      pairs.push([a + k, b + k]);
    }
    i = Math.max(i, a + RUN_LENGTH);
    j = Math.max(j, b + RUN_LENGTH);
  }
  matchGap(old.length, now.length);
  return pairs;
}

/**
 * Lines up two lists of tokens: which ones stay, in order.
 *
 * Up to 1,000 insertions and deletions between what the lists share give a longest common subsequence.
 * Beyond that, runs of four tokens that occur once on each side are matched first, and between them what
 * the same effort reaches; the pairs are then common but perhaps not the most. Time grows with n log n.
 *
 * @param old Tokens of the old list, numbered from 0 so that equal tokens have equal numbers.
 * @param now Tokens of the new list, numbered alike.
 * @returns Pairs of equal tokens, rising on both sides.
 * @throws {RangeError} if a token is not an integer from 0 to 2²⁶ − 1.
 * @see Myers, "An O(ND) difference algorithm and its variations" (1986); Cohen's patience diff, for anchors
 * @example
 * alignTokens([1, 2, 3], [1, 3, 4]); // => [[0, 0], [2, 1]]
 */
export function alignTokens(old: readonly number[], now: readonly number[]): Pair[] {
  assertTokens("old", old);
  assertTokens("now", now);
  const shorter = Math.min(old.length, now.length);
  let start = 0;
  while (start < shorter && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < shorter - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1;

  const oldMiddle = old.slice(start, old.length - end);
  const nowMiddle = now.slice(start, now.length - end);
  const middle = matchExactly(oldMiddle, nowMiddle, MAX_EDITS) ?? matchByAnchors(oldMiddle, nowMiddle);
  return [
    ...Array.from({ length: start }, (_, i): Pair => [i, i]),
    ...middle.map(([i, j]): Pair => [start + i, start + j]),
    ...Array.from({ length: end }, (_, k): Pair => [old.length - end + k, now.length - end + k]),
  ];
}
