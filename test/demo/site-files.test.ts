import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mkdtemp, rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPageSource } from '../../src/crawl/page-source.ts';
import type { PageSource } from '../../src/crawl/page-source.ts';
import type { DemoAd } from '../../src/demo/demo-ad.ts';
import { corpusOfNight } from '../../src/demo/nights.ts';
import { serveDemo } from '../../src/demo/sites.ts';
import type { DemoServer } from '../../src/demo/sites.ts';
import { createPlaceIndex } from '../../src/extract/places.ts';
import { readAd } from '../../src/extract/read-ad.ts';
import { readListing } from '../../src/extract/read-listing.ts';
import { readYamlFile } from '../../src/lib/yaml-file.ts';
import { createLog } from '../../src/log.ts';
import type { Ad } from '../../src/model/ad.ts';
import { legalBasisSchema, regionSchema } from '../../src/model/region.ts';
import { siteSchema } from '../../src/model/site.ts';
import type { Site } from '../../src/model/site.ts';

function valid<T>(result: { ok: true; value: T } | { ok: false; problems: string[] }): T {
  if (!result.ok) throw new Error(result.problems.join('\n'));
  return result.value;
}
const region = valid(readYamlFile('config/region.yaml', regionSchema));
const legalBasis = valid(readYamlFile('config/legal-basis.yaml', legalBasisSchema));
const prikbord = valid(readYamlFile('config/sites/prikbord.yaml', siteSchema));
const marktplein = valid(readYamlFile('config/sites/marktplein.yaml', siteSchema));
const places = createPlaceIndex(region);

describe('config/region.yaml', () => {
  it.each([
    ['Loosdrecht', '2026-12-31', 'GM1696'],
    ['Loosdrecht', '2027-01-01', 'GM0402'],
    ["'s-Graveland", '2027-01-01', 'GM0402'],
    ['’s Graveland', '2019-06-01', 'GM1696'],
    ['Weesp', '2022-03-23', 'GM0457'],
    ['Weesp', '2022-03-24', null],
    ['Bussum', '2026-01-01', 'GM1942'],
    ['Hollandsche Rading', '2026-01-01', null],
    ['Hilvarenbeek', '2026-01-01', null],
  ])('puts %s on %s in %s', (place, day, municipality) => {
    expect(places.find(place, day)?.municipality ?? null).toBe(municipality);
  });

  it('names one row for each place and day, so that no order decides', () => {
    for (const day of ['2019-06-01', '2026-12-31', '2027-01-01']) {
      const rows = region.places.filter(
        (row) => (row.validFrom ?? day) <= day && (row.validTo === undefined || day < row.validTo),
      );
      expect(new Set(rows.map((row) => row.name)).size).toBe(rows.length);
    }
  });
});

describe('config/legal-basis.yaml', () => {
  it('covers the demo sites and manual work in every municipality, and names no other source', () => {
    const codes = region.municipalities.map((municipality) => municipality.code);
    expect(legalBasis.grounds.flatMap((ground) => ground.sources)).toEqual(['prikbord', 'marktplein', 'manual']);
    for (const ground of legalBasis.grounds) expect(ground.municipalities.toSorted()).toEqual(codes.toSorted());
  });
});

describe('config/sites', () => {
  let server: DemoServer;
  let source: PageSource;
  let temporaryDir: string;
  const { signal } = new AbortController();
  const truth = new Map(corpusOfNight(2019, 1).map((ad) => [`${ad.shown.site} ${ad.shown.siteAdId}`, ad]));

  beforeAll(async () => {
    server = await serveDemo({ seed: 2019, night: () => 1, ports: { prikbord: 0, marktplein: 0 } });
    temporaryDir = await mkdtemp(join(tmpdir(), 'demo-'));
    const { CHROMIUM_PATH: chromiumPath } = process.env;
    source = openPageSource({
      userAgent: 'Vindplaats/0.1 (test; test@example.org)',
      now: () => new Date(),
      log: createLog('silent'),
      temporaryDir,
      chromiumPath,
    });
  });
  afterAll(async () => {
    await source.close();
    await server.close();
    await rm(temporaryDir, { recursive: true, force: true });
  });

  async function read(site: Site, listings: number, details: number): Promise<[Ad, DemoAd][]> {
    const pairs: [Ad, DemoAd][] = [];
    const start = new URL(site.start[0]!);
    let next: string | null = server.urls[site.demo!] + start.pathname;
    for (let at = 0; at < listings && next !== null; at += 1) {
      const listing = await source.get(site, next, null, signal);
      if (listing.kind !== 'page') throw new Error(`listing is ${listing.kind}`);
      const { cards, next: following } = readListing(listing.page, site);
      next = following;
      for (const card of cards.slice(0, details)) {
        const got = await source.get(site, card.url, null, signal);
        if (got.kind !== 'page') continue;
        const reading = readAd([got.page], site, places);
        if (reading.kind !== 'ad') throw new Error(`${card.url}: ${reading.why}`);
        pairs.push([reading.ad, truth.get(`${site.id} ${reading.ad.siteAdId}`)!]);
      }
    }
    return pairs;
  }

  function local(site: Site): Site {
    const start = new URL(site.start[0]!);
    return { ...site, start: [server.urls[site.demo!] + start.pathname] };
  }

  function expectTrue(pairs: readonly [Ad, DemoAd][]): void {
    for (const [ad, { shown, truth: known }] of pairs) {
      const spaced = (text: string) => text.replaceAll(/\s+/g, ' ');
      expect({
        title: ad.title,
        text: spaced(ad.text),
        age: ad.age,
        phones: ad.phones.map((phone) => phone.e164).toSorted(),
        priceCents: ad.priceCents,
        place: known.inRegion ? ad.place : known.place,
        isInRegion: ad.municipality !== null,
        postedOn: ad.postedOn,
        photos: ad.photoUrls.length,
      }).toEqual({
        title: shown.title,
        text: spaced(shown.text),
        age: known.age,
        phones: known.phones.map((phone) => phone.e164).toSorted(),
        priceCents: known.priceCents,
        place: known.place,
        isInRegion: known.inRegion,
        postedOn: shown.postedOn,
        photos: shown.photoFiles.length,
      });
    }
  }

  it('point at the addresses where the demo serves', () => {
    expect([prikbord.start, marktplein.start]).toEqual([['http://127.0.0.1:8091/'], ['http://127.0.0.1:8092/lijst']]);
    expect([prikbord.demo, marktplein.demo]).toEqual(['prikbord', 'marktplein']);
  });

  it('read every ad of prikbord as it was written', async () => {
    const pairs = await read(local(prikbord), 100, 25);
    expect(pairs).toHaveLength([...truth.values()].filter((ad) => ad.shown.site === 'prikbord').length);
    expectTrue(pairs);
    expect(server.requests().filter((request) => request.path.startsWith('/besloten/'))).toEqual([]);
  });

  it('read ads of marktplein as they were written, in a browser', async () => {
    const pairs = await read(local(marktplein), 2, 3);
    expect(pairs.length).toBeGreaterThanOrEqual(4);
    expectTrue(pairs);
  });
});
