import { createRandom } from '../lib/random.ts';
import type { Random } from '../lib/random.ts';
import type { DemoAd, DemoSite, ShownAd } from './demo-ad.ts';
import { outsidePlaces, regionPlaces } from './places.ts';
import type { DemoPlace } from './places.ts';
import { closedRecipes, outsideRecipes, regionRecipes } from './recipes.ts';
import type { Recipe } from './recipes.ts';
import { drawGroup } from './traits.ts';
import type { Numbering } from './traits.ts';
import { siteAdIdOf, writeAd } from './write-ad.ts';
import type { Draft } from './write-ad.ts';
import { origins } from './wording-telling.ts';

/** A quarter of the 433 ads inside the region states an age of 21 to 25, as in the report of 2020. */
export const corpusFigures = { inRegion: 433, age21to25: 108, outside: 90, closed: 6 } as const;

const youngBand = [21, 25] as const;
const otherAges = [26, 52] as const;

type Batch = {
  recipes: readonly Recipe[];
  places: readonly DemoPlace[];
  /** The ads are posted from this day on, within so many days. */
  firstDay: string;
  days: number;
  /** Exactly so many state an age of 21 to 25; null leaves it to chance. */
  young: number | null;
};

/** The ads of the first night, all dated in 2019: those inside the region, then those outside it. */
export function createCorpus(seed: number): DemoAd[] {
  const random = createRandom(seed);
  const numbering = { nextPhone: 0, nextAd: 0 };
  const year = { firstDay: '2019-01-01', days: 365 };
  return [
    ...drawAds(random, numbering, {
      ...year,
      recipes: regionRecipes,
      places: regionPlaces,
      young: corpusFigures.age21to25,
    }),
    ...drawAds(random, numbering, { ...year, recipes: outsideRecipes, places: outsidePlaces, young: null }),
  ];
}

/** Ads inside the region in the folder that robots.txt closes; no crawl may ever hold one. They come on top of the corpus. */
export function createClosedAds(seed: number): ShownAd[] {
  const random = createRandom(seed ^ 0x5eed);
  const numbering = { nextPhone: 1900, nextAd: 5000 };
  const batch = { recipes: closedRecipes, places: regionPlaces, firstDay: '2019-01-01', days: 365, young: null };
  return drawAds(random, numbering, batch).map(({ shown }, at) => {
    const site: DemoSite = at % 2 === 0 ? 'prikbord' : 'marktplein';
    return { ...shown, site, siteAdId: siteAdIdOf(site, 5000 + at) };
  });
}

export function drawAds(random: Random, numbering: Numbering, batch: Batch): DemoAd[] {
  const setting = { random, numbering, places: batch.places, days: batch.days };
  const drafts = batch.recipes.flatMap((recipe) =>
    Array.from({ length: recipe.groups }, (_, group) =>
      drawGroup(setting, recipe).map((traits, at): Draft => ({
        recipe,
        traits,
        siteAdId: siteAdIdOf(traits.site, numbering.nextAd++),
        group: recipe.adsPerGroup === 1 ? null : `${recipe.scenario}-${batch.firstDay}-${group + 1}`,
        business: recipe.businesses[group % recipe.businesses.length] ?? '',
        origin: origins[group % origins.length]?.[at % 2] ?? '',
      })),
    ).flat(),
  );
  settleAges(random, drafts, batch.young);
  return drafts.map((draft) => writeAd(draft, batch.firstDay));
}

/** Gives the free ads their age, so that the whole states as many young ages as asked for. */
function settleAges(random: Random, drafts: readonly Draft[], young: number | null): void {
  const stated = drafts.filter((draft) => draft.traits.text.ageShown !== 'none');
  const free = random.shuffle(stated.filter((draft) => draft.recipe.age === 'free'));
  const drawn = stated.filter(
    ({ traits: { age } }) => age !== null && age >= youngBand[0] && age <= youngBand[1],
  ).length;
  const missing = young === null ? Math.round(free.length / 4) : young - drawn;
  if (missing < 0 || missing > free.length) {
    throw new Error(`the recipes state ${drawn} young ages and leave ${free.length} free: ${young} cannot be reached`);
  }
  for (const [at, { traits }] of free.entries()) {
    const [low, high] = at < missing ? youngBand : otherAges;
    traits.age = random.int(low, high);
  }
}
