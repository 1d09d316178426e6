import { describe, expect, it } from 'vitest';
import { findAgeRanges } from '../../src/extract/age-ranges.ts';
import { findAges } from '../../src/extract/ages.ts';
import { findContacts } from '../../src/extract/contacts.ts';
import { postedDayOf } from '../../src/extract/dates.ts';
import { findPhones } from '../../src/extract/phones.ts';
import { findPrices, priceOf, pricesPerDuration } from '../../src/extract/prices.ts';
import { obfuscationKind, spanSchema } from '../../src/model/ad.ts';
import { z } from 'zod';
import { casesOf } from '../support/labelled-cases.ts';

const fieldName = spanSchema.shape.field;

/** Tuesday; the day matters only to words like "gisteren". */
const noon = '2026-03-03T11:00:00.000Z';

describe('labelled cases', () => {
  const phones = casesOf(
    'phones',
    z.strictObject({
      text: z.string(),
      phones: z.array(z.strictObject({ e164: z.string(), kinds: z.array(obfuscationKind) })),
    }),
  );
  const ages = casesOf('ages', z.strictObject({ field: fieldName, text: z.string(), ages: z.array(z.number()) }));
  const ageRanges = casesOf(
    'age-ranges',
    z.strictObject({ text: z.string(), ranges: z.array(z.tuple([z.number(), z.number()])) }),
  );
  const contacts = casesOf('contacts', z.strictObject({ text: z.string(), contacts: z.array(z.string()) }));
  const prices = casesOf(
    'prices',
    z.strictObject({
      field: fieldName,
      text: z.string(),
      cents: z.number().nullable(),
      /** What half an hour and an hour cost. */
      lengths: z.strictObject({ per30Cents: z.number().nullable(), per60Cents: z.number().nullable() }).optional(),
    }),
  );
  const dates = casesOf(
    'dates',
    z.strictObject({ text: z.string(), day: z.string().nullable(), readAt: z.string().default(noon) }),
  );

  it('are there in number', () => {
    expect([phones, ages, ageRanges, contacts, prices, dates].flat().length).toBeGreaterThanOrEqual(300);
  });

  it.each(phones)('finds the phones in $text', ({ text, phones: expected }) => {
    const found = findPhones('text', text);
    expect(found.map(({ e164, obfuscationKinds }) => ({ e164, kinds: obfuscationKinds }))).toEqual(expected);
    for (const { rawForm, span } of found) expect(text.slice(span.start, span.end)).toBe(rawForm);
  });

  it.each(ages)('finds the ages in $text', ({ field, text, ages: expected }) => {
    expect(findAges(field, text).map((age) => age.years)).toEqual(expected);
  });

  it.each(ageRanges)('finds the rough ages in $text', ({ text, ranges }) => {
    expect(findAgeRanges('text', text).map(({ from, to }) => [from, to])).toEqual(ranges);
  });

  it.each(contacts)('finds the contacts in $text', ({ text, contacts: expected }) => {
    const found = findContacts('text', text);
    expect(found.map(({ kind, value, isHidden }) => `${kind} ${value}${isHidden ? ' hidden' : ''}`)).toEqual(expected);
    for (const { rawForm, span } of found) expect(text.slice(span.start, span.end)).toBe(rawForm);
  });

  it.each(prices)('finds the price in $text', ({ field, text, cents }) => {
    expect(priceOf(findPrices(field, text))).toBe(cents);
  });

  it.each(prices.filter(({ lengths }) => lengths !== undefined))(
    'finds what each length costs in $text',
    ({ field, text, lengths }) => {
      expect(pricesPerDuration(findPrices(field, text))).toEqual(lengths);
    },
  );

  it.each(dates)('finds the day in $text', ({ text, day, readAt }) => {
    expect(postedDayOf(text, readAt)).toBe(day);
  });
});
