import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readConfig } from '../../src/config.ts';
import { findAges } from '../../src/extract/ages.ts';
import { findPhones } from '../../src/extract/phones.ts';
import { createPlaceIndex } from '../../src/extract/places.ts';
import { casesOf } from '../support/labelled-cases.ts';

/** The open half only: the other is scored by `npm run bench:extract`, and a test would print what it fails on. */
const open = 'by-a-third-hand/open';
const common = { how: z.string(), text: z.string() };
const phones = ['phones-in-parts', 'phones-any'].flatMap((name) =>
  casesOf(`${open}/${name}`, z.strictObject({ ...common, phones: z.array(z.string()) })),
);
const ages = casesOf(`${open}/ages`, z.strictObject({ ...common, ages: z.array(z.number()) }));
const places = casesOf(`${open}/places`, z.strictObject({ ...common, municipalities: z.array(z.string()) }));

describe('open cases by a third hand', () => {
  it.each(phones)('has the phones of $text', ({ text, phones: expected }) => {
    const found = findPhones('text', text);
    expect(found.map(({ e164 }) => e164).toSorted()).toEqual(expected.toSorted());
    for (const { rawForm, span } of found) expect(text.slice(span.start, span.end)).toBe(rawForm);
  });

  it.each(ages)('has the ages of $text', ({ text, ages: expected }) => {
    expect(findAges('text', text).map(({ years }) => years)).toEqual(expected);
  });

  const { region } = readConfig('config');
  const index = createPlaceIndex(region);
  it.each(places)('has a municipality of $text', ({ text, municipalities }) => {
    const code = index.findInText(text, '2026-11-01')?.municipality;
    const name = region.municipalities.find((municipality) => municipality.code === code)?.name;
    expect(municipalities.length === 0 ? [undefined] : municipalities).toContain(name);
  });
});
