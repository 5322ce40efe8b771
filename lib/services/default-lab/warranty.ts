import type { DefaultEmail } from "./types";

/** Things that broke in use, within the two-year guarantee or just after it. */
export const warranty: readonly DefaultEmail[] = [
  {
    kind: "warranty",
    from: "Ahmed Mansour <ahmed.mansour@example.com>",
    subject: "Lumen 400 switches itself off",
    body: `Hello,

I bought a Lumen 400 head-torch from you in July last year, order 2217. Since about a month it switches itself off after ten minutes, even with a full battery. I have tried another cable and left it charging overnight. Same thing.

Is this covered by the guarantee? I run in the evenings and the days are getting short.

Thanks in advance,
Ahmed Mansour`,
    sentAt: "2026-09-03T08:29:00.000Z",
    reply: `Hello Ahmed,

Your Lumen 400 from order 2217 is 14 months old, so the two-year guarantee covers it. I am sorry that it goes out after ten minutes. A new torch will be with you by Tuesday 8 September, together with a prepaid bag for the old one.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "warranty",
    from: "Eilidh MacLeod <eilidh.macleod@example.org>",
    subject: "Tarn jacket zip",
    body: `Hi,

The main zip on my Tarn jacket has given up, the teeth don't close any more below the chest pocket. I've looked after it and washed it the way the label says.

The bad news: I bought it in August two years ago (order 1034), so I think I've missed the guarantee by a few weeks. Is there anything you can do, even if I have to pay? It's a good jacket otherwise and I don't want to bin it.

Eilidh MacLeod
Ullapool`,
    sentAt: "2026-09-14T13:35:00.000Z",
    reply: `Hello Eilidh,

A jacket that has been cared for is worth mending, and I am sorry that the zip gave up. The guarantee on order 1034 ended in August, but our workshop can fit your Tarn with a new zip for £18. A prepaid label will be in your inbox by Tuesday 15 September.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "warranty",
    from: "T. M. Nguyen <tm.nguyen@example.com>",
    subject: "Handle of kettle came off",
    body: `Dear Fernhill,

This morning the handle of my Wren kettle came off in my hand, full of hot water. Luckily it fell in the sink and not on me or the baby.

I got it as a wedding present last autumn so I have no order number and no receipt. I only know it came from your shop because of the box. Do I need the receipt for the guarantee?

Thank you,
Mai`,
    sentAt: "2026-09-21T09:14:00.000Z",
    reply: `Hello Mai,

I am sorry that the handle of your Wren kettle came off with hot water inside, and glad nobody was hurt. You need no receipt, because the number stamped underneath shows its age. Please send me a photo of it and your address by Thursday 24 September, and we will post a new kettle.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "warranty",
    from: "Stefan Popescu <stefan.popescu@example.com>",
    subject: "Useless air mattress",
    body: `Your Drift air mattress is useless. £89 (order 4419, June) and after the fifth night it goes flat by 3 in the morning. I spent this weekend lying on stones in the Peak District with two kids asking why I'm shouting.

I put it in the bath and there are bubbles along the seam, not a hole, so don't tell me I punctured it and don't send me a patch kit. I want my money back.

S. Popescu`,
    sentAt: "2026-09-27T20:05:00.000Z",
    reply: `Hello Stefan,

A mattress that goes flat by three in the morning is no use, and I am sorry about your weekend. Bubbles along the seam mean a fault in making, not a puncture. I have refunded the £89 for order 4419 in full, and it will reach your account by Friday 2 October.

Kind regards,
Fernhill Support`,
  },
];
