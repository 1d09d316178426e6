import { describe, expect, it } from 'vitest';
import { createPlaceIndex } from '../../src/extract/places.ts';
import { nextPageOf, readAd } from '../../src/extract/read-ad.ts';
import { readListing } from '../../src/extract/read-listing.ts';
import { adSchema } from '../../src/model/ad.ts';
import type { Ad } from '../../src/model/ad.ts';
import type { PageText } from '../../src/model/page.ts';
import { regionSchema } from '../../src/model/region.ts';
import { siteSchema } from '../../src/model/site.ts';
import type { Site } from '../../src/model/site.ts';

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

function siteWith(detail: Record<string, unknown> = {}, fields: Record<string, unknown> = {}, listing = {}): Site {
  return siteSchema.parse({
    id: 'proef',
    title: 'Proef',
    termsReviewedOn: '2026-01-01',
    start: ['https://site.invalid/'],
    politeness: { delayMs: 0 },
    listing: {
      card: '.card',
      link: { selector: 'a' },
      place: { selector: '.place' },
      next: { selector: 'a.next' },
      ...listing,
    },
    detail: {
      ...detail,
      fields: {
        id: { from: 'url', pattern: '-(\\d+)$' },
        title: { selector: 'h1' },
        text: { selector: '.text' },
        place: [{ selector: '.place' }, { from: 'text' }],
        ...fields,
      },
    },
  });
}

function pageOf(body: string, url = 'https://site.invalid/ad/anna-17'): PageText {
  return { finalUrl: url, fetchedAt: '2026-01-01T12:00:00.000Z', body };
}

function adOf(body: string, site = siteWith()): Ad {
  const reading = readAd([pageOf(body)], site, places);
  if (reading.kind !== 'ad') throw new Error(reading.why);
  return adSchema.parse(reading.ad);
}

describe('reading an ad', () => {
  it('takes the first source of a field that yields a value', () => {
    const site = siteWith({}, { age: [{ selector: '.no' }, { selector: '.age', pattern: 'L: (\\d+)' }] });
    const ad = adOf('<h1>Rust</h1><p class="text">Tot ziens</p><i class="age">L: 23 jaar</i>', site);
    expect([ad.siteAdId, ad.title, ad.raw.age, ad.age]).toEqual(['17', 'Rust', '23', 23]);
  });

  it('keeps every stated age, with the words it stood in', () => {
    const ad = adOf('<h1>Anna (23)</h1><p class="text">Ik ben 21 jaar. Al 10 jaar ervaring.</p>');
    expect(ad.age).toBe(23);
    expect(ad.ages.map(({ years, span }) => [years, span.field])).toEqual([
      [23, 'title'],
      [21, 'text'],
    ]);
  });

  it('joins the phones of field and text, and lets the plain writing of a number win', () => {
    const site = siteWith({}, { phone: { selector: 'a', attr: 'href' } });
    const ad = adOf(
      '<h1>x</h1><p class="text">nul zes nul nul nul nul een twee drie vier of 06-00005678 <a href="tel:+31600001234">Bel</a></p><footer>06-00009999</footer>',
      site,
    );
    expect(ad.phones.map(({ e164, obfuscationKinds, span }) => [e164, obfuscationKinds, span.field])).toEqual([
      ['+31600001234', [], 'phone'],
      ['+31600005678', [], 'text'],
    ]);
  });

  it('reads the place from running text only by its capital', () => {
    const ad = adOf('<h1>x</h1><p class="text">Ik woon in Hilversum.</p>');
    expect([ad.place, ad.municipality]).toEqual(['Hilversum', 'GM0402']);
  });

  it('keeps a place outside the region without a municipality', () => {
    const site = siteWith({}, { place: { selector: '.place' } });
    const ad = adOf('<h1>x</h1><p class="text">y</p><b class="place">Amsterdam</b>', site);
    expect([ad.place, ad.municipality]).toEqual(['Amsterdam', null]);
  });

  it('adds the text of following pages, and finds the next one', () => {
    const site = siteWith({ next: { selector: 'a.more' } });
    const pages = [
      pageOf('<h1>x</h1><p class="text">een</p><a class="more" href="?p=2#top">meer</a>'),
      pageOf('<h1>x</h1><p class="text">twee 06-00001234</p>'),
    ];
    expect(nextPageOf(pages[0]!, site)).toBe('https://site.invalid/ad/anna-17?p=2');
    expect(nextPageOf(pages[1]!, site)).toBeNull();
    const reading = readAd(pages, site, places);
    expect(reading).toMatchObject({
      kind: 'ad',
      ad: { text: 'een\ntwee 06-00001234', phones: [{ e164: '+31600001234' }] },
    });
  });

  it.each([
    ['holds what the site file skips', '<h1>x</h1><p class="text">y</p><form></form>', /form/],
    ['has no text', '<h1>x</h1>', /no text/],
  ])('is not an ad when the page %s', (_, body, why) => {
    expect(readAd([pageOf(body)], siteWith({ skip: 'form' }), places)).toEqual({
      kind: 'not-an-ad',
      why: expect.stringMatching(why),
    });
  });

  it('is not an ad without an id', () => {
    const page = pageOf('<h1>x</h1><p class="text">y</p>', 'https://site.invalid/over-ons');
    expect(readAd([page], siteWith(), places)).toMatchObject({ kind: 'not-an-ad', why: 'no id was found on the page' });
  });

  it('makes photo addresses absolute and drops what is no web address', () => {
    const site = siteWith({}, { photos: { selector: 'img', attr: 'src' } });
    const ad = adOf(
      '<h1>x</h1><p class="text">y</p><img src="/1.jpg"><img src="data:x"><img src="/1.jpg#a"><img>',
      site,
    );
    expect(ad.photoUrls).toEqual(['https://site.invalid/1.jpg']);
  });

  it('says which file to correct when a selector cannot be read', () => {
    expect(() => adOf('<h1>x</h1>', siteWith({}, { title: { selector: 'h1[' } }))).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringContaining('config/sites/proef.yaml') }),
    );
  });
});

