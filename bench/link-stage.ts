import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { findPhones } from '../src/extract/phones.ts';
import { createKeyedHash } from '../src/lib/hash.ts';
import { explainPathsFrom } from '../src/link/explain-group.ts';
import { deriveGroups } from '../src/link/groups.ts';
import { createLinkStage } from '../src/link/link-stage.ts';
import { rememberEvidence } from '../src/link/remember-evidence.ts';
import { createLog } from '../src/log.ts';
import { adsJobs } from '../src/queue/ads-jobs.ts';
import type { Consumer, Handlers, NewJob, Queue } from '../src/queue/queue.ts';
import { openSqliteQueue } from '../src/queue/sqlite.ts';
import { openStore } from '../src/store/open-store.ts';
import { linkStageCorpus } from './link-stage-corpus.ts';
import type { StoredAd } from './link-stage-corpus.ts';

export type StageResult = {
  ads: number;
  /** All of the filling, the learning of weights included. */
  cpuSeconds: number;
  /** Of the last tenth, when the store holds the rest; learning counts as far as it falls in it. */
  lastCpuSecondsPerAd: number;
  /** Wall and CPU time of one more ad, with its phones and the explanation of its group. */
  p99Ms: number;
  p99CpuMs: number;
  restartSeconds: number;
};

/** A night arrives in parts: so many ads are stored, then linked. Only the linking is timed. */
const adsPerPart = 10_000;

/** Linked one by one at the end, each with its explanation. */
const singles = 1000;

const log = createLog('error');
const run = {
  signal: new AbortController().signal,
  now: () => new Date('2026-02-01T01:00:00.000Z'),
  log,
  gate: { permits: () => true, require: () => 'benchmark' },
};
const hash = createKeyedHash(Buffer.alloc(32, 7));

/** Fills a store through the queue and the link stage as they run in production; what asks for screening is queued and dropped. */
export async function measureStage(dir: string, ads: number, seed: number): Promise<StageResult> {
  const dataDir = join(dir, `stage-${ads}`);
  const store = openStore(dataDir);
  const queue = openSqliteQueue({ path: join(dataDir, 'queue.sqlite'), log });
  const stage = createLinkStage({ store, hash });
  const lastFrom = Math.floor(ads * 0.9);
  let cpuSeconds = 0;
  let lastCpuSeconds = 0;
  let linked = 0;
  let part: number[] = [];
  const alone: number[] = [];
  let nth = 0;

  for (const ad of linkStageCorpus({ ads: ads + singles, seed })) {
    nth += 1;
    const adId = keep(ad);
    if (nth > ads) {
      alone.push(adId);
      continue;
    }
    part.push(adId);
    if (part.length < adsPerPart && nth !== lastFrom && nth !== ads) continue;
    const isLast = linked >= lastFrom;
    const seconds = await linkPart(part);
    linked += part.length;
    cpuSeconds += seconds;
    if (isLast) lastCpuSeconds += seconds;
    part = [];
  }
  const times: number[] = [];
  const cpuTimes: number[] = [];
  for (const adId of alone) {
    const start = performance.now();
    const cpu = process.cpuUsage();
    await linkAndExplain(adId);
    times.push(performance.now() - start);
    cpuTimes.push(cpuSince(cpu) * 1000);
  }
  const restart = performance.now();
  createLinkStage({ store, hash });
  const restartSeconds = (performance.now() - restart) / 1000;
  await queue.close();
  store.close();
  rmSync(dataDir, { recursive: true, force: true });
  return {
    ads,
    cpuSeconds,
    lastCpuSecondsPerAd: lastCpuSeconds / (ads - lastFrom),
    p99Ms: p99(times),
    p99CpuMs: p99(cpuTimes),
    restartSeconds,
  };

  function keep(ad: StoredAd): number {
    const page = {
      sha256: '0'.repeat(64),
      status: 200,
      fetchedAt: run.now().toISOString(),
      etag: null,
      lastModified: null,
    };
    return store.ads.keep({ ad, addressHash: ad.url, contentHash: ad.siteAdId, page }).adId;
  }

  async function linkPart(ids: readonly number[]): Promise<number> {
    const jobs = adsJobs('link', ids, 'benchmark');
    const cpu = process.cpuUsage();
    await work(queue, jobs);
    const seconds = cpuSince(cpu);
    await queue.drop('screen');
    return seconds;
  }

  async function work(on: Queue, jobs: readonly NewJob[]): Promise<void> {
    let left = jobs.length;
    let consumer: Consumer | undefined;
    await on.enqueue(jobs);
    await new Promise<void>((resolve, reject) => {
      const options = { concurrency: 1, timeoutMs: 600_000, maxAttempts: 1, backoffMs: 500, minGapMs: 0 };
      const handlers: Handlers = {
        async handle(payload) {
          const next = await stage.handle(stage.input.parse(payload), run);
          left -= 1;
          if (left === 0) resolve();
          return next;
        },
        classify: () => ({ retry: 'never' }),
        giveUp(_payload, error) {
          reject(error);
          return [];
        },
      };
      on.consume('link', options, handlers).then((started) => (consumer = started), reject);
    });
    await consumer?.close();
  }

  async function linkAndExplain(adId: number): Promise<void> {
    const ad = store.ads.content(adId, 1);
    if (ad === null) throw new Error(`ad ${adId} is not in the store`);
    findPhones('text', ad.text);
    await stage.handle(stage.input.parse({ adIds: [adId] }), run);
    const derivation = deriveGroups(adId, rememberEvidence(store.evidence), store.groups.constraintsOf);
    const group = derivation.groups.find((one) => one.ads.includes(adId));
    const pathTo = explainPathsFrom(derivation, adId);
    for (const other of (group?.ads ?? []).slice(0, 50)) pathTo(other);
  }
}

export function showStage(stage: StageResult): string {
  return [
    `${stage.ads} through the link stage and its store`.padEnd(22),
    `last tenth ${Math.round(1 / stage.lastCpuSecondsPerAd)} ads/CPU-s`,
    `all of the filling, with learning weights ${Math.round(stage.ads / stage.cpuSeconds)} ads/CPU-s`,
    `one ad p99 ${stage.p99Ms.toFixed(2)} ms (CPU ${stage.p99CpuMs.toFixed(2)})`,
    `restart ${stage.restartSeconds.toFixed(1)} s`,
  ].join(' · ');
}

/** For the RESULT line: of the largest store, and from the smallest to that. */
export function stageFigures(stages: readonly StageResult[]): Record<string, number> {
  const first = stages[0];
  const last = stages.at(-1);
  if (first === undefined || last === undefined) throw new Error('no sizes');
  return {
    stageAds: last.ads,
    stageAdsPerCpuSecond: 1 / last.lastCpuSecondsPerAd,
    stageAdsPerCpuSecondWithLearning: last.ads / last.cpuSeconds,
    stageP99MsPerAd: last.p99Ms,
    stageP99CpuMsPerAd: last.p99CpuMs,
    stageRestartSeconds: last.restartSeconds,
    // Of one size there is none.
    ...(last.ads > first.ads && {
      stageExponent: Math.log(last.cpuSeconds / first.cpuSeconds) / Math.log(last.ads / first.ads),
    }),
  };
}

function cpuSince(start: NodeJS.CpuUsage): number {
  const used = process.cpuUsage(start);
  return (used.user + used.system) / 1e6;
}

function p99(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0;
}
