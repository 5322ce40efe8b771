import { describe, expect, it } from "vitest";
import { parseMail } from "@/lib/mail/message";
import { base64, bytes, END, HEADERS, PART, textOf, utf8 } from "@/tests/fixtures/mail/bytes";

describe("parseMail, charsets and encodings", () => {
  it.each([
    { charset: "iso-8859-1", body: "P\xe1draig", text: "Pádraig" },
    { charset: "iso-8859-2", body: "\xa3\xf3d\xbc", text: "Łódź" },
    { charset: "ISO-8859-15", body: "5 \xa4", text: "5 €" },
    { charset: "windows-1250", body: "\xa3\xf3d\x9f", text: "Łódź" },
    { charset: "windows-1251", body: "\xcf\xf0\xe8\xe2\xe5\xf2", text: "Привет" },
    { charset: "windows-1252", body: "\x93hi\x94 \x96 \x80", text: "“hi” – €" },
    { charset: "koi8-r", body: "\xf0\xd2\xc9\xd7\xc5\xd4", text: "Привет" },
    { charset: "gb2312", body: "\xc4\xe3\xba\xc3", text: "你好" },
    { charset: "big5", body: "\xa7\x41\xa6\x6e", text: "你好" },
    { charset: "euc-kr", body: "\xbe\xc8\xb3\xe7", text: "안녕" },
    { charset: "iso-2022-jp", body: "\x1b$BF|K\\\x1b(B", text: "日本" },
    { charset: "shift_jis", body: "\x93\xfa\x96\x7b", text: "日本" },
    { charset: "cp932", body: "\x93\xfa\x96\x7b", text: "日本" },
    { charset: "utf-8", body: utf8("naïve 😀"), text: "naïve 😀" },
    { charset: "utf-8", body: utf8("\ufeffmarked"), text: "marked" },
    { charset: "utf-8", body: "caf\xe9", text: "café" },
    { charset: "utf-8", body: `${utf8("naïve")} caf\xe9`, text: "naïve caf\ufffd" },
    { charset: "us-ascii", body: utf8("naïve"), text: "naïve" },
    { charset: "us-ascii", body: "caf\xe9", text: "café" },
    { charset: "unknown-8bit", body: "caf\xe9", text: "café" },
    { charset: "x-nonsense", body: utf8("naïve"), text: "naïve" },
    { charset: "'; drop", body: "caf\xe9", text: "café" },
  ])("reads $charset as $text", async ({ charset, body, text }) => {
    expect(await textOf(`Content-Type: text/plain; charset="${charset}"`, "", body)).toBe(text);
  });

  it.each([
    { case: "UTF-8", body: utf8("naïve"), text: "naïve" },
    { case: "ISO-8859-1", body: "caf\xe9", text: "café" },
    { case: "windows-1252", body: "it\x92s", text: "it’s" },
    { case: "ISO-2022-JP", body: "\x1b$BF|K\\\x1b(B", text: "日本" },
  ])("recognises $case without a declared charset", async ({ body, text }) => {
    expect(await textOf("", body)).toBe(text);
  });

  it.each([
    { case: "an upper-case type without a semicolon", type: "TEXT/PLAIN charset=iso-8859-2" },
    { case: "a comment after the charset", type: "text/plain; charset=iso-8859-2 (Latin 2)" },
    { case: "a folded parameter", type: "text/plain;\r\n\tcharset=iso-8859-2" },
    { case: "parameters before it", type: 'text/plain; name="a;b=\\"c"; charset=iso-8859-2' },
  ])("reads a Content-Type with $case", async ({ type }) => {
    expect(await textOf(`Content-Type: ${type}`, "", "\xa3")).toBe("Ł");
  });

  it.each([
    { case: "octets in either case", body: "caf=E9 =e9", text: "café é" },
    { case: "a soft line break", body: "one=\r\n two", text: "one two" },
    { case: "a soft line break with blanks", body: "one= \t\r\n two", text: "one two" },
    { case: "a soft line break after an equals sign", body: "one==\r\nE9", text: "one=E9" },
    { case: "a lone equals sign", body: "1+1=2 =ZZ =", text: "1+1=2 =ZZ" },
    { case: "raw 8-bit bytes among them", body: "\xe9=E9", text: "éé" },
  ])("undoes quoted-printable with $case", async ({ body, text }) => {
    const headers = [
      "Content-Type: text/plain; charset=iso-8859-1",
      "Content-Transfer-Encoding: Quoted-Printable",
    ];
    expect(await textOf(...headers, "", body)).toBe(text);
  });

  it("undoes quoted-printable before it decodes a charset with escape sequences", async () => {
    const headers = [
      "Content-Type: text/plain; charset=iso-2022-jp",
      "Content-Transfer-Encoding: quoted-printable",
    ];
    expect(await textOf(...headers, "", "=1B$BF|K\\=1B(B")).toBe("日本");
  });

  it("undoes base64 over several lines", async () => {
    const encoded = base64("caf\xe9 au lait");
    const headers = ["Content-Type: text/plain; charset=iso-8859-1", "Content-Transfer-Encoding: base64"];
    expect(await textOf(...headers, "", encoded.slice(0, 7), encoded.slice(7), "")).toBe("café au lait");
  });

  it("gives line feeds only, without control characters, blank lines around and trailing space", async () => {
    expect(await textOf("", "", "  \t", "  one\0\x07\tx", "two\rthree\x1b", "", "four \t", "", "")).toBe(
      "  one\tx\ntwo\nthree\n\nfour",
    );
  });

  it("leaves format=flowed lines as they were delivered", async () => {
    expect(await textOf("Content-Type: text/plain; format=flowed", "", "> one ", "> two", " From x")).toBe(
      "> one \n> two\n From x",
    );
  });
});

