import { describe, expect, it } from "vitest";
import { MailError, parseMail } from "@/lib/mail/message";
import { bytes, END, HEADERS, PART, textOf, utf8 } from "@/tests/fixtures/mail/bytes";

describe("parseMail, headers", () => {
  it("reads them all", async () => {
    const mail = await parseMail(
      bytes(
        "Message-ID: <abc.123@example.org>",
        "From: Ann Lee <ann@example.org>",
        "To: Bob <bob@example.org>, carol@example.org",
        "Subject: Hello",
        "Date: Tue, 23 Jul 2002 21:21:58 -0700 (PDT)",
        "",
        "Hi",
        "",
      ),
    );
    expect(mail).toEqual({
      messageId: "abc.123@example.org",
      fromName: "Ann Lee",
      fromAddress: "ann@example.org",
      to: "Bob <bob@example.org>, carol@example.org",
      subject: "Hello",
      sentAt: new Date("2002-07-24T04:21:58.000Z"),
      text: "Hi",
      // printf 'ann@example.org\0Hello\0Hi' | sha256sum
      contentHash: "aa894aaa6b046dbadcac1332ecc198e64a061267e66ba9d94379699e080aef64",
    });
  });

  it("leaves missing ones null and the subject blank", async () => {
    expect(await parseMail(bytes("MIME-Version: 1.0", "", "Hi"))).toMatchObject({
      messageId: null,
      fromName: null,
      fromAddress: null,
      to: null,
      subject: "",
      sentAt: null,
      text: "Hi",
    });
  });

  it.each([
    { case: "base64 words", header: "=?utf-8?B?w4l0w6k=?=", subject: "Été" },
    {
      case: "quoted words with underscores",
      header: "=?iso-8859-1?Q?caf=E9_au_lait?=",
      subject: "café au lait",
    },
    { case: "a character split over two words", header: "=?utf-8?Q?=C3?=\r\n =?utf-8?Q?=A9?=", subject: "é" },
    { case: "Japanese words", header: "=?ISO-2022-JP?B?GyRCRnxLXBsoQg==?=", subject: "日本" },
    { case: "an unknown charset", header: "=?x-nonsense?Q?caf=E9?=", subject: "café" },
    { case: "a broken word", header: "=?utf-8?Q?open", subject: "=?utf-8?Q?open" },
    { case: "folds", header: "one\r\n two\r\n\tthree", subject: "one two three" },
    { case: "raw UTF-8", header: utf8("Größe"), subject: "Größe" },
    { case: "raw ISO-8859-1", header: "Gr\xf6\xdfe", subject: "Größe" },
    { case: "control characters", header: "a\0b\x1bc", subject: "abc" },
    { case: "a line end hidden in a word", header: "=?utf-8?Q?a=0D=0ABcc:_x?=", subject: "a Bcc: x" },
    { case: "only spaces", header: "   ", subject: "" },
    { case: "the upper half of windows-1252", header: "=?windows-1252?Q?it=92s?=", subject: "it’s" },
  ])("decodes a subject with $case", async ({ header, subject }) => {
    expect((await parseMail(bytes("From: a@b.example", `Subject: ${header}`, "", "x"))).subject).toBe(
      subject,
    );
  });

  it("reads raw 8-bit headers in the charset of the body", async () => {
    const mail = await parseMail(
      bytes("Subject: \xf0\xd2\xc9\xd7\xc5\xd4", "Content-Type: text/plain; charset=koi8-r", "", "x"),
    );
    expect(mail.subject).toBe("Привет");
  });

  it("shows recipients in other charsets, and those of several headers", async () => {
    const mail = await parseMail(
      bytes("To: =?utf-8?Q?J=C3=BC?= <j@x.example>", "To: G\xf6 <g@x.example>", "", "x"),
    );
    expect(mail.to).toBe("Jü <j@x.example>, Gö <g@x.example>");
  });

  it.each([
    { case: "a bare address", from: "ann@example.org", name: null, address: "ann@example.org" },
    {
      case: "a quoted name",
      from: '"Lee, Ann" <ann@example.org>',
      name: "Lee, Ann",
      address: "ann@example.org",
    },
    {
      case: "a name in a comment",
      from: "ann@example.org (Ann Lee)",
      name: "Ann Lee",
      address: "ann@example.org",
    },
    {
      case: "an encoded name",
      from: "=?utf-8?Q?J=C3=BCrgen?= <j@example.org>",
      name: "Jürgen",
      address: "j@example.org",
    },
    {
      case: "an encoded comma",
      from: "=?utf-8?Q?Lee=2C_Ann?= <ann@example.org>",
      name: "Lee, Ann",
      address: "ann@example.org",
    },
    { case: "the first of several", from: "a@x.example, b@x.example", name: null, address: "a@x.example" },
    { case: "a group", from: "Team: a@x.example, b@x.example;", name: null, address: "a@x.example" },
    { case: "no address at all", from: "The Postmaster", name: "The Postmaster", address: null },
    { case: "an empty header", from: "", name: null, address: null },
    { case: "empty brackets", from: "Nobody <>", name: "Nobody", address: null },
  ])("reads a sender with $case", async ({ from, name, address }) => {
    const mail = await parseMail(bytes(`From: ${from}`, "", "x"));
    expect({ name: mail.fromName, address: mail.fromAddress }).toEqual({ name, address });
  });

  it.each([
    { case: "brackets", header: "<a@b>", id: "a@b" },
    { case: "no brackets", header: "a@b", id: "a@b" },
    { case: "text around", header: "x <a@b> (y)", id: "a@b" },
    { case: "a fold before it", header: "\r\n <a@b>", id: "a@b" },
    { case: "nothing inside", header: "<>", id: null },
    { case: "more than any program writes", header: `<${"a".repeat(999)}>`, id: null },
  ])("reads a Message-ID with $case", async ({ header, id }) => {
    expect((await parseMail(bytes(`Message-ID: ${header}`, "", "x"))).messageId).toBe(id);
  });

  it("keeps as body what follows a header block without its blank line", async () => {
    expect((await parseMail(bytes("Subject: a", "Dear all,", "", "hello"))).text).toBe("Dear all,\n\nhello");
  });

  it("skips a separator left over at the top", async () => {
    const mail = await parseMail(
      bytes(">From ann@example.org Wed Jul 24 05:34:04 2002", "Subject: a", "", "x"),
    );
    expect(mail).toMatchObject({ subject: "a", text: "x" });
  });
});

