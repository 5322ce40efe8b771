/** What the simulator can be told about a reply. */
export type InstructionKind =
  | "greet_by_name"
  | "apologise"
  | "next_step"
  | "restate"
  | "brevity"
  | "plain_language"
  | "no_promises"
  | "formal_tone";

/** One way of saying an instruction. */
export interface Wording {
  /** Looked for in one sentence of the prompt, without regard to case. */
  pattern: RegExp;
  /** How plainly it is said, from 0 to 1; the chance to be followed when nothing else is asked. */
  clarity: number;
  /** A sentence that says it this way. */
  example: string;
}

export interface InstructionTable {
  kind: InstructionKind;
  title: string;
  /** Whether the reply is to have it when nothing else is said, in words for a reader. */
  effect: string;
  wordings: readonly Wording[];
}

/**
 * Everything the simulator understands of a prompt. A sentence that matches nothing here changes
 * nothing but the crowd: the more a prompt says, the less of it is followed.
 */
export const instructionTables: readonly InstructionTable[] = [
  {
    kind: "greet_by_name",
    title: "Greet by name",
    effect: "The greeting holds the sender's first name.",
    wordings: [
      {
        pattern: /\b(greet|address|welcome)\b.{0,40}\bby\b.{0,25}\bname\b/i,
        clarity: 0.97,
        example: "Greet the customer by their first name.",
      },
      {
        pattern:
          /\b(use|say|mention|include|write|put)\b.{0,30}\b(first |given )?name\b.{0,40}\b(greeting|salutation|first line|opening|hello)\b/i,
        clarity: 0.95,
        example: "Use the sender's name in the greeting.",
      },
      {
        pattern: /\b(start|begin|open)\b.{0,60}\bname\b/i,
        clarity: 0.95,
        example: "Start with a greeting that contains the customer's first name.",
      },
      {
        pattern: /["“'](hello|hi|dear)\b[^"”']{0,30}(name|\bmaria\b|[[<{])/i,
        clarity: 0.96,
        example: 'Open with "Hello" and the name, as in "Hello [first name],".',
      },
      {
        pattern:
          /\b(personal|personali[sz]ed?)\b.{0,20}\b(greeting|salutation|opening)\b|\bpersonali[sz]e\b/i,
        clarity: 0.7,
        example: "Write a personal greeting.",
      },
      {
        pattern:
          /\bname\b.{0,30}\b(greeting|salutation)\b|\bcall\b.{0,30}\bby (their |his or her )?(first )?name\b/i,
        clarity: 0.9,
        example: "Call people by their name.",
      },
    ],
  },
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
        pattern: /\b(empath\w+|sympath\w+|compassion\w*|caring|warm|warmth|understanding)\b/i,
        clarity: 0.62,
        example: "Show empathy with the customer.",
      },
    ],
  },
  {
    kind: "next_step",
    title: "Concrete next step with a date",
    effect: "The reply says what will be done, and by which date.",
    wordings: [
      {
        pattern:
          /\b(next step|what (happens|we (will )?do|you (will )?do|will happen) next|action)\b.{0,60}\b(date|day|deadline|when)\b/i,
        clarity: 0.97,
        example: "Give one next step with a date.",
      },
      {
        pattern:
          /\b(say|tell|state|write|name|explain)\b.{0,50}\b(by when|when (we|you|it|they|this|that|something)|by what date|until when|by which date)\b/i,
        clarity: 0.95,
        example: "Say by when it will be done.",
      },
      {
        pattern:
          /\b(give|name|include|mention|state|add|commit to|set|promise|provide)\b.{0,30}\b(dates?|deadline|weekday|day of the week|time ?frame)\b/i,
        clarity: 0.95,
        example: "Name the date on which the matter will be settled.",
      },
      {
        pattern:
          /\b(concrete|clear|specific|exact|definite)\b.{0,15}\b(next steps?|actions?|plan|dates?|timeline)\b/i,
        clarity: 0.9,
        example: "Offer a concrete next step.",
      },
      {
        pattern: /\b(say|tell|explain|describe)\b.{0,40}\b(happens? next|do next|next steps?|do about it)\b/i,
        clarity: 0.82,
        example: "Tell the customer what happens next.",
      },
      {
        pattern: /\b(actionable|helpful next|solution|resolve|move the matter forward)\b/i,
        clarity: 0.55,
        example: "Be actionable.",
      },
    ],
  },
  {
    kind: "restate",
    title: "Restate the request",
    effect: "The reply says in its own words what was asked.",
    wordings: [
      {
        pattern:
          /\b(restate|rephrase|paraphrase|summari[sz]e|repeat|recap|sum up|mirror)\b.{0,50}\b(request|question|problem|issue|asked|ask|wants?|wrote|concern|point|case)\b/i,
        clarity: 0.96,
        example: "Restate the request in half a sentence.",
      },
      {
        pattern:
          /\b(say|show|state|write|name|mention|confirm)\b.{0,40}\bwhat\b.{0,30}\b(asked|asks|asking|wants?|needs?|wrote|requested|about)\b/i,
        clarity: 0.95,
        example: "Say what the customer asked for.",
      },
      {
        pattern: /\b(acknowledge|confirm)\b.{0,30}\b(request|question|issue|concern)\b/i,
        clarity: 0.85,
        example: "Acknowledge the request before you answer it.",
      },
      {
        pattern:
          /\b(refer to|mention|name|use|include|repeat|quote)\b.{0,30}\b(details?|facts?|order number|specifics|particulars)\b/i,
        clarity: 0.88,
        example: "Mention the details of the email, such as the order number.",
      },
      {
        pattern:
          /\b(show|make (it )?clear|prove|demonstrate)\b.{0,30}\b(you|we)?( have)? ?(read|understood|understand|listened)\b/i,
        clarity: 0.8,
        example: "Show that you have read the email.",
      },
      {
        pattern: /\b(specific to|tailored to|address the (specific|actual)|relevant to|on point)\b/i,
        clarity: 0.6,
        example: "Keep the reply specific to the email.",
      },
    ],
  },
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
  },
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
  },
  {
    kind: "no_promises",
    title: "No promises",
    effect: "The reply commits to nothing: hopes and checks instead of will and by when.",
    wordings: [
      {
        pattern:
          /\b(do not|don't|never|must not|mustn't|avoid|not to|without|refrain from|no)\b.{0,15}\b(mak(e|ing)( any)? |giv(e|ing)( any)? )?(promis(e|es|ing)|guarantee(s|ing)?|commitments?)\b/i,
        clarity: 0.96,
        example: "Do not make promises.",
      },
      {
        pattern: /\b(do not|don't|never|must not|avoid)\b.{0,12}\bcommit(ting)?\b/i,
        clarity: 0.95,
        example: "Never commit to anything.",
      },
      {
        pattern: /\b(promise|guarantee|commit to) (nothing|no)\b/i,
        clarity: 0.95,
        example: "Promise nothing that is not certain.",
      },
      {
        pattern:
          /\b(do not|don't|never|avoid)\b.{0,12}\b(offer(ing)?|grant(ing)?|agree(ing)? to|confirm(ing)?)\b.{0,20}\b(refunds?|compensation|replacements?|discounts?|dates?)\b/i,
        clarity: 0.9,
        example: "Do not offer refunds or compensation.",
      },
      {
        pattern:
          /\b(only|just) (say|promise|offer|state)\b.{0,25}\b(certain|sure|know|confirmed|can keep)\b/i,
        clarity: 0.8,
        example: "Only say what is certain.",
      },
      {
        pattern: /\b(careful|cautious|guarded|non-?committal|hedge|prudent)\b/i,
        clarity: 0.65,
        example: "Be careful about what you announce.",
      },
    ],
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
  },
];
