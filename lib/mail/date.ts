// RFC 5322 section 4.3 and three of Europe; military letters and unknown names mean "zone unknown", hence UTC.
const ZONES: Readonly<Record<string, string>> = {
  ...{ EST: "-0500", EDT: "-0400", CST: "-0600", CDT: "-0500", MST: "-0700", MDT: "-0600", PST: "-0800" },
  ...{ PDT: "-0700", BST: "+0100", CET: "+0100", CEST: "+0200" },
};

const CLOCK = String.raw`(?<time>(?:[01]?\d|2[0-3]):[0-5]\d)(?::(?<second>[0-5]\d|60))?`;
const ZONE = String.raw`(?<zone>[+-]\d\d:?\d\d|[a-z]{1,5})?`;
const SHAPES = [
  String.raw`(?:[a-z]{2,9}\.?,? *)?(?<day>\d{1,2})[ -]+(?<month>[a-z]{3})[a-z]*\.?[ -]+(?<year>\d{2,4})[, ]+${CLOCK}(?:\.\d+)? *${ZONE}`,
  String.raw`[a-z]{3,9},? +(?<month>[a-z]{3})[a-z]* +(?<day>\d{1,2}),? +${CLOCK} +(?:(?<name>[a-z]{1,5}) +)?(?<year>\d{4}) *${ZONE}`,
  String.raw`(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)[T ]${CLOCK}(?:\.\d+)? *${ZONE}`,
].map((shape) => new RegExp(`^${shape}`, "i"));

/**
 * The time of a Date header, in UTC.
 *
 * `Date.parse`, which the library uses, finds a date in nearly anything ("invoice 12"), makes 1 March of
 * 29 February and reads a missing zone as that of the server. So it is given only what has the shape of
 * RFC 5322 with its obsolete forms, of asctime, or of ISO 8601, and always with a zone; none means UTC.
 *
 * @returns null when it is none of these, or no such day or time exists.
 * @see RFC 5322, sections 3.3 and 4.3
 */
export function mailDate(header: string): Date | null {
  const text = header.slice(0, 200).trim();
  const parts = SHAPES.map((shape) => shape.exec(text)?.groups).find((groups) => groups !== undefined);
  if (parts === undefined) return null;
  const { year = "", month, day, time, second = "00", name, zone = name ?? "" } = parts;

  // Programs that count years from 1900 write 102 for 2002.
  const date = `${day} ${month} ${year.length === 3 ? Number(year) + 1900 : year}`;
  const offset = /^[+-]/.test(zone) ? zone : (ZONES[zone.toUpperCase()] ?? "+0000");
  // Number("60") is a leap second, which the next minute's zero stands for.
  const sent = Date.parse(`${date} ${time} ${offset}`) + Number(second) * 1000;
  const dayExists = new Date(Date.parse(`${date} UTC`)).getUTCDate() === Number(day);
  return dayExists && !Number.isNaN(sent) ? new Date(sent) : null;
}
