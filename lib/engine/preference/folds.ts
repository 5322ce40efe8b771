import type { Observation } from "@/lib/engine/preference/examples";
import { hashToUnit } from "@/lib/engine/random";

export interface Folds {
  count: number;
  /** Number of the fold of each email, from 0. */
  ofEmail: ReadonlyMap<string, number>;
}

/** From this many emails on there are five folds; below, each email is a fold of its own. */
const EMAILS_FOR_FIVE = 20;

/** Groups that are dealt one after the other, so that each verdict is spread over the folds. */
const strata = ["disliked", "both", "liked", "neither"] as const;
type Stratum = (typeof strata)[number];

interface Verdicts {
  liked: boolean;
  disliked: boolean;
}

const stratumOf = ({ liked, disliked }: Verdicts): Stratum => {
  if (liked) return disliked ? "both" : "liked";
  return disliked ? "disliked" : "neither";
};

/**
 * Deals emails into folds for cross-validation: five, or one per email where there are fewer than 20.
 *
 * All decisions and both drafts of an email share a fold, whoever judged them. Within a verdict the order is
 * that of a hash of the email's id, so the folds depend on nothing but the set of emails and
 * their verdicts; sizes differ by one at most. Emails with a disliked reply come first, then those
 * with both verdicts, then those with liked replies only: whichever verdict is rare reaches as many folds
 * as it can.
 *
 * @example
 * const { count, ofEmail } = dealFolds(observations);
 */
export function dealFolds(observations: readonly Observation[]): Folds {
  const verdicts = new Map<string, Verdicts>();
  for (const { emailId, kind, target } of observations) {
    const seen = verdicts.get(emailId) ?? { liked: false, disliked: false };
    verdicts.set(emailId, {
      liked: seen.liked || (kind === "decision" && target > 0.5),
      disliked: seen.disliked || (kind === "decision" && target < 0.5),
    });
  }

  const order = [...verdicts]
    .map(([emailId, seen]) => ({
      emailId,
      stratum: strata.indexOf(stratumOf(seen)),
      place: hashToUnit("preference-fold", emailId),
    }))
    .sort((a, b) => a.stratum - b.stratum || a.place - b.place || (a.emailId < b.emailId ? -1 : 1));
  const count = order.length < EMAILS_FOR_FIVE ? order.length : 5;
  return { count, ofEmail: new Map(order.map(({ emailId }, i) => [emailId, i % count])) };
}
