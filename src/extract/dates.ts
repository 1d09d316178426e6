import { amsterdamClock, amsterdamDay } from '../lib/amsterdam-day.ts';
import { relativeDayOf } from './relative-day.ts';

const months = ['jan', 'feb', 'mrt', 'apr', 'mei', 'jun', 'jul', 'aug', 'sep', 'okt', 'nov', 'dec'];

/** Dutch writes "maart" but shortens it to "mrt"; some sites keep English or "mar", "oct", "may". */
const monthAliases = new Map([
  ['maa', 3],
  ['mar', 3],
  ['may', 5],
  ['oct', 10],
]);

/**
 * The day an ad says it was posted, `YYYY-MM-DD` in Europe/Amsterdam; null when it names none.
 * Reads ISO dates and moments, "3 maart 2019", "3 mrt. 24", "november 4, 2025" and 03-03-2019 (day first, as in Dutch); failing
 * these, what only a reader of that moment understands: "eergisteren", "3 dagen geleden", "3 maart".
 * @param readAt when the page was fetched, ISO 8601 UTC.
 */
export function postedDayOf(text: string, readAt: string): string | null {
  const raw = text.slice(0, 200);
  const full = fullDateIn(raw);
  // A date that the calendar does not have has no better reading either.
  return full === undefined ? relativeDayOf(raw, amsterdamClock(readAt)) : full;
}

/** Undefined when the text holds nothing that looks like a date with its year. */
function fullDateIn(raw: string): string | null | undefined {
  const iso =
    /(?<!\d)(\d{4})([-/])(\d{2})\2(\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)\s?(Z|[+-]\d{2}:?\d{2})?)?/u.exec(
      raw,
    );
  if (iso !== null) {
    const [, year, , month, day, time, zone] = iso;
    const stated = dayOf(Number(year), Number(month), Number(day));
    // Without a zone the clock on the page is a Dutch one.
    if (stated === null || time === undefined || zone === undefined) return stated;
    const moment = new Date(`${stated}T${time}${zone === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`}`);
    return Number.isNaN(moment.getTime()) ? stated : amsterdamDay(moment);
  }
  const named =
    /(?<!\d)(\d{1,2})(?:e|ste|de)?[\s-]{1,3}(\p{L}{3,9})\.?,?[\s-]{0,3}['’]?(\d{4}|\d{2})(?!\d|[:.]\d| ?uur)/u.exec(
      raw,
    );
  if (named !== null) return dayOf(yearOf(named[3]), monthOf(named[2]), Number(named[1]));
  const monthFirst = /(\p{L}{3,9})\.? (\d{1,2}), (\d{4})(?!\d)/u.exec(raw);
  if (monthFirst !== null) return dayOf(yearOf(monthFirst[3]), monthOf(monthFirst[1]), Number(monthFirst[2]));
  const numeric = /(?<![\d-])(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/u.exec(raw);
  return numeric === null ? undefined : dayOf(yearOf(numeric[4]), Number(numeric[3]), Number(numeric[1]));
}

function monthOf(name: string | undefined): number {
  const short = (name ?? '').toLowerCase().slice(0, 3);
  return monthAliases.get(short) ?? months.indexOf(short) + 1;
}

function yearOf(year: string | undefined): number {
  return year?.length === 2 ? 2000 + Number(year) : Number(year);
}

/** Null for a day the calendar does not have. */
function dayOf(year: number, month: number, day: number): string | null {
  if (!(year >= 1990 && year <= 2100) || month < 1 || month > 12 || day < 1) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCDate() === day ? date.toISOString().slice(0, 10) : null;
}
