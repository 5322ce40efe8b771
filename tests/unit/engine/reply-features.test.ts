import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readReplyFeatures, replyFeatures, replyFeatureVector } from "@/lib/engine/text/features";

interface Row {
  id: string;
  case: string;
  reply: string;
  email?: string;
  expected: number;
}

/** [reply, expected value] pairs of one feature; the reply is the name of its case. */
const rows = (id: string, ...pairs: [reply: string, expected: number, email?: string][]): Row[] =>
  pairs.map(([reply, expected, email]) => ({
    id,
    case: JSON.stringify(reply),
    reply,
    expected,
    ...(email === undefined ? {} : { email }),
  }));

const shape: Row[] = [
  ...rows("words", ["", 0], ["It left today.", 3], ["東京", 2]),
  ...rows(
    "sentences",
    ["", 0],
    ["Dr. Ray called. Is it late? No!", 3],
    ["Hi Ada,\n\nit left.\n\nBest,\nTom", 1],
    ["We need:\n- a photo\n- a date", 3],
    ["Am 3. März kommt es an, z. B. früh.", 1],
    ["売り切れです。すみません。", 2],
    ["Version 3.5 is out", 1],
    ["one line\nwrapped here.", 1],
  ),
  ...rows("wordsPerSentence", ["", 0], ["One two. Three four five six.", 3], ["Hi Ada,\none two three.", 3]),
  ...rows(
    "paragraphs",
    ["", 0],
    ["One.\n\nTwo.\nStill two.", 2],
    ["Hi,\n\nOne.\n\n \n\nTwo.\n\nBest,\nTom", 2],
  ),
  ...rows("charactersPerWord", ["", 0], ["an ox ran", 7 / 3], ["e\u0301t", 2], ["𝒜𝒷", 2]),
  ...rows(
    "jargon",
    ["a short one", 0],
    ["abcdefghij abcdefghi", 0.5],
    ["interoperability is key now", 1 / 4],
  ),
  // 4 words in 2 sentences; "kitchen" alone has more than six letters.
  ...rows(
    "readingDifficulty",
    ["", 0],
    ["Kitchen light. Oh no.", 2 + 25],
    ["Listen now. Go on.", 2],
    ["Hi. No.", 1],
  ),
  ...rows("wordVariety", ["", 0], ["the more the better", 0.75], ["a b c d", 1], ["Yes yes YES", 1 / 3]),
  ...rows(
    "questions",
    ["No.", 0],
    ["Which one? Really?! See https://x.example/?a=1", 2],
    ["https://x.example/?", 0],
    ["¿Cuál prefiere?", 1],
    ["本当ですか？", 1],
    ['He asked "why?"', 1],
  ),
  ...rows("exclamationMarks", ["Thanks.", 0], ["Thanks!!", 2], ["¡Gracias!", 1], ["すごい！", 1]),
  ...rows("listItems", ["a - b", 0], ["- a\n* b\n 2. c\n• d\n3) e", 5], ["-5 degrees", 0]),
  ...rows(
    "markdown",
    ["# no", 1],
    ["C# and 2 ** 3", 0],
    ["**Bold** and `code`, [here](https://a.example)", 3],
  ),
  ...rows("quotedLines", ["a > b", 0], ["> you wrote\n> this\nYes.", 2]),
  ...rows("capitals", ["I am A", 0], ["READ THIS now ok", 0.5], ["東京", 0], ["42 7", 0]),
  ...rows("emoji", ["© 2026 ™", 0], ["👩‍👩‍👧 👍🏽 🇩🇪 ❤️ :-)", 5], ["a:)b", 0]),
  ...rows(
    "placeholders",
    ["See [1] and [here](https://a.example)", 0],
    ["Dear [Your Name], order {{order_id}} of {date}, <your address>, ____, XXX", 6],
  ),
];

