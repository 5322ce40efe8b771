const setOf = (...lines: readonly string[]): ReadonlySet<string> => new Set(lines.join(" ").split(" "));

/** Greetings, closings and roles: they stand where names stand, and are part of none. Folded. */
export const roleWords = setOf(
  "hello hi hey dear good morning afternoon evening day greetings there all everyone everybody folks guys",
  "friend friends colleague colleagues team customer customers client clients valued user member members",
  "sir madam madame mr mrs ms miss mx dr prof professor herr frau monsieur mme senor senora signor signora",
  "support service services care sales billing orders order office desk helpdesk department dept staff crew",
  "manager agent representative director assistant admin administrator info contact noreply reply mailer",
  "newsletter company ltd inc llc gmbh ag co corp group club store shop via the and of for from to at by on",
  "best kind kindest warm warmest regards wishes sincerely yours truly faithfully respectfully cordially",
  "cheers thanks thank you many much again in advance love bye take care sent my",
  "mit freundlichen grussen gruss grusse viele liebe lieber beste besten hallo sehr geehrte geehrter geehrten",
  "guten tag damen und herren mfg lg vg bonjour cordialement bien salut hola saludos atentamente un saludo",
  "ciao cordiali distinti saluti gentile groet groeten vriendelijke met beste geachte ola",
);

/** Capitalised in English without being a name of anyone; part of a name only beside another word of it. */
export const calendarAndLanguages = setOf(
  "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun",
  "january february march april may june july august september october november december",
  "jan feb mar apr jun jul aug sep sept oct nov dec christmas easter new year eve day holiday am pm gmt utc cet",
  "english german french spanish italian dutch portuguese polish russian ukrainian chinese japanese korean",
  "arabic hebrew turkish greek swedish danish norwegian finnish czech hungarian romanian hindi mandarin latin",
  "british american european canadian australian irish scottish welsh swiss austrian belgian indian mexican",
  "uk usa us eu europe america britain england scotland wales ireland germany france spain italy canada",
  "i im ive id ill ok okay faq pdf url id vat email internet web god",
  "montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar marz mai juni juli oktober dezember",
);

/** Words that are also names, and words that mail and prompts like to capitalise. Folded. */
export const commonWords = setOf(
  "will may mark rose grace hope faith joy bill sue pat art drew frank jack rob chase dean miles dawn amber",
  "ruby olive ivy iris lily daisy heather penny sandy rich nick ray norm guy victor max bob don gene harry",
  "josh ken lance mike rusty van wade ward young long short best price page case bell brown black white green",
  "gray grey king cook baker smith hall wood hill stone field marsh bank bush ford fox gate glass hand hardy",
  "hart heath hood lane law little love major mill moody moon moss park pike pool pope porter pound power read",
  "reed river sharp shepherd small snow spark steel street strong summer winter autumn spring fall swift wall",
  "walker water weaver well west east north south wise wolf carter parker hunter turner mason potter bishop",
  "cooper fisher gardener gardner butcher taylor tanner sawyer archer carpenter knight noble prince duke earl",
  "judge marshal marshall sterling cash christian carol holly robin robbie jay martin wren hazel myrtle",
  "rosemary basil sage ginger pepper angel eve constance prudence patience charity verity felicity serenity",
  "destiny trinity melody harmony cherry apple berry plum clay sunny rocky cliff dale glen forest brook lake",
  "ocean sky star storm rain crystal jade pearl opal gem goldie silver gold buck hawk crane finch swan bird",
  "lamb lucky happy merry precious royal rush rider miller page dot josh jimmy tom dick peg skip stew trip tab",
  "order orders customer refund refunds return returns delivery shipping invoice account email mail reply replies",
  "answer write use keep make give say do not never always please start end close open state name names date",
  "today tomorrow yesterday week month time number address phone link product item items payment warranty",
  "policy terms subject question questions request issue problem help support service team manager company store",
  "website app online free sale offer offers gift card cards credit debit bank transfer code codes voucher",
  "a an and are as be but can could did does for get got had has have he her him his how if into is it its just",
  "let me more most must my no nor now off on one only or other our out over own she should so some such than that",
  "their them then these they this those too under until up very was we were what when where which while who why",
  "with would yes yet your about after again also any because been before below between both each few first last",
  "here however instead next note once per same second since still though three two unless without sorry apology",
  "apologise apologize acknowledge address ask avoid be begin confirm describe explain greet include mention",
  "name offer open promise provide restate sign state tell thank treat try never write clear plain polite formal",
  "friendly brief concise general special standard premium basic express tracking status update urgent important",
  "new old big large tent lamp chair table kettle stove shirt shoes blue red yellow orange pink purple quick",
  "reminder notice information details complaint feedback review survey checkout cart basket catalogue guide",
);

/** Words that tell a German sentence. */
export const germanSentenceWords =
  /\b(?:und|ist|nicht|ich|wir|das|mit|eine|einen|meine|bitte|habe|sie|auf|von|noch|wurde)\b/g;
