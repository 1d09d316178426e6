import type { ReviewState } from '../model/review.ts';
import type { NewJob } from '../queue/queue.ts';
import type { Ruleset } from './compile-rules.ts';

/** Where a stored ad stands, and by which rules it was assessed last; null when it never was. */
export type Standing = { adId: number; state: ReviewState; rulesetHash: string | null };

export type Rescreening = {
  jobs: NewJob[];
  /** Assessed by these very rules already. */
  upToDate: number;
  /** Decided by a person: confirmed and handed over ones are never changed by new rules, dismissed ones stay dismissed. */
  decided: number;
};

/** The screening that new rules ask for: all open ads again, without a crawl. The old assessments are kept. */
export function rescreenJobs(standings: Iterable<Standing>, ruleset: Ruleset): Rescreening {
  const result: Rescreening = { jobs: [], upToDate: 0, decided: 0 };
  for (const { adId, state, rulesetHash } of standings) {
    if (state !== 'open') result.decided += 1;
    else if (rulesetHash === ruleset.hash) result.upToDate += 1;
    // The key names the rules, so that a job that is just running with older ones does not swallow this one.
    else result.jobs.push({ queue: 'screen', key: `ad ${adId} rules ${ruleset.hash}`, payload: { adId } });
  }
  return result;
}

export function isSettled(state: ReviewState): boolean {
  return state === 'confirmed' || state === 'handed-over';
}
