import type { KeyedHash } from '../lib/hash.ts';
import type { Seal } from '../lib/seal.ts';
import type { CrawlRun } from '../model/run.ts';
import type { Site } from '../model/site.ts';
import type { Observation } from '../model/site-profile.ts';
import { visitJobSchema, visitResultSchema } from '../model/visit.ts';
import type { VisitJob, VisitResult } from '../model/visit.ts';
import type { NewJob } from '../queue/queue.ts';
import type { Run, Stage } from '../stage.ts';
import type { Store } from '../store/open-store.ts';
import type { RunCloser } from './close-run.ts';
import type { DriftCheck } from './drift-check.ts';
import { releaseJob } from './release-job.ts';
import { hashContent, lastTryOf, visitJob } from './visits.ts';

/**
 * Holds what came of a visit, in one transaction, and answers with what to visit next. With the outcome of its last open address
 * the run is checked as a whole, and only then put to use: a site that changed its pages must not spoil what is known of it.
 */
export function createIngestStage(deps: {
  sites: readonly Site[];
  store: Store;
  seal: Seal;
  hash: KeyedHash;
  drift: DriftCheck;
  closeRun: RunCloser;
}): Stage<VisitJob> {
  const { store, seal, hash, drift, closeRun } = deps;
  const maxListingPages = new Map(deps.sites.map((site) => [site.id, site.politeness.maxListingPages]));

  return {
    input: visitJobSchema,
    async handle(job, run) {
      const result = visitResultSchema.parse(seal.open(job.sealed));
      return store.transaction(() => {
        const crawlRun = store.runs.find(job.runId);
        if (!crawlRun) return [];
        // Once a run is over, what still comes of it comes too late.
        const next = crawlRun.state === 'crawling' ? take(job, result, run) : [];
        return [...next, ...closeRunWhenDone(crawlRun, run)];
      });
    },
    // The address stays open, so the run is reported as incomplete: a loss shows, always.
    giveUp: () => [],
  };

  /** Settles the address and holds what came of it; only what to visit next is used at once. */
  function take(job: VisitJob, result: VisitResult, run: Run): NewJob[] {
    const { runId, site, addressHash } = job;
    switch (result.kind) {
      case 'listed':
        hold(job, { kind: 'listing', cards: result.ads.length + result.outside.length });
        return takeListing(job, result);
      case 'ad': {
        const known = store.ads.knownAs(site, result.ad.siteAdId);
        if (store.runs.settle(runId, addressHash, expectedOutcome(known, hashContent(hash, result.ad)), null))
          hold(job, drift.observeAd(result.ad), known?.id ?? null);
        return [];
      }
      case 'unchanged':
        if (store.runs.settle(runId, addressHash, 'unchanged', null)) hold(job);
        return [];
      case 'skipped':
        if (store.runs.settle(runId, addressHash, 'skipped', result.reason)) hold(job);
        return [];
      case 'failed':
        run.log.warn({ runId, site, code: result.code }, 'visit given up');
        store.runs.settle(runId, addressHash, 'failed', result.code);
        return [];
    }
  }

  function hold(job: VisitJob, observation: Observation | null = null, adId: number | null = null): void {
    store.held.hold(job.runId, { addressHash: job.addressHash, job: JSON.stringify(job), observation, adId });
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

  /** @returns the jobs that put the run to use: again, when this job was killed before they were queued. */
  function closeRunWhenDone(crawlRun: CrawlRun, run: Run): NewJob[] {
    if (crawlRun.state === 'releasing') return [releaseJob(crawlRun.id)];
    if (crawlRun.state !== 'crawling' || store.runs.hasOpen(crawlRun.id)) return [];
    return closeRun(crawlRun, !store.runs.hasFailedListing(crawlRun.id), run.now().toISOString());
  }
}

/** What will become of an ad when it is put to use, for as long as nothing else is. */
function expectedOutcome(known: { contentHash: string } | null, contentHash: string) {
  if (known === null) return 'stored';
  return known.contentHash === contentHash ? 'unchanged' : 'changed';
}
