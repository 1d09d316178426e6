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
    store.runs.finish(id, `${day}T03:00:00.000Z`);
  });
  return store;
}

it('before any run only the limits of the site file are known, and said to be that', () => {
  expect(planCrawl(storeWith([]), site)).toEqual({
    site: 'prikbord',
    gap: { gapMs: 3000, because: 'site-file' },
    firstNight: {
      requests: 1041,
      wireBytes: null,
      minutes: 53,
      from: { kind: 'limit', maxListingPages: 40, cardsPerPage: 25 },
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
