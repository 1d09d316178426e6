import type { ErrorCode } from '../lib/errors.ts';
import type { Seal } from '../lib/seal.ts';
import type { CrawlRun, SkipReason } from '../model/run.ts';
import type { VisitJob, VisitResult } from '../model/visit.ts';
import type { Store } from '../store/open-store.ts';

/**
 * Puts what came of one visit to use: the ad and its pages, whether it is still there, and what the next night may know of its card.
 * @param run over, so what it did not find is not there. @returns the ad it is of, null where it is of none.
 */
export function takeIn(
  { store, seal }: { store: Store; seal: Seal },
  run: CrawlRun,
  job: VisitJob,
  result: VisitResult,
): number | null {
  const { runId, site, addressHash } = job;
  switch (result.kind) {
    case 'listed': {
      const { reading, validators, cards, movedBack, next, fetchedAt } = result;
      const sealedNext = next === null ? null : seal.close(next.url);
      store.listings.keepPage(site, addressHash, { reading, validators, cards, sealedNext });
      seeByCard([...cards, ...movedBack], fetchedAt);
      return null;
    }
    case 'ad': {
      const { ad, contentHash, page, pages, photos } = result;
      const elsewhere = store.ads.toldElsewhere(ad, addressHash, run);
      if (elsewhere?.isOther === true) {
        // Taking it in would write over an ad that is there: its id is no id.
        store.runs.settleAgain(runId, addressHash, 'failed', 'AD_ID_SHARED' satisfies ErrorCode);
        return null;
      }
      if (elsewhere !== null) {
        store.runs.settleAgain(runId, addressHash, 'unchanged');
        see(elsewhere.adId, page.fetchedAt);
        return elsewhere.adId;
      }
      const kept = store.ads.keep({ ad, addressHash, contentHash, page });
      if (kept.outcome !== 'unchanged') store.pages.add(kept, runId, pages);
      if (photos !== null) store.photos.keepFound(kept.adId, photos);
      store.runs.settleAgain(runId, addressHash, kept.outcome);
      see(kept.adId, page.fetchedAt);
      return kept.adId;
    }
    case 'unchanged': {
      if (job.kind === 'listing') {
        seeByCard(store.listings.page(site, addressHash)?.cards ?? [], result.fetchedAt);
        return null;
      }
      const adId = store.ads.idAt(site, addressHash);
      if (adId !== null) see(adId, result.fetchedAt);
      return null;
    }
    case 'skipped': {
      const at = run.finishedAt ?? run.startedAt;
      const adId = store.ads.idAt(site, addressHash);
      const isMissed = adId !== null && result.reason === 'gone';
      if (isMissed) store.presence.miss(adId, runId, at);
      // Who was missed once has to be asked again the next night, and so has an ad that only the legal basis keeps out.
      const isToAskAgain = result.reason === 'no-legal-basis' || (isMissed && store.ads.find(adId)?.goneAt === null);
      if (isToAskAgain) store.listings.forgetCard(site, addressHash);
      else remember(at, { adId: null, skipped: result.reason });
      return null;
    }
    case 'failed':
      return null;
  }

  function see(adId: number, at: string): void {
    store.presence.see(adId, runId, at);
    remember(at, { adId, skipped: null });
  }

  function seeByCard(cards: readonly { addressHash: string }[], at: string): void {
    for (const card of cards) {
      if (!store.runs.isKnownByCard(runId, card.addressHash)) continue;
      // By its card, for the ad may have been read from another address since.
      const adId = store.listings.card(site, card.addressHash)?.adId ?? null;
      if (adId !== null) store.presence.see(adId, runId, at);
    }
  }

  /** What came of the page behind a card. While the card stays the same, that holds for some nights. */
  function remember(
    readAt: string,
    verdict: { adId: number; skipped: null } | { adId: null; skipped: SkipReason },
  ): void {
    if (job.kind !== 'detail' || job.card === null) return;
    const { hash: cardHash, reading } = job.card;
    store.listings.keepCard(site, addressHash, { cardHash, reading, readAt, ...verdict });
  }
}
