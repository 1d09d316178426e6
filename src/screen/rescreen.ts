import type { ReviewState } from '../model/review.ts';
import { adsJobs } from '../queue/ads-jobs.ts';
import type { NewJob } from '../queue/queue.ts';
import type { Ruleset } from './compile-rules.ts';

/** Where a stored ad stands, and by which rules it was assessed last; null when it never was. */
export type Standing = { adId: number; state: ReviewState; rulesetHash: string | null };

export type Rescreening = {
  jobs: NewJob[];
  /** Ads in those jobs. */
  ads: number;
  /** Assessed by these very rules already. */
  upToDate: number;
  /** Decided by a person: confirmed and handed over ones are never changed by new rules, dismissed ones stay dismissed. */
  decided: number;
};

/** The screening that new rules ask for: all open ads again, without a crawl. The old assessments are kept. */
export function rescreenJobs(standings: Iterable<Standing>, ruleset: Ruleset): Rescreening {
  const toScreen: number[] = [];
  let upToDate = 0;
  let decided = 0;
  for (const { adId, state, rulesetHash } of standings) {
    if (state !== 'open') decided += 1;
    else if (rulesetHash === ruleset.hash) upToDate += 1;
    else toScreen.push(adId);
  }
  // The key names the rules, so that a job that is just running with older ones does not swallow this one.
  return { jobs: adsJobs('screen', toScreen, `rules ${ruleset.hash}`), ads: toScreen.length, upToDate, decided };
}

export function isSettled(state: ReviewState): boolean {
  return state === 'confirmed' || state === 'handed-over';
}
