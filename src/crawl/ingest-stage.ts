import type { KeyedHash } from '../lib/hash.ts';
import type { Seal } from '../lib/seal.ts';
import type { Site } from '../model/site.ts';
import { visitJobSchema, visitResultSchema } from '../model/visit.ts';
import type { VisitJob, VisitResult } from '../model/visit.ts';
import type { NewJob } from '../queue/queue.ts';
import type { Run, Stage } from '../stage.ts';
import type { Store } from '../store/open-store.ts';
import { hashContent, lastTryOf, visitJob } from './visits.ts';

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
  const maxListingPages = new Map(deps.sites.map((site) => [site.id, site.politeness.maxListingPages]));

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
        return takeListing(job, result);
      case 'ad': {
        const contentHash = hashContent(hash, result.ad);
        const kept = store.ads.keep({ ad: result.ad, addressHash, contentHash, page: result.page });
        // Its files are on the disk before the rows that name them are there for others to see.
        if (kept.outcome !== 'unchanged') store.pages.add(kept, runId, result.pages);
        store.runs.settle(runId, addressHash, kept.outcome, null);
        // Also when unchanged: this may be the second try of a job that was killed before its next jobs were queued.
        return [{ queue: 'link', key: `ad ${kept.adId} ${contentHash}`, payload: { adId: kept.adId } }];
      }
      case 'unchanged':
        store.ads.markSeen(site, addressHash, result.fetchedAt);
        store.runs.settle(runId, addressHash, 'unchanged', null);
        return [];
      case 'skipped':
        if (result.reason === 'gone') store.ads.markGone(site, addressHash, run.now().toISOString());
        store.runs.settle(runId, addressHash, 'skipped', result.reason);
        return [];
      case 'failed':
        run.log.warn({ runId, site, code: result.code }, 'visit given up');
        store.runs.settle(runId, addressHash, 'failed', result.code);
        return [];
    }
  }

  function takeListing(job: VisitJob, listing: Extract<VisitResult, { kind: 'listed' }>): NewJob[] {
    const { runId, site } = job;
    const lastTryAt = lastTryOf(store.runs.find(runId)?.startedAt ?? listing.fetchedAt);
    const jobs: NewJob[] = [];
    for (const hashOutside of listing.outside) {
      if (store.runs.addAddress(runId, hashOutside, 'detail'))
        store.runs.settle(runId, hashOutside, 'skipped', 'outside-region-card');
    }
    for (const { url, addressHash } of listing.ads) {
      store.ads.markSeen(site, addressHash, listing.fetchedAt);
      visit('detail', url, addressHash, 1);
    }
    if (listing.next) {
      const { url, addressHash, listingPage } = listing.next;
      if (listingPage <= (maxListingPages.get(site) ?? 0)) visit('listing', url, addressHash, listingPage);
      else if (store.runs.addAddress(runId, addressHash, 'listing'))
        store.runs.settle(runId, addressHash, 'skipped', 'page-limit');
    }
    store.runs.settle(runId, job.addressHash, 'listed', null);
    return jobs;

    function visit(kind: 'listing' | 'detail', url: string, addressHash: string, listingPage: number): void {
      store.runs.addAddress(runId, addressHash, kind);
      // Met before and still open: this listing was taken once already, and its jobs may have been lost with a kill.
      if (!store.runs.isOpen(runId, addressHash)) return;
      const validators = kind === 'detail' ? store.ads.validators(site, addressHash) : null;
      const knownContent = kind === 'detail' ? store.ads.contentHashAt(site, addressHash) : null;
      const visitOf = { url, listingPage, lastTryAt, validators, knownContent };
      jobs.push(visitJob(seal, { runId, site, kind, addressHash }, visitOf));
    }
  }

  function finishRunWhenDone({ runId, site }: VisitJob, run: Run): void {
    const crawlRun = store.runs.find(runId);
    if (!crawlRun || crawlRun.finishedAt !== null || store.runs.hasOpen(runId)) return;
    const at = run.now().toISOString();
    // After a listing that could not be read, an ad that was not seen may still be there.
    if (!store.runs.hasFailedListing(runId)) store.ads.markUnseenGone(site, crawlRun.startedAt, at);
    store.runs.finish(runId, at);
    run.log.info({ runId, site, counts: store.runs.counts(runId) }, 'run finished');
  }
}
