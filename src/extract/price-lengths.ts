/** How long a price is for, in minutes, with where the text says so. */
export type PriceLength = { minutes: number; start: number; end: number };

const counts = new Map([
  ['een', 1],
  ['één', 1],
  ['twee', 2],
  ['drie', 3],
  ['vier', 4],
  ['vijf', 5],
  ['zes', 6],
  ['zeven', 7],
]);
const minuteCounts = new Map([
  ['vijftien', 15],
  ['twintig', 20],
  ['dertig', 30],
  ['veertig', 40],
  ['vijfenveertig', 45],
  ['vijftig', 50],
  ['zestig', 60],
  ['vijfenzeventig', 75],
  ['negentig', 90],
]);
const count = String.raw`(?<![\d.:,])\d{1,2}|(?<!\p{L})(?:${[...counts.keys()].join('|')})`;

/** Named, in quarters, in minutes ("30m:", "30m 80" and "30' €" too), or in hours. The hour of a clock ("22.00 uur") is no length. */
const length = new RegExp(
  [
    String.raw`(?<half>(?:(?:(?<!\p{L})half ?|(?<![\d.,:])1\/2 ?|½ ?)(?:uur(?:tje|prijs|tarief)?|u(?!\p{L})))|(?<!\p{L})(?:halve uur|half (?:an )?hour))`,
    String.raw`(?<oneAndAHalf>(?<!\p{L})anderhalf uur)`,
    String.raw`(?:(?<quarters>${count}) )?(?<quarter>(?<!\p{L})kwartier(?:tje)?)`,
    String.raw`(?<![\d.:]|\d,)(?<minutes>\d{1,3}) ?(?:min(?:uten|uut|utes)?(?!\p{L})|(?<=\d)[m'’′](?=\s?[:=€–-])|(?<=(?<!\d)(?:15|30|45|60|90|120))m(?= \d{2,3}(?![\d%]| ?[a-z])))`,
    String.raw`(?<minuteWord>(?<!\p{L})(?:${[...minuteCounts.keys()].join('|')})) minuten`,
    String.raw`(?<hours>${count})(?<andAHalf>,5)? ?(?:uur|uren|hours?|(?<=[1-3] ?)[uh])(?![\p{L}\d])`,
    String.raw`(?<hour>(?<!\p{L}|\d ?)(?:uur(?:tje|tarief|loon|prijs)?|hour)(?!\p{L})|(?<!\p{L})p\/u(?!\p{L})|(?<!\p{L})p\.u\.|\/[uh](?!\p{L}))`,
    String.raw`(?<night>(?<!\p{L})(?:over)?nacht(?:ing)?(?!\p{L}))`,
  ].join('|'),
  'giu',
);

/** Of a journey, of a wait or of a clock: "binnen 15 minuten", "reistijd maximaal 30 minuten", "elke 30 min". */
const otherBefore =
  /(?<!\p{L})(?:binnen|elke|iedere|om de|reistijd|rijtijd|aanrijtijd|wachttijd|over|op|na|tot|om)(?: (?:een|maximaal|max\.?|ongeveer|circa|ca\.?))?:? ?$/iu;
const otherAfter =
  /^ ?(?:van tevoren|vooraf|rijden|lopen|fietsen|reizen|geleden|later|eerder|te laat|wachten|gratis|afstand|parkeren|(?:van|vanaf) (?:het )?(?:station|centrum|[AN]\d))/iu;

/** Every length in a sentence that a price may be for, in order. */
export function priceLengthsIn(sentence: string): PriceLength[] {
  return Array.from(sentence.matchAll(length)).flatMap((match) => {
    const minutes = minutesOf(match.groups ?? {});
    const start = match.index;
    const end = start + match[0].length;
    if (minutes === null || otherBefore.test(sentence.slice(Math.max(0, start - 30), start))) return [];
    return otherAfter.test(sentence.slice(end, end + 24)) ? [] : [{ minutes, start, end }];
  });
}

function minutesOf(groups: Partial<Record<string, string>>): number | null {
  const { half, oneAndAHalf, quarters, quarter, minutes, minuteWord, hours, andAHalf, hour } = groups;
  if (half !== undefined) return 30;
  if (oneAndAHalf !== undefined) return 90;
  if (quarter !== undefined) return 15 * (countOf(quarters) ?? 1);
  if (minutes !== undefined) return Number(minutes);
  if (minuteWord !== undefined) return minuteCounts.get(minuteWord.toLowerCase()) ?? null;
  const many = countOf(hours);
  // More than twelve hours are opening hours.
  if (many !== null) return many > 12 || many === 0 ? null : many * 60 + (andAHalf === undefined ? 0 : 30);
  return hour === undefined ? 720 : 60;
}

function countOf(said: string | undefined): number | null {
  return said === undefined ? null : (counts.get(said.toLowerCase()) ?? Number(said));
}
