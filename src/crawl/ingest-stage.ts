import { VindplaatsError } from '../lib/errors.ts';
import type { KeyedHash } from '../lib/hash.ts';
import type { Seal } from '../lib/seal.ts';
import { itself } from '../model/actor.ts';
import type { CrawlRun, SkipReason } from '../model/run.ts';
import type { Site } from '../model/site.ts';
import type { Observation } from '../model/site-profile.ts';
import { visitJobSchema, visitOutcomeSchema } from '../model/visit.ts';
import type { VisitJob, VisitOutcome } from '../model/visit.ts';
import type { NewJob, Queue } from '../queue/queue.ts';
import type { Run, Stage } from '../stage.ts';
import type { Store } from '../store/open-store.ts';
import type { RunCloser } from './close-run.ts';
import { createKnownCards } from './known-cards.ts';
import { releaseJob } from './release-job.ts';
import { createListingTaker } from './take-listing.ts';
import { crawlQueue } from './visits.ts';

/**
 * Holds what came of a visit, in one transaction, and answers with what to visit next. With the outcome of its last open address
 * the run is checked as a whole, and only then put to use: a site that changed its pages must not spoil what is known of it.
 */
export function createIngestStage(deps: {
  sites: readonly Site[];
  store: Store;
  queue: Pick<Queue, 'drop'>;
  seal: Seal;
  hash: KeyedHash;
  closeRun: RunCloser;
}): Stage<VisitJob> {
  const { store, queue, seal, closeRun } = deps;
  const takeListing = createListingTaker({ ...deps, known: createKnownCards(store, deps.sites) });

  return {
    input: visitJobSchema,
    async handle(job, run) {
      const outcome = visitOutcomeSchema.parse(seal.open(job.sealed));
      const next = await store.transactionSoon(() => {
        const crawlRun = store.runs.find(job.runId);
        if (!crawlRun)
          throw new VindplaatsError(
            'JOB_INVALID',
            `A job belongs to run "${job.runId}" of ${job.site}, which is not in this store; it is left out.`,
          );
        // A job that comes twice tells the same traffic twice.
        if (job.traffic && store.runs.isOpen(job.runId, job.addressHash)) store.traffic.add(job.runId, job.traffic);
        // Once a run is over, what still comes of it comes too late.
        const visits = crawlRun.state === 'crawling' ? take(job, crawlRun, outcome, run) : [];
        return [...visits, ...closeRunWhenDone(crawlRun, run)];
      });
      // Settled already, so a crawler that has taken one of them finds nobody waiting for its answer.
      if (outcome.kind === 'failed' && endsRun.has(outcome.code)) await queue.drop(crawlQueue(job.site));
      return next;
    },
    // The address stays open, so the run is reported as incomplete: a loss shows, always.
    giveUp: () => [],
  };

  /** Settles the address and holds what came of it; only what to visit next is used at once. */
  function take(job: VisitJob, crawlRun: CrawlRun, result: VisitOutcome, run: Run): NewJob[] {
    const { runId, site, addressHash } = job;
    switch (result.kind) {
      case 'listed':
        if (job.kind !== 'listing') return [];
        hold(job, { kind: 'listing', cards: result.cards.length });
        return takeListing.read(job, crawlRun, result);
      case 'ad': {
        const known = store.ads.knownAs(site, result.siteAdId);
        if (store.runs.settle(runId, addressHash, expectedOutcome(known, result.contentHash), null))
          hold(job, result.observation, known?.id ?? null);
        return [];
      }
      case 'unchanged':
        if (job.kind === 'listing') {
          const page = store.listings.page(site, addressHash);
          hold(job, page && { kind: 'listing', cards: page.cards.length });
          return takeListing.unchanged(job, crawlRun, result);
        }
        if (store.runs.settle(runId, addressHash, 'unchanged', null)) hold(job);
        return [];
      case 'skipped':
        // Of a site that blocks nothing is learned: the page behind the card is asked for another night.
        if (store.runs.settle(runId, addressHash, 'skipped', result.reason) && result.reason !== 'site-blocks')
          hold(job);
        return [];
      case 'failed':
        run.log.warn({ runId, site, code: result.code }, 'visit given up');
        store.runs.settle(runId, addressHash, 'failed', result.code);
        leaveRest(job, result.code, run);
        return [];
    }
  }

  /** After a block, and after a legal basis that was taken away, nothing more is asked of the site in this run. */
  function leaveRest({ runId, site }: VisitJob, code: string, run: Run): void {
    const reason = endsRun.get(code);
    if (reason === undefined) return;
    const left = store.runs.leaveOpen(runId, reason);
    if (reason !== 'no-legal-basis') return;
    store.audit.append({
      at: run.now().toISOString(),
      actor: itself.name,
      action: 'crawl.gate',
      object: `site:${site}`,
      result: `refused: no valid legal basis any more, in the middle of ${runId}; ${left} addresses were left`,
      origin: itself.origin,
    });
  }

  function hold(job: VisitJob, observation: Observation | null = null, adId: number | null = null): void {
    const { content = null, bodies = [], traffic: _told, ...visit } = job;
    store.bodies.put(job.runId, bodies);
    const { runId, addressHash } = job;
    store.held.hold(runId, { addressHash, job: JSON.stringify(visit), content, observation, adId });
  }

  /** @returns the jobs that put the run to use: again, when this job was killed before they were queued. */
  function closeRunWhenDone(crawlRun: CrawlRun, run: Run): NewJob[] {
    if (crawlRun.state === 'releasing') return [releaseJob(crawlRun.id)];
    if (crawlRun.state !== 'crawling' || store.runs.hasOpen(crawlRun.id)) return [];
    return closeRun(crawlRun, store.runs.hasReadEveryListing(crawlRun.id), run.now().toISOString());
  }
}

/** What will become of an ad when it is put to use, for as long as nothing else is. */
function expectedOutcome(known: { contentHash: string } | null, contentHash: string) {
  if (known === null) return 'stored';
  return known.contentHash === contentHash ? 'unchanged' : 'changed';
}

/** What ends a run at once, and why its other addresses are left. */
const endsRun: ReadonlyMap<string, SkipReason> = new Map([
  ['SITE_BLOCKED', 'site-blocks'],
  ['LEGAL_BASIS_MISSING', 'no-legal-basis'],
]);
