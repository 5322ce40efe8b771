import type { InstructionTable } from "@/lib/llm/simulator/instruction-kinds/instruction-table";

/** How a reply begins and ends. */
export const greetingAndClose: readonly InstructionTable[] = [
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
    negated: ["Do not greet people by their first name."],
  },
  {
    kind: "sign_with_name",
    title: "Sign with a name",
    effect: "A person's first name stands under the reply.",
    wordings: [
      {
        pattern:
          /\b(sign|sign off|close|end|finish)\b.{0,30}\b(with|by|using)\b.{0,20}\b(a|an|your|the|their|own)\b.{0,20}\bname\b/i,
        clarity: 0.95,
        example: "Sign with your first name.",
      },
      {
        pattern:
          /\b(put|write|include|add|leave|give)\b.{0,15}\bname\b.{0,25}\b(end|bottom|signature|close|below|sign-off|underneath)\b/i,
        clarity: 0.95,
        example: "Put your name at the end.",
      },
      {
        pattern:
          /\b(sign|signed)\b.{0,20}\b(as|by)\b.{0,12}\b(a person|an? (named )?(agent|employee|colleague|human)|yourself|one of us)\b/i,
        clarity: 0.92,
        example: "Sign as a person, not as a department.",
      },
      {
        pattern: /\b(personal|named|human)\b.{0,12}\b(signature|sign-off)\b/i,
        clarity: 0.88,
        example: "Use a personal signature.",
      },
      {
        pattern:
          /\b(say|show|tell)\b.{0,20}\bwho\b.{0,20}\b(writes|wrote|is writing|answers|signs|you are)\b/i,
        clarity: 0.85,
        example: "Say who is writing.",
      },
      {
        pattern: /\b(sign|sign off|close) personally\b|\bpersonal close\b/i,
        clarity: 0.7,
        example: "Sign personally.",
      },
    ],
    negated: ["Do not sign with a name.", "Never put a name at the end."],
  },
  {
    kind: "no_signature",
    title: "No signature",
    effect: "The reply ends with its last sentence.",
    wordings: [
      {
        pattern:
          /\b(do not|don't|never|no|without|omit|leave out|skip|drop|avoid)\b.{0,20}\b(signature|sign-off|closing formula)\b/i,
        clarity: 0.96,
        example: "Leave out the signature.",
      },
      {
        pattern: /\b(do not|don't|never)\b.{0,8}\b(sign|sign off)\b(?!.{0,20}\bname\b)/i,
        clarity: 0.95,
        example: "Do not sign the reply.",
      },
      {
        pattern: /\b(no name|no names)\b.{0,25}\b(end|bottom|below|close)\b/i,
        clarity: 0.9,
        example: "No name at the bottom.",
      },
      {
        pattern: /\bsignature\b.{0,20}\b(is|gets|will be) (added|appended|put)\b/i,
        clarity: 0.88,
        example: "The signature is added by the mail program.",
      },
      {
        pattern: /\b(end|stop|finish)\b.{0,15}\b(after|with)\b.{0,10}\b(last sentence|answer itself|body)\b/i,
        clarity: 0.88,
        example: "End after the last sentence.",
      },
      { pattern: /\bunsigned\b/i, clarity: 0.8, example: "The reply goes out unsigned." },
    ],
    denials: [/\b(include|keep|add)\b.{0,6}\b(a|the)\b.{0,3}\b(signature|sign-off)\b/i],
    negated: ["Add a signature.", "Keep the signature."],
  },
  {
    kind: "closing_question",
    title: "Closing question",
    effect: "The last sentence asks whether that helps.",
    wordings: [
      {
        pattern: /\b(end|close|finish|conclude)\b.{0,25}\b(with|by)\b.{0,20}\b(question|asking)\b/i,
        clarity: 0.96,
        example: "End with a question.",
      },
      {
        pattern:
          /\bask\b.{0,25}\b(whether|if)\b.{0,30}\b(helps?|helped|solves?|anything else|all right|works|satisf\w+|clear)\b/i,
        clarity: 0.95,
        example: "Ask whether that helps.",
      },
      {
        pattern: /\b(closing|final|last)\b.{0,12}\bquestion\b/i,
        clarity: 0.93,
        example: "Add a closing question.",
      },
      {
        pattern: /\bcheck\b.{0,12}\b(with them|at the end)\b.{0,30}\b(helps?|solves?|works|fits|enough)\b/i,
        clarity: 0.85,
        example: "Check with them that this solves it.",
      },
      {
        pattern: /\binvite\b.{0,25}\b(repl(y|ies)|answer|response|questions?|feedback)\b/i,
        clarity: 0.85,
        example: "Invite a reply.",
      },
      {
        pattern: /\b(keep|leave)\b.{0,15}\b(conversation|dialogue|door)\b.{0,12}\b(open|going)\b/i,
        clarity: 0.7,
        example: "Keep the conversation going.",
      },
    ],
    negated: ["Do not end with a question."],
  },
];
