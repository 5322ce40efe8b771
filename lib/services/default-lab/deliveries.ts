import type { DefaultEmail } from "./types";

/** Parcels under way: where they are, where they should go, what goes in them. */
export const deliveries: readonly DefaultEmail[] = [
  {
    kind: "late-delivery",
    from: "Maria Lindqvist <maria.lindqvist@example.com>",
    subject: "Where is order 4812?",
    body: `Hello,

I ordered a Ridgeway 2 tent on 20 August (order 4812) and the confirmation promised delivery in three to five days. It is now twelve days and the tracking page still says "label created". We leave for Jämtland on 11 September, so I am starting to worry.

Could you tell me where it is?

Best,
Maria Lindqvist`,
    sentAt: "2026-09-01T08:14:00.000Z",
    reply: `Hello Maria,

I am sorry that order 4812, your Ridgeway 2 tent, has not moved since its label was printed. The courier never scanned that parcel, so a second tent left our warehouse this morning. It will reach you by Friday 4 September, a week before you set off for Jämtland.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "delivery-question",
    from: "Margaret Ashdown <margaret.ashdown@example.org>",
    subject: "The bench, and Tuesday",
    body: `Dear Fernhill,

I hope this is the right address, my granddaughter found it for me. I have a Meadow garden bench coming, the paper says order 4871, and a very polite young man telephoned to say it would be Tuesday. Now Tuesday is the one day I am not here, because I have the hospital in the morning for my hip, and they never run to time, last month I sat there until two. I would change it but I waited since May for that appointment.

Jean next door at number 8 is in all day. She has the grandchildren so she can't go out anyway. She is happy to take it in, or there is a side gate which isn't locked, although it sticks when it has rained and you have to lift it a little.

Would the driver be able to leave it with Jean, do you think? It is a lovely looking bench and I am so looking forward to it.

With best wishes,
Margaret Ashdown`,
    sentAt: "2026-09-03T11:15:00.000Z",
    reply: `Hello Margaret,

Yes, the driver can leave your Meadow garden bench, order 4871, with Jean at number 8 while you are at the hospital. Her name and house number are now on the delivery note, along with a word about the sticking gate. The bench will come on Tuesday 8 September, between nine and one o'clock.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "address-change",
    from: "Amara Okafor <amara.okafor@example.com>",
    subject: "New address for order 4990",
    body: `Hi there,

We moved house last weekend. In between the kettle that nobody can find and a cat who refuses to come out from under the bath, I ordered two Alder chairs (order 4990) and, on autopilot, let them go to the old place at 14 Mill Lane. Please could you send them to our new home instead?

Amara Okafor
3 Quarry Court
Sheffield

If it's too late, just tell me and I'll try to catch the new tenants.

Thanks so much,
Amara`,
    sentAt: "2026-09-05T19:20:00.000Z",
    reply: `Hello Amara,

You wrote in time: your two Alder chairs, order 4990, are still with us and will now go to 3 Quarry Court, Sheffield. I have put the new address on your account as well. The van is booked for Wednesday 9 September, and the driver will text you an hour before he arrives.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "late-delivery",
    from: "Derek Hollis <d.hollis@example.org>",
    subject: "STILL NOTHING",
    body: `Order 5107. Two head-torches. Paid £7.95 extra for next-day delivery on Monday. It is now THURSDAY EVENING. Where are they??

Derek Hollis`,
    sentAt: "2026-09-10T17:42:00.000Z",
    reply: `Hello Derek,

You paid for next-day delivery of two head-torches on Monday, order 5107, and we did not keep to it. I am sorry. The £7.95 has gone back to your card. The parcel is at your local depot tonight, and the driver will bring it before noon on Friday 11 September.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "late-delivery",
    from: "Gareth Pugh <gareth@pugh-roofing.example>",
    subject: "boots",
    body: `Morning, I bought a pair of walking boots off your website a while back, must be three weeks now, and nothing has turned up. I can't find the email with the number in it. Can you have a look what happened please.

Gareth`,
    sentAt: "2026-09-11T10:09:00.000Z",
    reply: `Hello Gareth,

Three weeks is far too long to wait for walking boots, and I am sorry. I see no order under this email address, so please send me the postcode or the name on the card. With that I can find the parcel, and you will have an answer by Tuesday 15 September.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "late-delivery",
    from: "Yuki Tanabe <yuki.tanabe@example.com>",
    subject: "About my kettle is not delivered",
    body: `Good morning.

I am Yuki Tanabe, from Osaka, now living in Leeds. Before eleven days I ordered the Wren kettle (colour is moss green). Order number is #FH-20931. The email says it is delivered on 9 September, but I did not receive. I asked the neighbour of left and right, they have not it also.

Please teach me what I should do. Thank you for your kindness.

Yuki Tanabe`,
    sentAt: "2026-09-14T07:55:00.000Z",
    reply: `Hello Yuki,

I am sorry that your moss green Wren kettle, order #FH-20931, is marked as delivered when you have not received it. You have done all you can. I have asked the courier where the driver left it. If it is not found by Wednesday 16 September, we will send you a new kettle that day.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "address-change",
    from: "Callum Reid <callum.reid@example.com>",
    subject: "wrong adress!!",
    body: `hi, ive put the wrong house numebr on order 5266 (the camp coffee grinder). its 41 Birch Terrace not 14. can u fix it befor it goes out?? the guy at 14 hates me lol

cheers
Callum`,
    sentAt: "2026-09-16T12:03:00.000Z",
    reply: `Hello Callum,

Your camp coffee grinder, order 5266, will not go to number 14. It was still waiting to be packed, so I have corrected the label to 41 Birch Terrace. It leaves us tomorrow and will be at your door by Monday 21 September.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "delivery-question",
    from: "Lukas Brunner <lukas.brunner@example.org>",
    subject: "Shipping to Switzerland",
    body: `Dear Sir or Madam,

I would like to purchase the 28 cm cast-iron skillet (£64) but your website does not make clear whether you ship to Switzerland. If yes:

- What does the shipping cost to Winterthur?
- How long does it take?
- Who pays the import tax?

Kind regards
Lukas Brunner`,
    sentAt: "2026-09-18T09:48:00.000Z",
    reply: `Hello Lukas,

Yes, we can send the 28 cm cast-iron skillet to Winterthur. Delivery costs £18 and takes five working days, and you pay the Swiss import tax of 8.1% to the courier. If you order today, the skillet will be with you by Friday 25 September.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "late-delivery",
    from: "Fatima El Idrissi <fatima.elidrissi@example.com>",
    subject: "Order 5340: one parcel of two",
    body: `Hello,

My order 5340 was three things: a camping mat, a dry bag and the Thicket sleeping bag. On Friday a parcel came with the mat and the dry bag, and the slip inside says "parcel 1 of 2". Nothing since, and the tracking link only knows about the first one.

Is the sleeping bag still coming? My son goes on his school trip on Monday 28 September and he does need something to sleep in.

Thank you,
Fatima`,
    sentAt: "2026-09-22T14:26:00.000Z",
    reply: `Hello Fatima,

Yes, the Thicket sleeping bag from order 5340 is still coming. We are sorry that it was left behind at our packing desk when the mat and the dry bag went out. It leaves this afternoon and will be with you by Friday 25 September, in good time for the school trip.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "order-change",
    from: "Ingrid Solheim <ingrid.solheim@example.com>",
    subject: "Change size, order 5491",
    body: `Hi,

Yesterday evening I ordered a Tarn waterproof jacket in navy, size M (order 5491, £139). I then tried on a friend's and M is too tight over a fleece. Can you change it to L before you send it? Same colour if you have it, otherwise black is fine.

Regards,
Ingrid Solheim`,
    sentAt: "2026-09-28T09:31:00.000Z",
    reply: `Hello Ingrid,

We have the Tarn jacket in navy in L, so I have changed order 5491 from M to L for you. The price stays at £139. It will be packed today and will reach you by Thursday 1 October.

Kind regards,
Fernhill Support`,
  },
];
