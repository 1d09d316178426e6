// Only Dutch: all the languages of chrono-node take 14 MB of each process.
import { parse } from 'chrono-node/nl';
import { fold } from '../lib/fold.ts';
import { amountOfWord } from './number-words.ts';

/**
 * chrono-node reads most of what people write, and misreads this: "eergisteren" as "gisteren", "vanmorgen" and "gisteravond" not
 * at all. It is asked on plain days only, since of a posted ad the day counts.
 */
const rewritings = [
  [/(?<!\p{L})eergister(?:en)?(?:ochtend|morgen|middag|avond|nacht)?(?!\p{L})/giu, '2 dagen geleden'],
  [/(?<!\p{L})gister(?:en)?(?:ochtend|morgen|middag|avond|nacht)(?!\p{L})/giu, 'gisteren'],
  [
    /(?<!\p{L})(?:vanochtend|vanmorgen|vanmiddag|vanavond|vannacht|zojuist|zonet|daarnet|nu net)(?!\p{L})/giu,
    'vandaag',
  ],
  [/(?<=\d ?)dgn(?!\p{L})/giu, 'dagen'],
  [/(?<=\d ?)wkn?(?!\p{L})/giu, 'weken'],
  [/(?<!\p{L})anderhalf uur geleden(?!\p{L})/giu, '90 minuten geleden'],
] as const;

/** "Dertig minuten geleden"; chrono-node knows the words up to twelve. */
const countInWords = /(?<!\p{L})\p{L}{4,20}(?= (?:minuten|uur|uren|dagen|weken|maanden) geleden)/giu;

/** A day of the week before this one; chrono-node takes it for the last one. Dutch weeks begin on Monday. */
const lastWeek =
  /(?<!\p{L})(?:vorige week (?:op )?(?<after>\p{L}{2,6}dag)|(?<before>\p{L}{2,6}dag) (?:van |in )?vorige week)(?!\p{L})/iu;
const weekdays = ['maandag', 'dinsdag', 'woensdag', 'donderdag', 'vrijdag', 'zaterdag', 'zondag'];

/** Anything else chrono-node takes for a date ("10:15", "maart") names no day an ad could have been posted on. */
const namesADay =
  /(?<!\p{L})(?:vandaag|gisteren|geleden|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)(?!\p{L})|(?<!\d)\d{1,2}(?:e|ste|de)?[\s-]{1,3}\p{L}{3,9}/iu;

const textMaxChars = 100;
const dayMs = 86_400_000;

/**
 * The day that words like "gisteren 22:15", "3 dagen geleden", "maandag" or "3 maart" mean to who reads them on a given day.
 * @param clock what a clock in the Netherlands shows at the time of reading, `YYYY-MM-DDTHH:MM`. The words are read on that clock,
 *   because chrono-node itself knows time zones only as a fixed distance, which is wrong around a change of the clocks.
 * @returns `YYYY-MM-DD`, never later than the day of reading; null when the words name no day.
 */
export function relativeDayOf(text: string, clock: string): string | null {
  let words = text.slice(0, textMaxChars);
  for (const [pattern, plain] of rewritings) words = words.replaceAll(pattern, plain);
  words = words.replaceAll(countInWords, (word) => String(amountOfWord(fold(word)) ?? word));
  const { after, before } = lastWeek.exec(words)?.groups ?? {};
  const weekday = weekdays.indexOf((after ?? before ?? '').toLowerCase());
  if (weekday >= 0) return isoDay(mondayOf(clock) - (7 - weekday) * dayMs);
  if (!namesADay.test(words)) return null;
  const instant = new Date(`${clock}Z`);
  const found = parse(words, { instant, timezone: 0 }).find(({ text: part }) => namesADay.test(part))?.start;
  const [year, month, day] = [found?.get('year'), found?.get('month'), found?.get('day')];
  if (!found || year == null || month == null || day == null) return null;
  const time = Date.UTC(year, month - 1, day);
  const today = Date.parse(clock.slice(0, 10));
  if (time <= today) return isoDay(time);
  // Nothing was posted tomorrow: "maandag" is the last one, "12 december" read in January is that of the year before.
  if (!found.isCertain('year') && found.isCertain('month')) return isoDay(Date.UTC(year - 1, month - 1, day));
  return found.isCertain('weekday') ? isoDay(time - 7 * dayMs) : null;
}

function mondayOf(clock: string): number {
  const today = Date.parse(clock.slice(0, 10));
  return today - ((new Date(today).getUTCDay() + 6) % 7) * dayMs;
}

function isoDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
