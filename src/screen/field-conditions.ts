import { fold } from '../lib/fold.ts';
import type { Ad, Span } from '../model/ad.ts';
import type { LinkFacts } from '../model/assessment.ts';
import type { CountCondition, FactCondition, FieldCondition } from './condition.ts';

/** Conditions on what was read from the ad besides its words. Each gives the places it rests on, or null when it does not hold. */

export function fieldHolds(condition: FieldCondition, ad: Ad): Span[] | null {
  const { between, exists } = condition;
  switch (condition.name) {
    case 'age':
      return fits(condition, ad.age) ? ageSpans(ad, [ad.age]) : null;
    case 'anyAge': {
      const stated = [ad.age, ...ad.ages.map((age) => age.years)].filter((years) => years !== null);
      if (!between) return stated.length > 0 === exists ? ageSpans(ad, stated) : null;
      const within = stated.filter((years) => isBetween(years, between));
      return within.length > 0 ? ageSpans(ad, within) : null;
    }
    case 'priceCents':
      return fits(condition, ad.priceCents) ? priceSpans(ad) : null;
    default:
      return condition.name satisfies never;
  }
}

function fits({ between, exists }: FieldCondition, value: number | null): boolean {
  return between ? isBetween(value, between) : (value !== null) === exists;
}

export function countHolds(condition: CountCondition, ad: Ad): Span[] | null {
  switch (condition.of) {
    case 'distinctAges': {
      const years = ad.ages.map((age) => age.years);
      return isBetween(new Set(years).size, condition.between) ? ageSpans(ad, years) : null;
    }
    case 'distinctNumbers':
      return isBetween(new Set(ad.phones.map((phone) => phone.e164)).size, condition.between)
        ? ad.phones.map((phone) => phone.span)
        : null;
    case 'personaNames':
      return isBetween(new Set(ad.personaNames.map(fold)).size, condition.between) ? [] : null;
    default:
      return condition.of satisfies never;
  }
}

export function factHolds({ name, between, is }: FactCondition, facts: LinkFacts, ad: Ad): Span[] | null {
  const value = facts[name];
  const holds = typeof value === 'boolean' ? value === is : between !== undefined && isBetween(value, between);
  return holds ? factSpans(name, ad) : null;
}

/** What in the ad itself a reader can check the fact against. */
function factSpans(name: FactCondition['name'], ad: Ad): Span[] {
  switch (name) {
    case 'personasPerContact':
    case 'municipalitiesPerContact':
    case 'agesPerContact':
    case 'adsPerContact':
    case 'postsInBurst':
    case 'burstPersonas':
    case 'nameChanged':
    case 'daysKnown':
      return ad.phones.map((phone) => phone.span);
    case 'agesFalling':
      return ageSpans(ad, [ad.age]);
    case 'priceRobustZ':
      return priceSpans(ad);
    // The whole text, a picture, or what a person was told: there is no place to point at.
    case 'tips':
    case 'templateAds':
    case 'templateContacts':
    case 'photoPersonas':
      return [];
    default:
      return name satisfies never;
  }
}

export function obscuredSpans(ad: Ad): Span[] | null {
  const plain = new Set(ad.phones.filter((phone) => phone.obfuscationKinds.length === 0).map((phone) => phone.e164));
  const obscured = ad.phones.filter((phone) => phone.obfuscationKinds.length > 0 && !plain.has(phone.e164));
  return obscured.length > 0 ? obscured.map((phone) => phone.span) : null;
}

export function ageSpans(ad: Ad, years: readonly (number | null)[]): Span[] {
  return ad.ages.filter((age) => years.includes(age.years)).map((age) => age.span);
}

function priceSpans(ad: Ad): Span[] {
  const length = ad.raw.price?.length ?? 0;
  // A price that stands in the running text has no field to point at.
  return length === 0 ? [] : [{ field: 'price', start: 0, end: length }];
}

/** Both ends count. */
export function isBetween(value: number | null, [low, high]: readonly [number, number]): boolean {
  return value !== null && low <= value && value <= high;
}
