import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunCounts } from '../../src/model/run.ts';
import { siteSchema } from '../../src/model/site.ts';
import { seededRegion } from '../support/seed-store.ts';
import { startGrowingSite } from './growing-site.ts';
import { openNights } from './nights.ts';

async function openSite(
  options: { validators?: 'etag' | 'last-modified' | 'none'; listing?: Record<string, unknown> } = {},
) {
  const server = await startGrowingSite({ validators: options.validators ?? 'etag' });
  const site = siteSchema.parse({
    id: 'proef',
    title: 'Proef',
    network: 'loopback',
    termsReviewedOn: '2026-01-01',
    start: [server.start],
    politeness: { delayMs: 0 },
    listing: { card: 'article', link: { selector: 'a' }, next: { selector: 'a.next' }, ...options.listing },
    detail: {
      fields: {
        id: { selector: 'main', attr: 'data-id' },
        title: { selector: 'h1' },
        text: { selector: '.text' },
        place: { selector: '.place' },
      },
    },
  });
  return { server, ...openNights(site) };
}

const listings = (paths: readonly string[]) => paths.filter((path) => path.startsWith('/lijst'));
const details = (paths: readonly string[]) => paths.filter((path) => path.startsWith('/ad/'));
const repeated = (paths: readonly string[]) => paths.filter((path, at) => paths.indexOf(path) !== at);

/** Every address that was found ended as one thing. */
function adsAccountedFor({ newAds, changedAds, unchangedAds, leftOut }: RunCounts): number {
  return newAds + changedAds + unchangedAds + Object.values(leftOut).reduce((sum, count) => sum + count, 0);
}

describe('a night on which nothing changed', () => {
  it.each([
    ['etag', 0],
    ['last-modified', 0],
    // Nothing but the bodies of the listing pages, which the site cannot say of that they are the same.
    ['none', 0.05],
  ] as const)(
    'moves less than a twentieth of the body bytes and parses nothing, with validators: %s',
    async (validators, shareMax) => {
      const { server, crawl } = await openSite({ validators });
      server.post(40);
      server.post(8, 'Utrecht');
      const first = await crawl(1);
      expect(first.counts).toMatchObject({ newAds: 40, leftOut: { 'skipped:outside-region': 8 } });
      const before = server.takeStock();

      const second = await crawl(2);
      const after = server.takeStock();
      expect(after.bodyBytes).toBeLessThanOrEqual(before.bodyBytes * shareMax);
      expect(second.pagesRead).toBe(0);
      expect(after.paths).toEqual(['/lijst', '/lijst?p=2', '/lijst?p=3', '/lijst?p=4', '/lijst?p=5']);
      expect(second.counts).toMatchObject({ pages: 5, adsSeen: 48, unchangedAds: 40, missedAds: 0 });
      expect(adsAccountedFor(second.counts)).toBe(48);
      expect(second.isWhole).toBe(true);
    },
  );

  it('is the same when every result is delivered twice', async () => {
    const { server, crawl, store } = await openSite();
    server.post(12);
    const once = await crawl(1, { isTwice: true });
    server.remove(3);
    const twice = await crawl(2, { isTwice: true });
    expect([once.counts.newAds, twice.counts.unchangedAds, twice.counts.missedAds]).toEqual([12, 11, 1]);
    expect(store.ads.ids()).toHaveLength(12);
  });
});

