import { quantileOf } from '../lib/length-buckets.ts';
import { median, robustDeviation, surprise } from '../lib/robust.ts';
import { fillableField } from '../model/site.ts';
import type { Site } from '../model/site.ts';
import { fieldKind, profiledField } from '../model/site-profile.ts';
import type { Finding, FieldKind, ProfiledField, SiteProfile } from '../model/site-profile.ts';
import { explainFinding } from './explain-drift.ts';
import { addNights } from './profile-site.ts';

/** Fewer nights, or fewer counted things in all of them together, are no history. */
const minNights = 5;
const minCounted = 20;
/** A night is compared when it brought at least this much itself. */
const minTonight = 5;
/** exp(-9.2) is 1 in 10,000: a share that chance brings about more often is no finding. */
const minSurprise = 9.2;
/** How many deviations of the site's own nights are still usual. */
const deviations = 5;

/** However steady a site was: this far from its usual share, or this many times more or less, is nothing to speak of. */
const slack = { share: 0.15, missingShare: 0.3, lengthFactor: 1.5, countFactor: 2 } as const;

type Found = Omit<Finding, 'sentence'>;
type Share = Pick<Found, 'code' | 'field' | 'kind'> & {
  of(profile: SiteProfile): { part: number; whole: number };
  slack: number;
};
type Size = Pick<Found, 'code' | 'field' | 'unit'> & {
  /** Null when the night says nothing of it. @param counted how many things it was taken from. */
  of(profile: SiteProfile): { value: number; counted: number } | null;
  factor: number;
  /** What chance alone does to it, as a fraction; 0 where nothing is known of that. */
  noiseOf(expected: number, counted: number): number;
};

/**
 * Lays a night of a site beside the ranges of its site file and beside its own last good nights.
 * @param nights profiles of earlier runs whose data is in use, any order. @param isVouchedFor a person accepted the first of them
 *   as the new usual, so it counts although it may stand alone.
 * @returns nothing when the night is as it should be; at most one finding a field, the weightiest.
 */
export function checkDrift(
  tonight: SiteProfile,
  nights: readonly SiteProfile[],
  expect: Site['expect'],
  isVouchedFor = false,
): Finding[] {
  const nothing = nothingRead(tonight);
  // With nothing read, everything else is other than usual too; saying so ten times helps nobody.
  const found = nothing
    ? [nothing]
    : onePerField([
        ...outsideExpected(tonight, expect),
        ...shares.flatMap((share) => unusualShare(share, tonight, nights, isVouchedFor)),
        ...sizes.flatMap((size) => unusualSize(size, tonight, nights, isVouchedFor)),
      ]);
  return found.map((finding) => ({ ...finding, sentence: explainFinding(finding) }));
}

const shares: readonly Share[] = [
  {
    ...about('readable-share'),
    slack: slack.share,
    of: (p) => ({ part: p.inRegion + p.outside, whole: p.inRegion + p.outside + p.notAnAd }),
  },
  { ...about('region-share'), slack: slack.share, of: (p) => ({ part: p.inRegion, whole: p.inRegion + p.outside }) },
  { ...about('outside-cards'), slack: slack.share, of: (p) => ({ part: p.outsideCards, whole: p.cards }) },
  ...profiledField.options.map((field) => ({
    ...about('field-filled', field),
    slack: slack.share,
    of: (p: SiteProfile) => ({ part: filled(p, field), whole: p.adsRead }),
  })),
  ...profiledField.options.flatMap((field) =>
    fieldKind.options.map((kind) => ({
      ...about('field-kind', field, kind),
      slack: slack.share,
      of: (p: SiteProfile) => ({ part: p.fields[field][kind] ?? 0, whole: p.adsRead }),
    })),
  ),
  { ...about('new-share'), slack: slack.missingShare, of: (p) => ({ part: p.newAds, whole: p.inRegion }) },
  {
    ...about('missing-share'),
    slack: slack.missingShare,
    // After a walk that stopped early, an ad that was not met may stand on the pages that were not read.
    of: (p) => (p.isWholeWalk ? { part: p.missing, whole: p.present } : { part: 0, whole: 0 }),
  },
];

const sizes: readonly Size[] = [
  ...(['title', 'text'] as const).flatMap((field) =>
    [0.1, 0.5, 0.9].map((share) => ({
      code: 'field-length' as const,
      field,
      unit: 'characters' as const,
      factor: slack.lengthFactor,
      noiseOf: () => 0,
      of(p: SiteProfile) {
        const value = p.adsRead < minCounted ? null : quantileOf(p.lengths[field], share);
        return value === null ? null : { value, counted: p.adsRead };
      },
    })),
  ),
  {
    code: 'cards-per-page',
    field: null,
    unit: 'cards',
    factor: slack.countFactor,
    noiseOf: (expected, pages) => 3 / Math.sqrt(Math.max(expected * pages, 1)),
    of: (p) => (p.listingPages === 0 ? null : { value: p.cards / p.listingPages, counted: p.listingPages }),
  },
  {
    code: 'listing-pages',
    field: null,
    unit: 'pages',
    factor: slack.countFactor,
    // One page more or less is nothing.
    noiseOf: (expected) => 1 / Math.max(expected, 1),
    of: (p) => (p.isWholeWalk && p.listingPages > 0 ? { value: p.listingPages, counted: 1 } : null),
  },
];

