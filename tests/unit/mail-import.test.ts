import { existsSync, readFileSync } from "node:fs";
import { setImmediate as nextTurn } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { MAX_IMPORT_BYTES, MAX_MESSAGES, readMail } from "@/lib/mail/import";
import { MailError, parseMail } from "@/lib/mail/message";

const SEPARATOR = "From ann@example.org  Wed Jul 24 05:34:04 2002";
const HEADERS = "From: a@b.example\nSubject: x\n";
const toBytes = (text: string) => Buffer.from(text, "latin1");

const INBOX = fileURLToPath(new URL("../../../shared/data/inbox.mbox", import.meta.url));

// Bounds are in seconds of processor time, which other work on the same machine does not change; limits of the
// test runner, which count waiting too, only stop what hangs.
const HANGS_MS = 60_000;
function cpuMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}

describe("readMail", () => {
  it("reads an .eml as one message", async () => {
    const { messages, rejected } = await readMail(toBytes(`${HEADERS}\nhi\n`));
    expect(messages.map(({ index, mail }) => [index, mail.text])).toEqual([[0, "hi"]]);
    expect(rejected).toEqual([]);
  });

  it("lists what it cannot read and goes on", async () => {
    const entries = [
      `${HEADERS}\none`,
      "",
      "no mail at all",
      `${HEADERS}Content-Type: application/pdf\n\n%PDF`,
      `${HEADERS}\nfive`,
    ];
    const { messages, rejected } = await readMail(
      toBytes(entries.map((entry) => `${SEPARATOR}\n${entry}\n\n`).join("")),
    );
    expect(messages.map(({ index, mail }) => [index, mail.text])).toEqual([
      [0, "one"],
      [4, "five"],
    ]);
    expect(rejected).toEqual([
      { index: 1, reason: "it is empty" },
      { index: 2, reason: "it is not an email: it has no mail headers" },
      { index: 3, reason: "it holds only attachments and no text" },
    ]);
  });

  it("unescapes quoted From lines", async () => {
    const { messages } = await readMail(toBytes(`${SEPARATOR}\n${HEADERS}\n>From here on\n`));
    expect(messages[0]?.mail.text).toBe("From here on");
  });

  it("lists an .eml that is refused", async () => {
    expect(await readMail(toBytes("just words"))).toEqual({
      messages: [],
      rejected: [{ index: 0, reason: "it is not an email: it has no mail headers" }],
    });
  });

  it.each([
    { case: "an empty file", raw: new Uint8Array(0), reason: "the file is empty", code: "invalid_request" },
    {
      case: "a file over the limit",
      raw: new Uint8Array(MAX_IMPORT_BYTES + 1),
      reason: "the file is larger than 25 MB",
      code: "payload_too_large",
    },
    {
      case: "a message too many",
      raw: toBytes(`${SEPARATOR}\nA: 1\n\n`.repeat(MAX_MESSAGES + 1)),
      reason: "the file holds more than 10000 messages",
      code: "payload_too_large",
    },
  ])("refuses $case as a whole", async ({ raw, reason, code }) => {
    const error = await readMail(raw).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(MailError);
    expect(error).toMatchObject({ reason, code });
  });

  it(
    "reads 10,000 messages within 5 s and lets others run meanwhile",
    async () => {
      const raw = toBytes(`${SEPARATOR}\n${HEADERS}\nhi\n\n`.repeat(MAX_MESSAGES));
      let turns = 0;
      let reading = true;
      const others = (async () => {
        while (reading) {
          await nextTurn();
          turns += 1;
        }
      })();

      const started = process.cpuUsage();
      const { messages } = await readMail(raw);
      const elapsed = cpuMs(started);
      reading = false;
      await others;

      expect(messages).toHaveLength(MAX_MESSAGES);
      expect(elapsed).toBeLessThan(5000);
      expect(turns).toBeGreaterThan(100); // one for every 20 messages makes 500
    },
    HANGS_MS,
  );
});

