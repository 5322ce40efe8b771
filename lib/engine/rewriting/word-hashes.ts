import { foldCase } from "@/lib/engine/rewriting/folded-text";

/**
 * Gets a word as two independent signed 32-bit hashes, and where it starts.
 *
 * Reading characters in place is many times as fast as cutting a megabyte of mail into strings; that two
 * different words share both hashes happens about once in 10^19 comparisons.
 */
export type WordVisitor = (first: number, second: number, start: number) => void;

const APOSTROPHE = 0x27;
const WORD_CHARACTER = /[\p{L}\p{N}\p{M}]/u;
// As in `words`, a Chinese or Japanese character is a word of its own.
const UNSPACED_CHARACTER = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

const OTHER = 1;
const INNER = 2;
const ALONE = 3;

/** Kinds of the characters up to U+FFFF, 0 until asked for: two patterns per character would cost most of the time. */
const kinds = new Uint8Array(0x10000);

function kindOf(codePoint: number): number {
  const known = kinds[codePoint];
  if (known !== undefined && known !== 0) return known;
  const character = String.fromCodePoint(codePoint);
  const kind = UNSPACED_CHARACTER.test(character) ? ALONE : WORD_CHARACTER.test(character) ? INNER : OTHER;
  if (codePoint < kinds.length) kinds[codePoint] = kind;
  return kind;
}

/**
 * Calls back for each word of a text, without regard to case. Apostrophes are passed over ("don't" is
 * "dont"); hyphens and any other mark part words.
 *
 * @param text Text from `foldText`.
 * @param visit Gets two hashes and, in UTF-16 units, where the word starts.
 * @example
 * const starts: number[] = [];
 * visitWords("It's here", (_first, _second, start) => starts.push(start)); // starts: 0, 5
 */
export function visitWords(text: string, visit: WordVisitor): void {
  let first = 0;
  let second = 0;
  let start = -1;
  const close = () => {
    if (start >= 0) visit(mixed(first), mixed(second ^ 0x5bd1e995), start);
    start = -1;
  };
  const take = (code: number) => {
    first = Math.imul(first ^ code, 0x01000193);
    second = Math.imul(second + code, 0x85ebca6b);
    second ^= second >>> 15;
  };
  for (let at = 0; at < text.length; at++) {
    let code = text.charCodeAt(at);
    const place = at;
    if (code >= 0xd800 && code <= 0xdbff) {
      code = text.codePointAt(at) ?? code;
      if (code > 0xffff) at++;
    }
    if (code === APOSTROPHE && start >= 0) continue;
    const kind = kindOf(code);
    if (kind !== INNER) close();
    if (kind === OTHER) continue;
    if (start < 0) {
      first = 0x811c9dc5;
      second = 0x9e3779b9;
      start = place;
    }
    if (code >= 0x80)
      for (const folded of foldCase(String.fromCodePoint(code))) take(folded.codePointAt(0) ?? 0);
    else take(code >= 0x41 && code <= 0x5a ? code | 0x20 : code);
    if (kind === ALONE) close();
  }
  close();
}

function mixed(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad);
  // Signed, since the engine keeps small integers without allocating.
  return once ^ (once >>> 15);
}

/** A set of pairs of 32-bit numbers in two flat tables. */
export class HashPairs {
  private firsts: Uint32Array;
  private seconds: Uint32Array;
  private mask: number;
  /** Number of different pairs. */
  size = 0;

  constructor(capacity = 16) {
    let slots = 32;
    while (slots < capacity * 2) slots *= 2;
    this.firsts = new Uint32Array(slots);
    this.seconds = new Uint32Array(slots);
    this.mask = slots - 1;
  }

  /** Slot of a pair, or the free one where it belongs; (0, 0) marks a free slot. */
  private slotOf(first: number, second: number): number {
    let slot = (first ^ Math.imul(second, 0x9e3779b1)) & this.mask;
    for (;;) {
      const a = this.firsts[slot];
      const b = this.seconds[slot];
      if ((a === first && b === second) || (a === 0 && b === 0)) return slot;
      slot = (slot + 1) & this.mask;
    }
  }

  /** Puts a pair in; one that is there already changes nothing. */
  add(first: number, second: number): void {
    const a = first >>> 0 || 1;
    const b = second >>> 0;
    const slot = this.slotOf(a, b);
    if (this.firsts[slot] !== 0) return;
    this.firsts[slot] = a;
    this.seconds[slot] = b;
    this.size++;
    if (this.size * 2 > this.mask) this.grow();
  }

  /** Whether a pair was put in. */
  has(first: number, second: number): boolean {
    return this.firsts[this.slotOf(first >>> 0 || 1, second >>> 0)] !== 0;
  }

  private grow(): void {
    const wider = new HashPairs(this.size * 2);
    for (const [slot, first] of this.firsts.entries()) {
      if (first !== 0) wider.add(first, this.seconds[slot] ?? 0);
    }
    this.firsts = wider.firsts;
    this.seconds = wider.seconds;
    this.mask = wider.mask;
  }
}
