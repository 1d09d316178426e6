import { describe, expect, it } from 'vitest';
import { corpusFigures, createClosedAds, createCorpus } from '../../src/demo/corpus.ts';
import type { DemoAd } from '../../src/demo/demo-ad.ts';
import { scenarios } from '../../src/demo/recipes.ts';
import type { Scenario } from '../../src/demo/recipes.ts';
import * as telling from '../../src/demo/wording-telling.ts';

const corpus = createCorpus(2019);
const inRegion = corpus.filter((ad) => ad.truth.inRegion);
const of = (scenario: Scenario) => inRegion.filter((ad) => ad.scenario === scenario);
function groupsOf(scenario: Scenario): DemoAd[][] {
  const groups = new Map<string | null, DemoAd[]>();
  for (const ad of of(scenario)) groups.set(ad.truth.group, [...(groups.get(ad.truth.group) ?? []), ad]);
  return [...groups.values()];
}
const holds = (ad: DemoAd, list: readonly string[]) => list.some((sentence) => ad.shown.text.includes(sentence));
const distinct = (values: readonly unknown[]) => new Set(values).size;
const e164s = (ads: readonly DemoAd[]) => ads.flatMap((ad) => ad.truth.phones.map((phone) => phone.e164));

describe('the demo corpus', () => {
  it.each([2019, 1, 77])('holds the figures of the report of 2020 for seed %d', (seed) => {
    const inside = createCorpus(seed).filter((ad) => ad.truth.inRegion);
    expect(inside).toHaveLength(433);
    expect(inside.filter(({ truth: { age } }) => age !== null && age >= 21 && age <= 25)).toHaveLength(108);
  });

  it('has ads outside the region and behind robots.txt on top of those', () => {
    expect(corpus.length - inRegion.length).toBe(corpusFigures.outside);
    expect(createClosedAds(2019)).toHaveLength(corpusFigures.closed);
    expect(distinct(createClosedAds(2019).map((ad) => ad.site))).toBe(2);
  });

  it('is the same for the same seed, and another for another', () => {
    expect(createCorpus(2019)).toEqual(corpus);
    expect(createCorpus(2020)).not.toEqual(corpus);
  });

  it('covers every scenario inside the region', () => {
    expect(scenarios.filter((scenario) => of(scenario).length === 0)).toEqual([]);
    expect(scenarios.length).toBeGreaterThanOrEqual(12);
  });

  it('stands on two sites, about 60 to 40, over the whole of 2019', () => {
    const share = inRegion.filter((ad) => ad.shown.site === 'prikbord').length / inRegion.length;
    expect(share).toBeGreaterThan(0.55);
    expect(share).toBeLessThan(0.65);
    expect(corpus.filter((ad) => !ad.shown.postedOn.startsWith('2019-'))).toEqual([]);
    expect(distinct(inRegion.map((ad) => ad.shown.postedOn.slice(0, 7)))).toBe(12);
  });

  it('gives every ad an id of its own and a text of its own length and words', () => {
    expect(distinct(corpus.map((ad) => `${ad.shown.site} ${ad.shown.siteAdId}`))).toBe(corpus.length);
    expect(distinct(corpus.map((ad) => ad.shown.text))).toBe(corpus.length);
    const lengths = corpus.map((ad) => ad.shown.text.length);
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(200);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(1200);
    expect(corpus.filter((ad) => /[{}]|undefined|null/.test(ad.shown.text + ad.shown.title))).toEqual([]);
  });

  it('holds no number that can ring', () => {
    expect(e164s(corpus).length).toBeGreaterThan(400);
    expect(e164s(corpus).filter((number) => !/^\+3160000\d{4}$/.test(number))).toEqual([]);
    for (const { shown, truth } of corpus) {
      const written = truth.phones.reduce(
        (text, phone) => text.replaceAll(phone.written, ''),
        `${shown.text}\n${shown.phone ?? ''}`,
      );
      expect(written).not.toMatch(/0\s?6[\s.-]?\d{2}|\+\s?\d{2}/);
    }
  });

  it('leaves fields empty, or to the text, as advertisers do', () => {
    const shown = inRegion.map((ad) => ad.shown);
    expect(shown.filter((ad) => ad.age === null).length).toBeGreaterThan(40);
    expect(inRegion.filter((ad) => ad.shown.age === null && ad.truth.age !== null).length).toBeGreaterThan(30);
    expect(inRegion.filter((ad) => ad.truth.age === null).length).toBeGreaterThan(5);
    expect(inRegion.filter((ad) => ad.truth.phones.length === 0).length).toBeGreaterThan(5);
    expect(shown.filter((ad) => ad.price === null).length).toBeGreaterThan(40);
  });
});

