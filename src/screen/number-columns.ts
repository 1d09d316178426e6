import { fold } from '../lib/fold.ts';
import type { Ad } from '../model/ad.ts';
import type { LinkFacts } from '../model/assessment.ts';
import { ruleFacts } from './condition.ts';
import type { CountCondition, FactCondition } from './condition.ts';
import type { Local } from './local.ts';

/** Everything about an ad that is one number, or yes (1) and no (0). */
export type NumberColumn =
  | FactCondition['name']
  | CountCondition['of']
  | 'age'
  | 'priceCents'
  | 'isObscured'
  | 'isBelowMinimum'
  | 'licenceRequired';

export const numberColumns: readonly NumberColumn[] = [
  ...ruleFacts,
  'distinctAges',
  'distinctNumbers',
  'personaNames',
  'age',
  'priceCents',
  'isObscured',
  'isBelowMinimum',
  'licenceRequired',
];

/** @returns NaN when the ad has no such number: it lies between no two others. */
export function numberIn(column: NumberColumn, ad: Ad, facts: LinkFacts, local: Local): number {
  switch (column) {
    case 'distinctAges':
      return distinct(ad.ages.length, () => ad.ages.map((age) => age.years));
    case 'distinctNumbers':
      return distinct(ad.phones.length, () => ad.phones.map((phone) => phone.e164));
    case 'personaNames':
      return distinct(ad.personaNames.length, () => ad.personaNames.map(fold));
    case 'age':
      return ad.age ?? Number.NaN;
    case 'priceCents':
      return ad.priceCents ?? Number.NaN;
    case 'isObscured':
      return ad.phones.some((phone) => phone.obfuscationKinds.length > 0) ? 1 : 0;
    case 'isBelowMinimum':
      return ad.age !== null && local.minimumAge !== null && ad.age < local.minimumAge ? 1 : 0;
    case 'licenceRequired':
      return local.licenceRequired ? 1 : 0;
    case 'personasPerContact':
    case 'municipalitiesPerContact':
    case 'agesPerContact':
    case 'adsPerContact':
    case 'templateAds':
    case 'templateContacts':
    case 'photoPersonas':
    case 'agesFalling':
    case 'nameChanged':
    case 'postsInBurst':
    case 'burstPersonas':
    case 'priceRobustZ':
    case 'daysKnown':
    case 'tips':
      return Number(facts[column] ?? Number.NaN);
    default:
      return column satisfies never;
  }
}

/** One or none needs no counting. */
function distinct(length: number, list: () => readonly unknown[]): number {
  return length < 2 ? length : new Set(list()).size;
}

/** A condition that can hold only when a number lies in a range; both ends count. */
export type NumberRange = { column: NumberColumn; low: number; high: number };

/**
 * Finds what waits for the numbers of an ad without asking each: of a thousand rules hardly one waits for the number that is there.
 * @param waiting each range with what to wake.
 */
export function createRangeIndex(
  waiting: readonly { range: NumberRange; position: number }[],
): (ad: Ad, facts: LinkFacts, local: Local, wake: (position: number) => void) => void {
  const perColumn = numberColumns.flatMap((column) => {
    const ranges = waiting
      .filter(({ range }) => range.column === column)
      .map(({ range: { low, high }, position }) => ({ low, high, position }))
      .toSorted((a, b) => a.low - b.low);
    return ranges.length === 0 ? [] : [{ column, ranges }];
  });
  return (ad, facts, local, wake) => {
    for (const { column, ranges } of perColumn) {
      const value = numberIn(column, ad, facts, local);
      for (const range of ranges) {
        if (!(range.low <= value)) break;
        if (value <= range.high) wake(range.position);
      }
    }
  };
}
