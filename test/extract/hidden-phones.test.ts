import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { americanPhones, dutchPhones } from '../../src/extract/phone-countries.ts';
import { findPhones } from '../../src/extract/phones.ts';
import { casesOf } from '../support/labelled-cases.ts';

/** Written beside the reader, by the ways of hiding it reads. `miss` says why a case is still read wrongly; the list stays true, see below. */
const schema = z.strictObject({
  how: z.string(),
  text: z.string(),
  phones: z.array(z.string()),
  miss: z.string().min(10).optional(),
});

describe.each([
  { name: 'Dutch', file: 'phones-hidden', country: dutchPhones },
  { name: 'American', file: 'phones-us', country: americanPhones },
])('$name numbers', ({ file, country }) => {
  const cases = casesOf(file, schema);
  const read = (text: string) => findPhones('text', text, country);
  const e164Of = (text: string) => read(text).map(({ e164 }) => e164);

  it('are there in number', () => {
    expect(cases.length).toBeGreaterThan(100);
  });

  it.each(cases.filter(({ miss }) => miss === undefined))('are read in $text, $how', ({ text, phones }) => {
    expect(e164Of(text)).toEqual(phones);
    for (const { rawForm, span } of read(text)) expect(text.slice(span.start, span.end)).toBe(rawForm);
  });

  it.each(cases.filter(({ miss }) => miss !== undefined))(
    'are still misread in $text; take its mark away when this fails',
    ({ text, phones }) => {
      expect(e164Of(text)).not.toEqual(phones);
    },
  );
});
