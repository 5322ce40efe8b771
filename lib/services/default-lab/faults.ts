import type { DefaultEmail } from "./types";

/** Parcels that came broken, wrong or incomplete. */
export const faults: readonly DefaultEmail[] = [
  {
    kind: "damaged",
    from: "Priya Raghunathan <priya.r@example.com>",
    subject: "Broken bowls in order 4835",
    body: `Hello Fernhill,

My set of four stoneware bowls (order 4835, £46) arrived this morning and two of them are in pieces. The box itself looked fine, but there was hardly any paper around them. I've attached two photos.

I'd be happy with just the two bowls rather than the whole set. We have people coming on the 12th, so before then would be wonderful.

Many thanks,
Priya`,
    sentAt: "2026-09-02T13:22:00.000Z",
    reply: `Hello Priya,

Thank you for the photos of order 4835. I am sorry that two of your four stoneware bowls came in pieces. Please throw the broken ones away, as we do not need them back. Two new bowls, better wrapped this time, will be with you by Monday 7 September.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "wrong-item",
    from: "Hannah Goldberg <hannah.goldberg@example.org>",
    subject: "Got the wrong head torch",
    body: `Hi,

Order 4902 turned up today (quick, thank you!) but you've sent me the Lumen 150 head-torch and I ordered and paid for the Lumen 400. £54 versus £24, so quite a difference! The packing slip says 400 so I think someone just grabbed the wrong box.

Do I have to post this one back first? I'd rather not be without one, the dog needs walking in the dark.

Hannah`,
    sentAt: "2026-09-04T15:48:00.000Z",
    reply: `Hello Hannah,

You ordered a Lumen 400, order 4902, and we packed a Lumen 150. Sorry about that. There is no need to post the small one back first, so use it for the dog walks. The right torch will arrive by Wednesday 9 September, with a prepaid bag for the other.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "damaged",
    from: "Jean-Baptiste Moreau <jb.moreau@example.com>",
    subject: "Lantern with broken glass",
    body: `Hello,

I received Saturday my Harbour lantern (order 4958, 59 €). Unfortunately, when I opened the carton the glass was cracked of the top to the bottom. I have the photo if you want.

It was a present for the birthday of my mother, who was yesterday, so a new one doesn't interest me any more. I have already bought another thing. I prefer to be reimbursed.

Cordially,
Jean-Baptiste Moreau`,
    sentAt: "2026-09-07T09:02:00.000Z",
    reply: `Hello Jean-Baptiste,

I am sorry that the Harbour lantern in order 4958 came with cracked glass, and just before your mother's birthday. I have refunded the full €59, and you do not need to send the lantern back. The money will be on your card by Monday 14 September.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "missing-parts",
    from: "Katarzyna Nowak <kasia.nowak@example.com>",
    subject: "Ridgeway 3 tent, parts missing (order 5003)",
    body: `Hello,

I put up our new Ridgeway 3 tent in the garden yesterday to test it. The bag should hold three poles and 14 pegs. I have two poles and 11 pegs. I looked in every pocket of the bag and in the recycling too.

Order 5003. Could you send what is missing? We want to use it on the weekend of 19 September.

Best regards,
Katarzyna Nowak`,
    sentAt: "2026-09-08T10:20:00.000Z",
    reply: `Hello Katarzyna,

It was wise to try your Ridgeway 3, order 5003, in the garden first. We are sorry that it came one pole and three pegs short. The missing parts are on their way from our spares shelf, and you will have them by Friday 11 September.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "wrong-item",
    from: "Ravi Deshmukh <ravi.deshmukh@example.com>",
    subject: "Wrong size boots, trip on 26 Sept",
    body: `Dear team,

I ordered Fell boots in size 43 (order 5218, £145). The box says 43. The boots inside say 41. I didn't notice until I tried to get my foot in, and my daughter laughed for about ten minutes.

I am walking in the Lakes from 26 September and had hoped to wear them in a bit. What's the quickest way to get the right pair?

Regards,
Ravi Deshmukh`,
    sentAt: "2026-09-15T08:40:00.000Z",
    reply: `Hello Ravi,

Your Fell boots, order 5218, came in a size 43 box with a size 41 pair inside. I am sorry for the mix-up, and I have checked the next pair by hand. A courier will bring them by Friday 18 September and take the small ones away, which leaves you a week to wear them in.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "damaged",
    from: "Siobhan Kearney <siobhan.kearney@example.org>",
    subject: "Rucksack smells of diesel",
    body: `Hi,

My Kestrel 45 rucksack came today, order #FH-21188. The box was soaked through on one side and the bag stinks of diesel, I assume something leaked in the van. I've had it hanging out of the window for three hours and it's made no difference whatsoever.

I don't see how I can use it near food or a sleeping bag. Please swap it for a clean one.

Siobhan Kearney`,
    sentAt: "2026-09-17T16:10:00.000Z",
    reply: `Hello Siobhan,

I am sorry that your Kestrel 45, order #FH-21188, came soaked and smelling of diesel. Nobody should have to sleep next to that. A clean rucksack will reach you by Tuesday 22 September, and the same driver will collect the spoilt one. Any bag or box will do for it.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "wrong-item",
    from: "Chiara Bellini <chiara.bellini@example.com>",
    subject: "Sage or rust?",
    body: `Hello,

Two questions about order 5311. I ordered the linen duvet cover in sage, double, £110, and received the same one in rust.

1. Do I have to send it back, or could you give me something off the price if I keep it? To be honest, it doesn't look bad with the curtains.
2. If I keep it, can I still return it within the 30 days if I change my mind?

Thanks,
Chiara`,
    sentAt: "2026-09-20T11:33:00.000Z",
    reply: `Hello Chiara,

I am sorry that order 5311 brought you the linen duvet cover in rust and not in sage. You are welcome to keep it for £85, and the 30 days for a return still count. I have refunded the other £25, which will reach your account by Friday 25 September.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "wrong-item",
    from: "Bongani Mthembu <bongani@mthembu.example>",
    subject: "I don't have a dog",
    body: `Good day,

I was expecting an Emberlite stove (order 5368). What I unpacked just now is a very large dog bed. It is a nice dog bed, but I live on the fourth floor and have no dog.

The label has my name on it and the slip inside belongs to somebody in Norwich, so there may be a confused dog owner out there with my stove. I have put it back in its box, which was not easy, as it seems to have grown. It now fills my hall and I climb over it to get to the door.

What shall I do with it, and when can I expect the stove? I paid £62 for it.

Bongani Mthembu`,
    sentAt: "2026-09-23T10:55:00.000Z",
    reply: `Hello Bongani,

Two labels were swapped at our end, so a dog bed came in place of your Emberlite stove, order 5368. We are sorry. Your stove will come by Monday 28 September, and the driver will carry the dog bed down from the fourth floor. Please leave it in its box.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "missing-parts",
    from: "Owen Prys-Jones <owen.pj@example.org>",
    subject: "Alder table: no bag C",
    body: `Hello,

Halfway through building the Alder dining table (order 5402) and there's no bag C, which is the eight M6 bolts that hold the legs on. Bags A, B and D are all here. So at the moment I've got a very handsome table top lying on the floor.

If they're ordinary bolts, tell me the length and I'll buy some in town, I'd rather not wait a week.

Owen`,
    sentAt: "2026-09-24T12:48:00.000Z",
    reply: `Hello Owen,

Sorry that we left bag C out of your Alder table, order 5402. The legs take eight M6 bolts, 60 mm long, and ordinary steel ones from town will hold them well. Send me the receipt by Thursday 1 October, and we will pay you back what they cost.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "damaged",
    from: "Oluwaseun Adeyemi <seun.adeyemi@example.com>",
    subject: "Split shelf",
    body: `Order 5433 arrived today. The Alder wall shelf has a split running down one side, about 20 cm long. I don't want my money back. I want a shelf that isn't split.

Oluwaseun Adeyemi`,
    sentAt: "2026-09-25T15:37:00.000Z",
    reply: `Hello Oluwaseun,

The Alder wall shelf in order 5433 should never have left us with a 20 cm split in it, and I am sorry. You asked for a sound shelf, not a refund, so we have looked over a new one and packed it. It will be delivered by Wednesday 30 September.

Kind regards,
Fernhill Support`,
  },
];
