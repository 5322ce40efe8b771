/**
 * Randomness of the engine: hashes of names, never a running generator.
 *
 * A choice depends only on what it is about (run seed, step, candidate, case), so a run resumed
 * after a crash makes the same choices as one that never stopped.
 */

const FNV_PRIME = 0x01000193;
const LOW_MULTIPLIER = 0x85ebca6b;
const HIGH_MULTIPLIER = 0xc2b2ae35;

/** MurmurHash3's 32-bit finaliser: every input bit reaches every output bit. */
function finalize(hash: number): number {
  let mixed = hash;
  mixed ^= mixed >>> 16;
  mixed = Math.imul(mixed, LOW_MULTIPLIER);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, HIGH_MULTIPLIER);
  mixed ^= mixed >>> 16;
  return mixed >>> 0;
}

/**
 * Length-prefixed, so that ("a", "bc") and ("ab", "c") stay apart, and tagged with the type, so
 * that 1 and "1" do. JavaScript's shortest decimal form identifies a number; -0 counts as 0.
 */
function encode(parts: readonly (string | number)[]): string {
  return parts
    .map((part) => {
      if (typeof part === "string") return `s${part.length}:${part}`;
      if (!Number.isFinite(part)) throw new RangeError(`a hashed number must be finite, got ${part}`);
      const decimal = String(part);
      return `n${decimal.length}:${decimal}`;
    })
    .join("");
}

/** FNV-1a over both bytes of each UTF-16 unit, from a given start, then finalised. */
function hash32(text: string, start: number): number {
  let hash = start;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    hash = Math.imul(hash ^ (unit & 0xff), FNV_PRIME);
    hash = Math.imul(hash ^ (unit >>> 8), FNV_PRIME);
  }
  return finalize(hash ^ text.length);
}

/**
 * Stable seed for a list of names and numbers.
 *
 * @param parts What the choice is about, in a fixed order, e.g. run seed, step, candidate.
 * @returns Unsigned 32-bit integer; the same on every machine and in every release.
 * @throws {RangeError} if a number is NaN or infinite.
 * @see Fowler, Noll & Vo, FNV-1a; Appleby, MurmurHash3 (finaliser)
 * @example
 * hashToSeed("run-1", "coin", 7) === hashToSeed("run-1", "coin", 7); // => true
 * hashToSeed("a", "bc") === hashToSeed("ab", "c"); // => false
 */
export function hashToSeed(...parts: readonly (string | number)[]): number {
  return hash32(encode(parts), 0x811c9dc5);
}

/**
 * Stable, evenly spread number for a list of names and numbers: a coin, a share, a pick.
 *
 * @param parts What the choice is about, in a fixed order.
 * @returns A number in [0, 1) with 53 random bits.
 * @throws {RangeError} if a number is NaN or infinite.
 * @example
 * hashToUnit("run-1", "left-or-right", "email-7") === hashToUnit("run-1", "left-or-right", "email-7"); // => true
 * hashToUnit("loop"); // => 0.44698268153161536
 */
export function hashToUnit(...parts: readonly (string | number)[]): number {
  const text = encode(parts);
  const high = hash32(text, 0x811c9dc5) >>> 5; // 27 bits
  const low = hash32(text, 0x9e3779b9) >>> 6; // 26 bits
  return (high * 0x4000000 + low) / 0x20000000000000;
}

/**
 * A running generator for the inside of one calculation (a bootstrap, a permutation test) whose
 * result is a function of the seed. Anything that outlives one call uses `hashToUnit` instead.
 *
 * @param seed Unsigned 32-bit integer, e.g. from `hashToSeed`.
 * @returns A function giving the next number in [0, 1), of 32 bits.
 * @throws {RangeError} if `seed` is not an unsigned 32-bit integer.
 * @see Wellons, "Prospecting for Hash Functions" (2018), and the Weyl increment of SplitMix32
 * @example
 * const next = seededRandom(hashToSeed("run-1", "bootstrap"));
 * next() < 1; // => true
 */
export function seededRandom(seed: number): () => number {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
    throw new RangeError(`a seed must be an unsigned 32-bit integer, got ${seed}`);
  }
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 0x100000000;
  };
}
