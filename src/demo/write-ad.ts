import { createRandom } from '../lib/random.ts';
import type { Random } from '../lib/random.ts';
import { halfHourEuros, writeText, writeTitle } from './compose-text.ts';
import type { DemoAd, DemoSite } from './demo-ad.ts';
import { e164Of, writePhone } from './phone-styles.ts';
import type { Recipe } from './recipes.ts';
import type { Traits } from './traits.ts';

/** An ad that is decided and not yet written out. */
export type Draft = {
  recipe: Recipe;
  traits: Traits;
  siteAdId: string;
  group: string | null;
  business: string;
  origin: string;
};

/** Each site numbers its ads in a way of its own. */
export function siteAdIdOf(site: DemoSite, nth: number): string {
  return site === 'prikbord' ? String(100_000 + nth * 7) : `m${(40_000 + nth * 13).toString(36)}`;
}

/** Writes an ad as its advertiser would, and keeps beside it what is true of it. */
export function writeAd(draft: Draft, firstDay: string): DemoAd {
  const { recipe, traits, siteAdId, group } = draft;
  const { template, seed, ageShown, phoneShown, priceShown } = traits.text;
  const random = createRandom(seed);
  const { age, price } = traits;
  const style = random.pick(recipe.phoneStyles);
  const phones =
    phoneShown === 'none'
      ? []
      : traits.phones.map((national) => ({
          written: writePhone(random, national, style),
          national,
          e164: e164Of(national),
          style,
        }));
  const written = phones.map((phone) => phone.written);
  const gap = recipe.ageGap === undefined ? 0 : random.int(recipe.ageGap[0], recipe.ageGap[1]);
  const textAge = age === null || !isIn('text', ageShown) ? null : age + gap;
  const fieldAge = age === null || !isIn('field', ageShown) ? null : age;
  const ages = [fieldAge, textAge].filter((years) => years !== null);
  const slots = {
    name: traits.name,
    place: traits.place.name,
    business: draft.business,
    origin: draft.origin,
    age: textAge,
    hourEuros: isIn('text', priceShown) ? price : null,
    phones: isIn('text', phoneShown) ? written : [],
  };
  return {
    shown: {
      site: traits.site,
      siteAdId,
      title: writeTitle(template, slots),
      text: writeText(template, slots),
      name: random.chance(0.85) ? traits.name : null,
      age: fieldAge === null ? null : random.pick([`${fieldAge}`, `${fieldAge}`, `${fieldAge} jaar`, `${fieldAge} jr`]),
      phone: isIn('field', phoneShown) && written.length > 0 ? written.join(' / ') : null,
      price: isIn('field', priceShown) && price !== null ? writePrice(random, price) : null,
      place: random.pick(traits.place.written),
      postedOn: addDays(firstDay, traits.day),
      editedOn: null,
      photoFiles: traits.photos,
    },
    scenario: recipe.scenario,
    truth: {
      inRegion: traits.place.municipality !== null,
      place: traits.place.name,
      municipality: traits.place.municipality,
      persona: traits.name,
      age: ages[0] ?? null,
      ages: [...new Set(ages)],
      phones,
      priceCents: price === null ? null : price * 100,
      group,
    },
  };
}

function isIn(where: 'field' | 'text', shown: 'field' | 'text' | 'both' | 'none'): boolean {
  return shown === where || shown === 'both';
}

function writePrice(random: Random, hourEuros: number): string {
  return random.pick([
    `€ ${hourEuros} per uur`,
    `${hourEuros} euro per uur`,
    `€ ${halfHourEuros(hourEuros)},- half uur, € ${hourEuros},- heel uur`,
    `€ ${hourEuros},-`,
    `${hourEuros},-`,
  ]);
}

/** @param day YYYY-MM-DD. */
export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
