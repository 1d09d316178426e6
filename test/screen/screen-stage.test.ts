import { expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { createLegalGate } from '../../src/govern/legal-basis.ts';
import { createLog } from '../../src/log.ts';
import { createReviewDesk } from '../../src/review/review-desk.ts';
import { loadRuleset } from '../../src/screen/load-rules.ts';
import type { Ruleset } from '../../src/screen/load-rules.ts';
import { createScreenStage, localOf } from '../../src/screen/screen-stage.ts';
import { openStore } from '../../src/store/open-store.ts';
import { someAd, somePage } from '../support/some-ad.ts';
import type { KeepableAd } from '../support/some-ad.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const { region, legalBasis } = readConfig('config');
const ruleset = loadRuleset('rules');
const otherRules: Ruleset = { ...ruleset, hash: 'b'.repeat(64) };
const anna = { name: 'anna', origin: '127.0.0.1' };
const seventeen = {
  text: 'Ik ben 17 jaar.',
  age: 17,
  ages: [{ years: 17, span: { field: 'text' as const, start: 7, end: 9 } }],
};

function openStage(grounds = legalBasis) {
  const store = openStore(temporaryDir());
  onTestFinished(() => store.close());
  const now = () => new Date('2026-01-05T01:00:00.000Z');
  const stage = createScreenStage({ store, region, rules: { ruleset: () => ruleset } });
  const run = {
    signal: new AbortController().signal,
    now,
    log: createLog('silent'),
    gate: createLegalGate(grounds, () => '2026-01-05'),
  };
  const keep = (parts: Partial<KeepableAd>, contentHash = 'first') =>
    store.ads.keep({ ad: someAd(parts), addressHash: 'a', contentHash, page: somePage('2026-01-05T01:00:00.000Z') })
      .adId;
  const screenWith = (rules: Ruleset, adId: number) =>
    createScreenStage({ store, region, rules: { ruleset: () => rules } }).handle({ adIds: [adId] }, run);
  return {
    store,
    keep,
    screen: (adId: number) => stage.handle({ adIds: [adId] }, run),
    screenAll: (adIds: number[]) => stage.handle({ adIds }, run),
    screenWith,
    desk: createReviewDesk({ store, now }),
  };
}

it('puts a stated age under 18 on its own short path', async () => {
  const { store, keep, screen } = openStage();
  const adId = keep(seventeen);
  await screen(adId);
  expect(store.assessments.current(adId)).toMatchObject({
    level: 'direct',
    reasons: expect.arrayContaining([expect.objectContaining({ indicator: 'IND-14' })]),
  });
});

it('keeps the same assessment once, however often it is screened', async () => {
  const { store, keep, screen } = openStage();
  const adId = keep({});
  await screen(adId);
  const first = store.assessments.current(adId);
  await screen(adId);
  expect(store.assessments.current(adId)).toEqual(first);
});

it('opens a dismissed ad again when it has risen a level, and keeps the old assessment', async () => {
  const { store, keep, screen, desk } = openStage();
  const adId = keep({});
  await screen(adId);
  const before = store.assessments.current(adId)!;
  desk.decide(adId, { assessmentId: before.id }, { verdict: 'dismissed', reason: 'independent', note: '' }, anna);
  keep(seventeen, 'second');
  await screen(adId);
  expect(desk.state(adId)).toBe('open');
  expect(store.reviews.events(adId).map((event) => event.kind)).toEqual(['decided', 'reopened']);
  expect(store.assessments.find(before.id)?.level).toBe(before.level);
});

it('leaves a confirmed ad confirmed when its level falls', async () => {
  const { store, keep, screen, desk } = openStage();
  const adId = keep(seventeen);
  await screen(adId);
  desk.decide(
    adId,
    { assessmentId: store.assessments.current(adId)!.id },
    { verdict: 'confirmed', reason: 'possible-minor', note: '' },
    anna,
  );
  keep({}, 'second');
  await screen(adId);
  expect(desk.state(adId)).toBe('confirmed');
});

it('does not screen without a legal basis', async () => {
  const { store, keep, screen } = openStage({ grounds: [] });
  const adId = keep({});
  await expect(screen(adId)).rejects.toMatchObject({ code: 'LEGAL_BASIS_MISSING' });
  expect(store.assessments.current(adId)).toBeNull();
});

it('refuses the ad without a legal basis alone, and screens the others of its stretch', async () => {
  const { store, keep, screenAll } = openStage();
  const ads = ['GM0402', 'GM9999', 'GM0402'].map((municipality, nth) => keep({ siteAdId: `${nth}`, municipality }));
  const [first, refused, last] = ads as [number, number, number];
  const next = await screenAll(ads);
  expect(next.map((job) => [job.queue, job.payload])).toEqual([['screen', { adIds: [refused] }]]);
  expect([first, last].map((id) => store.assessments.current(id)?.adId)).toEqual([first, last]);
  await expect(screenAll([refused])).rejects.toMatchObject({ code: 'LEGAL_BASIS_MISSING' });
  expect(store.assessments.current(refused)).toBeNull();
});

it('tries each ad of a stretch alone when one of them cannot be screened', async () => {
  const { store, keep, screenAll } = openStage();
  const ads = [0, 1].map((nth) => keep({ siteAdId: `${nth}` }));
  store.transaction(() => {
    // An ad that a later Vindplaats wrote in a way this one does not know.
    store.ads.keep({
      ad: { ...someAd({ siteAdId: '1' }), later: true } as KeepableAd,
      addressHash: 'a',
      contentHash: 'later',
      page: somePage('2026-01-06T01:00:00.000Z'),
    });
  });
  const next = await screenAll(ads);
  expect(next.map((job) => job.payload)).toEqual(ads.map((id) => ({ adIds: [id] })));
  expect(store.assessments.current(ads[0]!)).toBeNull();
  expect(await screenAll([ads[0]!])).toEqual([]);
  expect(store.assessments.current(ads[0]!)).not.toBeNull();
  await expect(screenAll([ads[1]!])).rejects.toThrow(/later/);
});

it('leaves what a person confirmed as it stood when only the rules have changed', async () => {
  const { store, keep, screen, screenWith, desk } = openStage();
  const adId = keep(seventeen);
  await screen(adId);
  const before = store.assessments.current(adId)!;
  desk.decide(adId, { assessmentId: before.id }, { verdict: 'confirmed', reason: 'possible-minor', note: '' }, anna);
  await screenWith(otherRules, adId);
  expect(store.assessments.current(adId)).toEqual(before);
  keep({ ...seventeen, text: 'Ik ben 17 jaar. Bel gerust.' }, 'second');
  await screenWith(otherRules, adId);
  expect(store.assessments.current(adId)?.rulesetHash).toBe(otherRules.hash);
});

it('screens an open ad by new rules, and keeps the old assessment', async () => {
  const { store, keep, screen, screenWith } = openStage();
  const adId = keep({});
  await screen(adId);
  const before = store.assessments.current(adId)!;
  await screenWith(otherRules, adId);
  expect(store.assessments.current(adId)?.rulesetHash).toBe(otherRules.hash);
  expect(store.assessments.find(before.id)).toEqual(before);
});

it('takes the local law of the day', () => {
  expect(localOf(region, 'GM0402', '2019-06-01')).toMatchObject({ minimumAge: 21, licenceRequired: false });
  expect(localOf(region, 'GM0402', '2024-06-01').minimumAge).toBeNull();
  const licensing = {
    ...region,
    municipalities: region.municipalities.map((entry) => ({
      ...entry,
      licenceRequired: [{ validFrom: '2026-03-01', validTo: '2026-06-01', source: 'Voorbeeld' }],
    })),
  };
  const on = (day: string) => localOf(licensing, 'GM0402', day).licenceRequired;
  expect(['2026-02-28', '2026-03-01', '2026-05-31', '2026-06-01'].map(on)).toEqual([false, true, true, false]);
});
