import type { InstructionTable } from "@/lib/llm/simulator/instruction-kinds/instruction-table";

/** How long a reply is and what it looks like. */
export const form: readonly InstructionTable[] = [
  {
    kind: "brevity",
    title: "Brevity",
    effect: "Stock phrases go, and the reply stays short.",
    wordings: [
      {
        pattern:
          /\b(under|below|at most|within|no more than|not more than|fewer than|less than|up to|maximum( of)?|max\.?|not exceed|limit\w*\b.{0,20}\bto)\s+\d+\s+(words|sentences|lines)\b/i,
        clarity: 0.97,
        example: "Keep it under 70 words.",
      },
      {
        pattern:
          /\b(keep|make|be|write|stay|reply|answer|replies|answers?|email)\b.{0,30}\b(short|brief|briefly|concise|concisely|succinct|to the point|terse)\b/i,
        clarity: 0.95,
        example: "Keep the reply short.",
      },
      {
        pattern:
          /\b(short|brief|concise|succinct)\b.{0,15}\b(reply|replies|answer|answers|email|message|sentences|response)\b/i,
        clarity: 0.93,
        example: "Write a short reply.",
      },
      {
        pattern:
          /\b(leave out|cut|drop|skip|omit|avoid|remove|no|without|do not use|don't use|never use)\b.{0,30}\b(filler|padding|stock phrases|pleasantries|waffle|empty phrases|repetition|rambling)\b/i,
        clarity: 0.93,
        example: "Leave out stock phrases.",
      },
      {
        pattern:
          /\b(do not|don't|never)\s+(ramble|waffle|pad|repeat yourself|write more than)\b|\bas few words as\b/i,
        clarity: 0.9,
        example: "Do not ramble.",
      },
      {
        pattern:
          /\b(one|two|three|four|a few)( or (two|three|four|five))? (short )?(sentences|lines)\b.{0,30}\b(are enough|at most|only|is enough|suffice|or less|or fewer)\b|\brespect the reader's time\b|\bget to the point\b|\bto the point\b/i,
        clarity: 0.8,
        example: "Get to the point.",
      },
    ],
    negated: ["Do not keep the reply short."],
  },
  {
    kind: "exhaustive",
    title: "Detail",
    effect: "The reply explains the background and what happens on the way.",
    wordings: [
      {
        pattern:
          /\b(be|reply|answer|write|explain)\b.{0,15}\b(exhaustive|exhaustively|thorough|thoroughly|comprehensive|comprehensively|in depth|in detail|at length)\b/i,
        clarity: 0.95,
        example: "Answer in detail.",
      },
      {
        pattern: /\b(at least|no fewer than|minimum of) \d+ words\b/i,
        clarity: 0.95,
        example: "Use at least 150 words.",
      },
      {
        pattern:
          /\b(detailed|exhaustive|comprehensive|thorough|long|extensive)\b.{0,12}\b(reply|replies|answers?|explanations?|response|email)\b/i,
        clarity: 0.93,
        example: "Write a detailed reply.",
      },
      {
        pattern: /\b(explain|describe|set out)\b.{0,20}\b(everything|fully|background|reasons?|whole)\b/i,
        clarity: 0.93,
        example: "Explain the background.",
      },
      { pattern: /\bleave nothing out\b|\bspare no detail\b/i, clarity: 0.88, example: "Leave nothing out." },
      {
        pattern: /\b(go into|give|add|with|plenty of|more) (more |plenty of |full )?detail\b|\belaborate\b/i,
        clarity: 0.8,
        example: "Go into detail.",
      },
    ],
    negated: ["Do not go into detail.", "Avoid long replies."],
  },
  {
    kind: "bullet_list",
    title: "Bullet list",
    effect: "The points stand below each other, each behind a dash.",
    wordings: [
      {
        pattern:
          /\b(use|write|make|format|give|put|with|as|in)\b.{0,20}\b(bullets?|bullet points?|bulleted lists?|bullet lists?|dashes)\b/i,
        clarity: 0.96,
        example: "Use bullet points.",
      },
      {
        pattern:
          /\b(present|arrange|structure|lay out|set out|format|answer|write)\b.{0,25}\b(as|in)\b.{0,3}\b(unordered )?lists?\b/i,
        clarity: 0.93,
        example: "Present the answer as a list.",
      },
      {
        pattern:
          /\b(one|each|every) (point|item|fact|sentence) (per|on|to) (its own |a |each )?(line|bullet|row)\b/i,
        clarity: 0.93,
        example: "Put one point per line.",
      },
      {
        pattern: /\blist (the |all |your )?(points|facts|items|answers|measures)\b/i,
        clarity: 0.9,
        example: "List the points.",
      },
      { pattern: /\b(bullets?|bullet points?)\b/i, clarity: 0.82, example: "Bullets are welcome." },
      {
        pattern: /\b(scannable|skimmable|easy to (scan|skim)|at a glance)\b/i,
        clarity: 0.62,
        example: "Make it easy to scan.",
      },
    ],
    negated: ["Do not use bullet points."],
  },
  {
    kind: "numbered_steps",
    title: "Numbered steps",
    effect: "What happens stands in numbered lines.",
    wordings: [
      {
        pattern: /\b(numbered|enumerated)\b.{0,12}\b(lists?|steps?|points?|instructions?|lines)\b/i,
        clarity: 0.96,
        example: "Use numbered steps.",
      },
      { pattern: /\bnumber (the|each|every|all|your)\b/i, clarity: 0.93, example: "Number the steps." },
      { pattern: /\bstep[- ]by[- ]step\b/i, clarity: 0.9, example: "Tell it step by step." },
      {
        pattern: /\b1[.)]["”']?,? ["“']?2[.)]/i,
        clarity: 0.88,
        example: 'Write "1)", "2)" before what happens.',
      },
      {
        pattern: /\b(in|as) (clear |separate |single |small )?steps\b/i,
        clarity: 0.82,
        example: "Answer in clear steps.",
      },
      {
        pattern: /\b(in sequence|chronological(ly)?)\b/i,
        clarity: 0.65,
        example: "Put what happens in sequence.",
      },
    ],
    negated: ["Do not number the steps."],
  },
  {
    kind: "prose",
    title: "Flowing text",
    effect: "One paragraph: no list and no breaks between greeting and close.",
    wordings: [
      {
        pattern:
          /\b(write|answer|reply|keep|use|in)\b.{0,15}\b(prose|flowing text|continuous text|running text)\b/i,
        clarity: 0.95,
        example: "Write in flowing text.",
      },
      {
        pattern:
          /\b(no|without|avoid|do not use|don't use|never use)\b.{0,15}\b(lists?|bullets?|bullet points|enumerations?)\b/i,
        clarity: 0.93,
        example: "No lists.",
      },
      {
        pattern: /\b(one|a single) (block|paragraph)\b/i,
        clarity: 0.93,
        example: "Keep it to one paragraph.",
      },
      {
        pattern: /\b(no|without|avoid|leave out) (paragraph|line) breaks\b/i,
        clarity: 0.93,
        example: "No paragraph breaks.",
      },
      { pattern: /\b(whole|complete|full) sentences\b/i, clarity: 0.8, example: "Write in whole sentences." },
      {
        pattern: /\b(like|as) a letter\b|\bletter style\b/i,
        clarity: 0.65,
        example: "Write it like a letter.",
      },
    ],
    negated: ["Do not write in flowing text."],
  },
  {
    kind: "no_exclamations",
    title: "No exclamation marks",
    effect: "Every sentence ends calmly.",
    wordings: [
      {
        pattern:
          /\b(no|without|avoid|do not use|don't use|never use|skip|omit|leave out|drop)\b.{0,15}\bexclamation (marks?|points?)\b/i,
        clarity: 0.97,
        example: "No exclamation marks.",
      },
      {
        pattern: /\b(do not|don't|never|avoid)\b.{0,8}\b(exclaim(ing)?|shout(ing)?)\b/i,
        clarity: 0.93,
        example: "Do not shout.",
      },
      {
        pattern: /\b(end|close)\b.{0,25}\b(a period|periods|calmly|quietly)\b/i,
        clarity: 0.9,
        example: "End every sentence with a period.",
      },
      {
        pattern:
          /\b(calm|sober|restrained|matter-of-fact|measured)\b.{0,12}\b(tone|style|manner|voice|punctuation|words)\b/i,
        clarity: 0.85,
        example: "Keep a calm tone.",
      },
      {
        pattern: /\b(no|without|avoid|drop)\b.{0,15}\b(gushing|hype|enthusiasm|exuberance|excitement)\b/i,
        clarity: 0.85,
        example: "Write without gushing.",
      },
      { pattern: /\b(sober|matter-of-fact|understated)\b/i, clarity: 0.65, example: "Be matter-of-fact." },
    ],
    denials: [/\b(use|add|put)\b.{0,15}\bexclamation (marks?|points?)\b/i],
    negated: ["Use exclamation marks."],
  },
  {
    kind: "no_emojis",
    title: "No emojis",
    effect: "Words alone.",
    wordings: [
      {
        pattern:
          /\b(no|without|avoid|do not use|don't use|never use|skip|omit|leave out|drop)\b.{0,15}\b(emojis?|emoticons?|smileys?|pictograms?)\b/i,
        clarity: 0.97,
        example: "No emojis.",
      },
      {
        pattern:
          /\b(emojis?|emoticons?|smileys?)\b.{0,25}\b(out of place|forbidden|unwelcome|banned|not allowed|have no place)\b/i,
        clarity: 0.95,
        example: "Emojis are out of place.",
      },
      {
        pattern: /\b(no|without|avoid|do not use)\b.{0,15}\b(symbols|icons|pictures)\b/i,
        clarity: 0.9,
        example: "No icons.",
      },
      { pattern: /\b(words|text|letters) (only|alone)\b/i, clarity: 0.85, example: "Use words alone." },
      { pattern: /\bplain text\b/i, clarity: 0.8, example: "Send plain text." },
      { pattern: /\b(serious|earnest)\b/i, clarity: 0.6, example: "Be serious." },
    ],
    denials: [/\b(use|add|put|include)\b.{0,15}\b(emojis?|smileys?)\b/i],
    negated: ["Add an emoji."],
  },
];
