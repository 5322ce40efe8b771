import { listPlacedCases, listUnplacedCases, placeCaseRow } from "@/db/queries/datasets";
import type { CaseRow } from "@/db/rows";
import type { Store } from "@/db/store";
import type { CaseInput } from "@/lib/contracts/datasets";
import {
  adoptCases,
  type CaseSide,
  type PlacedCase,
  placeCase,
  placeCases,
} from "@/lib/engine/search/case-groups";
import { fingerprintOf } from "@/lib/engine/search/near-duplicates";
import { hashText } from "./deployments";

/** What of an email its place in the split depends on. */
export type SplitEmail = Pick<CaseInput, "sender" | "subject" | "body">;

// The same email starts a group on the same side in every lab, for good.
const SPLIT_SALT = "cases-1";

/**
 * Places of new cases in a lab's split, in the order given, inside the transaction that inserts them: each
 * with the cases it resembles, none of which moves.
 */
export async function placeEmails(
  tx: Store,
  labId: string,
  emails: readonly SplitEmail[],
): Promise<Pick<CaseRow, "splitKey" | "groupKey" | "side" | "fingerprint">[]> {
  const placed = await readSplit(tx, labId);
  return placeCases(emails.map(unplaced), placed, SPLIT_SALT).map(({ key, groupKey, side, fingerprint }) => ({
    splitKey: key,
    groupKey,
    side,
    fingerprint,
  }));
}

/**
 * Every placed case of a lab. Those of a database from before there were groups are given theirs here, so
 * the store must be that of a transaction.
 */
export async function readSplit(tx: Store, labId: string): Promise<PlacedCase[]> {
  const old = await listUnplacedCases(tx, { labId });
  const placed = await listPlacedCases(tx, { labId });
  const cases = old.flatMap(({ id, side, ...email }) =>
    side === "straddles" ? [] : [{ id, side, ...unplaced(email) }],
  );
  const adopted = adoptCases(cases, placed);
  for (const { id, groupKey, side, fingerprint } of adopted) {
    await placeCaseRow(tx, { caseId: id, groupKey, side, fingerprint });
  }
  return [...placed, ...adopted];
}

/** The side on which an email falls beside the cases of its lab. */
export const sideOfEmail = (email: SplitEmail, placed: readonly PlacedCase[]): CaseSide =>
  placeCase(unplaced(email), placed, SPLIT_SALT).side;

const unplaced = (email: SplitEmail) => ({ key: splitKeyOf(email), fingerprint: fingerprintOf(email) });

/** Identity of an email: case, spacing and punctuation aside. */
function splitKeyOf({ sender, subject, body }: SplitEmail): string {
  const plain = [sender, subject, body].map((part) =>
    part
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
      .trim(),
  );
  return hashText(plain.join("\n"));
}
