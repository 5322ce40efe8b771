import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { generateSyntheticEmail, importEmails } from "@/lib/services/email-intake";
import { getEmail, getEmails } from "@/lib/services/emails";
import { createLab } from "@/lib/services/labs";
import { repository } from "./contexts";
import { eachDatabase } from "./stores";

interface Message {
  id?: string;
  subject?: string;
  body?: string;
}

const eml = ({ id, subject = "A question", body = "Where is my order?" }: Message) =>
  [
    "From: Ann Lee <ann@example.org>",
    "To: support@fernhill.example",
    `Subject: ${subject}`,
    "Date: Mon, 2 Mar 2026 09:00:00 +0000",
    ...(id ? [`Message-ID: <${id}>`] : []),
    "",
    body,
    "",
  ].join("\n");

const bytes = (text: string) => new TextEncoder().encode(text);
const mbox = (...messages: string[]) =>
  bytes(messages.map((text) => `From ann@example.org Mon Mar  2 09:00:00 2026\n${text}\n`).join(""));

const sharedInbox = join(repository, "../shared/data/inbox.mbox");

eachDatabase((open) => {
  it("stores an .eml with its sender, date and text", async () => {
    const ctx = await open();
    const report = await importEmails(ctx, { bytes: bytes(eml({ id: "1@example.org" })) });
    expect(report).toEqual({
      imported: 1,
      duplicates: 0,
      rejected: [],
      emailIds: [expect.any(String)],
    });
    const email = await getEmail(ctx, report.emailIds[0] ?? "");
    expect(email).toMatchObject({
      senderName: "Ann Lee",
      senderAddress: "ann@example.org",
      subject: "A question",
      sentAt: "2026-03-02T09:00:00.000Z",
      source: "imported",
      state: "open",
      drafts: [],
    });
    expect(email.body.trim()).toBe("Where is my order?");
  });

  it("counts duplicates within the file and against the lab, by Message-ID or else by content", async () => {
    const ctx = await open();
    const first = mbox(
      eml({ id: "1@example.org" }),
      eml({ id: "1@example.org", body: "The same id, another text." }),
      eml({ body: "No id" }),
      eml({ body: "No  id" }),
    );
    expect(await importEmails(ctx, { bytes: first })).toMatchObject({ imported: 2, duplicates: 2 });

    const second = mbox(eml({ id: "1@example.org" }), eml({ body: "No id" }), eml({ id: "2@example.org" }));
    expect(await importEmails(ctx, { bytes: second })).toMatchObject({ imported: 1, duplicates: 2 });
  });

  it("takes the same message in two labs", async () => {
    const ctx = await open();
    const lab = await createLab(ctx, { name: "Another", description: "", prompt: "Reply.", variables: {} });
    const file = bytes(eml({ id: "1@example.org" }));
    await importEmails(ctx, { bytes: file });
    expect(await importEmails(ctx, { labId: lab.id, bytes: file })).toMatchObject({
      imported: 1,
      duplicates: 0,
    });
  });

  it("lists what it rejects with index and reason, and takes the rest", async () => {
    const ctx = await open();
    const attachmentOnly = [
      "From: ann@example.org",
      "Content-Type: application/pdf",
      "Content-Transfer-Encoding: base64",
      "Content-Disposition: attachment; filename=a.pdf",
      "",
      "JVBERi0=",
      "",
    ].join("\n");
    const report = await importEmails(ctx, {
      bytes: mbox(eml({ id: "1@example.org" }), attachmentOnly, eml({ id: "2@example.org" })),
    });
    expect(report).toMatchObject({ imported: 2, duplicates: 0 });
    expect(report.rejected).toEqual([{ index: 1, reason: expect.stringMatching(/attachment/) }]);
  });

  it("refuses an empty file by name of the field", async () => {
    const ctx = await open();
    await expect(importEmails(ctx, { bytes: new Uint8Array() })).rejects.toMatchObject({
      code: "invalid_request",
      errors: [{ path: "body", message: "the file is empty" }],
    });
  });

  it("stores a message with a NUL in it", async () => {
    const ctx = await open();
    const report = await importEmails(ctx, {
      bytes: bytes(eml({ id: "nul@example.org", subject: "A\u0000B", body: "before\u0000after" })),
    });
    expect(report).toMatchObject({ imported: 1, rejected: [] });
    expect((await getEmail(ctx, report.emailIds[0] ?? "")).body).not.toContain("\u0000");
  });

  it("stores nothing at all when one of 600 messages cannot be stored", async () => {
    let made = 0;
    let brokenFrom = Number.POSITIVE_INFINITY;
    const newId = () => {
      made += 1;
      return `00000000-0000-7000-8000-${String(Math.min(made, brokenFrom)).padStart(12, "0")}`;
    };
    const ctx = await open({ newId });
    const before = await ctx.store.db.$count(ctx.store.t.emails);
    brokenFrom = made + 550; // the 550th and all after it get the same id; batches hold 500
    const messages = Array.from({ length: 600 }, (_, index) => eml({ id: `${index}@example.org` }));

    await expect(importEmails(ctx, { bytes: mbox(...messages) })).rejects.toThrow();

    expect(await ctx.store.db.$count(ctx.store.t.emails)).toBe(before);
  });

  it("stores each message once when the same file arrives twice at the same time", async () => {
    const ctx = await open();
    const file = mbox(...Array.from({ length: 20 }, (_, index) => eml({ id: `${index}@example.org` })));
    const reports = await Promise.all([1, 2, 3].map(() => importEmails(ctx, { bytes: file })));
    expect(reports.map(({ imported }) => imported).sort()).toEqual([0, 0, 20]);
    expect(reports.map(({ duplicates }) => duplicates).sort()).toEqual([0, 20, 20]);
  });

  it.skipIf(!existsSync(sharedInbox))("imports 150 real messages, and none of them twice", async () => {
    const ctx = await open();
    const lab = await createLab(ctx, { name: "Inbox", description: "", prompt: "Reply.", variables: {} });
    const file = { labId: lab.id, bytes: readFileSync(sharedInbox) };
    const first = await importEmails(ctx, file);
    expect(first).toMatchObject({ imported: 150, duplicates: 0, rejected: [] });
    expect(await importEmails(ctx, file)).toMatchObject({ imported: 0, duplicates: 150 });

    const { items, nextCursor } = await getEmails(ctx, { labId: lab.id, limit: 100 });
    const rest = await getEmails(ctx, { labId: lab.id, limit: 100, cursor: nextCursor ?? "" });
    expect(new Set([...items, ...rest.items].map(({ id }) => id)).size).toBe(150);
    expect(rest.nextCursor).toBeNull();
  });

  it.each([
    { search: "100%", found: ["100% wool?"] },
    { search: "a_b", found: ["Code a_b"] },
    { search: "WOOL", found: ["100% wool?"] },
    { search: "\\", found: ["Path C:\\temp"] },
  ])("finds $search as it is written", async ({ search, found }) => {
    const ctx = await open();
    const lab = await createLab(ctx, { name: "Search", description: "", prompt: "Reply.", variables: {} });
    const subjects = ["100% wool?", "1000 pieces", "Code a_b", "Code axb", "Path C:\\temp"];
    await importEmails(ctx, { labId: lab.id, bytes: mbox(...subjects.map((subject) => eml({ subject }))) });
    const { items } = await getEmails(ctx, { labId: lab.id, search, limit: 10 });
    expect(items.map(({ subject }) => subject)).toEqual(found);
  });

  it("makes up the same email from the same seed, and stores it each time", async () => {
    const ctx = await open({ now: () => new Date("2026-03-01T12:00:00.000Z") });
    const [first, second] = [
      await generateSyntheticEmail(ctx, { scenario: "complaint", seed: 7 }),
      await generateSyntheticEmail(ctx, { scenario: "complaint", seed: 7 }),
    ];
    expect(second.body).toBe(first.body);
    expect(second.id).not.toBe(first.id);
    expect(first).toMatchObject({ source: "synthetic", state: "open" });
  });
});
