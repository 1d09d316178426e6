import { beforeAll, describe, expect, it, vi } from 'vitest';
import { parsePage } from '../../src/extract/parse-html.ts';
import type { Element } from '../../src/extract/parse-html.ts';
import { createPlaceIndex } from '../../src/extract/places.ts';
import { readAd } from '../../src/extract/read-ad.ts';
import { readListing } from '../../src/extract/read-listing.ts';
import { select } from '../../src/extract/select.ts';
import { textOf } from '../../src/extract/text-of.ts';
import { readYamlFile } from '../../src/lib/yaml-file.ts';
import { regionSchema } from '../../src/model/region.ts';
import type { Site } from '../../src/model/site.ts';
import { benchPages, demoPages, everySite, fixturePages } from './every-page.ts';
import { outlineOf, parseByStandard } from './standard-page.ts';

/**
 * Our tree is made by a fast parser that does not follow the HTML standard to the letter. On every page we have, it has to give what
 * a parser by the standard gives. What it does with broken HTML stands in `broken-html.test.ts`.
 */
const pages = [...fixturePages, ...demoPages, ...benchPages];

const region = readYamlFile('config/region.yaml', regionSchema);
if (!region.ok) throw new Error(region.problems.join('\n'));
const places = createPlaceIndex(region.value);

/** The readers as they are, but on trees by the standard. */
let standard: { readAd: typeof readAd; readListing: typeof readListing };
const parsed = vi.fn<typeof parseByStandard>(parseByStandard);
beforeAll(async () => {
  vi.resetModules();
  vi.doMock('../../src/extract/parse-html.ts', async (original) => ({
    ...(await original<object>()),
    parsePage: parsed,
  }));
  standard = {
    readAd: (await import('../../src/extract/read-ad.ts')).readAd,
    readListing: (await import('../../src/extract/read-listing.ts')).readListing,
  };
  vi.doUnmock('../../src/extract/parse-html.ts');
});

describe('a page, laid beside what a parser by the HTML standard makes of it', () => {
  it('are many: of every site, listings and ads, small and large', () => {
    expect(fixturePages.length).toBeGreaterThanOrEqual(11);
    expect(demoPages.length).toBeGreaterThan(200);
    expect(new Set(pages.map(({ site }) => site))).toEqual(new Set(everySite.map(({ id }) => id)));
    expect(Math.max(...pages.map(({ page }) => page.body.length))).toBeGreaterThan(80_000);
  });

  it.each(fixturePages)('has the same tags, attributes, nesting and words: $name', ({ page }) => {
    expect(outlineOf(parsePage(page))).toBe(outlineOf(parseByStandard(page)));
  });

  it('has the same tags, attributes, nesting and words: all demo and benchmark pages', () => {
    const different = [...demoPages, ...benchPages].filter(
      ({ page }) => outlineOf(parsePage(page)) !== outlineOf(parseByStandard(page)),
    );
    expect(different.map(({ name }) => name)).toEqual([]);
  });

  it.each(everySite)('gives what every selector of $id finds, on every page', (site) => {
    const finds = new Map(selectorsOf(site).map((selector) => [selector, 0]));
    for (const { name, page } of pages) {
      const [ours, theirs] = [parsePage(page), parseByStandard(page)];
      for (const selector of finds.keys()) {
        const found = select(ours, site, selector).map(described);
        expect([name, selector, found]).toEqual([name, selector, theirs.cheerio()(selector).toArray().map(described)]);
        finds.set(selector, (finds.get(selector) ?? 0) + found.length);
      }
    }
    const idle = [...finds.keys()].filter((selector) => finds.get(selector) === 0);
    // No page of that WordPress shows a photo.
    expect(idle).toEqual(site.id === 'gooise-advertenties' ? ['.entry-content img'] : []);
  });

  it.each(everySite)('gives what every selector of $id finds within its cards', (site) => {
    let cards = 0;
    for (const { name, page } of pages) {
      const [ours, theirs] = [parsePage(page), parseByStandard(page)];
      const $ = theirs.cheerio();
      const theirCards = $(site.listing.card).toArray();
      for (const [at, card] of select(ours, site, site.listing.card).entries()) {
        cards += 1;
        for (const selector of selectorsOf(site)) {
          const found = select(ours, site, selector, card).map(described);
          const same = $(theirCards[at]).find(selector).toArray().map(described);
          expect([name, at, selector, found]).toEqual([name, at, selector, same]);
        }
      }
    }
    expect(cards).toBeGreaterThan(0);
  });

  it.each(everySite)('is the same ad and the same listing to $id, its own and a stranger’s', (site) => {
    const kinds = new Set<string>();
    for (const { name, site: of, page } of pages) {
      const ad = resultOf(() => readAd([page], site, places));
      const listing = resultOf(() => readListing(page, site));
      expect([name, ad]).toEqual([name, resultOf(() => standard.readAd([page], site, places))]);
      expect([name, listing]).toEqual([name, resultOf(() => standard.readListing(page, site))]);
      if (of === site.id && 'kind' in ad) kinds.add(ad.kind);
      if (of === site.id && 'cards' in listing && listing.cards.length > 0) kinds.add('listing');
    }
    expect(kinds).toEqual(new Set(['ad', 'not-an-ad', 'listing']));
    expect(parsed).toHaveBeenCalled();
  });
});

/** Every selector a site file holds, wherever it stands. */
function selectorsOf(site: Site): string[] {
  const { listing, detail, blocked } = site;
  const sources = [...(listing.place ?? []), ...Object.values(detail.fields).flatMap((field) => field ?? [])];
  const all = [
    listing.card,
    listing.link.selector,
    listing.next?.selector,
    listing.ready,
    ...listing.volatile,
    detail.next?.selector,
    detail.skip,
    detail.ready,
    blocked,
    ...sources.map((source) => ('selector' in source ? source.selector : undefined)),
  ];
  return [...new Set(all.filter((selector) => selector !== undefined))];
}

function described(element: unknown): { tag: string; attributes: Record<string, string>; text: string } {
  const { name, attribs, ...rest } = element as Element;
  return { tag: name, attributes: attribs, text: textOf([{ ...rest, name, attribs } as Element], 1_000_000) };
}

function resultOf<T extends object>(read: () => T): T | { refused: string } {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    return { refused: error.message };
  }
}
