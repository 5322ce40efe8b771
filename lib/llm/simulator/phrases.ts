/** A register of the simulator's replies. */
export type Register = "wordy" | "plain" | "formal";

export interface RegisterPhrases {
  /** {name} is the sender's name; used when it is known and wanted. */
  namedGreetings: readonly string[];
  greetings: readonly string[];
  openings: readonly string[];
  /** {problem} is a clause such as "your stove arrived damaged". */
  apologies: readonly string[];
  /** For mail in which nothing is known to have gone wrong. */
  blandApologies: readonly string[];
  /** {request} follows "asked". */
  restatements: readonly string[];
  /** {action} and {date}. */
  datedSteps: readonly string[];
  /** A step for which no date is known. */
  undatedSteps: readonly string[];
  hedgedDatedSteps: readonly string[];
  /** In place of a step. */
  assurances: readonly string[];
  hedgedAssurances: readonly string[];
  paddings: readonly string[];
  closings: readonly string[];
  signOffs: readonly string[];
  /** {company}. */
  signatures: readonly string[];
}

/** What the simulator writes when nothing tells it how: the reply that people complain about. */
const wordy: RegisterPhrases = {
  namedGreetings: ["Dear {name},", "Hello {name},", "Dear {name},"],
  greetings: [
    "Dear Valued Customer,",
    "Dear Customer,",
    "Dear Sir or Madam,",
    "Greetings,",
    "Dear Valued Client,",
  ],
  openings: [
    "Thank you so much for reaching out to us and for taking the time to share your message with our team.",
    "Thank you for contacting our customer care department, where your satisfaction is our highest priority.",
    "We truly appreciate you reaching out, as feedback from valued customers like you is extremely important to us.",
    "We are in receipt of your email and would like to take this opportunity to thank you for your interest in our company.",
    "Thank you for getting in touch with us today; it is always a pleasure to hear from a valued member of our community.",
  ],
  apologies: [
    "Please accept our most sincere apologies for any inconvenience that may have been caused by the fact that {problem}.",
    "We sincerely apologise and deeply regret any inconvenience caused to you in so far as {problem}.",
  ],
  blandApologies: [
    "We sincerely apologise for any inconvenience that this situation may have caused you.",
    "Please accept our most sincere apologies for any inconvenience you may have experienced.",
  ],
  restatements: [
    "It is our understanding that you asked {request}.",
    "We have duly noted that you asked {request}.",
    "With regard to your enquiry, we understand that you asked {request}.",
  ],
  datedSteps: [
    "Rest assured that, subject to the customary internal procedures, we will {action} by {date}.",
    "We are pleased to inform you that we will {action} by {date}.",
  ],
  undatedSteps: ["Rest assured that we will {action} within three working days."],
  hedgedDatedSteps: [
    "We are endeavouring to {action} by {date}, subject to the customary internal procedures.",
  ],
  assurances: [
    "Rest assured that our dedicated team will look into this matter at our earliest convenience.",
    "Your case will be forwarded to the relevant department, which will get back to you in due course.",
    "One of our specialists will review your enquiry and will be in touch as soon as possible.",
    "We will make every effort to facilitate a satisfactory resolution at our earliest convenience.",
  ],
  hedgedAssurances: [
    "Our dedicated team is currently looking into this matter with the utmost care.",
    "Your case is being reviewed by the relevant department in accordance with our procedures.",
  ],
  paddings: [
    "At our company, we pride ourselves on delivering an exceptional customer experience at every touchpoint.",
    "Your feedback is invaluable and helps us to continually enhance the quality of our products and services.",
    "We strive to provide each and every one of our valued customers with the highest possible standard of service.",
    "Please be advised that we are currently experiencing a higher than usual volume of enquiries.",
    "We kindly ask for your patience and understanding while we work towards a satisfactory outcome.",
    "Customer satisfaction lies at the very heart of everything we do.",
  ],
  closings: [
    "Should you have any further questions or concerns, please do not hesitate to reach out to us at any time.",
    "Thank you once again for your patience, your understanding and your continued loyalty.",
    "In the meantime, please feel free to contact us if there is anything else we can assist you with.",
    "We look forward to being of service to you again in the near future.",
  ],
  signOffs: ["Warmest regards,", "With kindest regards,", "Best regards,"],
  signatures: [
    "The {company} Customer Care Team",
    "Your {company} Customer Experience Team",
    "{company} Customer Care Department",
  ],
};

