import type { ComponentScores } from "@/lib/engine/reward/aggregate";

/** What one prompt's reply to one case scored; null where no usable answer came. */
export interface ScoredReply {
  candidateId: string;
  caseKey: string;
  components: ComponentScores | null;
}

/** Scores of both prompts on one case, each generated afresh with the case's own seed. */
export interface ScoredPair {
  caseKey: string;
  baseline: ComponentScores;
  candidate: ComponentScores;
}

/** Everything a search did, as it is on record. */
export interface SearchRecord {
  /** Cases that candidates were made from or ranked on. */
  development: readonly string[];
  /** Cases kept aside. */
  heldOut: readonly string[];
  /** The current prompt. */
  controlId: string;
  /** The one candidate that the search chose. */
  survivorId: string;
  /** Every scored reply of every candidate, to cases of both sides. */
  replies: readonly ScoredReply[];
}

function assertDistinct(name: string, keys: readonly string[]): void {
  if (new Set(keys).size !== keys.length) throw new RangeError(`${name} must name every case once`);
}

/**
 * Held-out cases of one search, with the replies of the current prompt and of the one survivor.
 *
 * The only way to make one is `HeldOutCases.of`, from the record of the search itself, and
 * `decideHeldOut` takes nothing else: a candidate can neither be judged on a case it was chosen on, nor
 * be the best of several that were all tried on the held-out cases.
 */
export class HeldOutCases {
  /** Cases that both prompts answered, by rising key: the order of the record changes no result. */
  readonly pairs: readonly ScoredPair[];
  // A private member makes the type nominal: no other object passes for one.
  readonly #size: number;

  private constructor(size: number, pairs: readonly ScoredPair[]) {
    this.#size = size;
    this.pairs = pairs;
  }

  /** Number of cases kept aside, answered or not. */
  get size(): number {
    return this.#size;
  }

  /**
   * Reads the held-out comparison out of the record of a search.
   *
   * @param record Both sides of the split and every reply; replies to other cases are ignored.
   * @returns Pairs of replies to held-out cases; a case without two usable replies counts in `size` only.
   * @throws {RangeError} if `heldOut` contains a case of `development`, or one that a candidate other than
   *   the survivor was tried on; if a case or a reply occurs twice; if `survivorId` is the control.
   * @see decideHeldOut
   * @example
   * HeldOutCases.of({ development: ["a"], heldOut: ["b"], controlId: "live", survivorId: "new", replies: [] }).size;
   * // => 1
   */
  static of({ development, heldOut, controlId, survivorId, replies }: SearchRecord): HeldOutCases {
    assertDistinct("development", development);
    assertDistinct("heldOut", heldOut);
    if (survivorId === controlId) throw new RangeError("survivorId must differ from controlId");
    const keys = new Set(heldOut);
    const used = development.find((key) => keys.has(key));
    if (used !== undefined) throw new RangeError(`heldOut must not contain the development case ${used}`);

    const found = new Map<string, Map<string, ComponentScores | null>>([
      [controlId, new Map()],
      [survivorId, new Map()],
    ]);
    for (const { candidateId, caseKey, components } of replies) {
      if (!keys.has(caseKey)) continue;
      const own = found.get(candidateId);
      if (!own) {
        throw new RangeError(
          `heldOut must be new to all but the survivor: ${candidateId} was tried on ${caseKey}`,
        );
      }
      if (own.has(caseKey)) {
        throw new RangeError(`replies must hold one reply of ${candidateId} to ${caseKey}`);
      }
      own.set(caseKey, components);
    }

    const pairs = [...keys].sort().flatMap((caseKey): ScoredPair[] => {
      const baseline = found.get(controlId)?.get(caseKey) ?? null;
      const candidate = found.get(survivorId)?.get(caseKey) ?? null;
      return baseline && candidate ? [{ caseKey, baseline, candidate }] : [];
    });
    return new HeldOutCases(keys.size, pairs);
  }
}
