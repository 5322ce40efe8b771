export type FeedbackAction = "accept" | "edit" | "skip" | "reject";

export interface HumanJudgement {
  action: FeedbackAction;
  /** Share of the words that the person changed, 0 to 1. Required for an edit, ignored otherwise. */
  editRatio?: number | null;
  /** Reasons of the draft that the person liked. */
  likes?: number;
  /** Reasons of the draft that the person disliked. */
  dislikes?: number;
}

const EDIT_SCORE = 0.6;
const SKIP_SCORE = 0.3;
const REASON_SCORE = 0.2;

function actionScore({ action, editRatio }: HumanJudgement): number {
  switch (action) {
    case "accept":
      return 1;
    case "skip":
      return SKIP_SCORE;
    case "reject":
      return 0;
    case "edit":
      if (editRatio == null || !(editRatio >= 0 && editRatio <= 1)) {
        throw new RangeError(`editRatio of an edit must lie from 0 to 1, got ${editRatio}`);
      }
      return EDIT_SCORE * (1 - editRatio);
  }
}

/**
 * Reward signal `human`: what one person's decision on a draft says about it.
 *
 * Accept 1; edit 0.6 × (1 − edit ratio); skip 0.3; reject 0. Rated reasons add
 * 0.2 × (likes − dislikes) / rated, within 0 to 1. A skip's score is for display: skips are missing in every test.
 *
 * @param judgement The decision, the edit ratio of an edit, and counts of rated reasons.
 * @returns 0 to 1, dimensionless.
 * @throws {RangeError} if an edit has no ratio from 0 to 1, or a count is negative or not whole.
 * @example
 * humanScore({ action: "edit", editRatio: 0.5 }); // => 0.3
 * humanScore({ action: "reject", likes: 1 }); // => 0.2
 */
export function humanScore(judgement: HumanJudgement): number {
  const { likes = 0, dislikes = 0 } = judgement;
  for (const [name, count] of Object.entries({ likes, dislikes })) {
    if (!Number.isInteger(count) || count < 0) {
      throw new RangeError(`${name} must be a whole number of 0 or more, got ${count}`);
    }
  }
  const rated = likes + dislikes;
  const reasons = rated === 0 ? 0 : (REASON_SCORE * (likes - dislikes)) / rated;
  return Math.min(1, Math.max(0, actionScore(judgement) + reasons));
}
