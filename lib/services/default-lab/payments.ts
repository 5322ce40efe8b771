import type { DefaultEmail } from "./types";

/** Money: refunds that are due, invoices, prices and codes. */
export const payments: readonly DefaultEmail[] = [
  {
    kind: "refund-delay",
    from: "Joanna Whitcombe <joanna.whitcombe@example.org>",
    subject: "Refund of £210, cancelled order 4390",
    body: `To whom it may concern,

On 10 August I cancelled order 4390 (a fire pit and two covers) because you could not deliver it. You confirmed the cancellation the same day and wrote that £210 would be returned "shortly". Three weeks later I have received nothing.

I telephoned on 19 August and was told that it takes "a few days". I telephoned again on 26 August and was told that the system showed it as paid. It has not been paid. I have checked the card, and I have checked the old card that it replaced in spring, in case somebody wishes to suggest that.

I do not consider three weeks short. If the money isn't in my account within seven days I shall ask my bank to reclaim it.

Joanna Whitcombe`,
    sentAt: "2026-09-01T16:51:00.000Z",
    reply: `Hello Joanna,

You cancelled order 4390 on 10 August and should have had your £210 long ago. I am sorry that we left you waiting: the refund was approved but never sent. I sent it myself today, and the money will be in your account by Tuesday 8 September.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "discount-code",
    from: "Chloe Tan <chloe.tan@example.com>",
    subject: "WELCOME10 not working",
    body: `Hey,

I signed up for your newsletter and got the code WELCOME10, but the checkout says "this code is not valid". My basket is £72 (two mugs and the picnic rug), nothing on sale. I've tried it on my phone and my laptop.

Can you fix it or just take it off for me? Thanks :)

Chloe`,
    sentAt: "2026-09-04T17:47:00.000Z",
    reply: `Hello Chloe,

WELCOME10 had been switched off by mistake, and it works again now. Sorry that it cost you so many tries. Please enter it once more at the checkout by Friday 11 September, and your basket of £72 will become £64.80.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "refund-delay",
    from: "Letícia Campos <leticia.campos@example.com>",
    subject: "Returned sleeping bag, no refund yet",
    body: `Hi,

I sent back a Thicket sleeping bag (#FH-20544, £129) on 18 August because it was too warm for me. Your tracking shows it arrived at your warehouse on the 21st. It's been almost three weeks and I haven't had the refund or any email about it.

Could you check what's going on? I can send the postage receipt if that helps.

Thanks,
Letícia Campos`,
    sentAt: "2026-09-09T09:27:00.000Z",
    reply: `Hello Letícia,

Your Thicket sleeping bag, #FH-20544, has been with us since 21 August, and we should have refunded it that week. I am sorry for the wait. I have now released the £129, so no receipt is needed. You will see it on your statement by Wednesday 16 September.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "invoice",
    from: "Birgit Hoffmann <b.hoffmann@hoffmann-physio.example>",
    subject: "VAT invoice for order 4777",
    body: `Dear Sir or Madam,

For our bookkeeping we require an invoice showing VAT for order 4777 of 24 August 2026 (six wool blankets, £312.00). The packing slip which came with the goods is unfortunately not accepted by our tax adviser.

Please send it as a PDF to this address.

Yours faithfully,
Birgit Hoffmann
Hoffmann Physiotherapy`,
    sentAt: "2026-09-10T08:05:00.000Z",
    reply: `Hello Birgit,

You need a VAT invoice for order 4777, the six wool blankets at £312.00. I have asked our accounts team to issue one to Hoffmann Physiotherapy, with the VAT on a line of its own. The PDF will come to this address by Friday 11 September.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "overcharge",
    from: "Daniel Ferreira <daniel.ferreira@example.com>",
    subject: "Charged twice",
    body: `Hello,

My bank shows two payments to Fernhill on 12 September, both €86.40, a minute apart. I have only one confirmation (order 5179, the enamel pan set). The page did freeze when I clicked on pay, so maybe I clicked a second time. I certainly don't need two sets of pans.

Please return the second payment.

Daniel Ferreira`,
    sentAt: "2026-09-14T11:18:00.000Z",
    reply: `Hello Daniel,

Our page froze and charged you twice for order 5179, the enamel pan set. We are sorry about the second €86.40. I have returned that payment, and your bank will show it by Monday 21 September.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "price-match",
    from: "Samuel Oyelaran <s.oyelaran@example.org>",
    subject: "Price dropped the day after I bought it",
    body: `Hi Fernhill team,

Yesterday I bought the Drift camp bed for £95 (order 5259). Today there it is on your home page for £76! I realise nobody promised me anything, but it's not even been sent yet, and I could in theory cancel and order again.

Would you consider refunding the difference? It would save us both the trouble.

Best wishes,
Samuel`,
    sentAt: "2026-09-16T15:20:00.000Z",
    reply: `Hello Samuel,

Gladly: you bought the Drift camp bed one day before it went from £95 to £76, and we match our own prices for a fortnight. There is no need to cancel order 5259. The difference of £19 will be back on your card by Wednesday 23 September.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "invoice",
    from: "Arjun Mehta <arjun@mehta-design.example>",
    subject: "Name on invoice, order 5324",
    body: `Hello,

Could you reissue the invoice for order 5324 (desk lamp and two shelves, £187)? I ordered it as a private person without thinking, and it should be made out to Mehta Design Ltd. The address stays the same.

I need it for the quarter end, so before the 30th please.

Thanks,
Arjun Mehta`,
    sentAt: "2026-09-22T09:36:00.000Z",
    reply: `Hello Arjun,

We can make out the invoice for order 5324, £187, to Mehta Design Ltd at the same address. The first one will be cancelled so that your books show only one. Please look for the new PDF in your inbox by Wednesday 23 September, a week before your quarter ends.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "refund-delay",
    from: "Mehmet Yıldız <mehmet.yildiz@example.com>",
    subject: "Refund is 4.50 too little",
    body: `Hello, I returned the folding saw from order 5122. I paid 42.50 pounds and I got back only 38.00 pounds yesterday. On the website it is written that returns are free. So where is the rest? It is a small money but I would like to understand.

Mehmet`,
    sentAt: "2026-09-25T11:02:00.000Z",
    reply: `Hello Mehmet,

You are right, returns are free, and the folding saw from order 5122 should have brought you £42.50. We took off £4.50 for postage by mistake, and I am sorry. The missing £4.50 is on its way and will reach you by Friday 2 October.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "discount-code",
    from: "Kayleigh Barnes <kayleighb@example.com>",
    subject: "code dosnt work",
    body: `hiya the code in ur newsletter AUTUM15 dosnt work, tried it like 5 times now and its just says invalid. i wanna get the fairy lights and the big throw for my new flat, £58 all together. is it expired allready?? only got the email this morning

Kayleigh x`,
    sentAt: "2026-09-27T14:12:00.000Z",
    reply: `Hello Kayleigh,

The code has not expired. We are sorry that our newsletter left out an N: it should read AUTUMN15. Type it that way and your fairy lights and throw come down from £58 to £49.30. The code works until Sunday 4 October.

Kind regards,
Fernhill Support`,
  },
];
