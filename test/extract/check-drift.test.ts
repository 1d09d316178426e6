import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDrift } from '../../src/extract/check-drift.ts';
import { observeAd } from '../../src/extract/observe-page.ts';
import { addNights, profileSite } from '../../src/extract/profile-site.ts';
import type { RunTally } from '../../src/extract/profile-site.ts';
import { fieldKind, profiledField, siteProfileSchema } from '../../src/model/site-profile.ts';
import type { AdObservation, Observation, SiteProfile } from '../../src/model/site-profile.ts';
import { someAd } from '../support/some-ad.ts';

const noRanges = { fillRatio: {} };

/** A night on which `ads` are read from pages of 20 cards; every fifth has no age. */
function night(
  ads: number,
  change: { tally?: Partial<RunTally>; ad?: (index: number) => Partial<AdObservation> } = {},
): SiteProfile {
  const observations: Observation[] = Array.from({ length: Math.ceil(ads / 20) }, () => ({
    kind: 'listing',
    cards: 20,
  }));
  for (let index = 0; index < ads; index += 1) {
    const plain = observeAd(someAd({ raw: { ...someAd().raw, age: index % 5 === 0 ? null : '28' } }));
    observations.push({ ...plain, textChars: 400 + (index % 40) * 10, ...change.ad?.(index) });
  }
  return profileSite(observations, {
    outsideCards: 0,
    isWholeWalk: true,
    isTurnedAway: false,
    inRegion: ads,
    newAds: Math.round(ads / 10),
    outside: 2,
    notAnAd: 0,
    present: ads,
    missing: Math.round(ads / 20),
    ...change.tally,
  });
}

const goodNights = [100, 104, 98, 101, 103, 99].map((ads) => night(ads));
const withoutAge = (): Partial<AdObservation> => ({
  fields: { ...observeAd(someAd()).fields, age: 'none' },
});
const codes = (findings: ReturnType<typeof checkDrift>) =>
  findings.map(({ code, field }) => (field === null ? code : `${code} ${field}`));

describe('checkDrift', () => {
  it('finds nothing in one more night like the others', () => {
    expect(checkDrift(night(102), goodNights, noRanges)).toEqual([]);
  });

  it('says in one sentence which field is no longer filled, what was usual, and by how many nights', () => {
    const findings = checkDrift(night(100, { ad: withoutAge }), goodNights, noRanges);
    expect(findings).toMatchObject([
      { code: 'field-filled', field: 'age', measured: 0, unit: 'share', source: 'history', nights: 6 },
    ]);
    expect(findings[0]?.sentence).toBe('field age filled: 0 %; usual is 65 % to 95 % by 6 good nights.');
  });

  it('names the site file when its range is what is broken, on the very first night', () => {
    const expected = { fillRatio: { age: [0.65, 0.95] satisfies [number, number] } };
    const findings = checkDrift(night(100, { ad: withoutAge }), [], expected);
    expect(findings.map((finding) => finding.sentence)).toEqual([
      'field age filled: 0 %; usual is 65 % to 95 % by the site file.',
    ]);
    expect(checkDrift(night(100), [], expected)).toEqual([]);
  });

  it('sees a kind of value that was not usual, though the field is filled as before', () => {
    const worded = night(100, { ad: () => ({ fields: { ...observeAd(someAd()).fields, price: 'unread' } }) });
    expect(codes(checkDrift(worded, goodNights, noRanges))).toContain('field-kind price');
  });

  it('sees texts that are cut off', () => {
    expect(codes(checkDrift(night(100, { ad: () => ({ textChars: 60 }) }), goodNights, noRanges))).toEqual([
      'field-length text',
    ]);
  });

  it.each([
    ['new-share', { newAds: 100 }],
    ['missing-share', { missing: 80 }],
    ['region-share', { inRegion: 40, newAds: 4, outside: 60 }],
    ['readable-share', { notAnAd: 90 }],
    ['outside-cards', { outsideCards: 70 }],
  ] as const)('sees an unusual %s', (code, tally) => {
    expect(codes(checkDrift(night(100, { tally }), goodNights, noRanges))).toContain(code);
  });

  it('sees listing pages that grew short, and fewer of them', () => {
    const short = { ...night(100), listingPages: 5, cards: 20 };
    expect(codes(checkDrift(short, goodNights, noRanges))).toContain('cards-per-page');
    expect(codes(checkDrift({ ...night(100), listingPages: 1, cards: 20 }, goodNights, noRanges))).toContain(
      'listing-pages',
    );
  });

  it('asks nothing of the number of pages and of missing ads after a walk that stopped early', () => {
    const partial = night(100, { tally: { isWholeWalk: false, missing: 100 } });
    expect(checkDrift({ ...partial, listingPages: 1, cards: 20 }, goodNights, noRanges)).toEqual([]);
  });

  it.each([
    ['a listing without a card', { ...night(0), listingPages: 1, cards: 0 }],
    [
      'pages that are all no ad',
      { ...night(20, { tally: { inRegion: 0, outside: 0, notAnAd: 20, present: 0 } }), adsRead: 0 },
    ],
    [
      'no ad left in the region where some were known',
      { ...night(20, { tally: { inRegion: 0, outside: 20, present: 12 } }), adsRead: 0 },
    ],
    [
      'a start page that is gone, forbidden or elsewhere',
      night(0, { tally: { isWholeWalk: false, isTurnedAway: true, outside: 0, present: 100 } }),
    ],
  ])('takes %s for an alarm with or without history, and says only that', (_what, empty) => {
    for (const history of [[], goodNights])
      expect(codes(checkDrift(empty, history, noRanges))).toEqual(['nothing-read']);
  });

  it('says nothing of a run whose listing could not be fetched: that is told as a failure', () => {
    const unreachable = night(0, { tally: { isWholeWalk: false, outside: 0, present: 100 } });
    expect(checkDrift(unreachable, goodNights, noRanges)).toEqual([]);
  });

  it('takes no history from too few nights, except from one that a person vouched for', () => {
    const redesigned = night(100, { ad: withoutAge });
    expect(checkDrift(redesigned, goodNights.slice(0, 4), noRanges)).toEqual([]);
    expect(codes(checkDrift(redesigned, goodNights.slice(0, 1), noRanges, true))).toContain('field-filled age');
    expect(checkDrift(redesigned, [night(90, { ad: withoutAge })], noRanges, true)).toEqual([]);
  });

  it('hears an emptied field in the few ads of an incremental night, but not one odd ad', () => {
    const quiet = [night(100), ...Array.from({ length: 8 }, () => night(10))];
    expect(codes(checkDrift(night(8, { ad: withoutAge }), quiet, noRanges))).toContain('field-filled age');
    expect(checkDrift(night(10), quiet, noRanges)).toEqual([]);
    expect(checkDrift(night(2, { ad: withoutAge }), quiet, noRanges)).toEqual([]);
  });
});

