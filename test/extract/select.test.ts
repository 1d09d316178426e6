import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { parsePage } from '../../src/extract/parse-html.ts';
import { createPlaceIndex } from '../../src/extract/places.ts';
import { nextPageOf, readAd } from '../../src/extract/read-ad.ts';
import { attributeOf } from '../../src/extract/read-field.ts';
import { isFoundBy, select } from '../../src/extract/select.ts';
import type { PageText } from '../../src/model/page.ts';
import { regionSchema } from '../../src/model/region.ts';
import { siteSchema } from '../../src/model/site.ts';

const folder = join(import.meta.dirname, '../../fixtures/sites');
const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.html'))
  .map((file) => ({ file, html: readFileSync(join(folder, file), 'utf8') }));

const site = siteSchema.parse({
  id: 'proef',
  title: 'Proef',
  termsReviewedOn: '2026-01-01',
  start: ['https://site.invalid/'],
  politeness: { delayMs: 0 },
  listing: { card: '.card', link: { selector: 'a' } },
  detail: {
    next: { selector: 'a.next' },
    fields: {
      id: { from: 'url', pattern: '\\d+$' },
      title: { selector: 'h1' },
      text: { selector: 'p' },
      place: { selector: 'p' },
    },
  },
});

/** Compiled once, compiled for a card, and left to cheerio; with and without a tag to look under. */
const selectors = [
  'a',
  'A.volgende',
  '.omschrijving',
  'article.advertentie h1',
  'tr td a, .fotos img',
  'dl.kenmerken dt:contains("Naam") + dd',
  'dl > dd ~ dd',
  'td:not(tr a)',
  ':not(td a)',
  'tr:has(a) td',
  'td:nth-child(2n)',
  'li:last-child a[href^="/"]',
  '*',
  'div :is(a, img)',
  'a:first',
  'td:eq(1)',
  '> *',
  '+ td',
  ':scope > td',
];
/** An element by where it stands, with what it says: equal in two trees only for the same element. */
const told = (nodes: readonly object[]) =>
  nodes.map((node) => JSON.stringify('attribs' in node && 'name' in node && [node.name, node.attribs]));

const parsed = (body: string) => parsePage({ finalUrl: 'https://site.invalid/a/', body });

describe('asking a selector of a page', () => {
  it.each(selectors)('finds what cheerio finds, on a page and within each of its elements: %s', (selector) => {
    for (const { html } of pages) {
      const page = parsed(html);
      const $ = page.cheerio();
      expect(select(page, site, selector)).toEqual($(selector).toArray());
      for (const within of page.elements) {
        expect(select(page, site, selector, within)).toEqual($(within).find(selector).toArray());
        expect(isFoundBy(page, site, selector, within)).toBe($(within).is(selector));
      }
    }
  });

  it.each(['a', '.omschrijving', 'td a', 'article h1', 'dt + dd', 'li:last-child'])(
    'finds what a parser by the HTML standard gives: %s',
    (selector) => {
      for (const { html } of pages) {
        expect(told(select(parsed(html), site, selector))).toEqual(told(load(html)(selector).toArray()));
      }
    },
  );

  it('names the site file and the selector that cannot be read', () => {
    expect(() => select(parsed('<p>x</p>'), site, 'p[')).toThrow(/config\/sites\/proef\.yaml: "p\[" is not a CSS/);
  });
});

describe('an attribute', () => {
  it.each(['value', 'checked', 'name', 'href', 'disabled'])('is what cheerio says it is: %s', (name) => {
    const page = parsed('<input type=checkbox name=a checked><option>een<option value=2 disabled=no><a href="/b">');
    for (const element of page.elements) {
      expect(attributeOf(page, element, name)).toBe(page.cheerio()(element).attr(name) ?? '');
    }
  });
});

it('reads an ad from the tree in which its next page was looked for', () => {
  let reads = 0;
  const page: PageText = {
    finalUrl: 'https://site.invalid/ad/17',
    fetchedAt: '2026-01-01T12:00:00.000Z',
    get body() {
      reads += 1;
      return '<h1>Rust</h1><p>Welkom in Hilversum</p><a class="next" href="?p=2">verder</a>';
    },
  };
  const places = createPlaceIndex(
    regionSchema.parse({
      name: 'Test',
      operator: { name: 'Test', contact: 'test@example.invalid' },
      municipalities: [{ code: 'GM0402', name: 'Hilversum' }],
      places: [{ name: 'Hilversum', municipality: 'GM0402' }],
      review: { capacityPerWeek: 10 },
      retention: { undecidedDays: 1, dismissedDays: 1, confirmedDays: 1 },
    }),
  );
  expect(nextPageOf(page, site)).toBe('https://site.invalid/ad/17?p=2');
  expect(readAd([page], site, places).kind).toBe('ad');
  expect(reads).toBe(1);
});
