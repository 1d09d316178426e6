import { fold } from '../lib/fold.ts';
import type { Ad, Span } from '../model/ad.ts';
import { amountOfWord } from './number-words.ts';

/** An amount asked for; `minutes` is null where the text does not say for how long. */
export type Price = { cents: number; minutes: number | null; span: Span };

const textMaxChars = 100_000;
const pricesMax = 100;
const centsMax = 10_000_000;

const whole = String.raw`(\d{1,3}(?:\.\d{3})+(?!\d)|\d{1,6})`;
const euro = String.raw`(?:€|eur(?:o(?:['’]?s)?)?(?!\p{L}))`;
/** "€ 120", "EUR 120,00", "120 euro", "120,-", "honderdtwintig euro"; one group or pair for each way of writing. */
const amount = new RegExp(
  [
    String.raw`(?<![\p{L}\p{N}])${euro}\s?${whole}(?:[.,](\d{2})(?!\d)|,[-=]{1,2})?(?!\d)`,
    String.raw`(?<![\p{L}\p{N}.,])${whole}(?:[.,](\d{2})|,-)?\s?${euro}`,
    String.raw`(?<![\p{L}\p{N},]|\d\.)(\d{2,5}),-`,
    String.raw`(?<![\p{L}\p{N}\p{M}])([\p{L}\p{M}]{3,30})\s?${euro}(?!\s?\d)`,
  ].join('|'),
  'giu',
);

/** Every way of writing holds one of these; a text without is done with at once. Within a word "eur" is a door, a colour or a scent. */
const mayHoldAmount = /€|euro|(?<![a-z])eur|,-/i;

const aLength = String.raw`(?<!\d ?)uur(?:tje)?|(?<!\d)[1-3] ?u(?:ur)?|(?<!\d)\d{2,3} ?min(?:uten)?`;
/** Without a sign of money a number is a price right beside a length ("80 per uur", "half uur: 60, uur: 100"), or when it is called one. */
const bareAmount = new RegExp(
  [
    String.raw`(\d{3}(?<![\p{L}\p{N}.,:/-]\d{3})|\d{2}(?<![\p{L}\p{N}.,:/-]\d{2}))(?:,(\d{2}))? ?(?=(?:per |p\/|p\.|\/ ?)(?:half ?uur|halve uur|uur|u(?!\p{L})|(?:30|45|60|90) ?min))`,
    String.raw`([2-9]\d|\d{3})(?=\s*(?:$|[\n;|)]|\/(?!\d)|[.,](?!\d)|en |half ?uur|heel |anderhalf|[1-3] ?u(?!\p{L})|\d{2,3} ?min))(?<=(?:${aLength}|prijs|tarief)[^\p{L}\p{N}\n]{1,10}\d{2,3})`,
  ].join('|'),
  'giu',
);

/** Without classes of letters, so that it costs next to nothing. */
const mayHoldBare =
  /\d ?(?:per |p[/.]|\/ ?)(?:half|halve|u|\d)|(?:uur|uurtje|\d ?u|min|minuten|prijs|tarief)[^a-z\d\n]{1,10}[1-9]\d/i;

