import { spokenDate } from "@/lib/engine/calendar";
import type { Lexicon } from "@/lib/llm/simulator/languages/lexicon";
import { phrases } from "@/lib/llm/simulator/phrases";

export const english: Lexicon = {
  registers: phrases,
  extras: {
    explanations: [
      "In detail, this is how it goes: your message is matched with our records and then checked by a colleague.",
      "The background is that several steps have to fit together before such a matter is settled.",
      "For completeness: each step is written down, so nothing that you have told us is lost.",
      "The reason is that every case is first compared with what was agreed.",
    ],
    technical: [
      "On the technical side, the status comes from the order database and is updated by an interface every night.",
      "Technically speaking, the entry passes through an interface to the order database, and a log records each step.",
    ],
    warm: ["It is lovely to hear from you.", "I am so glad that you wrote."],
    warmSignOff: "Warm wishes,",
    thanks: ["Thank you for telling us about this.", "Thank you for your message."],
    empathy: ["I can imagine how annoying this is.", "I understand how you must feel about this."],
    answers: ["On your question “{question}”: we have noted it and are checking the answer."],
    missingNumber: [
      "Please send us your order number so that we can find it.",
      "Please tell us your order number, which your email does not name.",
    ],
    missingPhoto: [
      "Please send us a photo of it.",
      "A photo would help us: please send us a photo of what you see.",
    ],
    mention: ["This is about {reference}."],
    blame: [
      "Please note that most cases of this kind come from incomplete details on the customer's side.",
      "Please remember that orders should be checked with care before they are placed.",
    ],
    ownership: ["I will look after this myself until it is settled.", "I will take care of this in person."],
    advertising: [
      "By the way, our autumn collection is out now, with 15 % off for early buyers.",
      "While you are here: our newsletter brings new products to you every week.",
    ],
    closingQuestions: ["Does that help you?", "Is there anything else that we can do for you?"],
    compensation: [
      "For the trouble you get a voucher of 10 euros for your next order.",
      "To make up for it, you get 10 % off your next order.",
    ],
    call: [
      "If you would rather talk, tell us a number and a time, and we ring you.",
      "You can also call us if you would rather talk it over.",
    ],
    link: ["You can read more about this at {url}."],
    listItems: ["Your message is on record with us.", "You can answer this email at any time."],
  },
  house: "Customer Support",
  endOfWeek: "the end of the week",
  spokenDate,
};
