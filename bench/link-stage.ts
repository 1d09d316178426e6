import { join } from 'node:path';
import { findPhones } from '../src/extract/phones.ts';
import { explainPathsFrom } from '../src/link/explain-group.ts';
import { deriveGroups } from '../src/link/groups.ts';
import { rememberEvidence } from '../src/link/remember-evidence.ts';
import { openLinking } from './linking.ts';
import { linkStageCorpus } from './link-stage-corpus.ts';
import { cpuSince, p99 } from './timing.ts';

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

/** Fills a store through the queue and the link stage as they run in production; what asks for screening is queued and dropped. */
export async function measureStage(dir: string, ads: number, seed: number): Promise<StageResult> {
  const dataDir = join(dir, `stage-${ads}`);
  const linking = openLinking(dataDir);
  const { store } = linking;
  const lastFrom = Math.floor(ads * 0.9);
  let cpuSeconds = 0;
  let lastCpuSeconds = 0;
  let linked = 0;
  let part: number[] = [];
  const alone: number[] = [];
  let nth = 0;

  for (const ad of linkStageCorpus({ ads: ads + singles, seed })) {
    nth += 1;
    const adId = linking.keep(ad);
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
  linking.restart();
  const restartSeconds = (performance.now() - restart) / 1000;
  await linking.close();
  return {
    ads,
    cpuSeconds,
    lastCpuSecondsPerAd: lastCpuSeconds / (ads - lastFrom),
    p99Ms: p99(times),
    p99CpuMs: p99(cpuTimes),
    restartSeconds,
  };

  async function linkPart(ids: readonly number[]): Promise<number> {
    const cpu = process.cpuUsage();
    await linking.link(ids);
    const seconds = cpuSince(cpu);
    await linking.dropScreening();
    return seconds;
  }

  async function linkAndExplain(adId: number): Promise<void> {
    const ad = store.ads.content(adId, 1);
    if (ad === null) throw new Error(`ad ${adId} is not in the store`);
    findPhones('text', ad.text);
    await linking.linkOne(adId);
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
