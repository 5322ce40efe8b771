import { findKnownIdentities, insertEmails, nextEmailSeq } from "@/db/queries/emails";
import type { EmailRow } from "@/db/rows";
import type { Context } from "@/lib/context";
import type { ImportReport, SyntheticRequest } from "@/lib/contracts/emails";
import { AppError } from "@/lib/errors";
import { readMail } from "@/lib/mail/import";
import { MailError, type ParsedMail } from "@/lib/mail/message";
import { hashText } from "./deployments";
import { emailView } from "./emails";
import { requireLab } from "./lab-lookup";
import { writeSyntheticEmail } from "./synthetic-emails";

// Below the number of values that one statement may carry on either database.
const INSERT_BATCH = 500;

/**
 * Stores the messages of an .eml or .mbox file. Each one is imported, a duplicate of one that the lab
 * has, or rejected with its index and reason.
 * @throws {AppError} `invalid_request` when nothing in the file can be read, `payload_too_large`.
 */
export async function importEmails(
  ctx: Context,
  { labId, bytes }: { labId?: string; bytes: Uint8Array },
): Promise<ImportReport> {
  const lab = await requireLab(ctx, labId);
  const { messages, rejected } = await readMail(bytes).catch((error: unknown) => {
    if (!(error instanceof MailError)) throw error;
    throw new AppError(error.code, `The mail could not be read: ${error.reason}.`, {
      errors: [{ path: "body", message: error.reason }],
      cause: error,
    });
  });

  const byIdentity = new Map<string, ParsedMail>();
  for (const { mail } of messages) {
    const identity = identityOf(mail);
    if (!byIdentity.has(identity)) byIdentity.set(identity, mail);
  }
  const stored = await ctx.store.transaction(async (tx) => {
    const known = new Set<string>();
    for (const identities of batches([...byIdentity.keys()])) {
      for (const identity of await findKnownIdentities(tx, { labId: lab.id, identities }))
        known.add(identity);
    }
    const first = await nextEmailSeq(tx, { labId: lab.id });
    const fresh = [...byIdentity].filter(([identity]) => !known.has(identity));
    const rows = fresh.map(([identity, mail], index) => ({
      ...newEmail(ctx, { labId: lab.id, seq: first + index, source: "imported", identity }),
      fromName: mail.fromName,
      fromAddress: mail.fromAddress,
      subject: mail.subject,
      body: mail.text,
      sentAt: mail.sentAt,
    }));
    for (const batch of batches(rows)) await insertEmails(tx, batch);
    return rows;
  });
  return {
    imported: stored.length,
    duplicates: messages.length - stored.length,
    rejected,
    emailIds: stored.map(({ id }) => id),
  };
}

/**
 * Adds a made-up email: by template on the simulator, else written by the lab's drafting model.
 * @throws {AppError} `provider_failed` where the model gave none; a template never stands in for it.
 */
export async function generateSyntheticEmail(
  ctx: Context,
  { scenario, language, labId, seed = ctx.newSeed() }: SyntheticRequest,
) {
  const lab = await requireLab(ctx, labId);
  const { from, subject, body, sentAt } = await writeSyntheticEmail(ctx, lab, { scenario, language, seed });
  const { name, address } = splitSender(from);
  const identity = `hash:${hashText(`synthetic\n${seed}\n${ctx.newId()}`)}`;
  const row = await ctx.store.transaction(async (tx) => {
    const email: EmailRow = {
      ...newEmail(ctx, {
        labId: lab.id,
        seq: await nextEmailSeq(tx, { labId: lab.id }),
        source: "synthetic",
        identity,
      }),
      fromName: name,
      fromAddress: address,
      subject,
      body,
      sentAt: new Date(sentAt),
    };
    await insertEmails(tx, [email]);
    return email;
  });
  return emailView(row);
}

interface NewEmailOptions {
  labId: string;
  seq: number;
  source: EmailRow["source"];
  identity: string;
}

export const newEmail = (ctx: Context, options: NewEmailOptions) => ({
  ...options,
  id: ctx.newId(),
  state: "open" as const,
  round: 0,
  createdAt: ctx.now(),
});

const identityOf = ({ messageId, contentHash }: ParsedMail) =>
  messageId ? `id:${messageId}` : `hash:${contentHash}`;

/** `Name <address>` in its parts. */
export function splitSender(sender: string): { name: string | null; address: string | null } {
  const match = /^(?<name>.*?)\s*<(?<address>[^<>]+)>$/.exec(sender);
  if (match?.groups) return { name: match.groups.name || null, address: match.groups.address ?? null };
  return sender.includes("@") ? { name: null, address: sender } : { name: sender || null, address: null };
}

function* batches<T>(items: readonly T[]): Generator<T[]> {
  for (let start = 0; start < items.length; start += INSERT_BATCH)
    yield items.slice(start, start + INSERT_BATCH);
}
