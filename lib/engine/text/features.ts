import { contentFeatures } from "@/lib/engine/text/features/content";
import type { FeatureDefinition, ReplyFeature } from "@/lib/engine/text/features/definition";
import { readEmailTopic, readReply } from "@/lib/engine/text/features/reading";
import { shapeFeatures } from "@/lib/engine/text/features/shape";
import { toneFeatures } from "@/lib/engine/text/features/tone";

export type { ReplyFeature } from "@/lib/engine/text/features/definition";

/** Values by id of the feature. */
export type ReplyFeatureValues = Readonly<Record<string, number>>;

const definitions: readonly FeatureDefinition[] = [...shapeFeatures, ...toneFeatures, ...contentFeatures];

/** All features in the order of `replyFeatureVector`. */
export const replyFeatures: readonly ReplyFeature[] = definitions.map(({ id, label, unit, more, less }) => ({
  id,
  label,
  unit,
  more,
  less,
}));

/**
 * Measures a reply: its shape, tone and content.
 *
 * Words are counted as `words` counts them in any script. Greeting, sign-off, courtesy, register, stance,
 * steps and dates are known in English, German, Spanish and French, short forms and passive verbs in
 * English only; other languages read 0 there. These are counts of signs, not of meaning: irony, or a
 * word in another sense, is not seen. Sentences and paragraphs leave out the lines of the greeting and
 * the sign-off. Shares, means and rates divide by at least 1, so a reply without words has 0 of everything
 * that is a share of its words. Takes time in proportion to the texts.
 *
 * @param reply The reply.
 * @param email The email it answers; without one, the shares of the email's words are 0.
 * @returns One finite number per feature, from 0, in the unit of the feature ("yes or no": 1 or 0).
 * @see replyFeatures
 * @example
 * readReplyFeatures("Hi Ada, it ships on Monday.").dates; // => 1
 */
export function readReplyFeatures(reply: string, email = ""): ReplyFeatureValues {
  const reading = readReply(reply);
  const topic = readEmailTopic(email);
  return Object.fromEntries(definitions.map(({ id, read }) => [id, read(reading, topic)]));
}

/**
 * Values as a vector, for models.
 *
 * @param values What `readReplyFeatures` returned.
 * @returns The values in the order of `replyFeatures`; entries of other names are left out.
 * @throws {RangeError} if the value of a feature is missing, NaN or infinite.
 * @example
 * replyFeatureVector(readReplyFeatures("It left today."))[0]; // => 3
 */
export function replyFeatureVector(values: ReplyFeatureValues): number[] {
  return replyFeatures.map(({ id }) => {
    const value = Object.hasOwn(values, id) ? values[id] : undefined;
    if (value === undefined || !Number.isFinite(value)) {
      throw new RangeError(`values.${id} must be a finite number, got ${value}`);
    }
    return value;
  });
}
