import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { undoMigrationsFrom } from '../support/older-store.ts';
import { someAd, somePage } from '../support/some-ad.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

function openWithAds(count: number) {
  const store = openStore(temporaryDir());
  onTestFinished(() => store.close());
  const ads = Array.from({ length: count }, (_, nth) => {
    const ad = someAd({ siteAdId: String(nth) });
    return store.ads.keep({
      ad,
      addressHash: String(nth),
      contentHash: 'x',
      page: somePage('2026-01-05T01:00:00.000Z'),
    }).adId;
  });
  return { store, ads, templates: store.templates };
}

it('gives back texts as they were packed, by ascending id', () => {
  const { templates } = openWithAds(0);
  const packed = Uint32Array.of(1, 0xffffffff, 0, 0, 7);
  templates.keep({ id: templates.nextTextId(), template: 1, packed, pairs: 1 });
  templates.keep({ id: templates.nextTextId(), template: 1, packed: new Uint32Array(4), pairs: 0 });
  expect([...templates.texts()]).toEqual([
    { id: 1, template: 1, packed },
    { id: 2, template: 1, packed: new Uint32Array(4) },
  ]);
  expect(templates.weights()).toBeNull();
  templates.keepWeights(Uint8Array.of(1, 2, 3), 2);
  expect([...templates.weights()!]).toEqual([1, 2, 3]);
  expect(templates.stale()).toEqual({ keptTo: 0, staleTo: 2 });
  templates.keptUpTo(2);
  expect(templates.stale()).toBeNull();
});

it('reads from the texts of an older store how many pairs of words they have', () => {
  const dataDir = temporaryDir();
  const first = openStore(dataDir);
  const packed = (keys: number, pairs: number) => {
    const numbers = new Uint32Array(4 + keys + pairs);
    numbers[3] = keys;
    return numbers;
  };
  first.templates.keep({ id: 1, template: 1, packed: packed(24, 61), pairs: 0 });
  first.templates.keep({ id: 2, template: 2, packed: packed(0, 9), pairs: 0 });
  first.close();
  undoMigrationsFrom(19, dataDir);
  openStore(dataDir).close();
  const again = new Database(join(dataDir, 'vindplaats.sqlite'));
  onTestFinished(() => void again.close());
  expect(again.prepare('select id, pairs from text order by id').all()).toEqual([
    { id: 1, pairs: 61 },
    { id: 2, pairs: 9 },
  ]);
});

it('lists the ads of a template, follows a merge and a falling apart, and tells which text nobody has any more', () => {
  const { ads, templates } = openWithAds(3);
  for (const id of [1, 2, 3]) templates.keep({ id, template: id, packed: new Uint32Array(4), pairs: 0 });
  ads.forEach((ad, at) => expect(templates.assign(ad, { id: at + 1, nearestShare: null })).toBeNull());
  templates.merge(1, [2, 3]);
  expect(templates.adsOf(1, 10)).toEqual(ads);
  expect(templates.adsOf(1, 2)).toEqual(ads.slice(0, 2));
  expect(templates.assign(ads[1]!, { id: 1, nearestShare: 0.9 })).toBe(2);
  templates.erase(2);
  templates.setTemplates(new Map([[3, 3]]));
  expect(ads.map((ad) => templates.templateOf(ad))).toEqual([1, 1, 3]);
  expect(templates.assign(ads[0]!, null)).toBeNull();
  expect(templates.assign(ads[1]!, null)).toBe(1);
  expect(templates.templateOf(ads[1]!)).toBeNull();
});
