import type { InstructionKind } from "@/lib/llm/simulator/instruction-kinds";

/** What a piece of feedback says about an instruction: the prompt lacks it, or should not have it. */
export interface Complaint {
  kind: InstructionKind;
  /** True: ask for it. False: stop asking for it. */
  wanted: boolean;
}

interface ComplaintWording extends Complaint {
  pattern: RegExp;
  example: string;
}

/** How people say what is wrong with a draft. */
export const complaintWordings: readonly ComplaintWording[] = [
  {
    kind: "brevity",
    wanted: true,
    pattern:
      /\btoo (long|wordy|verbose|many words|much (text|waffle|padding|fluff))\b|\b(wordy|rambl\w+|waffl\w+|verbose|long-winded|padding|filler|fluff|blah|bloated)\b/i,
    example: "Far too long.",
  },
  {
    kind: "brevity",
    wanted: true,
    pattern:
      /\b(shorter|shorten|cut (it|this) (down|short)|get to the point|to the point|more concise|trim)\b/i,
    example: "Make it shorter.",
  },
  {
    kind: "brevity",
    wanted: false,
    pattern: /\b(too short|too brief|too terse|curt|abrupt|more detail|too little)\b/i,
    example: "Too short.",
  },
  {
    kind: "next_step",
    wanted: true,
    pattern:
      /\b(no|without( a)?|lacks?( a)?|missing( a)?|needs?( a)?|give( a)?|name( a)?|which|want( a)?|where is the) (clear |concrete |real )?(dates?|deadline|next step|time ?frame|timeline)\b/i,
    example: "No date.",
  },
  {
    kind: "next_step",
    wanted: true,
    pattern:
      /\b(by when|when\?|when will|vague|non-?committal|no next step|what happens next|nothing concrete|doesn't say (what|when)|does not say (what|when)|not actionable|says nothing)\b/i,
    example: "Vague. When will it come?",
  },
  {
    kind: "apologise",
    wanted: true,
    pattern:
      /\b(cold|heartless|no apology|didn't (say sorry|apologi[sz]e)|did not (say sorry|apologi[sz]e)|doesn't (say sorry|apologi[sz]e)|does not (say sorry|apologi[sz]e)|should (say sorry|apologi[sz]e)|no (sorry|empathy)|missing (an )?apology|without (an )?(apology|apologi[sz]ing)|never (says? sorry|apologi[sz]es)|unfeeling|uncaring|lacks empathy|say sorry)\b/i,
    example: "Cold: it didn't say sorry.",
  },
  {
    kind: "apologise",
    wanted: false,
    pattern:
      /\b(too (apologetic|many apologies|sorry)|grovel\w*|stop apologi[sz]ing|over-?apologi\w+|nothing to apologi[sz]e|apologi[sz]es (too|for nothing))\b/i,
    example: "Too apologetic.",
  },
  {
    kind: "greet_by_name",
    wanted: true,
    pattern:
      /\b(use|used|using|by|her|his|my|their|the|no|without( a)?|missing|customer's) (first )?name\b|\b(valued customer|dear customer|sir or madam|impersonal|anonymous|generic greeting)\b/i,
    example: "It didn't use my name.",
  },
  {
    kind: "greet_by_name",
    wanted: false,
    pattern: /\b(too (personal|familiar)|no first names|should not use the first name)\b/i,
    example: "Too familiar.",
  },
  {
    kind: "plain_language",
    wanted: true,
    pattern:
      /\b(jargon|corporate|buzzwords?|officialese|stilted|stiff|robotic|canned|boilerplate|stock phrases?|generic|template|bureaucratic|too formal|sounds like a (machine|robot|bot)|plain(er)? (words|language|english))\b/i,
    example: "Corporate jargon.",
  },
  {
    kind: "formal_tone",
    wanted: true,
    pattern:
      /\b(too (casual|informal|chummy|chatty|relaxed)|unprofessional|not (professional|formal) enough|more (formal|professional))\b/i,
    example: "Too casual.",
  },
  { kind: "formal_tone", wanted: false, pattern: /\btoo formal\b|\bless formal\b/i, example: "Too formal." },
  {
    kind: "no_promises",
    wanted: true,
    pattern:
      /\b(promis\w+|commit\w*|guarantee\w*|offer\w*)\b.{0,40}\b(can't|cannot|can not|could not|couldn't|shouldn't|should not|not able|unable|don't know|not sure|no right|never|too much)\b|\b(can't|cannot|shouldn't|should not|must not|don't|do not|never) (promise|guarantee|commit|offer)\b|\boverpromis\w+\b/i,
    example: "It promised something we can't do.",
  },
  {
    kind: "no_promises",
    wanted: false,
    pattern: /\b(too (cautious|careful|guarded)|hedg\w+|wishy-washy|won't commit|evasive)\b/i,
    example: "Too cautious.",
  },
  {
    kind: "restate",
    wanted: true,
    pattern:
      /\b(did(n't| not) (read|understand|answer|address|mention|get)|does(n't| not) (answer|address|mention|understand|say what)|ignor\w+|missed (the|my|his|her) (point|question)|off topic|irrelevant|not what (was|I|she|he|they) asked|nothing about (the|my)|which order|not specific|has nothing to do)\b/i,
    example: "Does not answer what was asked.",
  },
  {
    kind: "restate",
    wanted: false,
    pattern: /\b(repeats (the|my|what)|parrot\w*|need not repeat|no need to repeat|echo\w*)\b/i,
    example: "It repeats the email.",
  },
];

/** What summaries of an edit say; an edit shows what was wanted. */
export const changeWordings: readonly ComplaintWording[] = [
  {
    kind: "brevity",
    wanted: true,
    pattern: /\b(shorter|shortened|cut|removed \d+|condensed|fewer words|deleted \d+)\b/i,
    example: "shorter by 30 words",
  },
  {
    kind: "brevity",
    wanted: false,
    pattern: /\b(longer|lengthened|more words|expanded)\b/i,
    example: "longer by 40 words",
  },
  {
    kind: "next_step",
    wanted: true,
    pattern: /\b(add\w*|gave|gives|named?|states?|with)\b.{0,25}\b(date|deadline|next step|day)\b/i,
    example: "added a date",
  },
  {
    kind: "next_step",
    wanted: false,
    pattern: /\b(removed|dropped|deleted|took out)\b.{0,25}\b(date|deadline|next step)\b/i,
    example: "removed the date",
  },
  {
    kind: "apologise",
    wanted: true,
    pattern: /\b(add\w*|warmer|more)\b.{0,25}\b(apolog\w+|sorry|empathy|warm\w*)\b|\bwarmer\b/i,
    example: "added an apology",
  },
  {
    kind: "apologise",
    wanted: false,
    pattern: /\b(removed|dropped|deleted|took out)\b.{0,25}\b(apolog\w+|sorry)\b/i,
    example: "removed the apology",
  },
  {
    kind: "greet_by_name",
    wanted: true,
    pattern: /\b(add\w*|greet\w*|use[sd]?|named)\b.{0,30}\bname\b/i,
    example: "greets by name",
  },
  {
    kind: "greet_by_name",
    wanted: false,
    pattern: /\b(removed|dropped|deleted|took out)\b.{0,25}\bname\b/i,
    example: "removed the name",
  },
  {
    kind: "greet_by_name",
    wanted: false,
    pattern: /\btook the name out\b/i,
    example: "took the name out of the greeting",
  },
  {
    kind: "plain_language",
    wanted: true,
    pattern:
      /\b(plainer|simpler|less formal|(removed|dropped|deleted|took out|fewer)\b.{0,25}\b(jargon|stock phrases?|office phrases?|boilerplate|formal))/i,
    example: "removed stock phrases",
  },
  { kind: "formal_tone", wanted: true, pattern: /\bmore (formal|professional)\b/i, example: "more formal" },
  { kind: "formal_tone", wanted: false, pattern: /\bless formal\b/i, example: "less formal" },
  {
    kind: "no_promises",
    wanted: true,
    pattern:
      /\b(removed|dropped|deleted|took out|softened)\b.{0,25}\b(promise\w*|commitment\w*|guarantee\w*)\b/i,
    example: "removed a promise",
  },
  {
    kind: "restate",
    wanted: true,
    pattern:
      /\b(add\w*|mention\w*|states?|restat\w+|fixed)\b.{0,30}\b(request|question|order number|facts?|details?)\b/i,
    example: "added the order number",
  },
  {
    kind: "restate",
    wanted: false,
    pattern: /\b(removed|dropped|deleted|took out)\b.{0,25}\b(request|question|restat\w+)\b/i,
    example: "removed the request",
  },
];

/** What to do about a trait that people dislike: stop asking for what shows, or ask for what lacks. */
export const dislikedTraitWordings: readonly ComplaintWording[] = [
  {
    kind: "greet_by_name",
    wanted: true,
    pattern: /\bwithout (a |the )?name\b|\b(generic|impersonal) greeting\b/i,
    example: "greets without a name",
  },
  {
    kind: "greet_by_name",
    wanted: false,
    pattern: /\b(greets?|uses?|addresses)\b.{0,20}\b(by|the|first|her|his)\b.{0,8}\bname\b/i,
    example: "greets by name",
  },
  {
    kind: "apologise",
    wanted: false,
    pattern: /\b(says? sorry|apologi[sz]es|offers? an apology|shows? empathy)\b/i,
    example: "says sorry",
  },
  {
    kind: "apologise",
    wanted: true,
    pattern: /\b(no apology|does not apologi[sz]e|cold)\b/i,
    example: "no apology",
  },
  {
    kind: "next_step",
    wanted: true,
    pattern: /\b(no|without( a)?) (date|next step)\b|\bvague\b/i,
    example: "gives no date",
  },
  {
    kind: "next_step",
    wanted: false,
    pattern: /\b(gives|names|sets) (a|the) date\b/i,
    example: "gives a date: Thursday",
  },
  {
    kind: "brevity",
    wanted: true,
    pattern: /\b(long|wordy|detailed|thanks several times|lengthy)\b/i,
    example: "long",
  },
  { kind: "brevity", wanted: false, pattern: /\b(short|brief|concise)\b/i, example: "short" },
  {
    kind: "plain_language",
    wanted: true,
    pattern: /\b(stock phrases|jargon|corporate|stiff|generic)\b/i,
    example: "uses stock phrases",
  },
  {
    kind: "plain_language",
    wanted: false,
    pattern: /\bplain (words|language)\b/i,
    example: "uses plain words",
  },
  {
    kind: "formal_tone",
    wanted: false,
    pattern: /\bformal (tone|language|style)\b/i,
    example: "keeps a formal tone",
  },
  { kind: "formal_tone", wanted: true, pattern: /\b(casual|informal|chatty)\b/i, example: "casual tone" },
  {
    kind: "no_promises",
    wanted: false,
    pattern: /\b(promises nothing|makes no promise|hedges)\b/i,
    example: "promises nothing",
  },
  {
    kind: "no_promises",
    wanted: true,
    pattern: /\b(promises|commits|guarantees)\b(?! nothing)/i,
    example: "promises a refund",
  },
  {
    kind: "restate",
    wanted: false,
    pattern: /\b(says what was asked|restates|names the|repeats)\b/i,
    example: "says what was asked",
  },
];

/** Complaints that a text voices, one per kind: the first wording in the table that fits. */
export function complaintsIn(text: string, wordings: readonly ComplaintWording[]): Complaint[] {
  const byKind = new Map<InstructionKind, Complaint>();
  for (const { kind, wanted, pattern } of wordings) {
    if (!byKind.has(kind) && pattern.test(text)) byKind.set(kind, { kind, wanted });
  }
  return [...byKind.values()];
}
