import { expect, it } from 'vitest';
import { observeAd } from '../../src/extract/observe-page.ts';
import { someAd } from '../support/some-ad.ts';

const raw = someAd().raw;

it('keeps the form of every field and no value', () => {
  const seen = observeAd(someAd({ raw: { ...raw, age: null, price: '€ 100 - 150', postedOn: '3 maart 2019' } }));
  expect(seen).toEqual({
    kind: 'ad',
    fields: {
      title: 'one',
      text: 'one',
      age: 'elsewhere',
      phone: 'number',
      price: 'range',
      place: 'one',
      postedOn: 'worded-day',
      photos: 'none',
      name: 'one',
    },
    titleChars: 23,
    textChars: 56,
    statesMinor: false,
  });
});

it.each([
  ['age', { raw: { ...raw, age: 'op aanvraag' }, ages: [], age: null }, 'unread'],
  ['age', { ages: [{ years: 17, span: { field: 'age', start: 0, end: 2 } }] }, 'under-18'],
  ['age', { raw: { ...raw, age: null }, ages: [], age: null }, 'none'],
  ['phone', { phones: [] }, 'unread'],
  ['phone', { raw: { ...raw, phone: null }, phones: [] }, 'none'],
  ['price', { raw: { ...raw, price: 'in overleg' } }, 'unread'],
  ['price', { raw: { ...raw, price: '€ 80 per half uur, € 150 per uur' } }, 'several'],
  ['postedOn', { raw: { ...raw, postedOn: '2019-03-01' } }, 'iso-day'],
  ['postedOn', { raw: { ...raw, postedOn: '01-03-2019' } }, 'numeric-day'],
  ['postedOn', { raw: { ...raw, postedOn: 'gisteren' }, postedOn: null }, 'unread'],
  ['photos', { photoUrls: ['a', 'b'] }, 'many'],
] as const)('tells what stands in %s %j', (field, parts, kind) => {
  expect(observeAd(someAd(structuredClone(parts) as never)).fields[field]).toBe(kind);
});
