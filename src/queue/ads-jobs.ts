import { sha256Hex } from '../lib/hash.ts';
import { adsPerJob } from '../model/visit.ts';
import type { AdsJob } from '../model/visit.ts';
import type { NewJob } from './queue.ts';

/**
 * The jobs that link or screen these ads, in stretches: a job and a commit cost more than most ads.
 * @param reason what makes it another job than one that is just running for the same ads.
 */
export function adsJobs(queue: 'link' | 'screen', adIds: readonly number[], reason: string): NewJob[] {
  const jobs: NewJob[] = [];
  for (let from = 0; from < adIds.length; from += adsPerJob) {
    const payload: AdsJob = { adIds: adIds.slice(from, from + adsPerJob) };
    jobs.push({ queue, key: `${nameOf(payload)} ${reason}`, payload });
  }
  return jobs;
}

/** The key of a job holds which ads it is of, all of them. */
function nameOf({ adIds }: AdsJob): string {
  return adIds.length === 1 ? `ad ${adIds[0]}` : `ads ${sha256Hex(adIds.join())}`;
}
