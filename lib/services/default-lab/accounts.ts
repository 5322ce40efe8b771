import type { DefaultEmail } from "./types";

/** Logins, subscriptions, personal data and orders from organizations. */
export const accounts: readonly DefaultEmail[] = [
  {
    kind: "account",
    from: "Nikos Papadopoulos <nikos.papadopoulos@example.com>",
    subject: "Password reset never arrives",
    body: `Hello,

I can't get into my account any more. I have asked for a new password four times since Monday and no email comes, also not in the spam folder. My address is the one I am writing from.

I only want to see when my order 4840 will come.

Nikos Papadopoulos`,
    sentAt: "2026-09-02T08:47:00.000Z",
    reply: `Hello Nikos,

Your address was on a blocked list at our end, which is why no password email came. I am sorry about that. It is off the list now, so please try once more. As for order 4840, you do not need to log in: it will be delivered by Friday 4 September.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "b2b",
    from: "Elena Petrova <elena.petrova@northlight-studio.example>",
    subject: "40 flasks with our logo",
    body: `Dear Fernhill team,

We are an architecture office of 38 people and would like to give everyone a steel flask (the 0.75 litre one, forest green, £28 on your site) at our winter party on 4 December. We would take 40 to be safe.

Could you let us know:

1. your price for that number,
2. whether you can engrave a small logo (one colour, about 3 cm wide) and what that costs,
3. by when you would need the artwork.

Last year we ordered notebooks elsewhere and they came on 11 December with our name spelled wrong, so forgive me for asking early. One delivery to our office is fine.

Kind regards,
Elena Petrova
Office manager, Northlight Studio`,
    sentAt: "2026-09-03T14:38:00.000Z",
    reply: `Hello Elena,

We can supply 40 forest green flasks of 0.75 litres for your party on 4 December. From 25 pieces on, the price falls from £28 to £23.80, and engraving adds £3 each. To keep that date, we need your logo as a vector file by Friday 16 October.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "subscription",
    from: "Jun Takahashi <jun.takahashi@example.org>",
    subject: "Cancel coffee box",
    body: `Hi,

Please cancel my Camp Coffee Box. The coffee is very good but I'm not drinking it as fast as you send it, there are five bags in the cupboard now.

Is the September box already paid for?

Thanks,
Jun Takahashi`,
    sentAt: "2026-09-08T12:31:00.000Z",
    reply: `Hello Jun,

Your Camp Coffee Box is cancelled, and five bags in the cupboard is a fair reason. The September box is already paid for and packed, so it will be the last one. It will reach you by Friday 11 September, and nothing more will be charged after that.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "account",
    from: "Bethany Cole <beth.cole@example.com>",
    subject: "locked out",
    body: `Hi, I think I've got two accounts with you, one with a typo in my email (bethcole without the dot) and now neither lets me in. It just says "account locked, contact support". My loyalty points are on one of them, about 1,200 I think, and I wanted to use them for a birthday present next week.

Can you sort it out? Sorry for the mess!

Beth`,
    sentAt: "2026-09-11T13:22:00.000Z",
    reply: `Hello Beth,

No need to explain: two accounts with nearly the same address confuse our login, and I am sorry that both locked you out. The one you wrote from is open again, and your 1,200 points are moving there. You can spend them from Monday 14 September.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "personal-data",
    from: "Robert Lindgren <robert.lindgren@example.org>",
    subject: "Delete my data",
    body: `Hello,

I would like you to delete my account and all personal data you hold about me, including the newsletter. I last ordered from you in 2024 (order 0388). Please confirm in writing when it is done.

Robert Lindgren`,
    sentAt: "2026-09-17T10:46:00.000Z",
    reply: `Hello Robert,

You asked us to delete your account and your personal data. The newsletter stopped today. The rest will be gone by Thursday 24 September, and you will then get a written confirmation. Only the invoice for order 0388 has to stay, as tax law makes us keep it for six years.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "b2b",
    from: "Kwame Boateng <k.boateng@hillside-school.example>",
    subject: "12 tents on a purchase order",
    body: `Good morning,

I run the outdoor programme at Hillside School and we'd like to replace our old tents before the spring: twelve Ridgeway 3, listed at £229 each.

Two things, please. Do you accept a school purchase order with payment after delivery, since we have no credit card? And is there an education price? I have to hand in the figures by 2 October.

Many thanks,
Kwame Boateng`,
    sentAt: "2026-09-21T08:23:00.000Z",
    reply: `Hello Kwame,

Yes, we take purchase orders from schools and you pay within 30 days of delivery. For twelve Ridgeway 3 tents the education price is £195 each, so £2,340 in all. A written quote that you can hand in will be with you by Wednesday 23 September.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "subscription",
    from: "Danielle Roux <danielle.roux@example.com>",
    subject: "Camp Coffee Box: pause or stop?",
    body: `Hello,

I'm going to work in Antarctica from November to March (yes really) and obviously can't receive coffee there. Is it possible to pause the Camp Coffee Box for five months, or do I need to cancel it and start again? I would like to keep my price of £19, as I see that new customers pay £22.

The October one I would still like, please, I'll need it.

Danielle Roux`,
    sentAt: "2026-09-22T16:20:00.000Z",
    reply: `Hello Danielle,

You do not need to cancel: I have paused your Camp Coffee Box from November to March, and your price stays at £19. The October box will come as usual, by Tuesday 6 October. Deliveries start again in April, with an email two weeks ahead. Keep warm down there.

Kind regards,
Fernhill Support`,
  },
];
