/** One turn of a conversation with a language model. */
export interface ChatMessage {
  role: "system" | "user" | "assistant";
  content: string;
}

/** An email as a prompt sees it. */
export interface EmailText {
  /** `Name <address>`, or whichever of the two is known. */
  sender: string;
  subject: string;
  /** Plain text. */
  body: string;
  /** Calendar date of sending, `YYYY-MM-DD`, or null when the message carried none. */
  sentOn: string | null;
}
