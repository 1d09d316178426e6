import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { readConfig } from '../src/config.ts';
import { createCorpus } from '../src/demo/corpus.ts';
import type { DemoAd } from '../src/demo/demo-ad.ts';
import type { Scenario } from '../src/demo/recipes.ts';
import { createPlaceIndex } from '../src/extract/places.ts';
import { readAd } from '../src/extract/read-ad.ts';
import { createKeyedHash } from '../src/lib/hash.ts';
import { createLinkStage } from '../src/link/link-stage.ts';
import { createLog } from '../src/log.ts';
import type { Level } from '../src/model/assessment.ts';
import { assess } from '../src/screen/assess.ts';
import { screenableOf } from '../src/screen/case-ad.ts';
import type { Ruleset } from '../src/screen/load-rules.ts';
import { caseAdSchema } from '../src/screen/rule.ts';
import type { CaseAd } from '../src/screen/rule.ts';
import { createScreenStage } from '../src/screen/screen-stage.ts';
import { cutOffOf, isOnWorkList, placesOf } from '../src/screen/work-list.ts';
import { openStore } from '../src/store/open-store.ts';
import { pageOf } from './demo-page.ts';

/** The share of ads that people look at, for the figures of the README. */
export const flaggedShare = 0.1;

const rings: readonly Scenario[] = ['template-ring', 'hidden-number-ring'];
const benign: readonly Scenario[] = ['independent', 'friends-one-phone', 'licensed-business', 'touring', 'agency'];

type Screened = { scenario: Scenario; group: string | null; level: Level; points: number; isListed: boolean };

export type DemoFigures = {
  ads: number;
  listed: number;
  ringsFlaggedShare: number;
  ringAdsFlaggedShare: number;
  minorsFlaggedShare: number;
  benignHoogCount: number;
  perScenario: { scenario: Scenario; ads: number; listed: number; levels: Record<Level, number> }[];
};

/** The ads of the demo inside the region, as pages, through extraction, the real store, linking and screening. */
export async function demoFigures(seed: number, ruleset: Ruleset): Promise<DemoFigures> {
  const demoAds = createCorpus(seed).filter((ad) => ad.truth.inRegion);
  const screened = await screenThroughStore(demoAds, ruleset);
  const of = (scenarios: readonly Scenario[]) => screened.filter((ad) => scenarios.includes(ad.scenario));
  const listedShare = (ads: readonly Screened[]) => ads.filter((ad) => ad.isListed).length / ads.length;
  const ringGroups = groupsOf(of(rings), (ad) => ad.group);
  // One ad on the list leads to the whole ring, for linked ads are shown together.
  const found = [...ringGroups.values()].filter((ads) => ads.some((ad) => ad.isListed)).length;
  return {
    ads: screened.length,
    listed: screened.filter((ad) => ad.isListed).length,
    ringsFlaggedShare: found / ringGroups.size,
    ringAdsFlaggedShare: listedShare(of(rings)),
    minorsFlaggedShare: listedShare(of(['under-18'])),
    benignHoogCount: of(benign).filter((ad) => ad.level === 'hoog').length,
    perScenario: [...groupsOf(screened, (ad) => ad.scenario)].map(([scenario, ads]) => ({
      scenario,
      ads: ads.length,
      listed: ads.filter((ad) => ad.isListed).length,
      levels: countLevels(ads),
    })),
  };
}

async function screenThroughStore(demoAds: readonly DemoAd[], ruleset: Ruleset): Promise<Screened[]> {
  const { region, sites } = readConfig('config');
  const site = sites.find((one) => one.id === 'prikbord');
  if (site === undefined) throw new Error('config/sites/prikbord.yaml is not there');
  const dir = mkdtempSync(join(tmpdir(), 'bench-screen-'));
  const store = openStore(dir);
  try {
    const run = {
      signal: new AbortController().signal,
      now: () => new Date('2026-01-05T01:00:00.000Z'),
      log: createLog('silent'),
      gate: { permits: () => true, require: () => 'benchmark' },
    };
    const link = createLinkStage({ store, hash: createKeyedHash(Buffer.alloc(32, 1)) });
    const screen = createScreenStage({ store, region, rules: { ruleset: () => ruleset } });
    const places = createPlaceIndex(region);
    const kept = demoAds.map((demoAd, at) => {
      const page = pageOf(demoAd, at, site);
      const reading = readAd([page], site, places);
      if (reading.kind !== 'ad' || reading.ad.municipality === null)
        throw new Error(`the page of demo ad ${demoAd.shown.siteAdId} was not read as an ad of the region`);
      const ad = { ...reading.ad, municipality: reading.ad.municipality };
      const evidence = {
        sha256: page.bodySha256,
        status: 200,
        fetchedAt: page.fetchedAt,
        etag: null,
        lastModified: null,
      };
      const { adId } = store.ads.keep({ ad, addressHash: page.url, contentHash: page.bodySha256, page: evidence });
      return { adId, demoAd };
    });
    // In one queue, as the linked ads ask for it: their screening, and learning what everyone writes.
    for (const { adId } of kept) {
      const jobs = await link.handle({ adIds: [adId] }, run);
      for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) {
        if (job.queue === 'link') jobs.push(...(await link.handle(link.input.parse(job.payload), run)));
        else await screen.handle(screen.input.parse(job.payload), run);
      }
    }
    const assessed = kept.map(({ adId, demoAd: { scenario, truth } }) => {
      const assessment = store.assessments.current(adId);
      if (assessment === null) throw new Error(`ad ${String(adId)} was not assessed`);
      return { scenario, group: truth.group, level: assessment.level, points: assessment.points };
    });
    const cutOff = cutOffOf(assessed, placesOf(flaggedShare, assessed.length));
    return assessed.map((ad) => ({ ...ad, isListed: isOnWorkList(ad, cutOff) }));
  } finally {
    store.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

function groupsOf<K>(ads: readonly Screened[], keyOf: (ad: Screened) => K): Map<K, Screened[]> {
  const groups = new Map<K, Screened[]>();
  for (const ad of ads) groups.set(keyOf(ad), [...(groups.get(keyOf(ad)) ?? []), ad]);
  return groups;
}

function countLevels(ads: readonly Screened[]): Record<Level, number> {
  const counts = { laag: 0, verhoogd: 0, hoog: 0, direct: 0 };
  for (const { level } of ads) counts[level] += 1;
  return counts;
}

/** Pairs that differ only in words of origin, flag, dialling code or name, and how many of them score differently. */
export function twinFigures(ruleset: Ruleset): { twinPairs: number; twinDifferences: number } {
  const pairSchema = z.strictObject({ a: caseAdSchema, b: caseAdSchema });
  const pairs = readdirSync('fixtures/twins')
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => readFileSync(join('fixtures/twins', name), 'utf8').trim().split('\n'))
    .map((line) => pairSchema.parse(JSON.parse(line)));
  const outcomeOf = (given: CaseAd) => {
    const { ad, facts, local } = screenableOf(given);
    const { level, points, reasons, against, compliance } = assess(ad, facts, local, ruleset);
    return JSON.stringify([
      level,
      points,
      ...[reasons, against, compliance].flat().map((one) => [one.rule, one.points]),
    ]);
  };
  return { twinPairs: pairs.length, twinDifferences: pairs.filter(({ a, b }) => outcomeOf(a) !== outcomeOf(b)).length };
}
