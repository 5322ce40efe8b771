import type { InstructionTable } from "@/lib/llm/simulator/instruction-kinds/instruction-table";

/** What a reply undertakes. */
export const commitment: readonly InstructionTable[] = [
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
    negated: ["Do not name a date."],
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
        pattern: /\bhedg(e|ing)\b/i,
        clarity: 0.88,
        example: "Hedge what you say.",
      },
      {
        pattern: /\b(careful|cautious|guarded|non-?committal|prudent)\b/i,
        clarity: 0.65,
        example: "Be careful about what you announce.",
      },
    ],
    negated: ["Do not hedge."],
  },
  {
    kind: "ownership",
    title: "Ownership",
    effect: "One person takes it on: “I will”, not “we”.",
    wordings: [
      {
        pattern: /\b(take|show|assume)\b.{0,12}\b(ownership|charge)\b/i,
        clarity: 0.95,
        example: "Take ownership.",
      },
      { pattern: /\b(say|write|use)\b.{0,12}["“']?\bI will\b/i, clarity: 0.95, example: 'Say "I will".' },
      {
        pattern:
          /\b(say|tell|make clear)\b.{0,20}\bwho\b.{0,12}\b(takes? care|looks? after|is responsible|deals? with|handles?)\b/i,
        clarity: 0.92,
        example: "Say who looks after it.",
      },
      { pattern: /\bfirst person\b|\bwrite as I\b/i, clarity: 0.9, example: "Write in the first person." },
      {
        pattern: /\b(be|make yourself|feel) (personally )?(responsible|accountable|in charge)\b/i,
        clarity: 0.85,
        example: "Be personally responsible.",
      },
      {
        pattern: /\b(personal responsibility|accountability|own the (case|matter|request))\b/i,
        clarity: 0.75,
        example: "Own the case.",
      },
    ],
    negated: ["Do not take ownership."],
  },
  {
    kind: "offer_compensation",
    title: "Offer compensation",
    effect: "The reply offers something for the trouble.",
    wordings: [
      {
        pattern:
          /\b(offer(ing)?|give|grant|include|propose|add)\b.{0,20}\b(compensation|vouchers?|discounts?|goodwill|credit|gift card)\b/i,
        clarity: 0.95,
        example: "Offer a voucher.",
      },
      { pattern: /\bcompensat(e|ing)\b/i, clarity: 0.93, example: "Compensate people for the trouble." },
      {
        pattern: /\bmake (up for it|it up|amends)\b/i,
        clarity: 0.88,
        example: "Make it up to the customer.",
      },
      {
        pattern: /\b(voucher|discount|credit)\b.{0,25}\b(apology|trouble|wait|mistake|welcome)\b/i,
        clarity: 0.85,
        example: "A discount for the trouble is welcome.",
      },
      {
        pattern: /\b(goodwill|small gift|token of)\b/i,
        clarity: 0.85,
        example: "A goodwill gesture is welcome.",
      },
      { pattern: /\b(generous|generously|generosity)\b/i, clarity: 0.6, example: "Be generous." },
    ],
    denials: [/\bno (compensation|vouchers?|discounts?)\b/i],
    negated: ["Never offer compensation.", "Do not offer a voucher."],
  },
  {
    kind: "offer_call",
    title: "Offer a call",
    effect: "The reply offers to talk on the phone.",
    wordings: [
      {
        pattern:
          /\b(offer|propose|suggest|invite)\b.{0,20}\b(calls?|callback|call-back|talk on the phone|to phone)\b/i,
        clarity: 0.95,
        example: "Offer a call.",
      },
      {
        pattern: /\b(say|tell)\b.{0,30}\b(can|may|could) (call|phone|ring)\b/i,
        clarity: 0.93,
        example: "Tell them that they can call us.",
      },
      {
        pattern: /\b(ask|find out)\b.{0,25}\b(when|what time)\b.{0,25}\b(call|phone|ring|reach)\b/i,
        clarity: 0.9,
        example: "Ask when we may call them.",
      },
      {
        pattern: /\b(give|include|mention|add)\b.{0,30}\b(phone|telephone)\b/i,
        clarity: 0.9,
        example: "Mention that we can be reached by phone.",
      },
      {
        pattern: /\b(by phone|on the phone|over the phone|telephone)\b/i,
        clarity: 0.78,
        example: "Make it possible to settle it by phone.",
      },
      { pattern: /\b(reachable|easy to reach)\b/i, clarity: 0.62, example: "Be easy to reach." },
    ],
    negated: ["Do not offer a call."],
  },
  {
    kind: "help_link",
    title: "Link to the help page",
    effect: "The reply holds the web address that the prompt gives; without one, nothing changes.",
    wordings: [
      {
        pattern:
          /\b(include|add|give|insert|put|share|mention)\b.{0,20}\b(link|url|web address|help page)\b/i,
        clarity: 0.95,
        example: "Include the link https://help.example.com/returns.",
      },
      {
        pattern:
          /\b(link|point|refer|direct|send)\b.{0,30}\bto\b.{0,25}(\b(help|faq|guide|page|website|article)\b|https?:)/i,
        clarity: 0.95,
        example: "Point people to the help page https://help.example.com/returns.",
      },
      {
        pattern: /\b(read more|more information|find out more|more answers) (at|on|under)\b/i,
        clarity: 0.9,
        example: "Readers find more information at https://help.example.com/returns.",
      },
      {
        pattern: /\b(where|how) to (read on|read more|learn more|find more)\b/i,
        clarity: 0.85,
        example: "Tell where to read on: https://help.example.com/returns.",
      },
      {
        pattern: /\bis (our|the) (help|faq|support) (page|center|centre)\b/i,
        clarity: 0.85,
        example: "https://help.example.com/returns is our help page.",
      },
      {
        pattern: /\b(further reading|self-service|self-help|knowledge base)\b/i,
        clarity: 0.75,
        example: "There is a knowledge base: https://help.example.com/returns.",
      },
    ],
    negated: ["Do not include the link https://help.example.com/returns."],
  },
];
