/** What a customer wants, as a reader of the inbox would sort it. */
export type RequestKind =
  | "account"
  | "address-change"
  | "b2b"
  | "cancellation"
  | "complaint"
  | "damaged"
  | "delivery-question"
  | "discount-code"
  | "invoice"
  | "late-delivery"
  | "missing-parts"
  | "order-change"
  | "overcharge"
  | "personal-data"
  | "praise"
  | "price-match"
  | "product-question"
  | "refund-delay"
  | "return"
  | "stock"
  | "subscription"
  | "technical-question"
  | "warranty"
  | "wrong-item";

/** One email to the shop and the reply that its support team would want to send. */
export interface DefaultEmail {
  kind: RequestKind;
  /** Display name and address: `Name <address>`. */
  from: string;
  subject: string;
  body: string;
  /** ISO 8601, UTC, with milliseconds. */
  sentAt: string;
  /** Written by a person; its dates are counted from `sentAt`. */
  reply: string;
}