const frame: Row[] = [
  ...rows(
    "greeting",
    ["It left.", 0],
    ["Hi,\nit left.", 1],
    ["Guten Tag,\nes ist da.", 1],
    ["Buenos días:\nya salió.", 1],
    ["¡Hola!\nYa salió.", 1],
    ["Bonjour,\nc'est parti.", 1],
    ["Madame, Monsieur,\nc'est parti.", 1],
    ["Highly likely it left.", 0],
  ),
  ...rows(
    "greetingByName",
    ["Hello,\nwe sent it.", 0],
    ["Hello, We sent it today.", 0],
    ["Hello, Maria asked us about it.", 0],
    ["Hi there,", 0],
    ["Dear customer,", 0],
    ["Good morning, Ada!\nIt left.", 1],
    ["hi ada,\nit left.", 1],
    ["Dear Dr. Ray,\nIt left.", 1],
    ["Hello Maria, it left.", 1],
    ["Sehr geehrte Frau Kaya,\n", 1],
    ["Sehr geehrte Damen und Herren,\n", 0],
    ["Hallo zusammen,\n", 0],
    ["Estimada Ana:\n", 1],
    ["Estimado cliente:\n", 0],
    ["Chère Madame Dupont,\n", 1],
    ["Bonjour à tous,\n", 0],
  ),
  ...rows(
    "signOff",
    ["It left.\nBest of luck with it", 0],
    ["Hi.\nRegards\n1\n2\n3\n4\n5\n6\n7\n8\nend", 0],
    ["It left.\nTake care of it.", 0],
    ["It left.\n\nKind regards,\nTom", 1],
    ["It left.\nBest, Tom Ray", 1],
    ["It left.\nThanks,\nTom", 1],
    ["Thanks, it left.\nTom", 0],
    ["Es ist da.\n\nMit freundlichen Grüßen\nTom", 1],
    ["Es ist da.\nViele Grüße aus Berlin", 1],
    ["Ya salió.\n\nAtentamente,\nTom", 1],
    ["Ya salió.\nUn saludo", 1],
    ["C'est parti.\n\nCordialement,\nTom", 1],
    ["C'est parti.\nVeuillez agréer, Madame, l'expression de mes salutations distinguées.", 1],
  ),
];

const courtesy: Row[] = [
  ...rows(
    "apologies",
    ["It left.", 0],
    ["We are sorry and apologise.", 2],
    ["I am sorry to hear that.", 0],
    ["Es tut uns sehr leid. Entschuldigung!", 2],
    ["Lo sentimos. Disculpe.", 2],
    ["Nous sommes désolés, veuillez nous excuser.", 2],
  ),
  ...rows(
    "thanks",
    ["No thanks.", 0],
    ["Thank you, thanks!", 2],
    ["Vielen Dank, danke.", 2],
    ["Muchas gracias. Le agradecemos.", 2],
    ["Merci beaucoup, je vous remercie.", 2],
  ),
  ...rows(
    "empathy",
    ["It left.", 0],
    ["I understand how frustrating this is.", 2],
    ["Ich verstehe Ihren Ärger.", 2],
    ["Entendemos las molestias.", 2],
    ["Je comprends votre frustration.", 2],
  ),
  ...rows(
    "please",
    ["Send it.", 0],
    ["Please reply.", 1],
    ["Bitte antworten Sie.", 1],
    ["Responda, por favor.", 1],
    ["Répondez, s’il vous plaît.", 1],
    ["Veuillez agréer mes salutations", 0],
  ),
  ...rows(
    "formalWording",
    ["Hi Ada", 0],
    ["Dear Ada, hello", 100 / 3],
    ["Sehr geehrte Frau Kaya", 25],
    ["Estimado señor Ruiz", 100 / 3],
    ["Madame Dupont", 50],
    ["oh dear", 0],
  ),
  ...rows(
    "informalWording",
    ["Good morning", 0],
    ["Hey Ada, awesome stuff", 75],
    ["Moin Ada", 50],
    ["Vale Ada", 50],
    ["Salut Ada", 50],
  ),
  ...rows("shortForms", ["We will. Ada's dog.", 0], ["It’s here, we'll see", 50], ["c'est l'été", 0]),
  ...rows(
    "formalAddress",
    ["Can you come?", 0],
    ["Können Sie kommen? Wir warten auf Sie.", 1],
    ["Kannst du kommen? Wir warten auf dich.", 0],
    ["¿Puede usted confirmar la fecha?", 1],
    ["¿Puedes confirmar tu fecha?", 0],
    ["Pouvez-vous confirmer votre date ?", 1],
    ["Peux-tu confirmer ta date ?", 0],
  ),
];