describe('the scenarios', () => {
  it('let friends, touring workers and agencies share a number, and twins and template rings not', () => {
    for (const scenario of ['friends-one-phone', 'touring', 'agency', 'hidden-number-ring'] as const) {
      for (const group of groupsOf(scenario)) {
        expect(distinct(group.map((ad) => e164s([ad]).join(' ')))).toBe(1);
      }
    }
    for (const scenario of ['origin-twins', 'template-ring'] as const) {
      for (const group of groupsOf(scenario)) expect(distinct(e164s(group))).toBe(e164s(group).length);
    }
  });

  it('keep one persona on the move in a touring group, and many personas in an agency', () => {
    for (const group of groupsOf('touring')) expect(distinct(group.map((ad) => ad.truth.persona))).toBe(1);
    for (const group of groupsOf('agency')) expect(distinct(group.map((ad) => ad.truth.persona))).toBeGreaterThan(10);
  });

  it('hide the number of a ring in each of four styles, and of nobody else', () => {
    const hidden = of('hidden-number-ring').flatMap((ad) => ad.truth.phones.map((phone) => phone.style));
    expect([...new Set(hidden)].toSorted()).toEqual(['lookalikes', 'split', 'unicode-digits', 'words']);
    const others = corpus.filter((ad) => ad.scenario !== 'hidden-number-ring');
    expect(others.filter((ad) => ad.truth.phones.some((phone) => phone.style !== 'plain'))).toEqual([]);
  });

  it('share the photos of a scam, and no others', () => {
    for (const group of groupsOf('stolen-photo-scam')) {
      expect(group[0]!.shown.photoFiles.length).toBeGreaterThan(0);
      expect(distinct(group.map((ad) => ad.shown.photoFiles.join()))).toBe(1);
    }
  });

  it('write a template ring with the same words', () => {
    for (const group of groupsOf('template-ring')) {
      const words = group.map(({ shown, truth }) =>
        [truth.persona, truth.place, ...truth.phones.map((phone) => phone.written)].reduce(
          (text, slot) => text.replaceAll(slot, '_'),
          shown.text,
        ),
      );
      expect(distinct(words)).toBe(1);
    }
  });

  it('swap nothing between twins but the words of origin and the digits of the number', () => {
    for (const [one, other] of groupsOf('origin-twins')) {
      const neutral = (ad: DemoAd) => {
        const origin = telling.origins.flat().find((word) => ad.shown.text.includes(word));
        expect(origin).toBeDefined();
        const written = ad.truth.phones[0]!.written;
        const text = `${ad.shown.title}\n${ad.shown.text}\n${ad.shown.phone}`;
        return {
          text: text.replaceAll(origin!, '_').replaceAll(written, written.replaceAll(/\d/g, '_')),
          rest: [ad.shown.age, ad.shown.price, ad.shown.name, ad.shown.place, ad.shown.postedOn, ad.shown.site],
        };
      };
      expect(neutral(one!)).toEqual(neutral(other!));
      expect(one!.shown.text).not.toBe(other!.shown.text);
    }
  });

  it('state two ages of adults in a contradictory ad, and one everywhere else', () => {
    for (const ad of of('contradictory-ages')) expect(ad.truth.ages).toHaveLength(2);
    expect(inRegion.filter((ad) => ad.scenario !== 'contradictory-ages' && ad.truth.ages.length > 1)).toEqual([]);
  });

  it('name an age of 18 to 20 only under the local minimum', () => {
    const young = corpus.filter(({ truth: { age } }) => age !== null && age >= 18 && age <= 20);
    expect(young).toEqual(of('under-local-minimum'));
  });

  it('name an age under 18 in two to four ads, as a bare number among neutral words, without a price', () => {
    const minors = corpus.filter((ad) => ad.truth.ages.some((age) => age < 18));
    expect(minors).toEqual(of('under-18'));
    expect(minors.length).toBeGreaterThanOrEqual(2);
    expect(minors.length).toBeLessThanOrEqual(4);
    for (const { shown, truth } of minors) {
      expect(truth.priceCents).toBeNull();
      expect(`${shown.title} ${shown.text}`).not.toMatch(
        /massage|gezelschap|ontspan|jong|meisje|lief|bescherm|veilig|€/i,
      );
    }
  });
});

describe('the wording', () => {
  const risky = new Set<Scenario>(['template-ring', 'hidden-number-ring']);

  it('keeps the risk words to the scenarios that should be found', () => {
    for (const list of [telling.youthWording, telling.noLimits, telling.unprotected]) {
      expect(inRegion.filter((ad) => holds(ad, list)).length).toBeGreaterThan(10);
      expect(corpus.filter((ad) => holds(ad, list) && !risky.has(ad.scenario))).toEqual([]);
    }
    const trust = corpus.filter((ad) => holds(ad, telling.trustWording)).map((ad) => ad.scenario);
    expect([...new Set(trust)].toSorted()).toEqual(['origin-twins', 'stolen-photo-scam', 'template-ring']);
  });

  it('denies risk words in many harmless ads', () => {
    expect(inRegion.filter((ad) => !risky.has(ad.scenario) && holds(ad, telling.denials)).length).toBeGreaterThan(50);
  });

  it('names house rules and safety with independents, and a licence with licensed businesses only', () => {
    for (const ad of of('independent')) {
      expect(holds(ad, telling.safeOnly)).toBe(true);
      expect(holds(ad, telling.houseRules)).toBe(true);
    }
    expect(corpus.filter((ad) => holds(ad, telling.licences))).toEqual(of('licensed-business'));
  });
});
