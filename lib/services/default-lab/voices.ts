import type { DefaultEmail } from "./types";

/** Praise with a question, and complaints from people who have written before. */
export const voices: readonly DefaultEmail[] = [
  {
    kind: "complaint",
    from: "Vikram Nair <vikram.nair@example.com>",
    subject: "Third email about order 4688",
    body: `This is my third email. The first was on 27 August and the second on 2 September. I haven't had one word back, apart from the automatic "we have received your message".

Again, then: the fire pit in order 4688 (£119) arrived with one leg welded on crooked. It rocks. I am not going to light a fire in something that rocks. I want it collected and a straight one delivered.

Will somebody please read this one?

Vikram Nair`,
    sentAt: "2026-09-09T14:40:00.000Z",
    reply: `Hello Vikram,

I have read all three of your emails, and I am sorry that nobody answered the first two. A fire pit with a crooked leg must not be lit. A straight one for order 4688 will be delivered by Monday 14 September, and the driver will take the other away at the same time.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "praise",
    from: "Huw Bevan <huw.bevan@example.org>",
    subject: "Thank you, and spare batteries",
    body: `Hello all,

Just wanted to say that the Lumen 400 got three of us off Tryfan in thick fog on Saturday, an hour later than planned and very much in the dark. My brother-in-law's torch (I won't name the brand, but it cost twice as much) died before we had even found the path, and mine ran on full beam for nearly four hours with all of us walking in a line behind it like ducklings. Whoever designed it, please buy them a pint from me.

One question: can I get a spare battery for it? I'd like to carry a second one from now on, for obvious reasons.

All the best,
Huw`,
    sentAt: "2026-09-15T10:16:00.000Z",
    reply: `Hello Huw,

We are glad that you all came down Tryfan safely, and your thanks have gone to the designer. A spare battery for the Lumen 400 costs £14 and clips in without tools. It is on our website as part L4-B. Ordered today, it will be in your pack by Friday 18 September.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "complaint",
    from: "Agnieszka Zielińska <a.zielinska@example.com>",
    subject: "No call back, again",
    body: `Hello,

I have called you on 7, 9, 14 and 16 September about the Alder wardrobe (order 4733, £420). Each time a nice person tells me that a colleague will call back "within 24 hours" with the date when the missing door will be delivered. Nobody ever called. I stayed at home for it on two afternoons.

You have to imagine: the wardrobe stands in the bedroom, very beautiful, with one door, and behind the other half everybody can see my husband's shirts. My mother visits on 26 September and she will have opinions.

I don't want another call. I want a date, written, for the door. Otherwise please collect the whole wardrobe and give me back my money.

Agnieszka Zielińska`,
    sentAt: "2026-09-18T15:02:00.000Z",
    reply: `Hello Agnieszka,

Here is your date in writing: the missing door for the Alder wardrobe, order 4733, will be delivered on Wednesday 23 September, between eight and ten. I am sorry that four calls brought you none. If it does not come that day, we will collect the wardrobe and refund the £420.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "complaint",
    from: "Marcus Bell <marcus.bell@example.com>",
    subject: "Two of your people, two different answers",
    body: `Hi,

I'm getting a bit tired of this. On 10 September I wrote in because the Thicket sleeping bag I bought in May (order 4267, £129) is losing its filling through the seam at the foot end. You could stuff a small pillow with what I've hoovered up.

A chap called Tom answered the next day and said that's clearly covered, send it in and you'll get a new one. So I did, at my own expense, £8.20. Then on Monday someone called Priscilla writes that the workshop considers it "wear and tear" and I can have 20% off a new one. After four months and perhaps nine nights!

So which is it? You can't have one person promise me a replacement and another take it back. I've been a customer for six years, have always been happy and told everybody about you, but this isn't how I'd treat mine (I run a bike shop). Please have someone decide and then stick to it. And I would like the postage back too.

Marcus`,
    sentAt: "2026-09-24T16:15:00.000Z",
    reply: `Hello Marcus,

Tom was right about your Thicket sleeping bag, order 4267: a seam that opens after nine nights is covered, and that decision stands. I am sorry that we told you two different things. Your new bag will arrive by Tuesday 29 September, and I have refunded the £8.20 postage as well.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "praise",
    from: "Isabel Duarte <isabel.duarte@example.org>",
    subject: "Our chairs",
    body: `Dear Fernhill,

The four Alder chairs (order 5230) have been in our kitchen for a week and we love them, my husband now reads the paper there instead of on the sofa. Thank you also to the lady who packed them so carefully!

May I ask how we should look after the wood? Someone told me to oil it once a year. Which oil is good, and do you sell it?

Warm regards,
Isabel Duarte`,
    sentAt: "2026-09-25T09:19:00.000Z",
    reply: `Hello Isabel,

Thank you, your kind words about the packing are now on our noticeboard. The Alder chairs from order 5230 like a thin coat of hard wax oil once a year, wiped off after ten minutes. We sell a tin that does all four for £12. If you order today, you will have it by Wednesday 30 September.

Kind regards,
Fernhill Support`,
  },
];
