import type { DefaultEmail } from "./types";

/** Things that customers send back or call off, through nobody's fault. */
export const returns: readonly DefaultEmail[] = [
  {
    kind: "return",
    from: "Mateo Vargas <mateo.vargas@example.com>",
    subject: "Change of the size",
    body: `Hello friends of Fernhill,

I have bought a merino base layer size S (order 4856, 48 pounds) and it stays me too small, the sleeves arrive only until here, more or less in the middle of the arm. It is new with the label, I have it proved only one time.

It is possible to change for size M? And the send, who pays it?

A greeting,
Mateo Vargas`,
    sentAt: "2026-09-02T16:16:00.000Z",
    reply: `Hello Mateo,

Of course you can change the merino base layer from order 4856 for a size M, and we pay the postage both ways. I have put one aside for you. Print the label in our next email and drop the parcel at any post office by Wednesday 16 September.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "return",
    from: "Soo-jin Park <soojin.park@example.org>",
    subject: "Returning Fell boots",
    body: `Hi,

The Fell boots from order 4926 (£145) are sadly too narrow for me. I've only walked around the living room in them, so they are as new. I'd like my money back rather than another size.

How do I send them back? I don't own a printer.

Thank you,
Soo-jin`,
    sentAt: "2026-09-08T15:09:00.000Z",
    reply: `Hello Soo-jin,

You would like to return the Fell boots from order 4926 and have your £145 back, which is no trouble as they are unworn. You need no printer: we will email you a code, and the parcel shop prints the label from it. Please hand the boots in by Tuesday 22 September.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "cancellation",
    from: "Pablo Iriarte <pablo.iriarte@example.com>",
    subject: "Please cancel order 5288",
    body: `Good morning,

Please cancel my order 5288 from last night (Kestrel 65 rucksack, £148). My brother is lending me his.

Could you confirm that nothing will be sent and when I get the money back?

Pablo Iriarte`,
    sentAt: "2026-09-17T07:41:00.000Z",
    reply: `Hello Pablo,

Order 5288 is cancelled, and the Kestrel 65 is back on our shelf, so nothing will be sent. Your £148 goes back to the card you paid with. It will be there by Thursday 24 September. Enjoy the trip with your brother's rucksack.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "return",
    from: "Philippa Grant <pippa.grant@example.com>",
    subject: "Return after 38 days?",
    body: `Hello,

I'm chancing my luck here. I bought a second picnic rug as a present in August (order 4601, £39) and then my friend went and moved to Singapore, where apparently nobody picnics. It's still sealed. I've just looked at your terms and I am eight days past the 30.

Is there any way you would still take it back? A voucher would be absolutely fine.

Fingers crossed,
Pippa`,
    sentAt: "2026-09-21T15:55:00.000Z",
    reply: `Hello Pippa,

Eight days over is fine for a rug that is still sealed, so we will take back order 4601 for a voucher of £39. A return label follows by email today. Post the rug by Monday 5 October, and your voucher will come as soon as it is here.

Kind regards,
Fernhill Support`,
  },
];
