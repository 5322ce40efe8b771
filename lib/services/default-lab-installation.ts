import { insertDataset } from "@/db/queries/datasets";
import { insertEmails } from "@/db/queries/emails";
import { findLabBySlug, insertLab } from "@/db/queries/labs";
import type { DatasetRow } from "@/db/rows";
import type { Context } from "@/lib/context";
import { addCases } from "./datasets";
import { defaultLab } from "./default-lab";
import { addFirstPrompt, hashText } from "./deployments";
import { newEmail, splitSender } from "./email-intake";
import { DEFAULT_SLUG } from "./lab-lookup";
import { defaultSettings, ORGANIZATION } from "./labs";

/** Puts the default lab in place if it is not there. Safe to repeat, and to run in several processes at once. */
export async function installDefaultLab(ctx: Context): Promise<void> {
  if (await findLabBySlug(ctx.store, { slug: DEFAULT_SLUG })) return;
  await ctx.store.transaction(async (tx) => {
    const lab = await insertLab(tx, {
      id: ctx.newId(),
      organizationId: ORGANIZATION,
      slug: DEFAULT_SLUG,
      name: defaultLab.name,
      description: defaultLab.description,
      settings: { ...defaultSettings, variables: defaultLab.variables },
      models: null,
      livePromptId: null,
      revision: 0,
      createdAt: ctx.now(),
    });
    if (!lab) return;
    await addFirstPrompt(tx, ctx, { labId: lab.id, content: defaultLab.prompt });
    await insertEmails(
      tx,
      defaultLab.emails.map(({ from, subject, body, sentAt }, index) => {
        const { name, address } = splitSender(from);
        const identity = `hash:${hashText(`default\n${from}\n${subject}\n${body}`)}`;
        return {
          ...newEmail(ctx, { labId: lab.id, seq: index + 1, source: "default", identity }),
          fromName: name,
          fromAddress: address,
          subject,
          body,
          sentAt: new Date(sentAt),
        };
      }),
    );
    const dataset: DatasetRow = {
      id: ctx.newId(),
      labId: lab.id,
      name: "Support replies",
      description: "The reply that a good support person would send to each of the lab's 60 emails.",
      kind: "written",
      createdAt: ctx.now(),
    };
    await insertDataset(tx, dataset);
    await addCases(tx, ctx, {
      dataset,
      cases: defaultLab.emails.map(({ from, subject, body, sentAt, reply }) => ({
        input: { sender: from, subject, body, sentOn: sentAt.slice(0, "YYYY-MM-DD".length) },
        expectedOutput: reply,
      })),
    });
  });
}
