import type { z } from 'zod';
import { codeOf, retryPolicyOf } from './lib/errors.ts';
import type { Log } from './log.ts';
import type { Purpose } from './model/region.ts';
import { adsJobs } from './queue/ads-jobs.ts';
import type { NewJob } from './queue/queue.ts';

/** Legal basis, asked by every stage that collects, screens or hands over (guard-rail G1). */
export type Gate = {
  /** @param municipality null asks for any municipality at all. */
  permits(source: string, purpose: Purpose, municipality: string | null): boolean;
  /** @returns the ground, as it goes into logs and manifests. @throws VindplaatsError `LEGAL_BASIS_MISSING`. */
  require(source: string, purpose: Purpose, municipality: string | null): string;
};

/** What every stage is handed besides its input: the run it works for, never a way to reach back. */
export type Run = {
  signal: AbortSignal;
  now(): Date;
  log: Log;
  gate: Gate;
};

/**
 * One stage of the pipeline: reads, decides, writes once in one transaction, returns the next jobs.
 * It may be run twice with the same input, and must then do no harm.
 */
export type Stage<Input> = {
  input: z.ZodType<Input>;
  handle(input: Input, run: Run): Promise<NewJob[]>;
  /** The jobs that tell whoever waits that this input was given up. */
  giveUp(input: Input, error: unknown): NewJob[];
};

/**
 * What follows a stretch of ads that failed as a whole: each ad alone, so that none takes the others with it, and the one that cannot
 * be done fails under its own number.
 * @throws the error itself where it is no fault of an ad, or the ad was alone already.
 */
export function adByAd(queue: 'link' | 'screen', adIds: readonly number[], error: unknown, run: Run): NewJob[] {
  if (adIds.length === 1 || retryPolicyOf(error) === 'later') throw error;
  run.log.warn({ queue, ads: adIds.length, code: codeOf(error) }, 'stretch of ads failed, each is tried alone');
  return aloneJobs(queue, adIds, run);
}

/** The moment is in the key: a job that is just running must not swallow a later one. */
export function aloneJobs(queue: 'link' | 'screen', adIds: readonly number[], run: Pick<Run, 'now'>): NewJob[] {
  return adIds.flatMap((adId) => adsJobs(queue, [adId], `alone ${run.now().toISOString()}`));
}