const stance: Row[] = [
  ...rows(
    "hedges",
    ["It left.", 0],
    ["Maybe it might", 200 / 3],
    ["Could you come", 0],
    ["Vielleicht nicht", 50],
  ),
  ...rows("certainty", ["It left.", 0], ["Of course always", 200 / 3], ["not always", 0], ["sin duda", 50]),
  ...rows(
    "negations",
    ["Yes.", 0],
    ["We don’t and cannot", 50],
    ["no problem", 0],
    ["Nicht jetzt", 50],
    ["nunca más", 50],
    ["jamais plus", 50],
  ),
  ...rows(
    "positiveWords",
    ["It left.", 0],
    ["happy news", 50],
    ["not happy", 0],
    ["good morning", 0],
    ["sehr gerne", 50],
  ),
  ...rows(
    "negativeWords",
    ["It left.", 0],
    ["Unfortunately late", 100],
    ["no problem", 0],
    ["Leider ja", 50],
    ["gran retraso", 50],
    ["malheureusement oui", 50],
  ),
  ...rows(
    "firstPersonSingular",
    ["You left.", 0],
    ["I know my order", 50],
    ["Ich bin es", 100 / 3],
    ["J'ai mon vélo", 200 / 3],
  ),
  ...rows(
    "firstPersonPlural",
    ["I left.", 0],
    ["We sent our best", 50],
    ["Wir sind da", 100 / 3],
    ["Nous sommes là", 100 / 3],
  ),
  ...rows(
    "secondPerson",
    ["I left.", 0],
    ["You have your order", 50],
    ["Wir haben Ihre Bestellung", 25],
    ["vous êtes avec nous", 25],
    ["la fecha de usted", 25],
  ),
  ...rows(
    "passiveVerbs",
    ["We shipped it and need help.", 0],
    ["It has been shipped and was not paid.", 2],
    ["It will be sent; it is being checked.", 2],
    ["I am interested.", 0],
  ),
];

const content: Row[] = [
  ...rows(
    "nextSteps",
    ["It left.", 0],
    ["We will call you. Please reply.", 2],
    ["I'll be happy about it", 0],
    ["Wir werden anrufen. Bitte antworten Sie.", 2],
    ["Vamos a llamar. Le enviaremos un correo.", 2],
    ["Nous vous enverrons un colis. Veuillez répondre.", 2],
    ["Je vais appeler.", 1],
  ),
  ...rows(
    "furtherHelp",
    ["It left.", 0],
    ["Feel free to ask; let us know if it fails.", 2],
    ["Wir stehen zur Verfügung.", 1],
    ["No dude en escribir.", 1],
    ["N'hésitez pas à écrire.", 1],
  ),
  ...rows(
    "explanations",
    ["It left.", 0],
    ["Late because of snow, due to ice", 2],
    ["Wegen Schnee", 1],
    ["debido al frío", 1],
    ["parce qu'il neige", 1],
  ),
  ...rows(
    "dates",
    ["You may know. 5 may be enough. Guten Morgen!", 0],
    ["On 3 March, March 4th, 2026-03-05, 6/3/2026 or Monday; tomorrow", 6],
    ["Am 3. März, am 4.3., am Dienstag oder morgen", 4],
    ["El 3 de marzo de 2026, el lunes o mañana por la mañana", 3],
    ["Le 1er mars, lundi ou demain", 3],
    ["rota-2026-03-14@shop.example", 0],
    ["Version 1.2.3 of marching", 0],
  ),
  ...rows(
    "times",
    ["Ratio 1:1", 0],
    ["At 10:30, 3 pm or 4:15 p.m.", 3],
    ["Um 15 Uhr oder 15.30 Uhr", 2],
    ["A las 3", 1],
    ["À 15h30 ou à 9 heures", 2],
  ),
  ...rows(
    "durations",
    ["Soon.", 0],
    ["3 to 5 business days or a week", 2],
    ["in zwei Wochen", 1],
    ["en 3 días", 1],
    ["dans deux semaines", 1],
  ),
  ...rows(
    "amounts",
    ["5 apples", 0],
    ["$5, 5 €, 1,000.50 EUR and USD 7", 4],
    ["5 Euro", 1],
    ["20 dólares", 1],
    ["1 000 €", 1],
  ),
  ...rows(
    "numbers",
    ["It left on 3 March at 10:30 for $5.", 0],
    ["1. Order A-17 of 42 pieces", 2],
    ["See https://a.example/42", 0],
  ),
  ...rows("links", ["It left.", 0], ["https://a.example/x, and www.b.example.", 2]),
  ...rows(
    "contactData",
    ["rota-2026-03-14@shop.example", 1],
    ["a@b or 2026-03-14", 0],
    ["Write to help@shop.example or call +49 30 123456 or (212) 555-0199", 3],
  ),
  ...rows(
    "emailWords",
    ["Your refund left", 0.5, "Where is my refund?! Refund, parcel"],
    ["Nothing of it", 0, "Refund?"],
    ["Refund", 0],
  ),
  ...rows(
    "questionWords",
    ["The refund left", 0.5, "My parcel came. Where is my refund order?"],
    ["parcel", 0, "My parcel came. Where is my refund order?"],
    ["parcel", 0, "My parcel came."],
  ),
];

