import type { InstructionTable } from "@/lib/llm/simulator/instruction-kinds/instruction-table";

/** What a reply says about the email. */
export const content: readonly InstructionTable[] = [
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
          /\b(refer to|mention|name|use|include|repeat|quote)\b.{0,30}\b(details?|facts?|specifics|particulars)\b/i,
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
    negated: ["Do not restate the request."],
  },
  {
    kind: "mention_reference",
    title: "Mention the order number",
    effect: "The reply names the number that the email is about.",
    wordings: [
      {
        pattern:
          /\b(mention|quote|repeat|state|include|give|cite|write|name|use)\b.{0,25}\b(order|reference|ticket|case|invoice|booking|customer)\b.{0,12}\b(numbers?|ids?)\b/i,
        clarity: 0.96,
        example: "Quote the order number.",
      },
      {
        pattern:
          /\b(order|reference|ticket|case|invoice|booking) (numbers?|ids?)\b.{0,25}\b(back|belongs?|appears?|must|should|in (every|the|each) (reply|answer|first line|opening))\b/i,
        clarity: 0.93,
        example: "The order number belongs in every reply.",
      },
      {
        pattern:
          /\brefer(ring)? to\b.{0,25}\b(order|ticket|case|invoice|booking|it)\b.{0,12}\b(by|with) (its )?(number|id)\b/i,
        clarity: 0.93,
        example: "Refer to the order by its number.",
      },
      {
        pattern: /\b(say|state|make clear)\b.{0,20}\bwhich (order|ticket|case|invoice|booking)\b/i,
        clarity: 0.9,
        example: "Say which order it is about.",
      },
      {
        pattern: /\b(identify|name)\b.{0,15}\b(order|ticket|case|invoice|booking)\b/i,
        clarity: 0.82,
        example: "Identify the order.",
      },
      { pattern: /\b(traceable|easy to trace)\b/i, clarity: 0.6, example: "Make the reply easy to trace." },
    ],
    negated: ["Do not quote the order number."],
  },
  {
    kind: "answer_every_question",
    title: "Answer every question",
    effect: "Each question of the email is taken up.",
    wordings: [
      {
        pattern:
          /\b(answer|address|reply to|respond to|deal with|cover|take up)\b.{0,15}\b(every|each|all)\b.{0,15}\b(questions?|points?|requests?|concerns?)\b/i,
        clarity: 0.97,
        example: "Answer every question in the email.",
      },
      { pattern: /\b(leave|let)\b.{0,8}\bno question\b/i, clarity: 0.95, example: "Leave no question open." },
      {
        pattern:
          /\b(do not|don't|never)\b.{0,10}\b(skip|overlook|ignore|miss|leave out)\b.{0,20}\b(questions?|points?)\b/i,
        clarity: 0.93,
        example: "Do not skip a question.",
      },
      {
        pattern: /\b(each|every) (single )?questions?\b.{0,25}\b(answer|answered|gets|needs)\b/i,
        clarity: 0.93,
        example: "Every question gets an answer.",
      },
      {
        pattern: /\b(point by point|question by question|one by one)\b/i,
        clarity: 0.85,
        example: "Go through the email point by point.",
      },
      {
        pattern: /\b(complete answer|answer completely|answer in full|fully answer)\b/i,
        clarity: 0.7,
        example: "Answer in full.",
      },
    ],
    negated: ["Do not answer every question."],
  },
  {
    kind: "ask_missing_facts",
    title: "Ask for missing facts",
    effect: "Where the email lacks a fact that is needed, the reply asks for it.",
    wordings: [
      {
        pattern:
          /\bask\b.{0,25}\b(for|about)\b.{0,25}\b(missing|order number|needed|necessary|details?|facts?|information|photo|picture)\b/i,
        clarity: 0.96,
        example: "Ask for missing facts.",
      },
      {
        pattern:
          /\b(request|ask)\b.{0,20}\b(what|whatever|anything)\b.{0,20}\b(missing|lacks?|need|needed|not know)\b/i,
        clarity: 0.95,
        example: "Request whatever is missing.",
      },
      {
        pattern:
          /\bif\b.{0,30}\b(missing|unclear|not given|lacking|left out)\b.{0,20}\b(ask|request|enquire|inquire)\b/i,
        clarity: 0.95,
        example: "If a fact is missing, ask for it.",
      },
      {
        pattern:
          /\b(find out|clarify|enquire|inquire)\b.{0,25}\b(order number|missing|unclear|facts?|details?)\b/i,
        clarity: 0.88,
        example: "Clarify what is unclear.",
      },
      {
        pattern: /\b(do not|don't|never)\b.{0,8}\b(guess|assume)\b/i,
        clarity: 0.85,
        example: "Do not guess.",
      },
      { pattern: /\bask back\b|\bfollow-up questions?\b/i, clarity: 0.7, example: "Ask back." },
    ],
    negated: ["Do not ask for missing facts."],
  },
  {
    kind: "stay_on_topic",
    title: "Stay on topic",
    effect: "No advertising and nothing that was not asked.",
    wordings: [
      {
        pattern:
          /\b(no|without|avoid|do not|don't|never|not)\b.{0,15}\b(advertis(e|ing|ements?)|marketing|promot(e|ions?|ional)|upsell(ing)?|cross-sell(ing)?|sales (talk|pitch))\b/i,
        clarity: 0.95,
        example: "No advertising.",
      },
      {
        pattern: /\b(stay|keep|stick|remain)\b.{0,15}\b(on|to|with)\b.{0,12}\b(topic|subject|matter)\b/i,
        clarity: 0.95,
        example: "Stay on topic.",
      },
      {
        pattern:
          /\b(do not|don't|never|avoid)\b.{0,10}\b(digress(ing)?|wander(ing)?|stray(ing)?|drift(ing)?|change the subject)\b/i,
        clarity: 0.93,
        example: "Do not digress.",
      },
      {
        pattern:
          /\b(only|nothing but|just)\b.{0,20}\b(about|discuss)\b.{0,25}\b(request|question|matter|subject|email)\b/i,
        clarity: 0.92,
        example: "Write only about the matter of the email.",
      },
      {
        pattern:
          /\b(leave out|omit|skip|drop|cut|avoid)\b.{0,20}\b(unrelated|irrelevant|off-topic|beside the point)\b/i,
        clarity: 0.9,
        example: "Leave out anything unrelated.",
      },
      {
        pattern: /\b(stay|be|keep it) focuss?ed\b|\bfocus on the (matter|issue|request|question)\b/i,
        clarity: 0.7,
        example: "Stay focused.",
      },
    ],
    denials: [
      /\b(mention|point to|add|include|recommend|advertise)\b.{0,20}\b(current offers|new products|promotions|newsletter|range)\b/i,
    ],
    negated: ["Mention our current offers.", "Point to our new products."],
  },
];
