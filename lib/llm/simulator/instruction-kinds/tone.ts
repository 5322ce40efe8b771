import type { InstructionTable } from "@/lib/llm/simulator/instruction-kinds/instruction-table";

const not = "(?:do not|don't|never|must not|mustn't|avoid|no|without|not to|refrain from)";

/** How a reply feels. */
export const tone: readonly InstructionTable[] = [
  {
    kind: "apologise",
    title: "Apologise",
    effect: "The reply says sorry for what went wrong.",
    wordings: [
      {
        pattern: /\bsay (that )?(you|we) (are|re)\b.{0,10}\bsorry\b|\bsay(ing)? sorry\b/i,
        clarity: 0.97,
        example: "Say sorry in one sentence if something went wrong.",
      },
      {
        pattern: /\bapologi[sz](e|ing)\b/i,
        clarity: 0.96,
        example: "Apologise when we made a mistake.",
      },
      {
        pattern: /\b(offer|include|add|give|write|with|make)\b.{0,30}\bapolog(y|ies)\b/i,
        clarity: 0.95,
        example: "Include a short apology.",
      },
      {
        pattern: /\bapolog(y|ies)\b/i,
        clarity: 0.85,
        example: "An apology comes first.",
      },
      {
        pattern: /\b(express|show|voice)\b.{0,20}\b(regret|remorse)\b|\bregret what\b/i,
        clarity: 0.85,
        example: "Express regret for the trouble.",
      },
      {
        pattern:
          /\b(own|admit|take responsibility for|acknowledge)\b.{0,25}\b(mistakes?|errors?|fault|problem|what went wrong)\b/i,
        clarity: 0.78,
        example: "Take responsibility for what went wrong.",
      },
      {
        pattern: /\b(contrite|conciliatory|remorseful|humble)\b/i,
        clarity: 0.62,
        example: "Be conciliatory.",
      },
    ],
    negated: ["Do not apologise.", "Never say sorry."],
  },
  {
    kind: "empathy",
    title: "Empathy",
    effect: "The reply puts itself in the sender's place.",
    wordings: [
      {
        pattern: /\b(show|express|have|with|voice|offer)\b.{0,15}\b(empathy|sympathy|compassion)\b/i,
        clarity: 0.93,
        example: "Show empathy with the customer.",
      },
      {
        pattern:
          /\b(acknowledge|recogni[sz]e|name|mirror|validate|speak to)\b.{0,25}\b(feelings?|frustration|annoyance|emotions?|anger|disappointment)\b/i,
        clarity: 0.93,
        example: "Acknowledge the sender's frustration.",
      },
      { pattern: /\b(empathi[sz]e|sympathi[sz]e)\b/i, clarity: 0.92, example: "Empathise with the sender." },
      {
        pattern:
          /\b(say|tell)\b.{0,30}\b(understand|know|see|can imagine)\b.{0,20}\bhow (they|he|she|people|it|the (customer|sender)|annoying|hard|frustrating)\b/i,
        clarity: 0.9,
        example: "Say that you understand how they feel.",
      },
      {
        pattern: /\bput (yourself|ourselves) in\b.{0,20}\b(shoes|place|position)\b/i,
        clarity: 0.85,
        example: "Put yourself in the sender's place.",
      },
      {
        pattern: /\b(empath\w+|sympath\w+|compassion\w*|understanding|considerate)\b/i,
        clarity: 0.62,
        example: "Be considerate.",
      },
    ],
    negated: ["Do not show empathy.", "Never empathise."],
  },
  {
    kind: "thanks",
    title: "Thanks",
    effect: "The reply thanks the sender for writing.",
    wordings: [
      {
        pattern:
          /\b(thank|thanking)\b.{0,25}\b(them|people|customers?|senders?|person|writer|everyone|her|him)\b/i,
        clarity: 0.96,
        example: "Thank the customer for writing.",
      },
      {
        pattern:
          /\b(say|write|add|include|offer|start with|begin with|open with|end with|express)\b.{0,20}\b(thanks|thank you|gratitude)\b/i,
        clarity: 0.95,
        example: "Say thank you for the email.",
      },
      {
        pattern: /\b(show|express)\b.{0,15}\b(appreciation|thankfulness)\b/i,
        clarity: 0.9,
        example: "Show appreciation for the message.",
      },
      {
        pattern: /\bappreciate\b.{0,25}\b(message|writing|effort|time|trouble|feedback)\b/i,
        clarity: 0.85,
        example: "Appreciate the time they took to write.",
      },
      {
        pattern: /\bthanks\b.{0,25}\b(come|comes|belong|first)\b/i,
        clarity: 0.85,
        example: "Thanks come first.",
      },
      { pattern: /\b(grateful|thankful|appreciative)\b/i, clarity: 0.62, example: "Be grateful." },
    ],
    negated: ["Do not thank the customer.", "Never say thank you."],
  },
  {
    kind: "warm_tone",
    title: "Warm tone",
    effect: "The reply says that it is glad to help, and closes warmly.",
    wordings: [
      {
        pattern:
          /\b(warm|heartfelt|cordial|kind-hearted)\b.{0,15}\b(tone|style|voice|manner|register|words|way|note)\b/i,
        clarity: 0.95,
        example: "Use a warm tone.",
      },
      {
        pattern:
          /\b(write|reply|answer|speak|be|sound|stay)\b.{0,12}\b(warm|warmly|warm-hearted|cordial|cordially|heartfelt)\b(?! (regards|wishes))/i,
        clarity: 0.93,
        example: "Write warmly.",
      },
      {
        pattern:
          /\b(sound|show|be)\b.{0,20}\b(glad|happy|pleased|delighted)\b.{0,20}\b(wrote|write|hear|heard|help)\b/i,
        clarity: 0.9,
        example: "Show that you are glad they wrote.",
      },
      {
        pattern: /\bmake\b.{0,25}\bfeel\b.{0,15}\b(welcome|valued|at home|cared for)\b/i,
        clarity: 0.85,
        example: "Make people feel welcome.",
      },
      {
        pattern: /\b(like|as)\b.{0,12}\b(good|kind|warm|welcoming) host\b/i,
        clarity: 0.85,
        example: "Write like a good host.",
      },
      {
        pattern: /\b(kind|kindness|caring|warmth|welcoming)\b(?! (regards|wishes|of))/i,
        clarity: 0.62,
        example: "Be kind.",
      },
    ],
    negated: ["Do not write warmly.", "Avoid a warm tone."],
  },
  {
    kind: "formal_tone",
    title: "Formal tone",
    effect: "Full name, complete forms, a formal close.",
    wordings: [
      {
        pattern: /\b(formal|formally)\b(?!.{0,12}\b(phrases|words)\b)/i,
        clarity: 0.95,
        example: "Use a formal tone.",
      },
      {
        pattern:
          /\b(professional|businesslike|business-like|official|dignified)\b.{0,15}\b(tone|style|manner|language|register|way)\b/i,
        clarity: 0.85,
        example: "Keep a professional tone.",
      },
      {
        pattern:
          /\b(no|avoid|without|do not use|don't use|never use)\b.{0,15}\b(contractions|slang|colloquial\w*|chatty|small talk)\b/i,
        clarity: 0.9,
        example: "Do not use contractions.",
      },
      {
        pattern: /\b(close|end|sign off|sign|finish)\b.{0,25}\b["“']?yours (sincerely|faithfully)/i,
        clarity: 0.93,
        example: 'Close with "Yours sincerely".',
      },
      {
        pattern:
          /\b(write|reply|answer|address)\b.{0,30}\b(like|as)\b.{0,20}\b(a lawyer|a bank|an authority|a business letter|a solicitor)\b/i,
        clarity: 0.85,
        example: "Write as in a business letter.",
      },
      {
        pattern: /\b(polite|courteous|respectful|professional)\b/i,
        clarity: 0.5,
        example: "Be courteous.",
      },
    ],
    negated: ["Do not be formal."],
  },
  {
    kind: "avoid_blame",
    title: "No blame",
    effect: "The reply never hints that the sender is at fault.",
    wordings: [
      {
        pattern: new RegExp(`\\b${not}\\b.{0,12}\\b(blam(e|ing)|accus(e|ing)|fault(ing)?)\\b`, "i"),
        clarity: 0.96,
        example: "Do not blame the customer.",
      },
      {
        pattern:
          /\b(do not|don't|never|must not)\b.{0,12}\b(suggest|imply|hint|say|claim)\b.{0,30}\b(fault|mistake|responsible|own doing)\b/i,
        clarity: 0.95,
        example: "Never suggest that it is the customer's fault.",
      },
      {
        pattern: /\b(avoid|without|no)\b.{0,20}\b(accusations?|reproach(es)?|finger-pointing)\b/i,
        clarity: 0.95,
        example: "Avoid any reproach.",
      },
      {
        pattern: new RegExp(
          `\\b${not}\\b.{0,12}\\b(lectur(e|ing)|scold(ing)?|patroni[sz](e|ing)|talk(ing)? down|preach(ing)?)\\b`,
          "i",
        ),
        clarity: 0.88,
        example: "Never lecture people.",
      },
      {
        pattern:
          /\b(leave|put|lay)\b.{0,15}\b(blame|fault)\b.{0,15}\b(out|aside)\b|\bblame (nobody|no one)\b/i,
        clarity: 0.88,
        example: "Blame nobody.",
      },
      {
        pattern: /\b(non-?judg(e)?mental|blame-free|no-blame|tactful)\b/i,
        clarity: 0.7,
        example: "Stay tactful.",
      },
    ],
    denials: [
      /\b(say|point out|explain)\b.{0,20}\b(whose fault|who is to blame|what (the customer|they) did wrong)\b/i,
    ],
    negated: ["Point out what the customer did wrong."],
  },
];
