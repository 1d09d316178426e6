import { createRandom } from '../lib/random.ts';
import type { Random } from '../lib/random.ts';
import { createCorpus, drawAds } from './corpus.ts';
import type { DemoAd, DemoSite, Truth } from './demo-ad.ts';
import { e164Of, nationalNumber, writePhone } from './phone-styles.ts';
import { outsidePlaces, regionPlaces } from './places.ts';
import { laterOutsideRecipes, laterRegionRecipes } from './recipes.ts';
import type { Scenario } from './recipes.ts';
import type { Numbering } from './traits.ts';
import { updates } from './wording-plain.ts';
import { addDays } from './write-ad.ts';

/** How many ads each later night changes (5 %), takes away (4 %) and brings (4 %), inside and outside the region. */
export const nightFigures = {
  inRegion: { changed: 22, vanished: 17, added: 17 },
  outside: { changed: 4, vanished: 4, added: 4 },
} as const;

/** Ads of these are on their own: another number or age makes them no other scenario. */
const loners = new Set(['independent', 'plain']);

/**
 * The two sites as they stand on a night. The same seed and night give the same ads.
 * @param night 1 is the corpus of 2019; every later night is made from the one before.
 */
export function corpusOfNight(seed: number, night: number): DemoAd[] {
  let ads = createCorpus(seed);
  for (let at = 2; at <= night; at += 1) ads = nextNight(ads, seed, at);
  return ads;
}

type GroundTruth = { site: DemoSite; siteAdId: string; scenario: Scenario; truth: Truth };

/** What is true of the ads of a night: for tests and measurements only. */
export function groundTruth(seed: number, night = 1): GroundTruth[] {
  return corpusOfNight(seed, night).map(({ shown: { site, siteAdId }, scenario, truth }) => ({
    site,
    siteAdId,
    scenario,
    truth,
  }));
}

function nextNight(before: readonly DemoAd[], seed: number, night: number): DemoAd[] {
  const random = createRandom(seed + night * 1_000_003);
  // Stretches that neither the first night nor another one uses; after 130 nights phone numbers come round again.
  const numbering = { nextPhone: 2000 + night * 60, nextAd: 5000 + night * 60 };
  const batch = { firstDay: addDays('2020-01-01', night - 2), days: 1, young: null };
  return [
    ...olderByOne(
      before.filter((ad) => ad.truth.inRegion),
      nightFigures.inRegion,
    ),
    ...drawAds(random, numbering, { ...batch, recipes: laterRegionRecipes, places: regionPlaces }),
    ...olderByOne(
      before.filter((ad) => !ad.truth.inRegion),
      nightFigures.outside,
    ),
    ...drawAds(random, numbering, { ...batch, recipes: laterOutsideRecipes, places: outsidePlaces }),
  ];

  function olderByOne(ads: readonly DemoAd[], figures: { changed: number; vanished: number }): DemoAd[] {
    const order = random.shuffle(ads);
    const vanished = new Set(order.slice(0, figures.vanished));
    const staying = order.slice(figures.vanished);
    const quarter = Math.floor(figures.changed / 4);
    const older = staying.filter(statesAgeOnce).slice(0, quarter);
    const renumbered = staying.filter((ad) => statesPhoneOnce(ad) && !older.includes(ad)).slice(0, quarter);
    const rewritten = staying
      .filter((ad) => !older.includes(ad) && !renumbered.includes(ad))
      .slice(0, figures.changed - older.length - renumbered.length);
    const changed = new Map([
      ...older.map((ad) => [ad, withNextAge(ad)] as const),
      ...renumbered.map((ad) => [ad, withNewPhone(random, numbering, ad)] as const),
      ...rewritten.map((ad) => [ad, withNews(random, ad)] as const),
    ]);
    return ads
      .filter((ad) => !vanished.has(ad))
      .map((ad) => {
        const edited = changed.get(ad);
        return edited === undefined ? ad : { ...edited, shown: { ...edited.shown, editedOn: batch.firstDay } };
      });
  }
}

function statesAgeOnce({ scenario, shown, truth }: DemoAd): boolean {
  const { age } = truth;
  return loners.has(scenario) && age !== null && shown.age === String(age) && !shown.text.includes(String(age));
}

function statesPhoneOnce({ scenario, shown, truth }: DemoAd): boolean {
  const written = truth.phones[0]?.written;
  return loners.has(scenario) && written !== undefined && shown.phone === written && !shown.text.includes(written);
}

function withNextAge(ad: DemoAd): DemoAd {
  const years = (ad.truth.age ?? 0) + 1;
  return {
    ...ad,
    shown: { ...ad.shown, age: String(years) },
    truth: { ...ad.truth, age: years, ages: [years] },
  };
}

function withNewPhone(random: Random, numbering: Numbering, ad: DemoAd): DemoAd {
  const national = nationalNumber(numbering.nextPhone++);
  const written = writePhone(random, national, 'plain');
  return {
    ...ad,
    shown: { ...ad.shown, phone: written },
    truth: { ...ad.truth, phones: [{ written, national, e164: e164Of(national), style: 'plain' }] },
  };
}

function withNews(random: Random, ad: DemoAd): DemoAd {
  const news = random.pick(updates.filter((sentence) => !ad.shown.text.endsWith(sentence)));
  return { ...ad, shown: { ...ad.shown, text: `${ad.shown.text}\n${news}` } };
}
