import type { KeyedHash } from '../lib/hash.ts';
import type { Seal } from '../lib/seal.ts';
import type { CrawlRun, SkipReason } from '../model/run.ts';
import type { Site } from '../model/site.ts';
import type { FoundCard, Listed, ListingJob, Visit } from '../model/visit.ts';
import type { NewJob } from '../queue/queue.ts';
import type { ListedCard } from '../store/listings.ts';
import type { Store } from '../store/open-store.ts';
import type { KnownCards, Standing } from './known-cards.ts';
import { trapOf } from './traps.ts';
import { hashAddress, lastTryOf, visitJob } from './visits.ts';

const dayMs = 86_400_000;
/** No person reads a longer page; what stands beyond is counted. */
const cardsMax = 1000;
/** A calendar goes on for ever. After this many listing pages without an ad that the run has not met, it has no more. */
const barrenInRowMax = 5;
/** A night does not begin at the same second as the one seven days ago. */
const earlyMs = dayMs / 4;

/** A listing page as the run is to understand it, read just now or remembered. Only a page that was read knows where its cards lead. */
type ListingPage = {
  reading: string;
  cards: readonly (ListedCard & { url?: string })[];
  movedBack: readonly FoundCard[];
  next: { url: string; addressHash: string } | null;
  asNow: Visit['previous'];
};

/**
 * What a listing page means for its run: which cards say nothing new and are settled at once, which are visited, and whether the
 * walk goes on. It is harmless when the same page comes twice.
 */
export function createListingTaker(deps: {
  store: Store;
  seal: Seal;
  hash: KeyedHash;
  sites: readonly Site[];
  known: KnownCards;
}) {
  const { store, seal, hash, known } = deps;
  const sites = new Map(deps.sites.map((site) => [site.id, site]));

  return {
    /** A page that was read in this run. */
    read(job: ListingJob, run: CrawlRun, listed: Listed): NewJob[] {
      const { url, validators, reading, cards, movedBack, next } = listed;
      return take(job, run, { reading, cards, movedBack, next, asNow: { url, validators } });
    },
    /** A page that is as it was remembered. */
    unchanged(job: ListingJob, run: CrawlRun, { url }: { url: string }): NewJob[] {
      const page = store.listings.page(job.site, job.addressHash);
      if (page === null) {
        // It was forgotten while the site was asked. The next run reads it whole.
        store.runs.settle(job.runId, job.addressHash, 'failed', 'UNEXPECTED');
        return [];
      }
      const nextUrl = page.sealedNext === null ? null : String(seal.open(page.sealedNext));
      return take(job, run, {
        reading: page.reading,
        cards: page.cards,
        movedBack: [],
        next: nextUrl === null ? null : { url: nextUrl, addressHash: hashAddress(hash, job.site, nextUrl) },
        asNow: { url, validators: page.validators },
      });
    },
  };

  function take(job: ListingJob, run: CrawlRun, page: ListingPage): NewJob[] {
    const { runId, site } = job;
    const lastTryAt = lastTryOf(run.startedAt);
    // Taken once already, its jobs may have been lost with a kill: then every address that is still open is visited again.
    const isFirstTime = store.runs.isOpen(runId, job.addressHash);
    const jobs: NewJob[] = [];
    for (const card of page.movedBack) takeCard(card);
    let { knownInRow } = job;
    let isBarren = isFirstTime;
    for (const [at, card] of page.cards.entries()) {
      const kind = at < cardsMax ? takeCard(card) : leaveCard(card, 'too-many-cards');
      if (kind !== 'met') isBarren = false;
      if (kind === 'new') knownInRow = 0;
      else if (kind === 'known' || kind === 'due') knownInRow += 1;
    }
    const barrenInRow = isBarren ? job.barrenInRow + 1 : 0;
    if (page.next !== null) goOn(page.next);
    store.runs.settle(runId, job.addressHash, 'listed', null);
    return jobs;

    /** A card that new ads pushed on from the page before is met twice, and taken once. */
    function isToTake(addressHash: string, kind: 'listing' | 'detail'): boolean {
      const isNew = store.runs.addAddress(runId, addressHash, kind);
      return isFirstTime ? isNew : store.runs.isOpen(runId, addressHash);
    }

    function takeCard(card: ListedCard & { url?: string }): Standing['kind'] | 'met' {
      const { addressHash, cardHash, url } = card;
      if (!isToTake(addressHash, 'detail')) return 'met';
      const trap = url === undefined ? null : trapOf(url);
      if (trap !== null) {
        store.runs.settle(runId, addressHash, 'skipped', trap, 'card');
        return 'known';
      }
      const standing = known.standingOf(site, card, page.reading, run.startedAt);
      if (standing.kind === 'outside') {
        store.runs.settle(runId, addressHash, 'skipped', 'outside-region-card', 'card');
      } else if (standing.kind === 'known') {
        const { adId, skipped } = standing.memory;
        store.runs.settle(runId, addressHash, adId === null ? 'skipped' : 'unchanged', skipped, 'card');
      } else if (url === undefined) {
        // The page was known to hold nothing to visit when it was asked for: this ad was erased since, and stays so tonight.
        store.runs.settle(runId, addressHash, 'unchanged', null, 'card');
      } else {
        jobs.push(
          visitJob(
            seal,
            { runId, site, kind: 'detail', addressHash, card: { hash: cardHash, reading: page.reading } },
            {
              url,
              lastTryAt,
              known: known.detail(site, addressHash),
              knownContent: store.ads.contentHashAt(site, addressHash),
              previous: null,
            },
          ),
        );
      }
      return standing.kind;
    }

    function leaveCard({ addressHash }: ListedCard, reason: SkipReason): 'known' | 'met' {
      if (!isToTake(addressHash, 'detail')) return 'met';
      store.runs.settle(runId, addressHash, 'skipped', reason, 'card');
      return 'known';
    }

    function goOn({ url, addressHash }: { url: string; addressHash: string }): void {
      if (!isToTake(addressHash, 'listing')) return;
      const stop = trapOf(url) ?? reasonToStop(job, run, knownInRow, barrenInRow);
      if (stop !== null) {
        store.runs.settle(runId, addressHash, 'skipped', stop);
        return;
      }
      jobs.push(
        visitJob(
          seal,
          { runId, site, kind: 'listing', addressHash, page: job.page + 1, knownInRow, barrenInRow },
          {
            url,
            lastTryAt,
            known: known.listing(site, addressHash, run.startedAt),
            knownContent: null,
            previous: page.asNow,
          },
        ),
      );
    }
  }

  function reasonToStop({ site, page }: ListingJob, run: CrawlRun, knownInRow: number, barrenInRow: number) {
    const file = sites.get(site);
    if (file === undefined || page >= file.politeness.maxListingPages) return 'page-limit';
    if (barrenInRow >= barrenInRowMax) return 'listing-repeats';
    const { stopAfterKnown, fullWalkDays } = file.listing;
    if (stopAfterKnown === undefined || knownInRow < stopAfterKnown) return null;
    const lastWholeAt = store.runs.lastWholeAt(site);
    if (lastWholeAt === null) return null;
    const sinceMs = Date.parse(run.startedAt) - Date.parse(lastWholeAt);
    return sinceMs < fullWalkDays * dayMs - earlyMs ? 'known-in-row' : null;
  }
}
