import type { Ad, Span } from '../model/ad.ts';
import type { Amount } from './price-amounts.ts';
import { bareAmountsAround, centsOf, markedAmountsIn, mayHoldAmount } from './price-amounts.ts';
import type { PriceLength } from './price-lengths.ts';
import { priceLengthsIn } from './price-lengths.ts';

/** An amount asked for; `minutes` is null where the text does not say for how long. */
export type Price = { cents: number; minutes: number | null; span: Span };

const textMaxChars = 100_000;
const pricesMax = 100;

/** Without classes of letters, so that it costs next to nothing. */
const mayHoldBare =
  /\d(?:e|,-)? ?(?:per |p[/.]|\/ ?|het |voor )|(?:uur|uurtje|kwartier|\d ?[um]|min|minuten)[^a-z\d\n]{1,10}[1-9]\d|(?:uur|uurtje|kwartier|min|minuten)(?: [a-z]{3,14})? (?:kost|is|voor|à) |(?:uur|uurtje|kwartier|minuten) ?[:=] ?[a-z]{5}|(?:tig|honderd) (?:per|het|voor) /i;
/** A number that is called a price, where the ad names none in another way. */
const calledPrice =
  /(?<=(?:prijs|tarief)[^\p{L}\p{N}\n]{1,10})([2-9]\d|\d{3})(?=\s*(?:$|[\n;|)]|\/(?!\d)|[.,](?!\d)|en ))/giu;

/** Every amount in a field that is asked for the service, each with the time it buys if the same sentence says so. */
export function findPrices(field: Span['field'], text: string): Price[] {
  const raw = plainDigits(text.slice(0, textMaxChars));
  const prices =
    mayHoldAmount.test(raw) || mayHoldBare.test(raw)
      ? sentencesOf(raw).flatMap(({ start, end }) => pricesOfSentence(field, raw.slice(start, end), start))
      : [];
  if (prices.length > 0) return prices.slice(0, pricesMax);
  const called = (/prijs|tarief/i.test(raw) ? Array.from(raw.matchAll(calledPrice)) : []).flatMap(
    ({ 0: digits, index }): Price[] => {
      const cents = centsOf(digits, undefined);
      return cents === null
        ? []
        : [{ cents, minutes: null, span: { field, start: index, end: index + digits.length } }];
    },
  );
  if (called.length > 0 || field !== 'price') return called.slice(0, pricesMax);
  // A field of its own may hold the bare number.
  const bare = /^\D{0,20}(\d{1,3}(?:\.\d{3})+|\d{1,6})(?:[.,](\d{2}))?\D{0,20}$/u.exec(raw);
  const cents = bare === null ? null : centsOf(bare[1], bare[2]);
  return bare === null || cents === null ? [] : [{ cents, minutes: null, span: { field, start: 0, end: raw.length } }];
}

/** Full-width digits, and the letter O behind a digit, as ordinary ones; every position stays what it was. */
function plainDigits(text: string): string {
  return /[\uFF10-\uFF19]|\d[oO]/.test(text)
    ? text
        .replaceAll(/[\uFF10-\uFF19]/g, (digit) => String(digit.charCodeAt(0) - 0xff10))
        .replaceAll(/(?<=\d)[oO](?![\p{L}\p{N}])/gu, '0')
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

/** Nothing but what ties a length to the amount before it: "per", "voor een", "het", "/", "(60 min)". */
const tiesLength = /^(?: ?(?:per|het|an|voor(?: een| het| 1)?)(?: heel| hele| vol)? |\/| ?\()$/iu;
/** Between a length and the amount it is said of: "30 min/60", "half uur: 60". */
const besideLength = /^[^\p{L}\p{N}\n]{0,4}$/u;
const mayHoldLength = /uur|uren|min|kwart|hour|nacht|\d ?[umh'’′]|½|p[/.]u|\/[uh]/i;

function pricesOfSentence(field: Span['field'], sentence: string, offset: number): Price[] {
  const mayBeMarked = mayHoldAmount.test(sentence);
  const mayBeBare = mayHoldBare.test(sentence);
  if (!mayBeMarked && !mayBeBare) return [];
  const lengths = mayHoldLength.test(sentence) ? priceLengthsIn(sentence).slice(0, pricesMax) : [];
  const marked = mayBeMarked ? markedAmountsIn(sentence).slice(0, pricesMax) : [];
  const current = marked.filter(({ isFormer }) => !isFormer);
  const used = new Set<PriceLength>();
  const amounts: Amount[] = [];
  for (const amount of current.length === 0 ? marked : current) {
    const length = lengthTiedTo(sentence, amount, lengths);
    if (length !== undefined) used.add(length);
    if (!amount.isSlang || lengths.length > 0) amounts.push({ ...amount, minutes: length?.minutes ?? null });
  }
  const taken: { start: number; end: number }[] = [...marked, ...lengths];
  for (const length of mayBeBare ? lengths.filter((one) => !used.has(one)) : [])
    for (const bare of bareAmountsAround(sentence, length)) {
      if (taken.some(({ start, end }) => start < bare.end && bare.start < end)) continue;
      used.add(length);
      taken.push(bare);
      amounts.push(bare);
    }
  const free = lengths.filter((length) => !used.has(length));
  return withLengthsInOrder(amounts, free).map(({ cents, minutes, start, end }) => ({
    cents,
    minutes,
    span: { field, start: offset + start, end: offset + end },
  }));
}

/** The length that only this amount can be for, whatever the order of the others: "€ 80 per half uur", "100 euro (60 min)". */
function lengthTiedTo(
  sentence: string,
  { start, end }: Amount,
  lengths: readonly PriceLength[],
): PriceLength | undefined {
  const next = lengths.find((length) => length.start >= end);
  if (next === undefined || next.start > end + 20) return undefined;
  const gap = sentence.slice(end, next.start);
  if (/[p/]/i.test(sentence.charAt(next.start))) return gap.trim() === '' ? next : undefined;
  if (!tiesLength.test(gap)) return undefined;
  if (gap.endsWith('(')) return /^ ?\)/.test(sentence.slice(next.end, next.end + 2)) ? next : undefined;
  // In "uur 120/half uur 70" the stroke only parts.
  const last = lengths.findLast((length) => length.end <= start);
  const isListed = gap === '/' && last !== undefined && besideLength.test(sentence.slice(last.end, start));
  return isListed ? undefined : next;
}

/**
 * Amounts and lengths that nothing ties take turns. A sentence that begins with a length ("half uur € 60, heel uur € 120") names it before
 * each amount, else after.
 */
function withLengthsInOrder(unordered: readonly Amount[], lengths: readonly PriceLength[]): Amount[] {
  const amounts = unordered.toSorted((a, b) => a.start - b.start);
  const firstOpen = amounts.find(({ minutes }) => minutes === null);
  const lengthFirst = (lengths[0]?.start ?? Infinity) < (firstOpen?.start ?? 0);
  let next = 0;
  return amounts.map((amount, at) => {
    const from = lengthFirst ? (amounts[at - 1]?.end ?? 0) : amount.end;
    const to = lengthFirst ? amount.start : (amounts[at + 1]?.start ?? Infinity);
    let minutes: number | null = null;
    for (let one = lengths[next]; one !== undefined && one.start < to; one = lengths[next]) {
      if (one.start >= from && (lengthFirst || minutes === null)) minutes = one.minutes;
      next += 1;
    }
    return { ...amount, minutes: amount.minutes ?? minutes };
  });
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
