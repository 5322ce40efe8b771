import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { baseSubject, conversationOf, messageParts } from "@/lib/engine/search/message-parts";
import {
  comparableText,
  fingerprintOf,
  nearDuplicateSimilarity,
  resembles,
  type Sketch,
  sketchContainment,
  sketchOf,
  sketchSimilarity,
  sketchSize,
} from "@/lib/engine/search/near-duplicates";
import { defaultLab } from "@/lib/services/default-lab";
import { composeSyntheticEmail } from "@/lib/services/synthetic-emails";

interface Mail {
  sender: string;
  subject: string;
  body: string;
}

const labMails: Mail[] = defaultLab.emails.map(({ from, subject, body }) => ({
  sender: from,
  subject,
  body,
}));

/** A sketch of a text that has something to compare. */
function sketch(text: string): Sketch {
  const found = sketchOf(text);
  if (!found) throw new Error(`nothing to compare in ${text}`);
  return found;
}

function* pairsOf<T>(items: readonly T[]): Generator<[T, T]> {
  for (const [i, a] of items.entries()) for (const b of items.slice(i + 1)) yield [a, b];
}

describe("baseSubject", () => {
  it.each([
    { case: "one reply mark", subject: "Re: Broken zip", expected: "broken zip" },
    { case: "marks of several languages", subject: "AW: WG: Sv: Tr: Broken zip", expected: "broken zip" },
    { case: "a counter", subject: "RE[3]: Fwd(2): Broken zip", expected: "broken zip" },
    { case: "marks in full width", subject: "回复：Re： 破损", expected: "破损" },
    { case: "spacing and case", subject: "  BROKEN \t Zip ", expected: "broken zip" },
    { case: "a word that begins like a mark", subject: "Return: a tent", expected: "return: a tent" },
    { case: "numbers, which tell orders apart", subject: "Re: Order 4812", expected: "order 4812" },
    { case: "a mark alone", subject: "Re:", expected: "" },
  ])("takes off $case", ({ subject, expected }) => {
    expect(baseSubject(subject)).toBe(expected);
  });
});

describe("conversationOf", () => {
  it.each([
    {
      case: "another display name",
      a: { sender: "Ada <ada@example.com>", subject: "Zip" },
      b: { sender: "Ada L. <ADA@example.com>", subject: "Re: zip" },
      same: true,
    },
    {
      case: "a name alone",
      a: { sender: "Ada", subject: "Zip" },
      b: { sender: " ada ", subject: "Re: Zip" },
      same: true,
    },
    {
      case: "another sender",
      a: { sender: "ada@example.com", subject: "Zip" },
      b: { sender: "bob@example.com", subject: "Re: Zip" },
      same: false,
    },
    {
      case: "another order",
      a: { sender: "ada@example.com", subject: "Order 1" },
      b: { sender: "ada@example.com", subject: "Order 2" },
      same: false,
    },
  ])("is told by address and subject: $case", ({ a, b, same }) => {
    expect(conversationOf(a) === conversationOf(b)).toBe(same);
    expect(conversationOf(a)).not.toBeNull();
  });

  it.each([
    { case: "no subject", sender: "ada@example.com", subject: "Re: " },
    { case: "no sender", sender: "", subject: "Zip" },
    { case: "a form", sender: "Shop <forms@shop.example>", subject: "New message" },
    { case: "a no-reply address", sender: "no-reply@shop.example", subject: "New message" },
  ])("is null for $case", ({ sender, subject }) => {
    expect(conversationOf({ sender, subject })).toBeNull();
  });
});

const text = "The zip of my tent broke on the second night.";
const more = "I am still waiting for an answer to this.";

