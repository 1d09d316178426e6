/** The labelled cases that somebody wrote who had not seen the reader; a known miss counts as a miss. */
import { z } from 'zod';
import { findAges } from '../src/extract/ages.ts';
import { findContacts } from '../src/extract/contacts.ts';
import { postedDayOf } from '../src/extract/dates.ts';
import { findPhones } from '../src/extract/phones.ts';
import { findPrices, priceOf } from '../src/extract/prices.ts';
import { spanSchema } from '../src/model/ad.ts';
import { casesOf } from '../test/support/labelled-cases.ts';

type HandReading = {
  field: 'phone' | 'age' | 'price' | 'postedOn' | 'contact';
  kind: string;
  truth: string[];
  read: string[];
};

const field = spanSchema.shape.field;

export function readingsByAnotherHand(): HandReading[] {
  return [
    ...casesOf(
      'by-another-hand/phones',
      z.object({ text: z.string(), how: z.string(), phones: z.array(z.string()) }),
    ).map(({ text, how, phones }): HandReading => ({
      field: 'phone',
      kind: how,
      truth: phones,
      read: findPhones('text', text).map(({ e164 }) => e164),
    })),
    ...casesOf('by-another-hand/ages', z.object({ text: z.string(), field, ages: z.array(z.number()) })).map(
      (one): HandReading => ({
        field: 'age',
        kind: one.ages.length === 0 ? 'distractor' : 'stated',
        truth: one.ages.map(String),
        read: findAges(one.field, one.text).map(({ years }) => String(years)),
      }),
    ),
    ...casesOf('by-another-hand/prices', z.object({ text: z.string(), field, cents: z.number().nullable() })).map(
      (one): HandReading => ({
        field: 'price',
        kind: 'all',
        truth: some(one.cents),
        read: some(priceOf(findPrices(one.field, one.text))),
      }),
    ),
    ...casesOf(
      'by-another-hand/dates',
      z.object({ text: z.string(), readAt: z.string(), day: z.string().nullable() }),
    ).map(({ text, readAt, day }): HandReading => ({
      field: 'postedOn',
      kind: 'all',
      truth: some(day),
      read: some(postedDayOf(text, readAt)),
    })),
    ...casesOf('by-another-hand/contacts', z.object({ text: z.string(), contacts: z.array(z.string()) })).map(
      ({ text, contacts }): HandReading => ({
        field: 'contact',
        kind: 'all',
        truth: contacts,
        read: findContacts('text', text).map(
          ({ kind, value, isHidden }) => `${kind} ${value}${isHidden ? ' hidden' : ''}`,
        ),
      }),
    ),
  ];
}

function some(value: string | number | null): string[] {
  return value === null ? [] : [String(value)];
}