/** No data is never no risk: an empty night is not a quiet one. */
function nothingRead(p: SiteProfile): Found | null {
  const isEmpty = p.listingPages > 0 && p.cards === 0;
  const isUnreadable = p.inRegion + p.outside === 0 && p.notAnAd > 0;
  const isAway = p.inRegion === 0 && p.outside + p.outsideCards + p.notAnAd > 0 && p.present >= minTonight;
  if (!isEmpty && !isUnreadable && !isAway && !p.isTurnedAway) return null;
  return {
    ...about('nothing-read'),
    measured: 0,
    expected: [1, Math.max(p.present, 1)],
    unit: 'ads',
    source: 'always',
    nights: 0,
  };
}

function outsideExpected(tonight: SiteProfile, expect: Site['expect']): Found[] {
  const found: Found[] = [];
  const { cardsPerPage } = expect;
  if (cardsPerPage && tonight.listingPages > 0) {
    const measured = tonight.cards / tonight.listingPages;
    if (isOutside(measured, cardsPerPage))
      found.push({
        ...about('cards-per-page'),
        measured,
        expected: cardsPerPage,
        unit: 'cards',
        source: 'site-file',
        nights: 0,
      });
  }
  for (const field of fillableField.options) {
    const expected = expect.fillRatio[field];
    if (expected === undefined || tonight.adsRead < minTonight) continue;
    const part = filled(tonight, field);
    const measured = part / tonight.adsRead;
    const nearest = measured < expected[0] ? expected[0] : expected[1];
    if (isOutside(measured, expected) && surprise(part, tonight.adsRead, between(nearest)) > minSurprise)
      found.push({
        ...about('field-filled', field),
        measured,
        expected,
        unit: 'share',
        source: 'site-file',
        nights: 0,
      });
  }
  return found;
}

function unusualShare(
  share: Share,
  tonight: SiteProfile,
  nights: readonly SiteProfile[],
  isVouchedFor: boolean,
): Found[] {
  const { part, whole } = share.of(tonight);
  if (whole < minTonight) return [];
  const points = supported(nights, isVouchedFor, (night) => share.of(night).whole);
  if (!points) return [];
  const usual = points.map((point) => share.of(point)).map((each) => each.part / each.whole);
  const centre = median(usual);
  const allowed = Math.max(share.slack, deviations * robustDeviation(usual));
  const measured = part / whole;
  const expected = [Math.max(0, centre - allowed), Math.min(1, centre + allowed)] satisfies [number, number];
  // Nothing is sure: where 100 of 100 were filled, the next may well not be.
  const counted = points.reduce((sum, point) => sum + share.of(point).whole, 0);
  const chance = (centre * counted + 1) / (counted + 2);
  if (!isOutside(measured, expected) || surprise(part, whole, between(chance)) <= minSurprise) return [];
  const { code, field, kind } = share;
  return [{ code, field, kind, measured, expected, unit: 'share', source: 'history', nights: nights.length }];
}

function unusualSize(size: Size, tonight: SiteProfile, nights: readonly SiteProfile[], isVouchedFor: boolean): Found[] {
  const now = size.of(tonight);
  const usable = nights.filter((night) => size.of(night) !== null);
  if (!now || usable.length < (isVouchedFor ? 1 : minNights)) return [];
  // Sizes are compared by how many times more or less, so that twice and half weigh the same.
  const usual = usable.map((night) => Math.log1p(size.of(night)?.value ?? 0));
  const centre = median(usual);
  const allowed = Math.max(Math.log(size.factor), deviations * robustDeviation(usual));
  const noise = size.noiseOf(Math.expm1(centre), now.counted);
  const expected = [
    Math.max(0, Math.expm1(centre - allowed) * (1 - noise)),
    Math.expm1(centre + allowed) * (1 + noise),
  ] satisfies [number, number];
  if (!isOutside(now.value, expected)) return [];
  const { code, field, unit } = size;
  return [{ code, field, kind: null, measured: now.value, expected, unit, source: 'history', nights: usable.length }];
}

/**
 * Nights put together until each point stands on enough counted things: after the first night most pages are unchanged, and what
 * three ads say is not a share.
 */
function supported(
  nights: readonly SiteProfile[],
  isVouchedFor: boolean,
  wholeOf: (night: SiteProfile) => number,
): SiteProfile[] | null {
  const usable = nights.filter((night) => wholeOf(night) > 0);
  if (usable.length < (isVouchedFor ? 1 : minNights)) return null;
  const points: SiteProfile[] = [];
  let gathered: SiteProfile[] = [];
  let counted = 0;
  for (const night of usable) {
    gathered.push(night);
    counted += wholeOf(night);
    if (counted < minCounted) continue;
    points.push(addNights(gathered));
    gathered = [];
    counted = 0;
  }
  return points.length === 0 ? null : points;
}

/** The field that is not filled has other kinds too, and other lengths: it is told once. */
function onePerField(found: readonly Found[]): Found[] {
  const told = new Map<string, Found>();
  for (const finding of found) {
    const key = finding.field ?? finding.code;
    const earlier = told.get(key);
    if (!earlier) told.set(key, finding);
    else if (
      earlier.code === finding.code &&
      earlier.source === finding.source &&
      distance(finding) > distance(earlier)
    )
      told.set(key, finding);
  }
  return [...told.values()];
}

function distance({ measured, expected: [low, high] }: Found): number {
  return Math.max(low - measured, measured - high);
}

function filled(profile: SiteProfile, field: ProfiledField): number {
  const { none = 0, elsewhere = 0 } = profile.fields[field];
  return profile.adsRead - none - elsewhere;
}

function about(code: Found['code'], field: ProfiledField | null = null, kind: FieldKind | null = null) {
  return { code, field, kind };
}

function isOutside(value: number, [low, high]: readonly [number, number]): boolean {
  return value < low || value > high;
}

/** A chance that is neither never nor always. */
function between(chance: number): number {
  return Math.min(0.99, Math.max(0.01, chance));
}
