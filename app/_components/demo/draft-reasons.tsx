import { ThumbsDown, ThumbsUp } from "lucide-react";
import { Button } from "@/app/_components/ui/button";
import { formatPercent } from "@/app/_components/ui/number";
import type { Draft } from "@/lib/contracts/emails";

/** Reason ids with true for a like and false for a dislike. */
export type Ratings = Readonly<Record<string, boolean>>;

/** Why the model wrote the draft as it did, each reason open to a like or a dislike. */
export function DraftReasons({
  draft,
  ratings,
  onRate,
}: {
  draft: Draft;
  ratings: Ratings;
  /** Left out where the decision stands; null takes a rating back. */
  onRate?: (reasonId: string, rating: boolean | null) => void;
}) {
  if (draft.reasonsError !== null) {
    return <p className="text-small text-caution">Reasons unavailable: {draft.reasonsError}</p>;
  }
  if (draft.reasons.length === 0) {
    return <p className="text-small text-muted">The model gave no reasons.</p>;
  }
  return (
    <div>
      <h4 className="flex flex-wrap justify-between gap-x-3 text-small font-medium text-muted">
        Why the model wrote it so <span className="font-normal">how sure it says it is</span>
      </h4>
      <ul className="mt-1 -ml-1.5 flex flex-col">
        {draft.reasons.map((reason) => (
          <li key={reason.id} className="flex items-start gap-1">
            <Rating
              like
              text={reason.text}
              pressed={ratings[reason.id] === true}
              onToggle={onRate && ((pressed) => onRate(reason.id, pressed ? true : null))}
            />
            <Rating
              like={false}
              text={reason.text}
              pressed={ratings[reason.id] === false}
              onToggle={onRate && ((pressed) => onRate(reason.id, pressed ? false : null))}
            />
            <p className="min-w-0 grow pt-1">{reason.text}</p>
            <span className="pt-1.5 text-small text-muted tabular-nums">
              {formatPercent(reason.confidence)}
              <span className="sr-only"> sure, as the model states it</span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Rating({
  like,
  text,
  pressed,
  onToggle,
}: {
  like: boolean;
  text: string;
  pressed: boolean;
  onToggle?: (pressed: boolean) => void;
}) {
  const Icon = like ? ThumbsUp : ThumbsDown;
  const colours = like
    ? "aria-pressed:bg-good-soft aria-pressed:text-good"
    : "aria-pressed:bg-bad-soft aria-pressed:text-bad";
  return (
    <Button
      size="sm"
      variant="ghost"
      aria-label={`${like ? "Like" : "Dislike"}: ${text}`}
      aria-pressed={pressed}
      disabled={!onToggle}
      className={`px-1.5 ${colours}`}
      onClick={() => onToggle?.(!pressed)}
    >
      <Icon aria-hidden className={`size-3.5 ${pressed ? "fill-current" : ""}`} />
    </Button>
  );
}