const plain: RegisterPhrases = {
  namedGreetings: ["Hello {name},", "Hello {name},", "Hello {name},", "Hi {name},"],
  greetings: ["Hello,", "Hello,", "Hello there,"],
  openings: ["Thank you for your email.", "Thanks for writing to us.", "Thank you for telling us."],
  apologies: ["I am sorry that {problem}.", "I am sorry that {problem}.", "We are sorry that {problem}."],
  blandApologies: ["I am sorry for the trouble.", "I am sorry that you had to write to us about this."],
  restatements: ["You asked {request}.", "You asked {request}.", "You wrote to ask {request}."],
  datedSteps: [
    "We will {action} by {date}.",
    "We will {action} by {date}.",
    "I will see to it that we {action} by {date}.",
  ],
  undatedSteps: ["We will {action} within three working days."],
  hedgedDatedSteps: [
    "We hope to {action} by {date}.",
    "We aim to {action} by {date}, but cannot be sure yet.",
  ],
  assurances: [
    "We will look into it and get back to you.",
    "We will check this and write to you again.",
    "We will see what we can do.",
  ],
  hedgedAssurances: ["We are looking into it now.", "We are checking what can be done."],
  paddings: [
    "It helps us to hear such things.",
    "We read every email that comes in.",
    "A few emails are ahead of yours today.",
  ],
  closings: [
    "Just write back if anything is unclear.",
    "Please write back if you have questions.",
    "Thank you for your patience.",
  ],
  signOffs: ["Kind regards,", "Kind regards,", "Kind regards,", "Best wishes,"],
  signatures: ["{company}"],
};

const formal: RegisterPhrases = {
  namedGreetings: ["Dear {name},"],
  greetings: ["Dear Sir or Madam,", "To whom it may concern,"],
  openings: [
    "We acknowledge receipt of your message with thanks.",
    "We write in response to your recent message.",
  ],
  apologies: ["We apologise for the fact that {problem}.", "Please accept our apologies that {problem}."],
  blandApologies: ["Please accept our apologies for the inconvenience."],
  restatements: [
    "You have asked {request}.",
    "In your message you asked {request}.",
    "We note that you have asked {request}.",
  ],
  datedSteps: ["We shall {action} by {date}.", "We will {action} by {date}, as requested."],
  undatedSteps: ["We shall {action} within three working days."],
  hedgedDatedSteps: ["It is our intention to {action} by {date}, subject to confirmation."],
  assurances: [
    "The matter will receive our full attention in due course.",
    "We shall examine the matter and revert to you in writing.",
  ],
  hedgedAssurances: [
    "The matter is currently under examination.",
    "Your message is being examined by the department concerned.",
  ],
  paddings: [
    "All correspondence is examined in the order in which it is received.",
    "Your message has been placed on file.",
  ],
  closings: [
    "Should you require further information, please do not hesitate to contact us.",
    "We remain at your disposal for any further enquiry.",
  ],
  signOffs: ["Yours sincerely,", "Yours sincerely,", "Yours faithfully,"],
  signatures: ["{company}", "Customer Service, {company}"],
};

export const phrases: Record<Register, RegisterPhrases> = { wordy, plain, formal };

/** Office words: what plain language leaves out, and what reviewers call jargon. */
export const jargon: readonly RegExp[] = [
  /\bat (our|your) earliest convenience\b/i,
  /\brest assured\b/i,
  /\bvalued (customers?|client|member)\b/i,
  /\bin due course\b/i,
  /\b(facilitat|utili[sz]|endeavour)\w*\b/i,
  /\b(with regard to|in receipt of|please be advised|in accordance with|subject to)\b/i,
  /\b(touchpoint|customer experience|standard of service|satisfactory (resolution|outcome))\b/i,
  /\b(do not hesitate|reach(ing)? out)\b/i,
  /\b(duly noted|revert to you|at your disposal|on file|under examination)\b/i,
  /\b(utmost|relevant department|enquir(y|ies)|customary)\b/i,
];
