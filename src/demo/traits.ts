import type { Random } from '../lib/random.ts';
import { drawTemplate } from './compose-text.ts';
import type { Template } from './compose-text.ts';
import type { DemoSite } from './demo-ad.ts';
import { firstNames } from './names.ts';
import { nationalNumber } from './phone-styles.ts';
import type { DemoPlace } from './places.ts';
import type { Recipe } from './recipes.ts';

/** Everything drawn for an ad before it is written out. One property for each `Trait`. */
export type Traits = {
  name: string;
  /** null: not drawn yet (recipe age `free`). */
  age: number | null;
  price: number | null;
  place: DemoPlace;
  site: DemoSite;
  /** Days after the first day of the period. */
  day: number;
  /** National digits. */
  phones: readonly string[];
  photos: readonly string[];
  /** The words, and how the rest is laid out around them. */
  text: Layout;
};

export type Layout = {
  template: Template;
  ageShown: Recipe['ageShown'][number];
  phoneShown: Recipe['phoneShown'][number];
  priceShown: 'field' | 'text' | 'both';
  /** Of the draws that decide how numbers, prices and ages are written. */
  seed: number;
};

/** Hands out what must never repeat. */
export type Numbering = { nextPhone: number; nextAd: number };

type Setting = { random: Random; numbering: Numbering; places: readonly DemoPlace[]; days: number };

/** The ads of one group: each with traits of its own, except for what the recipe says is the same. */
export function drawGroup(setting: Setting, recipe: Recipe): Traits[] {
  const spreadDays = Math.min(recipe.spreadDays, setting.days);
  const firstDay = setting.random.int(0, setting.days - spreadDays);
  const draw = () => drawTraits(setting, recipe, firstDay, spreadDays);
  const shared = draw();
  const names = setting.random.shuffle(firstNames);
  return Array.from({ length: recipe.adsPerGroup }, (_, at) =>
    overlay({ ...draw(), name: names[at % names.length] ?? shared.name }, shared, recipe.same),
  );
}

function drawTraits(
  { random, numbering, places }: Setting,
  recipe: Recipe,
  firstDay: number,
  spreadDays: number,
): Traits {
  const sharesPhotos = recipe.same.includes('photos');
  return {
    name: random.pick(firstNames),
    age: recipe.age === 'free' ? null : random.int(recipe.age[0], recipe.age[1]),
    price: recipe.hourEuros === null ? null : random.int(recipe.hourEuros[0] / 5, recipe.hourEuros[1] / 5) * 5,
    place: random.pick(places),
    site: random.chance(0.6) ? 'prikbord' : 'marktplein',
    day: firstDay + random.int(0, spreadDays - 1),
    phones: Array.from({ length: recipe.phonesPerAd }, () => nationalNumber(numbering.nextPhone++)),
    photos: Array.from(
      { length: random.int(sharesPhotos ? 1 : 0, 4) },
      () => `foto-${random.int(0x100000, 0xffffff).toString(16)}.png`,
    ),
    text: {
      template: drawTemplate(random, recipe),
      ageShown: random.pick(recipe.ageShown),
      phoneShown: random.pick(recipe.phoneShown),
      priceShown: random.pick(['field', 'field', 'text', 'both']),
      seed: random.int(0, 0x7fffffff),
    },
  };
}

function overlay<T extends object>(own: T, shared: T, same: readonly (keyof T)[]): T {
  const merged = { ...own };
  for (const trait of same) merged[trait] = shared[trait];
  return merged;
}
