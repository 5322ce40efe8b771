export interface TestMail {
  /** As in a From header: `Maria Lopez <maria@example.com>`. */
  from: string;
  subject: string;
  body: string;
  sentAt?: string;
}

let serial = 0;

/** Writes messages as one mbox file, each with a Message-ID of its own. */
export function mboxOf(messages: readonly TestMail[]): string {
  return messages.map(entryOf).join("");
}

function entryOf({ from, subject, body, sentAt = "2026-09-14T08:30:00.000Z" }: TestMail): string {
  serial += 1;
  const date = new Date(sentAt);
  const [, name = "", address = from] = /^(.*?)\s*<(.+)>$/.exec(from) ?? [];
  return [
    `From ${address} ${date.toUTCString().replace(/^(\w+), (\d+) (\w+) (\d+) (\S+) GMT$/, "$1 $3 $2 $5 $4")}`,
    `From: ${name === "" ? address : `${headerText(name)} <${address}>`}`,
    "To: support@fernhill.example",
    `Subject: ${headerText(subject)}`,
    `Date: ${date.toUTCString().replace("GMT", "+0000")}`,
    `Message-ID: <e2e-${process.pid}-${serial}@example.com>`,
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: base64",
    "",
    Buffer.from(body)
      .toString("base64")
      .replace(/(.{76})/g, "$1\n"),
    "",
    "",
  ].join("\n");
}

/** Letters beyond ASCII travel as encoded words, 24 characters in each, so that none is too long. */
function headerText(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  const words = text.match(/.{1,24}/gu) ?? [];
  return words.map((word) => `=?utf-8?B?${Buffer.from(word).toString("base64")}?=`).join(" ");
}
