import { canonicalJson } from '../lib/hash.ts';
import type { Ad } from '../model/ad.ts';

/** What another reading of the same page makes of an ad, field by field, in the order of the page. */
export const comparedFields = [
  'title',
  'text',
  'age',
  'ages',
  'ageRanges',
  'phones',
  'contacts',
  'priceCents',
  'prices',
  'place',
  'municipality',
  'postedOn',
  'photoUrls',
  'personaNames',
  'raw',
] as const satisfies readonly (keyof Ad)[];
export type ComparedField = (typeof comparedFields)[number];

export function isFilled(ad: Ad, field: ComparedField): boolean {
  return hasContent(ad[field]);
}

export function changedFields(before: Ad, after: Ad): ComparedField[] {
  return comparedFields.filter((field) => canonicalJson(before[field]) !== canonicalJson(after[field]));
}

function hasContent(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return false;
  if (Array.isArray(value)) return value.length > 0;
  return typeof value === 'object' ? Object.values(value).some(hasContent) : true;
}