describe("parseMail, identity", () => {
  const of = async (from: string, subject: string, body: string) =>
    (await parseMail(bytes(`From: ${from}`, `Subject: ${subject}`, "", body))).contentHash;

  it("sees through refolded text and ignores everything else", async () => {
    const hash = await of("Ann <a@x.example>", "s", "one two\r\n\r\nthree");
    expect(await of("A. <a@x.example>", "s", "one\r\ntwo   three\r\n")).toBe(hash);
  });

  it.each([
    { case: "the sender", from: "b@x.example", subject: "s", body: "one two" },
    { case: "the subject", from: "a@x.example", subject: "t", body: "one two" },
    { case: "the text", from: "a@x.example", subject: "s", body: "onetwo" },
    { case: "where the subject ends", from: "a@x.example", subject: "s one", body: "two" },
  ])("changes with $case", async ({ from, subject, body }) => {
    expect(await of(from, subject, body)).not.toBe(await of("a@x.example", "s", "one two"));
  });
});

describe("parseMail, refusals", () => {
  it.each([
    { case: "no bytes", raw: bytes(""), reason: "it is empty" },
    { case: "blank lines", raw: bytes("", " ", ""), reason: "it is empty" },
    {
      case: "a picture",
      raw: bytes("\x89PNG", "\x1a", "\0\0\0\rIHDR"),
      reason: "it is not an email: it has no mail headers",
    },
    {
      case: "prose",
      raw: bytes("Note: buy milk", "", "and bread"),
      reason: "it is not an email: it has no mail headers",
    },
    { case: "a body alone", raw: bytes("", "hello"), reason: "it is not an email: it has no mail headers" },
    {
      case: "binary data in one line",
      raw: bytes("\x01".repeat(300_000)),
      reason: "it is not an email: it has no mail headers",
    },
    {
      case: "headers alone",
      raw: bytes("From: a@b.example", "", ""),
      reason: "it has neither a subject nor any text",
    },
    {
      case: "an attachment alone",
      raw: bytes(...HEADERS, "Content-Type: application/pdf", "", "%PDF"),
      reason: "it holds only attachments and no text",
    },
    {
      case: "attachments below a blank text",
      raw: bytes(
        ...HEADERS,
        "Content-Type: multipart/mixed; boundary=b1",
        "",
        PART,
        "",
        "",
        PART,
        "Content-Type: image/png",
        "",
        "x",
        END,
      ),
      reason: "it holds only attachments and no text",
    },
    {
      case: "25 MB and a byte",
      raw: new Uint8Array(25 * 1024 * 1024 + 1),
      reason: "it is larger than 25 MB",
    },
    {
      case: "headers without end",
      raw: bytes("From: a@b.example", ...Array.from({ length: 300 }, () => ` ${"x".repeat(1000)}`), "", "hi"),
      reason: "its headers are larger than 256 KB",
    },
    {
      case: "20,001 headers in all its parts",
      raw: bytes(
        ...HEADERS, // two of them, and one more line
        "Content-Type: multipart/mixed; boundary=b1",
        "",
        ...Array.from({ length: 2 }, () => `${PART}\r\n${"a:\r\n".repeat(9999)}\r\nx`),
      ),
      reason: "it has more than 20000 headers",
    },
    {
      case: "21 levels of parts",
      raw: bytes(
        ...HEADERS,
        ...Array.from(
          { length: 21 },
          (_, i) => `Content-Type: multipart/mixed; boundary=b${i}x\r\n\r\n--b${i}x`,
        ),
      ),
      reason: "its parts are nested more than 20 deep",
    },
    {
      case: "21 levels of messages",
      raw: bytes(
        ...Array.from({ length: 21 }, () => "Content-Type: message/rfc822\r\n"),
        ...HEADERS,
        "",
        "hi",
      ),
      reason: "its parts are nested more than 20 deep",
    },
    {
      case: "1,001 parts",
      raw: bytes(
        ...HEADERS,
        "Content-Type: multipart/mixed; boundary=b1",
        "",
        ...Array.from({ length: 1001 }, () => `${PART}\r\n\r\nx`),
      ),
      reason: "it has more than 1000 parts",
    },
    {
      case: "20,001 lines that begin like a delimiter",
      raw: bytes(
        ...HEADERS,
        "Content-Type: multipart/mixed; boundary=b1",
        "",
        ...Array.from({ length: 20_001 }, () => "--b1x"),
      ),
      reason: "its part boundaries cannot be told from its text",
    },
    {
      case: "HTML nested 300 deep",
      raw: bytes(...HEADERS, "Content-Type: text/html", "", `${"<div>".repeat(300)}x`),
      reason: "its HTML is nested too deeply",
    },
    {
      case: "20,001 tags",
      raw: bytes(...HEADERS, "Content-Type: text/html", "", "<br>".repeat(20_001)),
      reason: "its HTML has more than 20000 tags",
    },
    {
      case: "HTML over 1 MB",
      raw: bytes(...HEADERS, "Content-Type: text/html", "", "x".repeat(1024 * 1024 + 1)),
      reason: "its HTML is larger than 1 MB",
    },
  ])("refuses $case", async ({ raw, reason }) => {
    const error = await parseMail(raw).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(MailError);
    expect(error).toMatchObject({ reason });
  });

  it("accepts a subject without text", async () => {
    expect(await parseMail(bytes("Subject: Lunch at noon?", "", ""))).toMatchObject({
      subject: "Lunch at noon?",
      text: "",
    });
  });

  it("accepts nesting and text right at the limits", async () => {
    const levels = Array.from(
      { length: 20 },
      (_, i) => `Content-Type: multipart/mixed; boundary=b${i}x\r\n\r\n--b${i}x`,
    );
    expect(await textOf(...levels, "", "deep")).toBe("deep");
    const long = "x".repeat(1024 * 1024);
    expect((await textOf("Content-Type: text/html", "", long)).length).toBe(long.length);
  });

  it("shares the allowance for HTML between the parts of a message", async () => {
    const part = `${PART}\r\nContent-Type: text/html\r\n\r\n${"<br>".repeat(15_000)}x`;
    await expect(textOf("Content-Type: multipart/mixed; boundary=b1", "", part, part, END)).rejects.toThrow(
      "20000 tags",
    );
  });
});