describe("time on hostile input", () => {
  const MB = 1024 * 1024;
  const qp = `${HEADERS}Content-Transfer-Encoding: quoted-printable\n\n`;
  const multipart = `${HEADERS}Content-Type: multipart/mixed; boundary=b\n\n`;

  // Parsers that keep an object per line or join folds one by one need 10 s and more for some of these.
  it.each([
    { case: "a line of 5 MB", raw: `${HEADERS}\n${"a".repeat(5 * MB)}` },
    { case: "5 MB of line feeds", raw: `${HEADERS}\n${"\n".repeat(5 * MB)}a` },
    { case: "5 MB of spaces in a line", raw: `${HEADERS}\na${" ".repeat(5 * MB)}a` },
    { case: "5 MB of NULs", raw: `${HEADERS}\n${"\0".repeat(5 * MB)}a` },
    { case: "5 MB of lines of one letter", raw: `${HEADERS}\n${"a\n".repeat((5 * MB) / 2)}` },
    {
      case: "5 MB of flowed lines",
      raw: `${HEADERS}Content-Type: text/plain; format=flowed\n\n${"a \n".repeat((5 * MB) / 3)}`,
    },
    { case: "5 MB of quoted octets among text", raw: `${qp}${"=E9a".repeat((5 * MB) / 4)}` },
    { case: "5 MB of quoted octets", raw: `${qp}${"=41".repeat((5 * MB) / 3)}` },
    { case: "5 MB of equals signs and spaces", raw: `${qp}a${"= ".repeat((5 * MB) / 2)}a` },
    { case: "5 MB of 8-bit bytes", raw: `${HEADERS}\n${"\x80a".repeat((5 * MB) / 2)}` },
    { case: "5 MB of escaped lines", raw: `${SEPARATOR}\n${HEADERS}\n${">From x\n".repeat((5 * MB) / 8)}` },
    {
      case: "5 MB of false separators",
      raw: `${SEPARATOR}\n${HEADERS}\n${"\nFrom x\n".repeat((5 * MB) / 8)}`,
    },
    { case: "80,000 folds", raw: `${HEADERS}${" \n".repeat(80_000)}\na` },
    { case: "60,000 equal headers", raw: `${HEADERS}${"a:\n".repeat(60_000)}\na` },
    { case: "100,000 senders", raw: `From: ${"a,".repeat(100_000)}\n\na` },
    { case: "a sender of 100,000 dots", raw: `From: ${"a.".repeat(100_000)}\n\na` },
    {
      case: "100,000 recipients",
      raw: `${HEADERS}To: ${"a,".repeat(100_000)}\nCc: ${"a.".repeat(20_000)}\n\na`,
    },
    { case: "20,000 encoded words", raw: `Subject: ${"=?a?Q?b?= ".repeat(20_000)}\n\na` },
    { case: "200,000 parts", raw: `${multipart}${"--b\n\nx\n".repeat(200_000)}` },
    {
      case: "90 parts of 80,000 headers",
      raw: `${multipart}${`--b\n${"a:\n".repeat(80_000)}\nx\n`.repeat(90)}`,
    },
    {
      case: "20 parts of 120,000 folds",
      raw: `${multipart}${`--b\nX: y\n${" \n".repeat(120_000)}\nx\n`.repeat(20)}`,
    },
    {
      case: "unclosed tags below a plain text",
      raw: `${multipart}--b\n\nx\n--b\nContent-Type: text/html\n\n${"<br ".repeat(19_000)}\n--b--`,
    },
    {
      case: "25 MB inside of 19 messages",
      raw: `${"Content-Type: message/rfc822\n\n".repeat(19)}${HEADERS}\n${"a\n".repeat(12 * MB)}`,
    },
    {
      case: "5,000 levels",
      raw: `${HEADERS}${Array.from({ length: 5000 }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n`).join("")}`,
    },
    {
      case: "open tags closed by others",
      raw: `${HEADERS}Content-Type: text/html\n\n${"<a>".repeat(9000)}${"</b>".repeat(9000)}`,
    },
    {
      case: "many parts of open tags",
      raw: `${multipart}${`--b\nContent-Type: text/html\n\n${"<a>".repeat(9000)}${"</b>".repeat(9000)}\n`.repeat(90)}`,
    },
  ])(
    "stays under 3 s with $case",
    async ({ raw }) => {
      const bytes = toBytes(raw);
      const started = process.cpuUsage();
      const { messages, rejected } = await readMail(bytes);
      expect(cpuMs(started)).toBeLessThan(3000);
      expect(messages.length + rejected.length).toBe(1);
    },
    HANGS_MS,
  );
});

describe("damaged mail", () => {
  const whole = toBytes(
    [
      "Message-ID: <1@x>",
      "From: =?utf-8?Q?J=C3=BCrgen?= <j@x.example>",
      "Subject: s",
      'Content-Type: multipart/mixed; boundary="b1"',
      "",
      "--b1",
      "Content-Type: text/plain; charset=gb2312",
      "Content-Transfer-Encoding: quoted-printable",
      "",
      "=C4=E3",
      "--b1",
      "Content-Type: message/rfc822",
      "",
      "Subject: inner",
      "Content-Type: text/html",
      "",
      "<table><tr><td>x</td></tr></table>",
      "--b1--",
    ].join("\r\n"),
  );

  async function expectMailOrReason(bytes: Uint8Array): Promise<void> {
    try {
      const mail = await parseMail(bytes);
      const visible = [
        mail.text,
        mail.subject,
        mail.fromName,
        mail.fromAddress,
        mail.to,
        mail.messageId,
      ].join("\n");
      // biome-ignore lint/suspicious/noControlCharactersInRegex: their absence is what is tested
      expect(visible).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/);
    } catch (error) {
      expect(error).toBeInstanceOf(MailError);
    }
  }

  it(
    "is read or refused with a reason wherever it is cut off",
    async () => {
      for (let length = 0; length <= whole.length; length += 1) {
        await expectMailOrReason(whole.subarray(0, length));
      }
    },
    HANGS_MS,
  );

  it(
    "is read or refused with a reason whichever byte is replaced",
    async () => {
      for (let at = 0; at < whole.length; at += 1) {
        for (const byte of [0x00, 0x0a, 0x22, 0x3d, 0xff]) {
          const damaged = Buffer.from(whole);
          damaged[at] = byte;
          await expectMailOrReason(damaged);
        }
      }
    },
    HANGS_MS,
  );
});

describe.skipIf(!existsSync(INBOX))("a real inbox of 150 messages", () => {
  it("accounts for every message, and every one of them is readable", async () => {
    const { messages, rejected } = await readMail(readFileSync(INBOX));
    expect(messages.length + rejected.length).toBe(150);
    expect(rejected).toEqual([]);
    expect(messages.map(({ index }) => index)).toEqual(Array.from({ length: 150 }, (_, index) => index));

    for (const { mail } of messages) {
      expect(mail.fromAddress).toMatch(/^\S+@\S+$/);
      expect(mail.subject).not.toBe("");
      expect(mail.text).not.toBe("");
      expect(mail.messageId).toMatch(/^\S+$/);
      expect(mail.sentAt?.getUTCFullYear()).toBe(2002);
      expect(`${mail.subject}${mail.text}`).not.toContain("\ufffd");
    }
  });

  it("reads the accents of old charsets and the text of signed mail", async () => {
    const { messages } = await readMail(readFileSync(INBOX));
    expect(messages[6]?.mail.fromName).toBe("Ville Skyttä");
    expect(messages[44]?.mail.text).toContain("«Whatever you do, don't buy Esso");
    expect(messages[126]?.mail.text).toContain("Vederò, si averò");
    expect(messages[59]?.mail.text).not.toContain("PGP SIGNATURE");
  });
});
