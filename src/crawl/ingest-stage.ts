import { VindplaatsError } from '../lib/errors.ts';
import type { KeyedHash } from '../lib/hash.ts';
import type { Seal } from '../lib/seal.ts';
import type { CrawlRun, SkipReason } from '../model/run.ts';
import type { Site } from '../model/site.ts';
import { visitJobSchema, visitResultSchema } from '../model/visit.ts';
import type { VisitJob, VisitResult } from '../model/visit.ts';
import type { NewJob } from '../queue/queue.ts';
import type { Run, Stage } from '../stage.ts';
import type { Store } from '../store/open-store.ts';
import { createKnownCards } from './known-cards.ts';
import { createListingTaker } from './take-listing.ts';
import { hashContent } from './visits.ts';

/**
 * Takes what came of a visit into the store, in one transaction, and answers with what to visit or link next.
 * The run ends here, with the outcome of its last open address.
 */
export function createIngestStage(deps: {
  sites: readonly Site[];
  store: Store;
  seal: Seal;
  hash: KeyedHash;
}): Stage<VisitJob> {
  const { store, seal, hash } = deps;
  const takeListing = createListingTaker({ ...deps, known: createKnownCards(store, deps.sites) });

  return {
    input: visitJobSchema,
    async handle(job, run) {
      const result = visitResultSchema.parse(seal.open(job.sealed));
      return store.transactionSoon(() => {
        const next = take(job, result, run);
        finishRunWhenDone(job, run);
        return next;
      });
    },
    // The address stays open, so the run is reported as incomplete: a loss shows, always.
    giveUp: () => [],
  };

  function take(job: VisitJob, result: VisitResult, run: Run): NewJob[] {
    const { runId, site, addressHash } = job;
    switch (result.kind) {
      case 'listed':
        return job.kind === 'listing' ? takeListing.read(job, runOf(job), result) : [];
      case 'ad': {
        const contentHash = hashContent(hash, result.ad);
        const kept = store.ads.keep({ ad: result.ad, addressHash, contentHash, page: result.page });
        // Its files are on the disk before the rows that name them are there for others to see.
        if (kept.outcome !== 'unchanged') store.pages.add(kept, runId, result.pages);
        if (result.photos !== null) store.photos.keepFound(kept.adId, result.photos);
        // Also when unchanged: this may be the second try of a job that was killed before its next jobs were queued.
        const next = [{ queue: 'link', key: `ad ${kept.adId} ${contentHash}`, payload: { adId: kept.adId } }];
        if (!store.runs.settle(runId, addressHash, kept.outcome, null)) return next;
        store.presence.see(kept.adId, runId, result.page.fetchedAt);
        remember(job, result.page.fetchedAt, { adId: kept.adId, skipped: null });
        return next;
      }
      case 'unchanged': {
        if (job.kind === 'listing') return takeListing.unchanged(job, runOf(job), result);
        if (!store.runs.settle(runId, addressHash, 'unchanged', null)) return [];
        const adId = store.ads.idAt(site, addressHash);
        if (adId === null) return [];
        store.presence.see(adId, runId, result.fetchedAt);
        remember(job, result.fetchedAt, { adId, skipped: null });
        return [];
      }
      case 'skipped': {
        if (!store.runs.settle(runId, addressHash, 'skipped', result.reason)) return [];
        const at = run.now().toISOString();
        const adId = store.ads.idAt(site, addressHash);
        if (adId !== null && result.reason === 'gone') store.presence.miss(adId, runId, at);
        // Whoever is missed has to be asked again the next night, and so has an ad that only a legal basis keeps out.
        const isToAskAgain = result.reason === 'no-legal-basis' || (adId !== null && result.reason === 'gone');
        if (isToAskAgain) store.listings.forgetCard(site, addressHash);
        else remember(job, at, { adId: null, skipped: result.reason });
        return [];
      }
      case 'failed':
        run.log.warn({ runId, site, code: result.code }, 'visit given up');
        store.runs.settle(runId, addressHash, 'failed', result.code);
        return [];
    }
  }

  function runOf({ runId, site }: VisitJob): CrawlRun {
    const run = store.runs.find(runId);
    if (run !== null) return run;
    throw new VindplaatsError(
      'JOB_INVALID',
      `A job belongs to run "${runId}" of ${site}, which is not in this store; it is left out.`,
    );
  }

  /** What came of the page behind a card. While the card stays the same, that holds for some nights. */
  function remember(
    job: VisitJob,
    readAt: string,
    verdict: { adId: number; skipped: null } | { adId: null; skipped: SkipReason },
  ): void {
    if (job.kind !== 'detail' || job.card === null) return;
    const { hash: cardHash, reading } = job.card;
    store.listings.keepCard(job.site, job.addressHash, { cardHash, reading, readAt, ...verdict });
  }

  function finishRunWhenDone({ runId, site }: VisitJob, run: Run): void {
    const crawlRun = store.runs.find(runId);
    if (!crawlRun || crawlRun.finishedAt !== null || store.runs.hasOpen(runId)) return;
    const at = run.now().toISOString();
    // After a listing page that was not read, an ad that was not seen may still be there.
    const isWhole = store.runs.hasReadEveryListing(runId);
    if (isWhole) {
      store.presence.missUnmet(crawlRun, at);
      store.listings.forgetUnmet(site, runId);
    }
    store.runs.finish(runId, at, isWhole);
    run.log.info({ runId, site, counts: store.runs.counts(runId) }, 'run finished');
  }
}
