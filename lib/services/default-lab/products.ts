import type { DefaultEmail } from "./types";

/** Questions about what the shop sells: how it is made, how it works, whether it is there. */
export const products: readonly DefaultEmail[] = [
  {
    kind: "product-question",
    from: "Tomasz Wójcik <tomasz.wojcik@example.com>",
    subject: "Harbour blanket, washing",
    body: `Hello,

Quick question before I buy. Can the Harbour wool blanket (the grey one, £52) go in the washing machine? We have two small children and a cat, so dry cleaning only would be a no.

Thanks!
Tomasz`,
    sentAt: "2026-09-01T10:37:00.000Z",
    reply: `Hello Tomasz,

Yes, the grey Harbour blanket can go in the machine: use the wool programme at 30 degrees, then dry it flat. Children and cats are what it was made for. If you order by Thursday 3 September, it will reach you before the weekend.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "technical-question",
    from: "Henrik Dahl <henrik.dahl@example.org>",
    subject: "Is my Ridgeway 2 leaking?",
    body: `Hi,

I used my Ridgeway 2 (order 3920) for the first time last weekend. Two dry but cold nights by a lake, perhaps four degrees at the lowest. Both mornings the inside of the outer tent was wet, with drops running down, and the foot of my sleeping bag was damp where it touched the wall. It didn't rain at all, and the floor was dry underneath.

So is that condensation, or is something wrong with the coating? I had both doors closed because of midges, and the vent at the top as well because it rattled. I have an old cotton tent that never did this, which is why I wonder.

I can send photos if that helps.

Henrik`,
    sentAt: "2026-09-04T09:33:00.000Z",
    reply: `Hello Henrik,

Drops inside your Ridgeway 2, order 3920, after dry cold nights are condensation, not a leak. The coating is fine. Next time, open the top vent and leave the outer door a hand's width open, as the mesh keeps the midges out. If it is still wet, send me photos by Friday 18 September and our workshop will look.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "stock",
    from: "Wei Zhang <wei.zhang@example.com>",
    subject: "Charcoal blanket",
    body: `Hi, the Harbour blanket in charcoal has been "out of stock" for a month. Will it come back or should I just get the grey one? I need it by the end of September.

Wei`,
    sentAt: "2026-09-07T11:26:00.000Z",
    reply: `Hello Wei,

The charcoal Harbour blanket is coming back, so you can skip the grey one. The mill sends us 60 of them next week, and they go on sale on Wednesday 16 September. Order that day, and yours will be with you well before the end of the month.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "product-question",
    from: "Aisha Rahman <aisha.rahman@example.com>",
    subject: "Kestrel 45: fit and rain cover",
    body: `Hello,

I'm thinking about the Kestrel 45 for my first long walk (West Highland Way in October!). I'm 157 cm with a short back, and most rucksacks sit on my bottom rather than on my hips.

Does it come in different back lengths or can it be adjusted? And is the rain cover included, or do I have to buy that separately?

Thank you for your help,
Aisha Rahman`,
    sentAt: "2026-09-09T12:44:00.000Z",
    reply: `Hello Aisha,

Yes to both: the Kestrel 45 adjusts to backs from 38 to 50 cm, which suits 157 cm, and the rain cover is in the base pocket. Load it at home before October and check the hip belt. If you order by Friday 11 September, you have a month to return it should it not fit.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "stock",
    from: "Femke de Vries <femke.devries@example.org>",
    subject: "Six mugs, only four online",
    body: `Good afternoon,

Your website lets me put only four Wren enamel mugs (white with blue rim, £11 each) in the basket. I would need six, as there are six of us and a fight otherwise. Do you have two more somewhere?

Kind regards,
Femke`,
    sentAt: "2026-09-10T14:13:00.000Z",
    reply: `Hello Femke,

There are two more: I found them in our shop in Hexham, so you can have all six white Wren mugs with the blue rim. I have put them aside under your name at £66. Just answer this email with your address by Monday 14 September, and the peace is kept.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "technical-question",
    from: "Rosalind Achebe <rosalind.achebe@example.com>",
    subject: "Snapped pole section, Ridgeway 2",
    body: `Hello,

My nephew sat on our Ridgeway 2 while it was lying half built on the lawn, and one section of the blue pole has snapped near the end. Entirely our fault. The other sections look straight.

Can I buy just that one section, or does it have to be the whole pole? And can an ordinary person change it, or does it need some tool?

Many thanks,
Rosalind Achebe`,
    sentAt: "2026-09-12T09:58:00.000Z",
    reply: `Hello Rosalind,

You can buy the single blue section for your Ridgeway 2, and it costs £9. No tool is needed: untie the cord at the end, slide the broken piece off, thread the new one on and tie it again. Order part RW2-B by Monday 14 September, and the tent will stand again that week.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "technical-question",
    from: "Lucía Fernández <lucia.fernandez@example.com>",
    subject: "Emberlite stove burns yellow",
    body: `Hi there,

My Emberlite stove (order 5066) burned lovely and blue the first few times. Now the flame is yellow and it makes my pots black. I use the normal 230 g screw canisters, butane/propane mix. There was some soup that boiled over on the second trip, lentil, could that be it? I wiped what I could reach but there are little holes I can't get into.

A friend says to poke a needle into the jet, another friend says never ever to do that. How do I clean it without breaking anything? I also noticed that it hisses less than before.

Lucía`,
    sentAt: "2026-09-15T14:59:00.000Z",
    reply: `Hello Lucía,

It is the soup, and your second friend is right: no needles. A yellow flame means that the jet gets too little air. Take the canister off, brush the burner head in warm soapy water and let it dry overnight. If the Emberlite from order 5066 still burns yellow, write to me by Tuesday 22 September and I will send a new jet.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "technical-question",
    from: "Petr Novák <petr.novak@example.com>",
    subject: "red light, 3 times",
    body: `Good day, my head-torch Lumen 400 is blinking red 3 times when I press the button and no light comes. Battery is full. Manual I have not any more. What means it please?

Petr Novák, Brno`,
    sentAt: "2026-09-18T13:07:00.000Z",
    reply: `Hello Petr,

Three red blinks mean that your Lumen 400 is locked, so that it cannot switch on in a bag. Hold the button down for five seconds until the light comes on. If it only blinks again, tell me by Friday 25 September and I will send you a replacement.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "stock",
    from: "Zainab Qureshi <zainab.qureshi@example.org>",
    subject: "Thicket Long, left zip",
    body: `Hello,

I'm after the Thicket sleeping bag in Long with the left-hand zip, so that it can be joined to the right-hand one I already own (order 4140). The website only offers the right-hand zip at the moment.

Will you have the left one again before we go away on 9 October? If not, does the Regular join up with the Long?

Best,
Zainab Qureshi`,
    sentAt: "2026-09-23T14:34:00.000Z",
    reply: `Hello Zainab,

The Thicket Long with the left-hand zip comes in next week, so it will be here before 9 October. It joins to the one from order 4140, while the Regular is too short for that. Shall I keep one for you? Say yes by Monday 28 September, and it goes out as soon as it arrives.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "product-question",
    from: "Nils Eriksen <nils.eriksen@example.com>",
    subject: "skillet on induction?",
    body: "Does the 24 cm cast-iron skillet work on an induction hob, and will it scratch the glass? My old one did. Nils",
    sentAt: "2026-09-24T08:52:00.000Z",
    reply: `Hello Nils,

Yes, the 24 cm skillet works on induction, and its base is ground smooth so that it does not scratch. Lift it rather than slide it, as with any cast iron. We have it in stock: ordered today, it will be in your kitchen by Tuesday 29 September.

Kind regards,
Fernhill Support`,
  },
  {
    kind: "product-question",
    from: "Grace Mwangi <grace.mwangi@example.com>",
    subject: "Picnic rugs for a wedding",
    body: `Hi Fernhill,

My sister is getting married in a field (her words: "a meadow") on 10 October and I'm in charge of seating. I need rugs that four adults can sit on and that don't let the damp through, because it will be October and it will be damp.

How big is the Meadow picnic rug, and is the back really waterproof or just "water resistant"? The last ones we had, from a supermarket, lasted about ten minutes, and my aunt still brings it up. I would take eight, at £39 each, provided you have that many.

There are 32 guests. There were going to be 20, but you know how it is.

Grace`,
    sentAt: "2026-09-28T13:40:00.000Z",
    reply: `Hello Grace,

The Meadow picnic rug is 200 by 180 cm, enough for four adults, and its coated back is truly waterproof. Wet grass will not come through. We have 23 here, so eight at £39 are no problem. Order by Friday 2 October, and they will arrive in the week before the wedding.

Kind regards,
Fernhill Support`,
  },
];
