import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readConfig } from '../../src/config.ts';
import { findAges } from '../../src/extract/ages.ts';
import { findPhones } from '../../src/extract/phones.ts';
import { createPlaceIndex } from '../../src/extract/places.ts';
import { createDenialReader } from '../support/denial-reader.ts';
import { casesOf } from '../support/labelled-cases.ts';

/** Written without sight of the reader. `miss` says why a case is still read wrongly; the list stays true, see below. */
const common = { how: z.string(), text: z.string(), miss: z.string().min(10).optional() };
const folder = 'by-a-third-hand';
const { region } = readConfig('config');
const index = createPlaceIndex(region);
const isDenied = createDenialReader();

const phones = ['phones-in-parts', 'phones-any'].flatMap((name) =>
  casesOf(`${folder}/${name}`, z.strictObject({ ...common, phones: z.array(z.string()) })),
);

/** Whether each case is read as a careful reader says it is. */
const cases = [
  ...phones.map((one) => ({
    ...one,
    field: 'phones',
    truth: one.phones.toSorted(),
    read: (): unknown =>
      findPhones('text', one.text)
        .map(({ e164 }) => e164)
        .toSorted(),
  })),
  ...casesOf(`${folder}/ages`, z.strictObject({ ...common, ages: z.array(z.number()) })).map((one) => ({
    ...one,
    field: 'ages',
    truth: one.ages,
    read: (): unknown => findAges('text', one.text).map(({ years }) => years),
  })),
  ...casesOf(`${folder}/negation`, z.strictObject({ ...common, word: z.string(), negated: z.boolean() })).map(
    (one) => ({
      ...one,
      field: `denial of ${one.word}`,
      truth: one.negated,
      read: (): unknown => isDenied(one.text, one.word),
    }),
  ),
  // Where a text names several municipalities, any of them is right.
  ...casesOf(`${folder}/places`, z.strictObject({ ...common, municipalities: z.array(z.string()) })).map((one) => ({
    ...one,
    field: 'municipality',
    truth: one.municipalities.length === 0 ? undefined : expect.toBeOneOf(one.municipalities),
    read: (): unknown => {
      const code = index.findInText(one.text, '2026-11-01')?.municipality;
      return region.municipalities.find((municipality) => municipality.code === code)?.name;
    },
  })),
];

describe('cases by a third hand', () => {
  it('are there in number', () => {
    expect(cases).toHaveLength(625);
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

  it.each(phones)('points at the phones in $text', ({ text }) => {
    for (const { rawForm, span } of findPhones('text', text)) expect(text.slice(span.start, span.end)).toBe(rawForm);
  });
});