/** How long: named, in minutes ("30m:" and "30' €" too), or in hours. The hour of a clock ("22.00 uur") is no length. */
const duration =
  /(?:(?<!\p{L})|(?=\/))(?:(half ?uur(?:tje)?|halve uur|half (?:an )?hour)|(anderhalf uur)|(kwartier)|(?<![\d.:])(\d{1,3}) ?(?:min(?:uten|uut|utes)?(?!\p{L})|(?<=\d)[m'’′](?=\s?[:=€–-]))|(?<![\d.:,])(\d{1,2}|twee|drie|vier)(,5)? ?(?:uur|uren|hours?|(?<=[1-3] ?)[uh])(?![\p{L}\d])|((?<!\d ?)(?:uur(?:tje|tarief|loon|prijs)?|hour)(?!\p{L})|p\/u(?!\p{L})|p\.u\.|\/[uh](?!\p{L}))|((?:over)?nacht(?:ing)?(?!\p{L})))/giu;

const notTheFeeBefore =
  /(?:korting|toeslag|reiskosten|voorrijkosten|parkeren|parkeerkosten|borg|aanbetaling|extra|boete|bon|waarde)(?: van| is|:)? ?$/u;
/** "Normaal 100, nu 80": counts only where no other amount stands beside it. */
const formerBefore = /(?:normaal|voorheen|eerst|i\.p\.v\.|in plaats van)(?: van)?:? ?$/u;
const notTheFeeAfter = /^ ?(?:korting|toeslag|extra|reiskosten|borg|per minuut|p\/m|per km|per kilometer)/u;

/** Every amount in a field that is asked for the service, each with the time it buys if the same sentence says so. */
export function findPrices(field: Span['field'], text: string): Price[] {
  const raw = plainDigits(text.slice(0, textMaxChars));
  let prices = mayHoldAmount.test(raw) ? pricesBy(amount, mayHoldAmount) : [];
  // Bare numbers are believed only in an ad that writes none of its prices in full.
  if (prices.length === 0 && mayHoldBare.test(raw)) prices = pricesBy(bareAmount, mayHoldBare);
  if (prices.length > 0 || field !== 'price') return prices.slice(0, pricesMax);
  // A field of its own may hold the bare number.
  const bare = /^\D{0,20}(\d{1,3}(?:\.\d{3})+|\d{1,6})(?:[.,](\d{2}))?\D{0,20}$/u.exec(raw);
  const cents = bare === null ? null : centsOf(bare[1], bare[2]);
  return bare === null || cents === null ? [] : [{ cents, minutes: null, span: { field, start: 0, end: raw.length } }];

  function pricesBy(pattern: RegExp, hint: RegExp): Price[] {
    return sentencesOf(raw).flatMap(({ start, end }) => {
      const sentence = raw.slice(start, end);
      return hint.test(sentence) ? pricesOfSentence(field, sentence, start, pattern) : [];
    });
  }
}

/** Full-width digits as ordinary ones; every position stays what it was. */
function plainDigits(text: string): string {
  return /[\uFF10-\uFF19]/.test(text)
    ? text.replaceAll(/[\uFF10-\uFF19]/g, (digit) => String(digit.charCodeAt(0) - 0xff10))
    : text;
}

/** For one hour where the ad says so, else the first. Eurocents. */
export function priceOf(prices: readonly Price[]): number | null {
  return (prices.find((price) => price.minutes === 60) ?? prices[0])?.cents ?? null;
}

/**
 * What half an hour and an hour cost, eurocents: as stated, else worked out from the nearest length of the same kind (a quarter to three
 * quarters; more than that, up to two hours). A price without a length says neither.
 */
export function pricesPerDuration(prices: readonly Price[]): Ad['prices'] {
  return { per30Cents: centsFor(30, 15, 45), per60Cents: centsFor(60, 46, 120) };

  function centsFor(wanted: number, shortest: number, longest: number): number | null {
    let nearest: { cents: number; minutes: number } | null = null;
    for (const { cents, minutes } of prices) {
      if (minutes === null || minutes < shortest || minutes > longest) continue;
      if (nearest === null || Math.abs(minutes - wanted) < Math.abs(nearest.minutes - wanted))
        nearest = { cents, minutes };
    }
    return nearest === null ? null : Math.round((nearest.cents * wanted) / nearest.minutes);
  }
}

function pricesOfSentence(field: Span['field'], sentence: string, offset: number, pattern: RegExp): Price[] {
  const all = Array.from(sentence.matchAll(pattern)).flatMap((match) => {
    const cents =
      match[6] === undefined ? centsOf(match[1] ?? match[3] ?? match[5], match[2] ?? match[4]) : centsOfWord(match[6]);
    const end = match.index + match[0].length;
    const before = sentence.slice(Math.max(0, match.index - 30), match.index).toLowerCase();
    const after = sentence.slice(end, end + 20).toLowerCase();
    return cents === null || notTheFeeBefore.test(before) || notTheFeeAfter.test(after)
      ? []
      : [{ cents, start: match.index, end, isFormer: formerBefore.test(before) }];
  });
  const current = all.filter(({ isFormer }) => !isFormer);
  const amounts = current.length === 0 ? all : current;
  if (amounts.length === 0) return [];
  const durations = Array.from(sentence.matchAll(duration)).flatMap((match) => {
    const minutes = minutesOf(match);
    return minutes === null ? [] : [{ minutes, start: match.index }];
  });
  // A sentence that begins with a length ("half uur € 60, heel uur € 120") names it before each amount, else after.
  const lengthFirst = (durations[0]?.start ?? Infinity) < (amounts[0]?.start ?? 0);
  let next = 0;
  return amounts.map(({ cents, start, end }, at) => {
    const from = lengthFirst ? (amounts[at - 1]?.end ?? 0) : end;
    const to = lengthFirst ? start : (amounts[at + 1]?.start ?? Infinity);
    let minutes: number | null = null;
    for (let one = durations[next]; one !== undefined && one.start < to; one = durations[next]) {
      if (one.start >= from && (lengthFirst || minutes === null)) minutes = one.minutes;
      next += 1;
    }
    return { cents, minutes, span: { field, start: offset + start, end: offset + end } };
  });
}

const hourWords = new Map([
  ['twee', 2],
  ['drie', 3],
  ['vier', 4],
]);

function minutesOf(match: RegExpExecArray): number | null {
  const [, half, oneAndAHalf, quarter, minutes, hours, andAHalf, hour] = match;
  if (half !== undefined) return 30;
  if (oneAndAHalf !== undefined) return 90;
  if (quarter !== undefined) return 15;
  if (minutes !== undefined) return Number(minutes);
  // More than twelve hours are opening hours.
  if (hours !== undefined) {
    const count = hourWords.get(hours.toLowerCase()) ?? Number(hours);
    return count > 12 || count === 0 ? null : count * 60 + (andAHalf ? 30 : 0);
  }
  return hour === undefined ? 720 : 60;
}

/** Sentences and lines; the dot in "p.u." or "€ 1.200" ends none. */
function sentencesOf(text: string): { start: number; end: number }[] {
  const sentences: { start: number; end: number }[] = [];
  let start = 0;
  for (const match of text.matchAll(/[.!?;] +(?=[\p{Lu}€])|\n/gu)) {
    sentences.push({ start, end: match.index });
    start = match.index + match[0].length;
  }
  return [...sentences, { start, end: text.length }];
}

function centsOfWord(word: string): number | null {
  const euros = amountOfWord(fold(word));
  // "een euro" and the like is said of a tip or a discount, never of a service.
  return euros === null || euros < 10 ? null : euros * 100;
}

function centsOf(euros: string | undefined, cents: string | undefined): number | null {
  if (euros === undefined) return null;
  const value = Number(euros.replaceAll('.', '')) * 100 + Number(cents ?? 0);
  return value > 0 && value <= centsMax ? value : null;
}