describe('a known card', () => {
  it('that says something else has its page read, and that one alone', async () => {
    const { server, crawl } = await openSite();
    server.post(15);
    await crawl(1);
    server.takeStock();
    Object.assign(server.ads[12]!, { title: 'Massage, nu ook in het weekend' });
    const { counts } = await crawl(2);
    expect(details(server.takeStock().paths)).toEqual([`/ad/${server.ads[12]!.id}`]);
    expect(counts).toMatchObject({ changedAds: 1, unchangedAds: 14 });
  });

  it('that stays the same has its page read again in time, and not all in one night', async () => {
    const { server, crawl } = await openSite({ validators: 'none' });
    server.post(30);
    await crawl(1);
    server.takeStock();
    // Shows on no card.
    for (const ad of server.ads) ad.text += ' Ook na acht uur.';
    const readPerNight: number[] = [];
    let changed = 0;
    for (let night = 2; night <= 8; night += 1) {
      changed += (await crawl(night)).counts.changedAds;
      readPerNight.push(details(server.takeStock().paths).length);
    }
    expect(changed).toBe(30);
    expect(readPerNight[0]).toBe(0);
    expect(readPerNight.reduce((sum, count) => sum + count, 0)).toBe(30);
    expect(Math.max(...readPerNight)).toBeLessThan(20);
  });

  it('of an ad outside the region is not followed again, and of the ad nothing is on the disk', async () => {
    const { server, crawl, dataDir, store } = await openSite();
    Object.assign(server.post(1, 'Utrecht')[0]!, { title: 'Zonnestraal', text: 'Regenboog' });
    server.post(3);
    await crawl(1);
    server.takeStock();
    const { counts } = await crawl(2);
    expect(details(server.takeStock().paths)).toEqual([]);
    expect(counts.leftOut).toEqual({ 'skipped:outside-region': 1 });
    expect(store.ads.ids()).toHaveLength(3);
    const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
    const bytes = files.map((file) => readFileSync(join(file.parentPath, file.name), 'latin1')).join('');
    expect(bytes).toContain('Massage 2');
    expect(bytes).not.toMatch(/Zonnestraal|Regenboog|Utrecht/);
  });

  it('is followed again when the region has grown', async () => {
    const { server, crawl } = await openSite();
    server.post(3, 'Utrecht');
    server.post(3);
    await crawl(1);
    const places = [...seededRegion.places, { name: 'Utrecht', aliases: [], postcodes: [], municipality: 'GM0406' }];
    const { counts } = await crawl(2, { region: { ...seededRegion, places } });
    expect(counts).toMatchObject({ newAds: 3, leftOut: {} });
  });

  it('is followed again when the site file looks elsewhere', async () => {
    const { server, crawl, store } = await openSite();
    server.post(2);
    await crawl(1);
    const detail = siteSchema.shape.detail.parse({
      fields: {
        id: { selector: 'main', attr: 'data-id' },
        title: { selector: 'title' },
        text: { selector: '.place' },
        place: { selector: '.place' },
      },
    });
    expect((await crawl(2, { change: { detail } })).counts.changedAds).toBe(2);
    expect(store.ads.content(1, 2)?.text).toBe('Hilversum');
  });
});

describe('a walk along a listing with the newest first', () => {
  const listing = { order: 'newest-first', stopAfterKnown: 12 };

  it('ends after enough known ads in a row, and then calls nobody missed', async () => {
    const { server, crawl, store } = await openSite({ listing });
    server.post(50);
    expect((await crawl(1)).isWhole).toBe(true);
    server.takeStock();
    server.post(2);
    server.remove(5);
    const second = await crawl(2);
    const { paths } = server.takeStock();
    // Twice the first page: it is looked at again after the second one, because ads moved on to that.
    expect(listings(paths)).toEqual(['/lijst', '/lijst?p=2', '/lijst']);
    expect(details(paths)).toEqual(['/ad/52', '/ad/51']);
    expect(second).toMatchObject({ isWhole: false, counts: { newAds: 2, missedAds: 0 } });
    expect(second.counts.leftOut).toEqual({ 'skipped:known-in-row': 1 });

    for (let night = 3; night <= 7; night += 1) await crawl(night);
    const full = await crawl(8);
    expect(full).toMatchObject({ isWhole: true, counts: { missedAds: 1 } });
    expect(store.ads.find(5)?.goneAt ?? null).toBeNull();
  });

  it('starts to count anew at an ad that is new or says something else', async () => {
    const { server, crawl } = await openSite({ listing });
    server.post(50);
    await crawl(1);
    server.takeStock();
    Object.assign(server.ads[11]!, { title: 'Massage, opnieuw geplaatst' });
    await crawl(2);
    expect([...new Set(listings(server.takeStock().paths))]).toEqual(['/lijst', '/lijst?p=2', '/lijst?p=3']);
  });

  it('cannot end early where the order is not known', () => {
    const attempt = siteSchema.shape.listing.safeParse({ card: 'a', link: { selector: 'a' }, stopAfterKnown: 5 });
    expect(attempt.error?.issues[0]?.message).toContain('order: newest-first');
  });
});

