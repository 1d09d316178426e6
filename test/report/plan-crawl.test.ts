import { expect, it, onTestFinished } from 'vitest';
import { planCrawl } from '../../src/report/plan-crawl.ts';
import { openStore } from '../../src/store/open-store.ts';
import { seededSites } from '../support/seed-store.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const [plain] = seededSites;
const site = {
  ...plain!,
  politeness: { ...plain!.politeness, delayMs: 3000, maxListingPages: 40 },
  expect: { cardsPerPage: [1, 25] as [number, number], fillRatio: {} },
};

function storeWith(nights: readonly { requests: number; wireBytes: number }[]) {
  const store = openStore(temporaryDir());
  onTestFinished(() => store.close());
  nights.forEach((night, index) => {
    const id = `night ${index + 1}`;
    const day = `2026-11-${String(10 + index)}`;
    store.runs.start({ id, site: site.id, reason: 'proef', startedAt: `${day}T02:00:00.000Z` });
    store.traffic.add(id, { ...night, busyMs: night.requests * 100, pauseMs: 3000 });
    store.runs.addAddress(id, 'list', 'listing');
    store.runs.settle(id, 'list', 'listed', null);
    store.runs.addAddress(id, 'ad', 'detail');
    store.runs.settle(id, 'ad', 'stored', null);
    store.runs.finish(id, `${day}T03:00:00.000Z`);
  });
  return store;
}

it('before any run only the limits of the site file are known, and said to be that', () => {
  expect(planCrawl(storeWith([]), site)).toEqual({
    site: 'prikbord',
    gap: { gapMs: 3000, because: 'site-file' },
    firstNight: {
      requests: 1080,
      wireBytes: null,
      minutes: 54,
      from: { kind: 'limit', maxListingPages: 40, cardsPerPage: 25, requestsPerAd: 1 },
    },
    usualNight: { requests: null, wireBytes: null, minutes: null, from: { kind: 'unknown' } },
  });
  const { cardsPerPage: _unknown, ...rest } = site.expect;
  expect(planCrawl(storeWith([]), { ...site, expect: rest }).firstNight).toMatchObject({
    requests: null,
    from: { kind: 'unknown' },
  });
});

it('a first night is planned from the first run, a usual one from the median of the last', () => {
  const store = storeWith([
    { requests: 500, wireBytes: 5_000_000 },
    { requests: 60, wireBytes: 100_000 },
    { requests: 40, wireBytes: 90_000 },
    { requests: 300, wireBytes: 900_000 },
  ]);
  expect(planCrawl(store, site)).toMatchObject({
    firstNight: { requests: 500, wireBytes: 5_000_000, minutes: 25, from: { kind: 'run', id: 'night 1' } },
    usualNight: { requests: 60, wireBytes: 100_000, minutes: 3, from: { kind: 'median', runs: 3 } },
  });
});

it('the most that a file allows counts the photos and the pages of an ad', () => {
  const photos = { keep: 'hash' as const, hosts: [], maxPerAd: 3 };
  expect(planCrawl(storeWith([]), { ...site, photos }).firstNight.requests).toBe(40 * (2 + 25 * 4));
  const detail = { ...site.detail, next: { selector: 'a.verder', attr: 'href' } };
  expect(planCrawl(storeWith([]), { ...site, photos, detail }).firstNight.requests).toBe(40 * (2 + 25 * 13));
});

it('a run that was kept out at the start is neither a first night nor a usual one', () => {
  const store = storeWith([{ requests: 5, wireBytes: 1000 }]);
  store.runs.addAddress('night 1', 'left', 'detail');
  store.runs.settle('night 1', 'left', 'skipped', 'site-blocks');
  expect(planCrawl(store, site).firstNight.from).toMatchObject({ kind: 'limit' });

  store.runs.start({ id: 'good', site: site.id, reason: 'proef', startedAt: '2026-11-20T02:00:00.000Z' });
  store.traffic.add('good', { requests: 500, wireBytes: 5_000_000, busyMs: 1000, pauseMs: 3000 });
  store.runs.addAddress('good', 'list', 'listing');
  store.runs.settle('good', 'list', 'listed', null);
  store.runs.addAddress('good', 'ad', 'detail');
  store.runs.settle('good', 'ad', 'stored', null);
  store.runs.finish('good', '2026-11-20T03:00:00.000Z');
  expect(planCrawl(store, site)).toMatchObject({
    firstNight: { requests: 500, from: { kind: 'run', id: 'good' } },
    usualNight: { requests: null, from: { kind: 'unknown' } },
  });
});
