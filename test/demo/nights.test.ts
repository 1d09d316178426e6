import { describe, expect, it } from 'vitest';
import { createCorpus } from '../../src/demo/corpus.ts';
import type { DemoAd } from '../../src/demo/demo-ad.ts';
import { corpusOfNight, groundTruth, nightFigures } from '../../src/demo/nights.ts';

const seed = 2019;
const keyOf = (ad: DemoAd) => `${ad.shown.site} ${ad.shown.siteAdId}`;
const byKey = (ads: readonly DemoAd[]) => new Map(ads.map((ad) => [keyOf(ad), ad]));

/** What differs between two nights, told from what the sites show. */
function delta(before: readonly DemoAd[], after: readonly DemoAd[]) {
  const [old, now] = [byKey(before), byKey(after)];
  return {
    vanished: before.filter((ad) => !now.has(keyOf(ad))),
    added: after.filter((ad) => !old.has(keyOf(ad))),
    changed: after.filter((ad) => {
      const known = old.get(keyOf(ad));
      return known !== undefined && JSON.stringify(known.shown) !== JSON.stringify(ad.shown);
    }),
  };
}

describe('the nights of the demo', () => {
  const first = corpusOfNight(seed, 1);
  const second = corpusOfNight(seed, 2);

  it('begin with the corpus', () => {
    expect(first).toEqual(createCorpus(seed));
  });

  it('change 22, take away 17 and bring 17 of the 433 ads in the region on the second night', () => {
    const inside = (ads: readonly DemoAd[]) => ads.filter((ad) => ad.truth.inRegion);
    const { changed, vanished, added } = delta(inside(first), inside(second));
    expect([changed.length, vanished.length, added.length]).toEqual([22, 17, 17]);
    expect(nightFigures.inRegion).toEqual({ changed: 22, vanished: 17, added: 17 });
    expect(inside(second)).toHaveLength(433);
  });

  it('change 4, take away 4 and bring 4 of the 90 outside it', () => {
    const outside = (ads: readonly DemoAd[]) => ads.filter((ad) => !ad.truth.inRegion);
    const { changed, vanished, added } = delta(outside(first), outside(second));
    expect([changed.length, vanished.length, added.length]).toEqual([4, 4, 4]);
  });

  it('change texts, ages and numbers, and the truth with them', () => {
    const old = byKey(first);
    const pairs = delta(first, second).changed.map((ad) => [old.get(keyOf(ad))!, ad] as const);
    const texts = pairs.filter(([before, now]) => now.shown.text !== before.shown.text);
    const ages = pairs.filter(([before, now]) => now.shown.age !== before.shown.age);
    const phones = pairs.filter(([before, now]) => now.shown.phone !== before.shown.phone);
    expect([texts.length, ages.length, phones.length]).toEqual([14, 6, 6]);
    for (const [before, now] of ages) expect(now.truth.age).toBe(before.truth.age! + 1);
    for (const [before, now] of phones) expect(now.truth.phones).not.toEqual(before.truth.phones);
  });

  it('are the same each time they are asked for', () => {
    expect(corpusOfNight(seed, 2)).toEqual(second);
    expect(groundTruth(seed, 2).map(({ site, siteAdId }) => `${site} ${siteAdId}`)).toEqual(second.map(keyOf));
  });

  it('never use an id or a number twice, over ten nights', () => {
    const ids = new Map<string, string>();
    const numbers = new Map<string, string>();
    for (let night = 1; night <= 10; night += 1) {
      const ads = corpusOfNight(seed, night);
      expect(new Set(ads.map(keyOf)).size).toBe(ads.length);
      for (const ad of ads) {
        // An ad keeps its id; whoever first used a number is the only hand that uses it.
        expect(ids.get(keyOf(ad)) ?? ad.truth.persona).toBe(ad.truth.persona);
        ids.set(keyOf(ad), ad.truth.persona);
        for (const { e164 } of ad.truth.phones) {
          expect(e164).toMatch(/^\+3160000\d{4}$/);
          const hand = ad.truth.group ?? keyOf(ad);
          expect(numbers.get(e164) ?? hand).toBe(hand);
          numbers.set(e164, hand);
        }
      }
    }
  });
});