describe('reading a listing', () => {
  it('gives each ad once, absolute, without fragment, how many cards lead nowhere, and the next page', () => {
    const body = `<div class="card"><a href="/ad/1#x">a</a><i class="place">Hilversum
      (NH)</i></div><div class="card"><a href="/ad/1">a</a></div><div class="card"><a href="ad/2">b</a></div>
      <div class="card"><a href="javascript:x">c</a></div><a class="next" href="?p=2">verder</a>`;
    expect(readListing(pageOf(body, 'https://site.invalid/lijst'), siteWith())).toEqual({
      cards: [
        { url: 'https://site.invalid/ad/1', place: 'Hilversum (NH)', says: 'aHilversum (NH)' },
        { url: 'https://site.invalid/ad/2', place: null, says: 'b' },
      ],
      linkless: 1,
      next: 'https://site.invalid/lijst?p=2',
    });
  });

  it('says all that stands on a card, without what the site file calls volatile', () => {
    const site = siteWith({}, {}, { volatile: ['.tijd', 'b + u'] });
    const card = (ago: string, views: string) =>
      `<div class="card"><a href="/ad/1">Massage  in\n Huizen</a><p>Ook ’s avonds</p> <span class="tijd">${ago} <b>geleden</b></span><b>Gezien</b><u>${views}</u></div>`;
    const saysOf = (html: string) => readListing(pageOf(html), site).cards.map(({ says }) => says);
    expect(saysOf(card('3 minuten', '17'))).toEqual(['Massage in Huizen Ook ’s avonds Gezien']);
    expect(saysOf(card('2 uur', '1043'))).toEqual(saysOf(card('3 minuten', '17')));
  });

  it('takes a card that is itself the link', () => {
    const site = siteWith({}, {}, { card: 'a.card', link: { selector: 'a.card' } });
    expect(readListing(pageOf('<a class="card" href="/ad/3">x</a>'), site).cards).toEqual([
      { url: 'https://site.invalid/ad/3', place: null, says: 'x' },
    ]);
  });

  it('does not follow a next link that leads to the page itself', () => {
    expect(readListing(pageOf('<a class="next" href="#">x</a>'), siteWith()).next).toBeNull();
  });
});