describe("parseMail, structure", () => {
  const html = "Content-Type: text/html; charset=utf-8";

  it("prefers the plain alternative, wherever it stands", async () => {
    const type = 'Content-Type: multipart/alternative; boundary="b1"';
    const plain = [PART, "", "plain"];
    const rich = [PART, html, "", "<p>rich</p>"];
    expect(await textOf(type, "", ...plain, ...rich, END)).toBe("plain");
    expect(await textOf(type, "", ...rich, ...plain, END)).toBe("plain");
  });

  it("takes the HTML alternative when the plain one is blank", async () => {
    expect(
      await textOf(
        "Content-Type: multipart/alternative; boundary=b1",
        "",
        PART,
        "",
        " ",
        PART,
        html,
        "",
        "<p>rich</p>",
        END,
      ),
    ).toBe("rich");
  });

  it("finds the text of nested multiparts and leaves attachments out", async () => {
    expect(
      await textOf(
        "Content-Type: multipart/mixed; boundary=b1",
        "",
        "This is a multi-part message in MIME format.",
        PART,
        "Content-Type: multipart/related; boundary=b1-inner",
        "",
        "--b1-inner",
        "Content-Type: multipart/alternative; boundary=b1-inner-most",
        "",
        "--b1-inner-most",
        "Content-Type: text/plain; charset=iso-8859-1",
        "Content-Transfer-Encoding: quoted-printable",
        "",
        "na=EFve",
        "--b1-inner-most",
        html,
        "",
        "<p>rich</p>",
        "--b1-inner-most--",
        "--b1-inner",
        "Content-Type: image/png",
        "",
        "PNG",
        "--b1-inner--",
        PART,
        "Content-Type: text/plain",
        "Content-Disposition: attachment; filename=notes.txt",
        "",
        "notes",
        PART,
        "Content-Type: text/plain",
        "",
        "list footer",
        END,
        "epilogue",
      ),
    ).toBe("naïve\n\nlist footer");
  });

  it.each([
    { case: "a missing end", lines: [PART, "", "one", PART, "", "two"], text: "one\n\ntwo" },
    { case: "blanks after the delimiter", lines: [`${PART} \t`, "", "one", `${END} `], text: "one" },
    {
      case: "a line that only begins like the delimiter",
      lines: [PART, "", "--b12", "one", END],
      text: "--b12\none",
    },
    { case: "no delimiter at all", lines: ["just text"], text: "just text" },
    {
      case: "no blank line after the headers of a multipart within",
      lines: [PART, "Content-Type: multipart/mixed; boundary=b2", "--b2", "", "one", "--b2--", END],
      text: "one",
    },
    {
      case: "part headers without a body",
      lines: [PART, "Content-Type: text/plain", PART, "", "one", END],
      text: "one",
    },
  ])("reads a multipart with $case", async ({ lines, text }) => {
    expect(await textOf("Content-Type: multipart/mixed; boundary=b1", "", ...lines)).toBe(text);
  });

  it("reads a multipart that names no boundary as text", async () => {
    expect(await textOf("Content-Type: multipart/mixed", "", "--b1", "", "one")).toBe("--b1\n\none");
  });

  it("turns an HTML-only message into text", async () => {
    expect(
      await textOf(
        "Content-Type: text/html; charset=iso-8859-1",
        "",
        "<html><head><title>t</title><style>p{}</style></head><body><h1>Caf\xe9</h1><p>Two&nbsp;words,<br>next &amp; last",
        '</p><ul><li>one<li>two</ul><a href="https://example.org/a">Read on</a> <img src="https://x.example/p.gif" alt="Logo">',
        "<script>alert(1)</script><blockquote>quoted</blockquote></body></html>",
      ),
    ).toBe(
      "Café\n\nTwo\u00a0words,\nnext & last\n\n - one\n - two\n\nRead on [https://example.org/a] Logo\n\n> quoted",
    );
  });

  it("joins plain and HTML parts that are no alternatives", async () => {
    const parts = [PART, html, "", "<p>rich &amp; <b>bold</b></p>", PART, "", "list footer", END];
    expect(await textOf("Content-Type: multipart/mixed; boundary=b1", "", ...parts)).toBe(
      "rich & bold\n\nlist footer",
    );
  });

  it("leaves HTML that is labelled as plain text as it is", async () => {
    expect(await textOf("Content-Type: text/plain", "", "<p>rich</p>")).toBe("<p>rich</p>");
  });

  const forwarded = ["From: Bob <bob@example.org>", "Subject: =?utf-8?Q?R=C3=A9sum=C3=A9?=", "", "original"];

  it("puts a forwarded message below the text", async () => {
    expect(
      await textOf(
        "Content-Type: multipart/mixed; boundary=b1",
        "",
        PART,
        "",
        "See below.",
        PART,
        "Content-Type: message/rfc822",
        "Content-Disposition: attachment",
        "",
        ...forwarded,
        END,
      ),
    ).toBe("See below.\n\nForwarded message\nFrom: Bob <bob@example.org>\nSubject: Résumé\n\noriginal");
  });

  it.each([
    { case: "the only content", lines: ["Content-Type: message/rfc822", "", ...forwarded] },
    {
      case: "below a blank text",
      lines: [
        "Content-Type: multipart/mixed; boundary=b1",
        "",
        PART,
        "",
        "",
        PART,
        "Content-Type: message/rfc822",
        "",
        ...forwarded,
        END,
      ],
    },
    {
      case: "in base64",
      lines: [
        "Content-Type: message/rfc822",
        "Content-Transfer-Encoding: base64",
        "",
        base64(forwarded.join("\r\n")),
      ],
    },
  ])("keeps the text of a forwarded message that is $case", async ({ lines }) => {
    expect(await textOf(...lines)).toBe("original");
  });

  it("reads the parts of a digest as messages", async () => {
    const digest = ["Content-Type: multipart/digest; boundary=b1", "", PART, "", "Subject: A", "", "one"];
    expect(await textOf(...digest, PART, "", "Subject: B", "", "two", END)).toBe(
      "Forwarded message\nSubject: A\n\none\n\nForwarded message\nSubject: B\n\ntwo",
    );
  });

  it("reads line feeds like CRLF", async () => {
    const wire = bytes(
      ...HEADERS,
      "Content-Type: multipart/mixed; boundary=b1",
      "",
      PART,
      "",
      "one",
      "two",
      END,
    );
    const unix = Buffer.from(Buffer.from(wire).toString("latin1").replaceAll("\r\n", "\n"), "latin1");
    expect(await parseMail(unix)).toEqual(await parseMail(wire));
    expect((await parseMail(unix)).text).toBe("one\ntwo");
  });
});
