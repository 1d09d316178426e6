import { median, robustDeviation } from '../lib/robust.ts';
import type { Ad } from '../model/ad.ts';
import type { PriceLevel, PriceMinutes } from '../store/prices.ts';
import type { Store } from '../store/open-store.ts';

type Prices = Ad['prices'];

/** Prices older than this say little about what is ordinary now. */
const recentDays = 180;
/** A median of fewer is shaky. */
const supportMin = 20;
/** So much growth makes the levels worth working out anew; less would screen a site again and again. */
const growthMin = 0.5;
/** A site of so many ads at most is worked out anew with every stretch of its ads, in milliseconds. */
const fewAds = 500;

const durations = [60, 30] as const satisfies PriceMinutes[];

type Placed = { id: number; ad: Pick<Ad, 'site' | 'prices'> };

/**
 * How far the price of an ad lies from what is ordinary on its site in this region. Of a small site that depends on nothing but the ads
 * there are, in whatever order they came. The levels of a large one are kept and worked out anew only when it has grown by a share, so
 * that one more ad does not move the facts of all others.
 */
export function createLocalPrices({ prices }: Pick<Store, 'prices'>) {
  return {
    /** Keeps the distances of a stretch of ads. @returns the ads whose distance is other than before, these among them or not. */
    place(ads: readonly Placed[]): number[] {
      const due = new Set(ads.filter(({ ad }) => isGrown(ad)).map(({ ad }) => ad.site));
      for (const site of new Set(ads.map(({ ad }) => ad.site))) if (prices.hasFewAds(site, fewAds)) due.add(site);
      const changed = [...due].flatMap(learn);
      const placed = ads.filter(({ id, ad }) => {
        const distance = distanceOf(ad.prices, (minutes) => prices.level(ad.site, minutes));
        return prices.keepDistance(id, distance);
      });
      return [...changed, ...placed.map(({ id }) => id)];
    },
  };

  function isGrown({ site, prices: asked }: Placed['ad']): boolean {
    const supports = durations.flatMap((minutes) =>
      centsFor(asked, minutes) === null ? [] : prices.count(site, minutes),
    );
    return supports.some(({ ads, linkedSince }) => linkedSince >= Math.max(supportMin, ads * growthMin));
  }

  function learn(site: string): number[] {
    const recent = prices.recent(site, recentDays);
    const levels = new Map<PriceMinutes, PriceLevel | null>();
    for (const minutes of durations) {
      const cents = recent.flatMap((one) => centsFor(one, minutes) ?? []);
      const level = levelOf(cents);
      levels.set(minutes, level);
      // The row of a duration nobody named is not there, and stays away.
      prices.keepLevel(site, minutes, level, cents.length);
    }
    const moved = recent.filter((one) => {
      const distance = distanceOf(one, (minutes) => levels.get(minutes) ?? null);
      return distance !== one.robustZ && prices.keepDistance(one.id, distance);
    });
    return moved.map(({ id }) => id);
  }

  /** By the hour where the ad says what that costs, else by the half hour. */
  function distanceOf(asked: Prices, levelFor: (minutes: PriceMinutes) => PriceLevel | null): number | null {
    for (const minutes of durations) {
      const cents = centsFor(asked, minutes);
      if (cents !== null) return robustZ(cents, levelFor(minutes));
    }
    return null;
  }
}

function centsFor({ per30Cents, per60Cents }: Prices, minutes: PriceMinutes): number | null {
  return minutes === 60 ? per60Cents : per30Cents;
}

function levelOf(cents: readonly number[]): PriceLevel | null {
  if (cents.length < supportMin) return null;
  const deviationCents = robustDeviation(cents);
  return deviationCents === 0 ? null : { medianCents: median(cents), deviationCents };
}

/** To a tenth: a median that moves by a euro moves no rule. */
function robustZ(cents: number, level: PriceLevel | null): number | null {
  return level === null ? null : Math.round(((cents - level.medianCents) / level.deviationCents) * 10) / 10;
}
