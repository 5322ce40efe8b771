import type { InstructionTable } from "@/lib/llm/simulator/instruction-kinds/instruction-table";

/** Which words a reply uses, and in which language. */
export const language: readonly InstructionTable[] = [
  {
    kind: "plain_language",
    title: "Plain language",
    effect: "Everyday words instead of office phrases.",
    wordings: [
      {
        pattern:
          /\b(plain|simple|everyday|ordinary|clear|common)\b.{0,12}\b(words?|language|english|wording|terms|sentences)\b/i,
        clarity: 0.96,
        example: "Use plain words.",
      },
      {
        pattern:
          /\b(avoid|no|without|do not use|don't use|never use|drop|leave out|skip)\b.{0,30}\b(jargon|buzzwords?|corporate|officialese|clich[eé]s?|legalese|technical terms|office phrases|stiff phrases)\b/i,
        clarity: 0.95,
        example: "Avoid jargon.",
      },
      {
        pattern:
          /\b(write|speak|talk|sound|reply|answer)\b.{0,30}\b(like|as)\b.{0,25}\b(a person|people|a human|human being|a friend|you talk|you speak|one would speak|a neighbou?r)\b/i,
        clarity: 0.88,
        example: "Write as you would speak to a neighbour.",
      },
      {
        pattern:
          /\b(easy|simple) to (read|understand)\b|\beasily understood\b|\banyone can (read|understand)\b/i,
        clarity: 0.85,
        example: "Make it easy to understand.",
      },
      {
        pattern:
          /\b(write|be|answer|reply|speak)\b.{0,12}\b(plainly|simply|naturally|conversational(ly)?|informal(ly)?|casual(ly)?)\b/i,
        clarity: 0.85,
        example: "Write plainly.",
      },
      {
        pattern:
          /\b(friendly|natural|conversational|human|casual|informal|relaxed)\b.{0,12}\b(tone|style|voice|manner|way)\b/i,
        clarity: 0.65,
        example: "Use a friendly tone.",
      },
    ],
    negated: ["Do not use plain language."],
  },
  {
    kind: "technical_detail",
    title: "Technical detail",
    effect: "The reply explains what happens in the systems behind it.",
    wordings: [
      {
        pattern:
          /\b(give|include|add|use|with|mention|explain|provide|state|go into)\b.{0,20}\btechnical\b.{0,12}\b(details?|background|information|explanations?|terms|facts|data|cause)\b/i,
        clarity: 0.95,
        example: "Give technical detail.",
      },
      {
        pattern:
          /\b(explain|describe)\b.{0,25}\b(how (it|this|the (system|process|product)) works|technically|the mechanism)\b/i,
        clarity: 0.93,
        example: "Explain how the system works.",
      },
      {
        pattern: /\b(precise|exact|correct|proper) (technical )?(terms|terminology|specifications?)\b/i,
        clarity: 0.93,
        example: "Use precise terminology.",
      },
      {
        pattern:
          /\b(write|reply|answer|talk)\b.{0,20}\b(like|as|for)\b.{0,12}\b(engineers?|technicians?|experts?|specialists?|developers?)\b/i,
        clarity: 0.9,
        example: "Write for engineers.",
      },
      {
        pattern: /\b(diagnostics?|log (entries|files)|error codes?|root cause)\b/i,
        clarity: 0.85,
        example: "Name the root cause.",
      },
      {
        pattern: /\b(technical|expert)\b.{0,12}\b(tone|style|level|depth|manner)\b|\bin technical terms\b/i,
        clarity: 0.75,
        example: "Keep a technical level.",
      },
    ],
    negated: ["Do not give technical detail."],
  },
  {
    kind: "sender_language",
    title: "The sender's language",
    effect: "An email in German, Spanish or French is answered in its language.",
    wordings: [
      {
        pattern:
          /\b(reply|answer|write|respond)\b.{0,15}\bin (the|their|his or her) (same |own )?language\b/i,
        clarity: 0.97,
        example: "Reply in the language of the email.",
      },
      {
        pattern:
          /\b(use|keep|match|mirror|follow)\b.{0,15}\b(sender|customer|email|writer|their|same)('s|s')?\b.{0,12}\blanguage\b/i,
        clarity: 0.95,
        example: "Use the sender's language.",
      },
      {
        pattern: /\b(german|spanish|french)\b.{0,25}\bin (german|spanish|french)\b/i,
        clarity: 0.93,
        example: "Answer a German email in German and a French one in French.",
      },
      {
        pattern: /\blanguage\b.{0,25}\b(of the (email|sender|customer|message)|they (write|wrote|use))\b/i,
        clarity: 0.93,
        example: "Write in whatever language they wrote in.",
      },
      {
        pattern: /\b(do not|don't|never)\b.{0,10}\b(switch|change)\b.{0,8}\blanguages?\b/i,
        clarity: 0.9,
        example: "Do not switch languages.",
      },
      {
        pattern: /\b(multilingual|mother tongue|native language)\b/i,
        clarity: 0.8,
        example: "Use the mother tongue of the sender.",
      },
    ],
    negated: ["Do not reply in the language of the email."],
  },
  {
    kind: "english_only",
    title: "English only",
    effect: "Every reply is in English, whatever the language of the email.",
    wordings: [
      {
        pattern:
          /\b(always|only|reply|answer|write|respond|everything|stay)\b.{0,15}\bin (plain |simple |British |American )?English\b/i,
        clarity: 0.96,
        example: "Always reply in English.",
      },
      { pattern: /\bEnglish (only|alone)\b|\bonly English\b/i, clarity: 0.96, example: "English only." },
      {
        pattern: /\b(language of (our|every|all) (reply|replies|answers) is English)\b/i,
        clarity: 0.95,
        example: "The language of every reply is English.",
      },
      {
        pattern:
          /\b(no|never|not)\b.{0,12}\b(other|another|foreign) languages?\b|\bno language (but|other than) English\b/i,
        clarity: 0.93,
        example: "Use no language but English.",
      },
      {
        pattern: /\btranslate\b.{0,25}\binto English\b/i,
        clarity: 0.85,
        example: "Translate everything into English.",
      },
      { pattern: /\bEnglish (replies|answers|text)\b/i, clarity: 0.8, example: "Send English replies." },
    ],
    negated: ["Do not always reply in English."],
  },
];
