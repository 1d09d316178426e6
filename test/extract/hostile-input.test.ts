import { describe, expect, it } from 'vitest';
import { findAges } from '../../src/extract/ages.ts';
import { findAgeRanges } from '../../src/extract/age-ranges.ts';
import { findContacts } from '../../src/extract/contacts.ts';
import { postedDayOf } from '../../src/extract/dates.ts';
import { notPhonesIn } from '../../src/extract/not-phones.ts';
import { pageLimits } from '../../src/extract/page-tree.ts';
import { parsePage } from '../../src/extract/parse-html.ts';
import { personaNamesIn } from '../../src/extract/persona-names.ts';
import { phoneUnitsOf } from '../../src/extract/phone-units.ts';
import { phoneLimits } from '../../src/extract/phone-scan.ts';
import { findPhones } from '../../src/extract/phones.ts';
import { findPrices } from '../../src/extract/prices.ts';
import { readListing } from '../../src/extract/read-listing.ts';
import { textOf } from '../../src/extract/text-of.ts';
import { siteAt } from '../crawl/crawl-fixtures.ts';

const site = siteAt('http://127.0.0.1:1');
const page = (body: string) => parsePage({ finalUrl: 'http://site.invalid/', body });
const textOfPage = (body: string) => textOf(page(body).cheerio().root().toArray(), 100_000);

// A text of which any part that is looked at more than once per character would be looked at fifty thousand times.
const repeated = [
  'a',
  'A',
  '0',
  '6',
  ' ',
  '-',
  '(',
  '€',
  '.',
  ',',
  "'",
  'é',
  '\0',
  '\uD800',
  '\u200b',
  '0️⃣',
  '06 ',
  'een ',
  'O0',
  'Ik ben ',
  '0-',
  '€ 1 ',
  '1.',
  '@',
  'a@',
  'a.',
  'a at ',
  'a punt ',
  'www.',
  '@a',
  'begin ',
  'snap ',
  'kvk ',
  'vergunning ',
  '06 rest ',
  '06-0000 dan 1 ',
  'eerste deel 06 12 ',
  'laatste cijfers 1234 ',
  '06. De rest: 12. ',
  'nul zes nul nuul zeven ',
  'O6 ZSB ',
  '06 z*s ',
  '06 () ',
  '0 (6x) ',
  'twee maal ',
  'nul|',
  'dubbel',
  '06 is een ',
];

describe('hostile text', () => {
  it.each(repeated)('is read to its end when it is %j fifty thousand times', (part) => {
    const text = part.repeat(50_000);
    expect(findPhones('text', text).length).toBeLessThanOrEqual(phoneLimits.phones);
    expect(findAges('text', text).length).toBeLessThanOrEqual(50);
    expect(findPrices('text', text).length).toBeLessThanOrEqual(100);
    expect(findContacts('text', text).length).toBeLessThanOrEqual(100);
    expect(findAgeRanges('text', text).length).toBeLessThanOrEqual(20);
    expect(personaNamesIn([text]).length).toBeLessThanOrEqual(10);
    expect(postedDayOf(text, '2026-03-02T23:30:00.000Z')).toBeNull();
    // The work of the phone search is its units and the stretches it leaves out: never more than the characters.
    const seen = text.slice(0, phoneLimits.textChars);
    expect(phoneUnitsOf(seen).length + notPhonesIn(seen).length).toBeLessThanOrEqual(seen.length);
  });

  it('finds at most a hundred of ten thousand numbers', () => {
    const numbers = Array.from({ length: 10_000 }, (_, at) => `06-0000${String(at).padStart(4, '0')}`).join(' of ');
    expect(findPhones('text', numbers)).toHaveLength(phoneLimits.phones);
  });

  it('still finds a number after half a surrogate pair and a NUL', () => {
    expect(findPhones('text', '\uD800\0 06-00001234')[0]?.e164).toBe('+31600001234');
  });
});

describe('hostile pages', () => {
  it('keep their text when tags nest deeper than the limit', () => {
    const deep = '<div>'.repeat(2000) + 'binnenin' + '</div>'.repeat(2000) + '<p>erna</p>';
    const $ = page(deep).cheerio();
    expect($('div').length).toBe(pageLimits.depth);
    expect(textOf($.root().toArray(), 1000)).toBe('binnenin\nerna');
  });

  it.each([
    ['tags nest as in no page', '<div>'.repeat(220_000)],
    [
      'a tag has as many attributes as no tag',
      `<div ${Array.from({ length: 200_000 }, (_, at) => `a${at}=1`).join(' ')}>`,
    ],
    ['all tags together have', `<b ${'a b c d e f g h i j k l m n o p '.repeat(1)}>`.repeat(20_000)],
  ])('are refused, not read by half, where %s', (_name, body) => {
    expect(() => page(body)).toThrow(expect.objectContaining({ code: 'PAGE_UNREADABLE' }));
  });

  it('have no more nodes than the limit', () => {
    const $ = page('<b>x</b>'.repeat(300_000)).cheerio();
    expect($('b').length).toBeLessThanOrEqual(pageLimits.nodes);
  });

  it('are refused where they list ads, for a list that was cut off looks like a site with fewer', () => {
    const cards = (count: number) =>
      Array.from({ length: count }, (_, at) => `<article><a href="/ad/${at}">x</a><p>y</p></article>`).join('');
    const list = (body: string) => readListing({ finalUrl: 'http://127.0.0.1:1/', fetchedAt: '', body }, site);
    expect(list(cards(900)).cards).toHaveLength(900);
    const cut = expect.objectContaining({ code: 'PAGE_UNREADABLE' });
    expect(list(cards(2_000)).cards).toHaveLength(2_000);
    expect(() => list(cards(2_001))).toThrow(cut);
    expect(() => list(cards(900) + '<i>z</i>'.repeat(pageLimits.nodes))).toThrow(cut);
    expect(() => list(cards(900) + ' '.repeat(pageLimits.bodyChars))).toThrow(cut);
  });

  it('lose NUL bytes and lone surrogates', () => {
    expect(textOfPage('<p>a\0b\uD800c</p>')).toBe('ab\u{FFFD}c');
  });

  it('are cut off at the length asked for, never inside a character', () => {
    expect(
      textOf(
        page(`<p>${'😀'.repeat(100)}</p>`)
          .cheerio()
          .root()
          .toArray(),
        11,
      ),
    ).toBe('😀'.repeat(5));
  });
});