describe("messageParts", () => {
  it.each([
    { case: "no quotation", body: text, own: text, quoted: "" },
    {
      case: "lines quoted below",
      body: `${more}\n\nOn 3 May Ada wrote:\n> ${text}`,
      own: more,
      quoted: text,
    },
    {
      case: "a German introduction",
      body: `${more}\n\nAm 3. Mai schrieb Ada:\n> ${text}`,
      own: more,
      quoted: text,
    },
    {
      case: "answers between the lines",
      body: `> ${text}\n${more}\n> Ada`,
      own: more,
      quoted: `${text}\nAda`,
    },
    { case: "two levels", body: `${more}\n> Sorry.\n>> ${text}`, own: more, quoted: `Sorry.\n${text}` },
    {
      case: "an introduction without marks",
      body: `${more}\n\nOn 3 May Ada wrote:\n\n${text}`,
      own: more,
      quoted: text,
    },
    {
      case: "headers of an office program",
      body: `${more}\n\nFrom: Ada\nSent: Monday\nTo: Shop\nSubject: Zip\n\n${text}`,
      own: more,
      quoted: text,
    },
    {
      case: "an original message",
      body: `${more}\n-----Original Message-----\nFrom: Ada\n\n${text}`,
      own: more,
      quoted: text,
    },
    {
      case: "a forwarded message, which is its own too",
      body: `${more}\n\n---------- Forwarded message ---------\nFrom: Ada\nSubject: Zip\n\n${text}`,
      own: `${more}\n\n\n${text}`,
      quoted: text,
    },
    { case: "a signature", body: `${text}\n-- \nAda Lovelace\n12 Example Street`, own: text, quoted: "" },
    { case: "hardly a word of its own", body: `Thanks!\n> ${text}`, own: `Thanks!\n${text}`, quoted: text },
    {
      case: "a line that names a sender",
      body: `${text}\nFrom: Leeds`,
      own: `${text}\nFrom: Leeds`,
      quoted: "",
    },
    { case: "an empty body", body: "", own: "", quoted: "" },
  ])("splits $case", ({ body, own, quoted }) => {
    expect(messageParts(body)).toEqual({ own, quoted });
  });

  it("reads no more than the beginning of a long body", () => {
    expect(messageParts(`${"a ".repeat(10_000)}secret`).own).not.toContain("secret");
  });
});

describe("comparableText", () => {
  it.each([
    { case: "case and punctuation", text: "Hello, WORLD!", expected: "hello world" },
    {
      case: "numbers, dates and prices",
      text: "4812 on 3/5/2026 at 14:30 for £3.50",
      expected: "0 on 0 at 0 for 0",
    },
    { case: "letter forms", text: "ﬁne Ｔｅｎｔ", expected: "fine tent" },
    { case: "scripts without blanks", text: "我的帐篷坏了", expected: "我 的 帐 篷 坏 了" },
  ])("sets aside $case", ({ text: written, expected }) => {
    expect(comparableText(written)).toBe(expected);
  });
});

