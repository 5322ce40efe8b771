import type { ComplaintWording } from "@/lib/llm/simulator/complaints";

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
      /\b(cold|heartless|no apology|didn't (say sorry|apologi[sz]e)|did not (say sorry|apologi[sz]e)|doesn't (say sorry|apologi[sz]e)|does not (say sorry|apologi[sz]e)|should (say sorry|apologi[sz]e)|no sorry|missing (an )?apology|without (an )?(apology|apologi[sz]ing)|never (says? sorry|apologi[sz]es)|say sorry)\b/i,
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
  {
    kind: "empathy",
    wanted: true,
    pattern:
      /\b((no|lacks?|without|show some|needs?) (any )?(empathy|sympathy|compassion|understanding)|unfeeling|uncaring|doesn't care|does not care|tone-?deaf)\b/i,
    example: "Lacks empathy.",
  },
  {
    kind: "empathy",
    wanted: false,
    pattern: /\b(too (emotional|sentimental|much sympathy)|pity|sentimental)\b/i,
    example: "Too emotional.",
  },
  {
    kind: "warm_tone",
    wanted: true,
    pattern:
      /\b(unfriendly|frosty|icy|distant|not (very |at all )?(warm|friendly|kind|nice)|friendlier|warmer|lacks warmth|no warmth)\b/i,
    example: "Unfriendly and distant.",
  },
  {
    kind: "warm_tone",
    wanted: false,
    pattern: /\b(too (warm|friendly|nice|cosy|chummy|gushing)|gush\w*|overly friendly|saccharine)\b/i,
    example: "Too friendly, almost gushing.",
  },
  {
    kind: "thanks",
    wanted: true,
    pattern:
      /\b(no thanks?\b(?! to)|(does not|doesn't|didn't|did not|should|never) (say )?thanks?( you)?|without (a |any )?(thanks|thank you)|ungrateful)\b/i,
    example: "It didn't thank them.",
  },
  {
    kind: "thanks",
    wanted: false,
    pattern: /\b(too many thanks|thanks (too much|for nothing|several times)|stop thanking)\b/i,
    example: "Too many thanks.",
  },
  {
    kind: "avoid_blame",
    wanted: true,
    pattern:
      /\b(blam\w+|accus\w+|as if (it was|it were|I was|they were|she was|he was)|their own fault|my own fault|puts it (down )?(on|to) (me|them|the customer)|lectur\w+|patroni[sz]\w+)\b/i,
    example: "It blames the customer.",
  },
  {
    kind: "exhaustive",
    wanted: true,
    pattern:
      /\b(too (short|brief|superficial|thin)|not (detailed|thorough) enough|more (detail|background|explanation)|superficial|explains nothing|no explanation|does not explain|doesn't explain)\b/i,
    example: "Too superficial, explains nothing.",
  },
  {
    kind: "exhaustive",
    wanted: false,
    pattern:
      /\b(too (detailed|exhaustive|thorough|much (detail|background))|over-?explain\w*|nobody needs the background)\b/i,
    example: "Too much background.",
  },
  {
    kind: "technical_detail",
    wanted: true,
    pattern:
      /\b(not technical|no technical|lacks technical|missing technical|(more|needs) technical|for (laymen|beginners)|dumbed down|no (error code|root cause|specs?|specifications?))\b/i,
    example: "No technical detail.",
  },
  {
    kind: "technical_detail",
    wanted: false,
    pattern:
      /\b(too technical|tech(nical)? (babble|speak|stuff)|techno-?babble|geeky|over (my|their|her|his) head)\b/i,
    example: "Far too technical.",
  },
  {
    kind: "mention_reference",
    wanted: true,
    pattern:
      /\b(no|without( an?| the)?|missing( the)?|forgot( the)?|lacks?( the)?|which|where is the|does(n't| not) (mention|give|quote|name)( the)?) (order|reference|ticket|case|invoice) ?(number|id|no\.?)?\b/i,
    example: "No order number.",
  },
  {
    kind: "answer_every_question",
    wanted: true,
    pattern:
      /\b((answers?|answered|addresses) (only )?(one|half|part|some)|ignor\w+ (my|the|one|half|several|his|her) (other |second |of the )?questions?|second question|other questions?|not (all|every) (of )?(the |my |her |his )?questions?|left out (a|one|my|the) question|half of (the|my) questions)\b/i,
    example: "It ignored the second question.",
  },
  {
    kind: "ask_missing_facts",
    wanted: true,
    pattern:
      /\b((should|didn't|did not|doesn't|does not|never|could|must) (have )?(ask|asked|asks)( back| for)?|ask(s)? (for|about) (the )?(order number|details|missing|photo)|guess(es|ed|ing)|makes (things|it) up|made (it|things) up|invent\w*|assum(es|ed|ing))\b/i,
    example: "It guesses; it should ask for the order number.",
  },
  {
    kind: "stay_on_topic",
    wanted: true,
    pattern:
      /\b(advert\w*|sales pitch|pushy|salesy|upsell\w*|promot(es|ion\w*|ing)|marketing|off[- ]topic|nobody asked for|rambles about)\b/i,
    example: "Sounds like a sales pitch.",
  },
  {
    kind: "ownership",
    wanted: true,
    pattern:
      /\b(nobody (feels|is) responsible|no ownership|who (is|will be) responsible|passes the buck|hides behind|pass(es|ing) (me|them) on|who takes care|anonymous "?we"?)\b/i,
    example: "Nobody is responsible here.",
  },
  {
    kind: "offer_compensation",
    wanted: true,
    pattern:
      /\b((no|without|offer|offers no|deserves?|wants?|needs?|give|should get)( any| a| some)? (compensation|voucher|discount|goodwill|gesture|credit)|stingy|make up for it|something for the trouble)\b/i,
    example: "Offers no compensation.",
  },
  {
    kind: "offer_compensation",
    wanted: false,
    pattern:
      /\b(too generous|giv(es|ing) (money )?away|no right to a (voucher|discount)|(stop|don't|do not|never) (offer|offering|give|giving) (vouchers?|discounts?|compensation))\b/i,
    example: "Too generous with vouchers.",
  },
  {
    kind: "offer_call",
    wanted: true,
    pattern:
      /\b((no|without( a)?|give( a)?|needs?( a)?|missing( a)?) (phone|telephone) ?(number|call)?|call (me|them|her|him) back|offer(s)? (no |a )?call|rather (talk|speak|phone))\b/i,
    example: "Should offer a call.",
  },
  {
    kind: "help_link",
    wanted: true,
    pattern:
      /\b((no|without( a)?|missing( the| a)?|needs?( a)?|give( a| the)?|where is the|add( a| the)?) (link|url|web ?page|help page|website))\b/i,
    example: "No link to the help page.",
  },
  {
    kind: "bullet_list",
    wanted: true,
    pattern:
      /\b(wall of text|hard to (scan|read)|bullet ?points?|no (list|structure)|unstructured|not structured|use (a list|bullets)|one (long |big )?block)\b/i,
    example: "A wall of text.",
  },
  {
    kind: "numbered_steps",
    wanted: true,
    pattern:
      /\b(no steps|step[- ]by[- ]step|which order|in what order|number(ed)? (the )?steps|what (do I do )?first)\b/i,
    example: "No steps: what do I do first?",
  },
  {
    kind: "prose",
    wanted: true,
    pattern:
      /\b(too many (bullets|lists|bullet points|paragraphs|breaks)|choppy|no lists?\b.{0,10}please|like a (checklist|power ?point)|not flowing|full sentences)\b/i,
    example: "Choppy, like a checklist.",
  },
  {
    kind: "no_exclamations",
    wanted: true,
    pattern: /\b(exclamation|shout\w*|yell\w*|too excited|over-?excited|hysterical)\b/i,
    example: "Too many exclamation marks.",
  },
  {
    kind: "no_emojis",
    wanted: true,
    pattern: /\b(emojis?|smiley\w*|smileys|childish|emoticons?)\b/i,
    example: "No emojis, please.",
  },
  {
    kind: "sign_with_name",
    wanted: true,
    pattern:
      /\b((no|without( a)?|missing( the)?|whose) (person|name under|signature|sign-?off)|who (wrote|signed|is writing|am I talking to|is this)|signed by nobody|not signed)\b/i,
    example: "Who wrote this? Not signed.",
  },
  {
    kind: "no_signature",
    wanted: true,
    pattern:
      /\b((no|drop the|without( a)?|needless|double|two|cut the) signatures?( needed| please)?|I sign myself|already has my signature)\b/i,
    example: "Drop the signature.",
  },
  {
    kind: "closing_question",
    wanted: true,
    pattern:
      /\b(ask (if|whether) (that|it|this) helps?|no closing question|ends abruptly|just stops|end with a question)\b/i,
    example: "Ends abruptly.",
  },
  {
    kind: "closing_question",
    wanted: false,
    pattern: /\b((pointless|needless|silly|empty) question|stop asking (if|whether))\b/i,
    example: "A pointless question at the end.",
  },
  {
    kind: "sender_language",
    wanted: true,
    pattern:
      /\b(wrong language|not in (german|spanish|french|my language|their language|the language)|answer(s|ed)? in english|(should|must) be in (german|spanish|french)|(auf deutsch|en español|en français))\b/i,
    example: "Wrong language: she wrote in German.",
  },
  {
    kind: "english_only",
    wanted: true,
    pattern:
      /\b(not in english|(should|must|please|only) (be )?in english|can't read (german|spanish|french)|cannot read (german|spanish|french)|english only)\b/i,
    example: "Should be in English.",
  },
];