describe('laws of the drift arithmetic', () => {
  const observation = fc.record({
    kind: fc.constant('ad' as const),
    fields: fc.record(
      Object.fromEntries(profiledField.options.map((field) => [field, fc.constantFrom(...fieldKind.options)])),
    ) as fc.Arbitrary<AdObservation['fields']>,
    titleChars: fc.nat(500),
    textChars: fc.nat(50_000),
    statesMinor: fc.boolean(),
  });
  const tally = fc.record({
    outsideCards: fc.nat(50),
    isWholeWalk: fc.boolean(),
    isTurnedAway: fc.constant(false),
    inRegion: fc.nat(500),
    newAds: fc.nat(500),
    outside: fc.nat(100),
    notAnAd: fc.nat(100),
    present: fc.nat(500),
    missing: fc.nat(500),
  });
  const profile = fc
    .tuple(
      fc.array(fc.oneof(observation, fc.record({ kind: fc.constant('listing' as const), cards: fc.nat(60) }))),
      tally,
    )
    .map(([seen, counted]) =>
      profileSite(seen, {
        ...counted,
        newAds: Math.min(counted.newAds, counted.inRegion),
        missing: Math.min(counted.missing, counted.present),
      }),
    );

  it('gives numbers and a sentence whatever the nights were like', () => {
    fc.assert(
      fc.property(profile, fc.array(profile, { maxLength: 8 }), fc.boolean(), (tonight, nights, isVouchedFor) => {
        for (const finding of checkDrift(tonight, nights, noRanges, isVouchedFor)) {
          expect([finding.measured, ...finding.expected].every(Number.isFinite)).toBe(true);
          expect(finding.sentence).toMatch(/\.$/);
          expect(finding.measured < finding.expected[0] || finding.measured > finding.expected[1]).toBe(true);
        }
      }),
    );
  });

  it('does not care in which order pages or nights came', () => {
    fc.assert(
      fc.property(fc.array(observation, { minLength: 1 }), tally, (seen, counted) => {
        expect(profileSite(seen.toReversed(), counted)).toEqual(profileSite(seen, counted));
        const half = seen.length >> 1;
        const parts = addNights([
          profileSite(seen.slice(0, half), counted),
          profileSite(seen.slice(half), { ...counted, inRegion: 0 }),
        ]);
        expect(parts.fields).toEqual(profileSite(seen, counted).fields);
        expect(parts.lengths).toEqual(profileSite(seen, counted).lengths);
        expect(siteProfileSchema.parse(parts)).toEqual(parts);
      }),
    );
  });

  it('never calls the repetition of a steady site unusual', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 5, max: 12 }), (ads, count) => {
        expect(
          checkDrift(
            night(ads),
            Array.from({ length: count }, () => night(ads)),
            noRanges,
          ),
        ).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it('never lets an emptied field of a steady site pass', () => {
    const emptied = fc.constantFrom('phone', 'price', 'place', 'postedOn', 'name', 'title', 'text');
    fc.assert(
      fc.property(emptied, fc.integer({ min: 20, max: 200 }), (field, ads) => {
        const empty = night(ads, { ad: () => ({ fields: { ...observeAd(someAd()).fields, [field]: 'none' } }) });
        expect(
          codes(
            checkDrift(
              empty,
              Array.from({ length: 6 }, () => night(ads)),
              noRanges,
            ),
          ),
        ).toContain(`field-filled ${field}`);
      }),
      { numRuns: 40 },
    );
  });
});
