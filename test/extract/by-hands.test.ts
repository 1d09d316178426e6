import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readConfig } from '../../src/config.ts';
import { findAges } from '../../src/extract/ages.ts';
import { findContacts } from '../../src/extract/contacts.ts';
import { postedDayOf } from '../../src/extract/dates.ts';
import { personaNamesIn } from '../../src/extract/persona-names.ts';
import { americanPhones, dutchPhones } from '../../src/extract/phone-countries.ts';
import { findPhones } from '../../src/extract/phones.ts';
import { createPlaceIndex } from '../../src/extract/places.ts';
import { findPrices, pricesPerDuration } from '../../src/extract/prices.ts';
import { createDenialReader } from '../support/denial-reader.ts';
import { casesOf } from '../support/labelled-cases.ts';

/** Written without sight of the reader. `miss` says why a case is still read wrongly; the list stays true, see below. */
const common = { how: z.string(), text: z.string(), miss: z.string().min(10).optional() };
/** Of a place: before 2027-01-01, when Wijdemeren merges into Hilversum, unless a case names another day. */
const day = z.iso.date().default('2026-11-01');
const cents = z.number().nullable();
const { region } = readConfig('config');
const index = createPlaceIndex(region);
const isDenied = createDenialReader();

/** Never a folder `held`: what is held out is only scored, by the bench. */
const all = ['ages', 'negation', 'places'];
const [dutch, american] = ['phones-nl', 'phones-us'];
const hands = [
  {
    name: 'a third hand',
    folder: 'by-a-third-hand',
    phones: ['phones-in-parts', 'phones-any'],
    others: all,
    count: 625,
  },
  { name: 'a fourth hand', folder: 'by-a-fourth-hand/open', phones: [dutch, american], others: all, count: 508 },
  { name: 'a fifth hand', folder: 'by-a-fifth-hand/open', phones: [dutch, american], others: ['ages'], count: 748 },
  {
    name: 'a sixth hand',
    folder: 'by-a-sixth-hand/open',
    phones: [],
    others: ['negation', 'places', 'prices', 'dates', 'contacts', 'personas'],
    count: 404,
  },
];

function phonesOf(folder: string, name: string) {
  const country = name.endsWith('-us') ? americanPhones : dutchPhones;
  return casesOf(`${folder}/${name}`, z.strictObject({ ...common, phones: z.array(z.string()) })).map((one) => ({
    ...one,
    field: 'phones',
    truth: one.phones.toSorted(),
    found: () => findPhones('text', one.text, country),
    read: (): unknown =>
      findPhones('text', one.text, country)
        .map(({ e164 }) => e164)
        .toSorted(),
  }));
}

/** Whether each case is read as a careful reader says it is. */
function otherCasesOf(folder: string, files: readonly string[]) {
  const casesIn = <T>(file: string, schema: z.ZodType<T>): T[] =>
    files.includes(file) ? casesOf(`${folder}/${file}`, schema) : [];
  return [
    ...casesIn('ages', z.strictObject({ ...common, ages: z.array(z.number()) })).map((one) => ({
      ...one,
      field: 'ages',
      truth: one.ages,
      read: (): unknown => findAges('text', one.text).map(({ years }) => years),
    })),
    ...casesIn('negation', z.strictObject({ ...common, word: z.string(), negated: z.boolean() })).map((one) => ({
      ...one,
      field: `denial of ${one.word}`,
      truth: one.negated,
      read: (): unknown => isDenied(one.text, one.word),
    })),
    // Where a text names several municipalities, any of them is right.
    ...casesIn('places', z.strictObject({ ...common, municipalities: z.array(z.string()), day })).map((one) => ({
      ...one,
      field: 'municipality',
      truth: one.municipalities.length === 0 ? undefined : expect.toBeOneOf(one.municipalities),
      read: (): unknown => {
        const code = index.findInText(one.text, one.day)?.municipality;
        return region.municipalities.find((municipality) => municipality.code === code)?.name;
      },
    })),
    ...casesIn('prices', z.strictObject({ ...common, per30Cents: cents, per60Cents: cents })).map((one) => ({
      ...one,
      field: 'prices',
      truth: { per30Cents: one.per30Cents, per60Cents: one.per60Cents },
      read: (): unknown => pricesPerDuration(findPrices('text', one.text)),
    })),
    ...casesIn('dates', z.strictObject({ ...common, readAt: z.iso.datetime(), day: z.iso.date().nullable() })).map(
      (one) => ({ ...one, field: 'day', truth: one.day, read: (): unknown => postedDayOf(one.text, one.readAt) }),
    ),
    // The name counts, not on which service it is.
    ...casesIn('contacts', z.strictObject({ ...common, contacts: z.array(z.string()) })).map((one) => ({
      ...one,
      field: 'contacts',
      truth: one.contacts.toSorted(),
      read: (): unknown =>
        findContacts('text', one.text)
          .map(({ kind, value }) => `${kind} ${kind === 'handle' ? value.slice(value.indexOf(':') + 1) : value}`)
          .toSorted(),
    })),
    ...casesIn('personas', z.strictObject({ ...common, names: z.array(z.string()) })).map((one) => ({
      ...one,
      field: 'names',
      truth: one.names.toSorted(),
      read: (): unknown =>
        personaNamesIn([one.text])
          .map((name) => name.toLowerCase())
          .toSorted(),
    })),
  ];
}

describe.each(hands)('cases by $name', ({ folder, phones: names, others, count }) => {
  const phones = names.flatMap((name) => phonesOf(folder, name));
  const cases = [...phones, ...otherCasesOf(folder, others)];

  it('are there in number', () => {
    expect(cases).toHaveLength(count);
  });

  it.each(cases.filter(({ miss }) => miss === undefined))('has the $field of $text', ({ truth, read }) => {
    expect(read()).toEqual(truth);
  });

  it.each(cases.filter(({ miss }) => miss !== undefined))(
    'still misreads the $field of $text; take its mark away when this fails',
    ({ truth, read }) => {
      expect(read()).not.toEqual(truth);
    },
  );

  it.each(phones)('points at the phones in $text', ({ text, found }) => {
    for (const { rawForm, span } of found()) expect(text.slice(span.start, span.end)).toBe(rawForm);
  });
});
