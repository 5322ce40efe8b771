import { hashToUnit } from "@/lib/engine/random";

/** Draws of one call: each a hash of what it decides, so that the same call makes the same draws. */
export interface Sampler {
  /** A number in [0, 1) for a named decision. */
  unit(slot: string): number;
  chance(slot: string, probability: number): boolean;
  /** One of the options. @throws {RangeError} if there are none. */
  pick<T>(slot: string, options: readonly T[]): T;
}

interface SamplerOptions {
  /** The simulator's own seed. */
  seed: number;
  /** The request's seed. */
  requestSeed: number;
  /** From 0: at 0 the request's seed decides nothing, from 1 on it decides everything. */
  temperature: number;
  /** What the call is about, such as a hash of the email. */
  subject: number;
}

export function createSampler({ seed, requestSeed, temperature, subject }: SamplerOptions): Sampler {
  const unit = (slot: string): number => {
    const isWarm = hashToUnit(seed, requestSeed, subject, slot, "warm") < temperature;
    return isWarm ? hashToUnit(seed, requestSeed, subject, slot) : hashToUnit(seed, subject, slot);
  };
  return {
    unit,
    chance: (slot, probability) => unit(slot) < probability,
    pick: (slot, options) => {
      const option = options[Math.floor(unit(slot) * options.length)];
      if (option === undefined) throw new RangeError(`nothing to pick for ${slot}`);
      return option;
    },
  };
}