describe("sketches", () => {
  it("have nothing of a text without letters", () => {
    expect(sketchOf(" \n?! ")).toBeNull();
    expect(sketchOf("ok")?.shingles).toBe(1);
  });

  it("estimate the similarity within four standard errors", () => {
    // Jaccard of the character runs by its definition.
    const runs = (of: string) => {
      const plain = comparableText(of);
      return new Set(Array.from({ length: Math.max(1, plain.length - 4) }, (_, i) => plain.slice(i, i + 5)));
    };
    for (const { body } of labMails.slice(0, 20)) {
      for (const share of [0.9, 0.7, 0.5, 0.3]) {
        const part = body.slice(0, Math.round(body.length * share));
        const [a, b] = [runs(body), runs(part)];
        const shared = [...a].filter((run) => b.has(run)).length;
        const exact = shared / (a.size + b.size - shared);
        const error = Math.sqrt((exact * (1 - exact)) / sketchSize);
        expect(Math.abs(sketchSimilarity(sketch(body), sketch(part)) - exact)).toBeLessThan(4 * error);
      }
    }
  });

  it("err at the threshold as the binomial distribution says", () => {
    const least = Math.ceil(nearDuplicateSimilarity * sketchSize);
    const chance = (similarity: number, from: number, to: number) => {
      let sum = 0;
      let logChoose = 0;
      for (let k = 0; k <= to; k++) {
        if (k > 0) logChoose += Math.log((sketchSize - k + 1) / k);
        const log = logChoose + k * Math.log(similarity) + (sketchSize - k) * Math.log(1 - similarity);
        if (k >= from) sum += Math.exp(log);
      }
      return sum;
    };
    expect(least).toBe(77);
    expect(chance(0.7, 0, least - 1)).toBeCloseTo(0.007, 3);
    expect(chance(0.8, 0, least - 1)).toBeLessThan(1e-7);
    expect(chance(0.5, least, sketchSize)).toBeCloseTo(0.013, 3);
    expect(chance(0.4, least, sketchSize)).toBeLessThan(4e-6);
    expect(chance(0.12, least, sketchSize)).toBeLessThan(1e-30);
  });

  it("find a text in a longer one, and not the longer one in it", () => {
    for (const [i, { body }] of labMails.entries()) {
      const other = labMails[(i + 1) % labMails.length]?.body ?? "";
      const whole = sketch(`${other}\n${body}`);
      expect(sketchContainment(sketch(body), whole)).toBeGreaterThan(0.7);
      expect(sketchContainment(sketch(other), sketch(body))).toBeLessThan(0.5);
    }
  });

  it("do not depend on case, punctuation or numbers, and are equal both ways", () => {
    const sentence = fc
      .array(fc.constantFrom("zip", "tent", "order", "Where", "is", "4812", "my", "ÄRGER", "帐篷"), {
        minLength: 1,
      })
      .map((parts) => parts.join(" "));
    fc.assert(
      fc.property(sentence, sentence, (a, b) => {
        const disguised = `${a.toUpperCase().replaceAll(" ", ", ").replaceAll("4812", "77")}!`;
        expect(sketchSimilarity(sketch(a), sketch(disguised))).toBe(1);
        expect(sketchSimilarity(sketch(a), sketch(b))).toBe(sketchSimilarity(sketch(b), sketch(a)));
      }),
    );
  });

  it("are refused in another size", () => {
    const short = { shingles: 1, minima: [1] };
    expect(() => sketchSimilarity(sketch(text), short)).toThrow("128 minima, got 128 and 1");
    expect(() => sketchContainment(short, sketch(text))).toThrow(RangeError);
  });
});

const quote = (body: string, mark = "> ") =>
  body
    .split("\n")
    .map((line) => mark + line)
    .join("\n");
const stranger = "Zoe Quist <zoe@elsewhere.example>";

/** What may become of an email; each keeps what it is about. */
const variants: { case: string; of: (mail: Mail) => Mail }[] = [
  { case: "the same again", of: (mail) => mail },
  {
    case: "another order number",
    of: (mail) => ({ ...mail, sender: stranger, body: mail.body.replace(/\d+/g, "77") }),
  },
  {
    case: "the template with another name",
    of: ({ sender, subject, body }) => {
      const names = (sender.split(" <")[0] ?? "").split(" ");
      return {
        sender: stranger,
        subject,
        body: names.reduce((b, name) => b.replaceAll(name, "Zacharias"), body),
      };
    },
  },
  {
    case: "every tenth word replaced",
    of: (mail) => ({
      ...mail,
      sender: stranger,
      body: mail.body
        .split(" ")
        .map((word, i) => (i % 10 === 9 ? "something" : word))
        .join(" "),
    }),
  },
  {
    case: "forwarded with a comment",
    of: ({ sender, subject, body }) => ({
      sender: stranger,
      subject: `Fwd: ${subject}`,
      body: `Hi team, could one of you please look into this by tonight? Many thanks, Zoe\n\n---------- Forwarded message ---------\nFrom: ${sender}\nSubject: ${subject}\n\n${body}`,
    }),
  },
  {
    case: "quoted below a reply from another address",
    of: ({ subject, body }) => ({
      sender: stranger,
      subject: `Re: ${subject}`,
      body: `I never heard back from anyone about this. Could somebody tell me today when it will be settled?\n\nOn Mon, 3 May 2026 Ann wrote:\n${quote(body)}`,
    }),
  },
  {
    case: "quoted at the second level",
    of: ({ subject, body }) => ({
      sender: stranger,
      subject: `Re: ${subject}`,
      body: `That is fine with me, and I look forward to it. Many thanks to all.\n\nOn Tue Bob wrote:\n> Dear customer, we will look into the matter and write to you by the end of this week at the latest.\n> On Mon Ann wrote:\n${quote(body, ">> ")}`,
    }),
  },
  {
    case: "below the headers of an office program",
    of: ({ sender, subject, body }) => ({
      sender: stranger,
      subject: `AW: ${subject}`,
      body: `Any news on this? We would like to have it settled before the holidays begin.\n\nFrom: ${sender}\nSent: Monday\nTo: Shop\nSubject: ${subject}\n\n${body}`,
    }),
  },
  {
    case: "the next turn of the conversation, quoting nothing",
    of: ({ sender, subject }) => ({
      sender,
      subject: `Re: ${subject}`,
      body: "Did you get my last message about this?",
    }),
  },
];

