import type { Ad } from '../model/ad.ts';
import { findAgeRanges } from './age-ranges.ts';
import { findAges } from './ages.ts';
import { findContacts } from './contacts.ts';
import { personaNamesIn } from './persona-names.ts';
import { findPhones } from './phones.ts';
import { findPrices, priceOf, pricesPerDuration } from './prices.ts';

const phonesMax = 100;

export type TextReading = Pick<
  Ad,
  'ages' | 'ageRanges' | 'phones' | 'contacts' | 'priceCents' | 'prices' | 'personaNames'
>;

/** What can be read from a title and a running text alone, without a page or a site file. */
export function readText(title: string, text: string): TextReading {
  const prices = [...findPrices('title', title), ...findPrices('text', text)];
  return {
    ages: [...findAges('title', title), ...findAges('text', text)],
    ageRanges: [...findAgeRanges('title', title), ...findAgeRanges('text', text)],
    phones: phonesOf('', title, text),
    contacts: contactsOf('', title, text),
    priceCents: priceOf(prices),
    prices: pricesPerDuration(prices),
    personaNames: personaNamesIn([title, text]),
  };
}

/** Each once, where it stands first. */
export function contactsOf(field: string, title: string, text: string): Ad['contacts'] {
  const all = [...findContacts('phone', field), ...findContacts('title', title), ...findContacts('text', text)];
  return [...new Map(all.toReversed().map((one) => [`${one.kind} ${one.value}`, one])).values()].toReversed();
}

/** Each number once; a field or a plain writing goes before a hidden one. */
export function phonesOf(field: string, title: string, text: string): Ad['phones'] {
  const all = [...findPhones('phone', field), ...findPhones('title', title), ...findPhones('text', text)];
  const byNumber = new Map<string, Ad['phones'][number]>();
  for (const phone of all) {
    const known = byNumber.get(phone.e164);
    if (known === undefined || phone.obfuscationKinds.length < known.obfuscationKinds.length)
      byNumber.set(phone.e164, phone);
  }
  return [...byNumber.values()].slice(0, phonesMax);
}
