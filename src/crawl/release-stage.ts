import type { Seal } from '../lib/seal.ts';
import type { CrawlRun } from '../model/run.ts';
import { visitJobSchema, visitResultSchema } from '../model/visit.ts';
import { adsJobs } from '../queue/ads-jobs.ts';
import type { NewJob } from '../queue/queue.ts';
import type { Run, Stage } from '../stage.ts';
import type { HeldVisit } from '../store/held-visits.ts';
import type { Store } from '../store/open-store.ts';
import { releaseJob, releaseJobSchema } from './release-job.ts';
import type { ReleaseJob } from './release-job.ts';
import { takeIn } from './take-in.ts';

/** Held visits that are put to use in one transaction: small enough that a person at the pages does not wait for it. */
const visitsPerJob = 100;

/**
 * Puts the results of a run that is as usual, or that a person accepted, to use: stretch by stretch, each in one transaction.
 * A stretch is erased by the job after it, for until that job exists the ads of the stretch may have to be linked again.
 */
export function createReleaseStage(deps: { store: Store; seal: Seal }): Stage<ReleaseJob> {
  const { store, seal } = deps;
  return {
    input: releaseJobSchema,
    handle: async ({ runId, after }, run) =>
      store.transaction(() => {
        const crawlRun = store.runs.find(runId);
        if (crawlRun?.state !== 'releasing') return [];
        // Newer results come after older ones, whatever order their jobs are in.
        const [first] = store.runs.releasing(crawlRun.site);
        if (first && first.id !== runId) return [releaseJob(first.id)];
        store.held.eraseUpTo(runId, after);
        const visits = store.held.next(runId, after, visitsPerJob);
        const last = visits.at(-1);
        if (!last) return finish(crawlRun, run);
        // Also ads that are unchanged: their link job may have been lost with the queue.
        const adIds = visits.flatMap((visit) => release(crawlRun, visit) ?? []);
        return [...adsJobs('link', [...new Set(adIds)], runId), releaseJob(runId, last.id)];
      }),
    giveUp: () => [],
  };

  /** @returns the ad it is of. */
  function release(crawlRun: CrawlRun, visit: HeldVisit): number | null {
    if (visit.job === null) return visit.adId;
    const job = visitJobSchema.parse(JSON.parse(visit.job));
    const adId = takeIn(deps, crawlRun, job, visitResultSchema.parse(seal.open(visit.content ?? job.sealed)));
    store.held.markTaken(visit.id, adId);
    return adId;
  }

  function finish(crawlRun: CrawlRun, run: Run): NewJob[] {
    const { id: runId, site } = crawlRun;
    // After a listing page that was not read, an ad that was not seen may still be there.
    if (store.runs.hasReadEveryListing(runId)) {
      store.presence.missUnmet(crawlRun, crawlRun.finishedAt ?? run.now().toISOString());
      store.listings.forgetUnmet(site, runId);
    }
    store.runs.markReleased(runId);
    run.log.info({ runId, site, counts: store.runs.counts(runId) }, 'run in use');
    return store.runs.releasing(site).map((next) => releaseJob(next.id));
  }
}
