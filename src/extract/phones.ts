import { obfuscationKind } from '../model/ad.ts';
import type { Phone, Span } from '../model/ad.ts';
import { numbersAfterAreaCode } from './after-area-code.ts';
import { withoutAsides, withoutCounts, withoutLikelyArticles, withoutSureArticles } from './articles.ts';
import { doubtfulUnitsOf } from './doubtful-units.ts';
import { notPhonesIn } from './not-phones.ts';
import { numbersInParts } from './numbers-in-parts.ts';
import { dutchPhones, internationalOf } from './phone-countries.ts';
import type { PhoneCountry } from './phone-countries.ts';
import { lenientGap, looseGap, plainGap } from './phone-gaps.ts';
import type { GapRule } from './phone-gaps.ts';
import { phoneLimits, scanUnits } from './phone-scan.ts';
import type { FoundPhone } from './phone-scan.ts';
import type { PhoneUnit } from './phone-unit.ts';
import { phoneUnitsOf } from './phone-units.ts';
import { numbersToldOtherwise } from './told-otherwise.ts';

/**
 * The phone numbers in a field, plainly written or hidden, in order, each E.164 number once (a plain writing wins:
 * who writes a number openly hides nothing). Numbers of the country, and numbers with an international prefix.
 * @param country how numbers without a prefix are read; the product reads Dutch ones.
 */
export function findPhones(field: Span['field'], text: string, country: PhoneCountry = dutchPhones): Phone[] {
  const raw = text.slice(0, phoneLimits.textChars);
  const found: FoundPhone[] = linkedNumbers(raw);
  const taken = inOrder([...found, ...notPhonesIn(raw)]);
  const units = withoutCounts(raw, withoutTaken(phoneUnitsOf(raw), taken));
  let left: readonly PhoneUnit[] = units;
  const look = (among: readonly PhoneUnit[], gapRule: GapRule): void => {
    // What stands on either side of a number that was found is no number together.
    const within: GapRule = (gap, before, after) =>
      found.some(({ start, end }) => start >= before.end && end <= after.start) ? null : gapRule(gap, before, after);
    if (found.length < phoneLimits.phones) take(scanUnits(raw, among, within, country));
  };
  take(numbersToldOtherwise(raw, units, country));
  look(
    left.filter((unit) => unit.kinds.length === 0),
    plainGap,
  );
  // What is still unread may hide a number.
  look(withoutSureArticles(raw, left), looseGap);
  if (found.length < phoneLimits.phones) take(numbersInParts(raw, left, country));
  if (found.length < phoneLimits.phones) take(numbersAfterAreaCode(raw, left, country));
  // Guesses, the likely ones first, where something still begins as a number does.
  const within = country.mayBeginIn(left, raw);
  if (within !== null) {
    look(withoutAsides(raw, withoutLikelyArticles(raw, left)), lenientGap);
    for (const letters of [false, true])
      look(withoutTaken(withoutTaken(doubtfulUnitsOf(raw, left, within, letters), taken), inOrder(found)), looseGap);
  }
  const byNumber = new Map<string, FoundPhone>();
  for (const one of inOrder(found)) {
    const known = byNumber.get(one.e164);
    if (known === undefined || one.kinds.length < known.kinds.length) byNumber.set(one.e164, one);
  }
  return [...byNumber.values()].slice(0, phoneLimits.phones).map(({ start, end, e164, kinds }) => ({
    rawForm: raw.slice(start, end),
    e164,
    obfuscationKinds: obfuscationKind.options.filter((kind) => kinds.includes(kind)),
    span: { field, start, end },
  }));

  function take(hits: readonly FoundPhone[]): void {
    if (hits.length === 0) return;
    found.push(...hits);
    left = withoutTaken(units, inOrder(found));
  }
}

function inOrder<T extends { start: number }>(stretches: readonly T[]): T[] {
  return stretches.toSorted((a, b) => a.start - b.start);
}

/** Links to a chat carry the number in international form without a plus. */
function linkedNumbers(text: string): FoundPhone[] {
  return Array.from(
    text
      .slice(0, phoneLimits.textChars)
      .matchAll(/(?:wa\.me\/|signal\.me\/#p\/|[?&](?:phone|number)=)(?:\+|%2B)?(\d{8,15})(?!\d)/gi),
    (match) => {
      const digits = match[1] ?? '';
      const end = match.index + match[0].length;
      return { start: end - digits.length, end, e164: internationalOf(digits)?.e164 ?? '', kinds: [] };
    },
  )
    .filter((one) => one.e164 !== '')
    .slice(0, phoneLimits.phones);
}

/** Leaves out the units that touch a taken stretch; both lists are in order of their start. */
function withoutTaken(units: readonly PhoneUnit[], taken: readonly { start: number; end: number }[]): PhoneUnit[] {
  let at = 0;
  let reach = 0;
  return units.filter((unit) => {
    for (let next = taken[at]; next !== undefined && next.start < unit.end; next = taken[at]) {
      reach = Math.max(reach, next.end);
      at += 1;
    }
    return unit.start >= reach;
  });
}