describe('a listing that moves while it is read', () => {
  it('is not worked on twice when new ads push cards to the next page', async () => {
    const { server, crawl, store } = await openSite();
    server.post(30);
    let isPosted = false;
    server.whenAsked((path) => {
      if (path !== '/lijst?p=2' || isPosted) return;
      isPosted = true;
      server.post(3);
    });
    const { counts } = await crawl(1);
    const { paths } = server.takeStock();
    // The three stand on the first page, which is looked at again after the second one.
    expect(counts.newAds).toBe(33);
    expect(repeated(details(paths))).toEqual([]);
    expect(store.ads.ids()).toHaveLength(33);
  });

  it('loses no ad when one is taken away and pulls another to a page that was read', async () => {
    const { server, crawl, store } = await openSite();
    server.post(30);
    const pulled = server.ads[10]!;
    let isRemoved = false;
    server.whenAsked((path) => {
      if (path !== '/lijst?p=2' || isRemoved) return;
      isRemoved = true;
      server.remove(server.ads[4]!.id);
    });
    const first = await crawl(1);
    const { paths } = server.takeStock();
    expect(details(paths)).toContain(`/ad/${pulled.id}`);
    expect(repeated(details(paths))).toEqual([]);
    expect(adsAccountedFor(first.counts)).toBe(30);
    expect(store.ads.ids()).toHaveLength(30);
  });

  it('calls no ad gone that it lost once: more were taken away than a second look can find', async () => {
    const { server, crawl, store } = await openSite();
    server.post(40);
    await crawl(1);
    server.takeStock();
    let isRemoved = false;
    server.whenAsked((path) => {
      if (path !== '/lijst?p=3' || isRemoved) return;
      isRemoved = true;
      // Two pages at once: what stood on the third now stands on the first.
      for (const { id } of server.ads.slice(0, 20)) server.remove(id);
    });
    const second = await crawl(2);
    server.takeStock();
    expect(second.counts).toMatchObject({ goneAds: 0 });
    expect(second.counts.missedAds).toBeGreaterThan(0);
    const third = await crawl(3);
    const present = store.ads.ids().filter((id) => store.ads.find(id)?.goneAt === null);
    expect(third.counts.unchangedAds).toBe(20);
    expect(present).toEqual(expect.arrayContaining(server.ads.map(({ id }) => idOf(store, id))));
  });
});

describe('an ad that is taken away', () => {
  it('is missed, then gone, and keeps its id and history when it returns', async () => {
    const { server, crawl, store } = await openSite();
    server.post(12);
    await crawl(1);
    const away = server.remove(7);
    const id = idOf(store, 7);
    expect((await crawl(2)).counts).toMatchObject({ missedAds: 1, goneAds: 0, unchangedAds: 11 });
    expect((await crawl(3)).counts).toMatchObject({ missedAds: 0, goneAds: 1 });
    expect(store.ads.find(id)?.goneAt).not.toBeNull();
    expect((await crawl(4)).counts).toMatchObject({ missedAds: 0, goneAds: 0 });
    server.ads.unshift(away);
    expect((await crawl(5)).counts).toMatchObject({ returnedAds: 1, unchangedAds: 12, newAds: 0 });
    expect(store.ads.find(id)).toMatchObject({ goneAt: null, version: 1 });
    expect(store.presence.events(id).map(({ kind }) => kind)).toEqual(['missed', 'gone', 'returned']);
  });

  it('while its card stays is gone after two nights as well; then its dead link is left alone for some nights', async () => {
    const { server, crawl, store } = await openSite();
    server.post(5);
    await crawl(1);
    const [dead] = server.ads;
    Object.assign(dead!, { title: 'Verlopen', isDead: true });
    const id = idOf(store, dead!.id);
    expect((await crawl(2)).counts).toMatchObject({ missedAds: 1, leftOut: { 'skipped:gone': 1 } });
    expect((await crawl(3)).counts).toMatchObject({ missedAds: 0, goneAds: 1, leftOut: { 'skipped:gone': 1 } });
    server.takeStock();
    const fourth = await crawl(4);
    expect(details(server.takeStock().paths)).toEqual([]);
    expect(fourth.counts).toMatchObject({ missedAds: 0, goneAds: 0, leftOut: { 'skipped:gone': 1 } });
    dead!.isDead = false;
    expect((await crawl(11)).counts).toMatchObject({ returnedAds: 1, leftOut: {} });
    expect(store.ads.find(id)?.goneAt).toBeNull();
  });
});

function idOf(store: ReturnType<typeof openNights>['store'], siteAdId: number): number {
  const id = store.ads.ids().find((each) => store.ads.find(each)?.siteAdId === String(siteAdId));
  if (id === undefined) throw new Error(`ad ${siteAdId} is not stored`);
  return id;
}