describe("resembles", () => {
  it.each(variants)("knows every email of the default lab in $case", ({ of }) => {
    const missed = labMails.filter((mail) => {
      const [a, b] = [fingerprintOf(mail), fingerprintOf(of(mail))];
      return !resembles(a, b) || !resembles(b, a);
    });
    expect(missed.map(({ subject }) => subject)).toEqual([]);
  });

  it("takes no two emails of the default lab for the same, with room to spare", () => {
    const prints = labMails.map(fingerprintOf);
    for (const [a, b] of pairsOf(prints)) {
      expect(resembles(a, b)).toBe(false);
      if (a.own && b.own) expect(sketchSimilarity(a.own, b.own)).toBeLessThan(0.12);
    }
  });

  it("tells made-up emails apart that share a template's sentences, but for a few", () => {
    const now = new Date("2026-10-05T12:00:00.000Z");
    const prints = Array.from({ length: 200 }, (_, seed) => {
      const { subject, body } = composeSyntheticEmail({
        scenario: seed % 2 === 0 ? "complaint" : "inquiry",
        seed,
        now,
      });
      return fingerprintOf({ sender: `${seed}@example.com`, subject, body });
    });
    const alike = [...pairsOf(prints)].filter(([a, b]) => resembles(a, b));
    expect(alike.length).toBeLessThan(5);
  });

  it.each([
    {
      case: "two answers to the same notice",
      a: `Please cancel it, I have found another one in the meantime.\n> ${text} ${more}`,
      b: `Can I still change the address that you have on file for me?\n> ${text} ${more}`,
      expected: false,
    },
    {
      case: "two bare answers to the same notice",
      a: `Thanks!\n> ${text} ${more}`,
      b: `OK\n> ${text} ${more}`,
      expected: true,
    },
    {
      case: "two texts in Chinese, one sign apart",
      a: "我的帐篷在第二个晚上就坏了，请问可以换吗",
      b: "我的帐篷在第三个晚上就坏了，请问可以换吗",
      expected: true,
    },
    {
      case: "two texts in Chinese about other things",
      a: "我的帐篷在第二个晚上就坏了，请问可以换吗",
      b: "请问这条毯子可以用洗衣机洗吗？谢谢",
      expected: false,
    },
    {
      case: "two texts in Thai, a word apart",
      a: "เต็นท์ของฉันพังในคืนที่สองฉันขอเปลี่ยนได้ไหม",
      b: "เต็นท์ของฉันพังในคืนที่สามฉันขอเปลี่ยนได้ไหม",
      expected: true,
    },
    {
      case: "short texts, a word apart",
      a: "Where is my parcel? It should have come on Monday.",
      b: "Where is my parcel? It should have come on Tuesday.",
      expected: true,
    },
    { case: "texts without a letter", a: "?", b: "!", expected: false },
  ])("is $expected for $case", ({ a, b, expected }) => {
    const print = (sender: string, body: string) => fingerprintOf({ sender, subject: "", body });
    expect(resembles(print("a@example.com", a), print("b@example.com", b))).toBe(expected);
  });
});