describe.each([
  { group: "shape", table: shape },
  { group: "frame", table: frame },
  { group: "courtesy and register", table: courtesy },
  { group: "stance", table: stance },
  { group: "content", table: content },
])("features of $group", ({ table }) => {
  it.each(table)("$id is $expected for $case", ({ id, reply, email, expected }) => {
    expect(readReplyFeatures(reply, email)[id]).toBeCloseTo(expected, 12);
  });
});

describe("replyFeatures", () => {
  const tested = [...shape, ...frame, ...courtesy, ...stance, ...content];

  it("are at least 32, each named once and told in words of its own", () => {
    expect(replyFeatures.length).toBeGreaterThanOrEqual(32);
    for (const key of ["id", "label", "more", "less"] as const) {
      expect(new Set(replyFeatures.map((feature) => feature[key])).size).toBe(replyFeatures.length);
    }
  });

  it.each(replyFeatures)("$id has a row where it is absent and one where it is present", ({ id }) => {
    const values = tested.filter((row) => row.id === id).map(({ expected }) => expected > 0);
    expect(new Set(values)).toEqual(new Set([true, false]));
  });

  const anyText = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc
      .array(
        fc.constantFrom(
          "Hi",
          "Ada",
          ",",
          "\n",
          " ",
          "please",
          "Monday",
          "5",
          "€",
          "?",
          "- ",
          "é",
          "👍",
          "東",
        ),
        {
          maxLength: 60,
        },
      )
      .map((parts) => parts.join("")),
  );

  it("are finite, from 0, and within 1 where they are shares or yes or no, for any text", () => {
    fc.assert(
      fc.property(anyText, anyText, (reply, email) => {
        const values = readReplyFeatures(reply, email);
        const vector = replyFeatureVector(values);
        for (const [i, { id, unit }] of replyFeatures.entries()) {
          expect(vector[i]).toBe(values[id]);
          expect(vector[i]).toBeGreaterThanOrEqual(0);
          if (unit === "share") expect(vector[i]).toBeLessThanOrEqual(1);
          if (unit === "yes or no") expect([0, 1]).toContain(vector[i]);
          if (unit === "count" && id !== "readingDifficulty") expect(Number.isInteger(vector[i])).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("do not depend on the Unicode form", () => {
    const reply = "Chère Renée,\nnous sommes désolés. À bientôt, le 3 août à 15h30.\nAmitiés,\nZoë";
    expect(readReplyFeatures(reply.normalize("NFD"))).toEqual(readReplyFeatures(reply.normalize("NFC")));
  });

  it("are read in any line ends alike", () => {
    const reply = "Hi Ada,\n\nit left.\n- one\n- two\n\nBest,\nTom";
    expect(readReplyFeatures(reply.replaceAll("\n", "\r\n"))).toEqual(readReplyFeatures(reply));
  });
});

describe("replyFeatureVector", () => {
  const values = readReplyFeatures("It left.");
  const { words: _words, ...withoutWords } = values;
  it.each([
    {
      case: "a missing value",
      values: withoutWords,
      message: "values.words must be a finite number, got undefined",
    },
    {
      case: "a NaN",
      values: { ...values, dates: Number.NaN },
      message: "values.dates must be a finite number, got NaN",
    },
    { case: "an infinity", values: { ...values, dates: Infinity }, message: "values.dates" },
  ])("refuses $case", ({ values, message }) => {
    expect(() => replyFeatureVector(values)).toThrow(RangeError);
    expect(() => replyFeatureVector(values)).toThrow(message);
  });

  it("does not depend on the order of the values", () => {
    const reversed = Object.fromEntries(Object.entries(values).reverse());
    expect(replyFeatureVector(reversed)).toEqual(replyFeatureVector(values));
  });
});
