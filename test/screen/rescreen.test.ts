import { expect, it } from 'vitest';
import { adsJobSchema } from '../../src/model/visit.ts';
import { loadRuleset } from '../../src/screen/load-rules.ts';
import { rescreenJobs } from '../../src/screen/rescreen.ts';

const ruleset = loadRuleset('rules');

it('asks for the open ads that other rules assessed, and leaves alone what people decided', () => {
  const old = 'a'.repeat(64);
  const result = rescreenJobs(
    [
      { adId: 1, state: 'open', rulesetHash: old },
      { adId: 2, state: 'open', rulesetHash: ruleset.hash },
      { adId: 3, state: 'confirmed', rulesetHash: old },
      { adId: 4, state: 'handed-over', rulesetHash: old },
      { adId: 5, state: 'dismissed', rulesetHash: old },
      { adId: 6, state: 'open', rulesetHash: null },
    ],
    ruleset,
  );
  expect(result.jobs.map((job) => job.payload)).toEqual([{ adIds: [1, 6] }]);
  expect(result).toMatchObject({ ads: 2, upToDate: 1, decided: 3 });
});

it('names the rules in the key, so that a screening by older rules does not swallow it', () => {
  const [job] = rescreenJobs([{ adId: 1, state: 'open', rulesetHash: null }], ruleset).jobs;
  const [other] = rescreenJobs([{ adId: 1, state: 'open', rulesetHash: null }], { ...ruleset, hash: 'b' }).jobs;
  expect(job).toMatchObject({ queue: 'screen', key: expect.stringContaining(ruleset.hash) });
  expect(job!.key).not.toBe(other!.key);
});

it('asks for many ads in few jobs: an engine takes 10,000 at once', () => {
  const standings = Array.from({ length: 12_050 }, (_, nth) => ({
    adId: nth + 1,
    state: 'open' as const,
    rulesetHash: null,
  }));
  const { jobs, ads } = rescreenJobs(standings, ruleset);
  expect(ads).toBe(12_050);
  expect(jobs).toHaveLength(121);
  expect(new Set(jobs.map((job) => job.key)).size).toBe(121);
  expect(jobs.flatMap((job) => adsJobSchema.parse(job.payload).adIds)).toEqual(standings.map((one) => one.adId));
});
