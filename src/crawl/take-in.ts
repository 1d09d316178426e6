import type { KeyedHash } from '../lib/hash.ts';
import type { VisitJob, VisitResult } from '../model/visit.ts';
import type { Store } from '../store/open-store.ts';
import { hashContent } from './visits.ts';

/** Puts what came of one visit to use. @returns the ad it is of, null where it is of none. */
export function takeIn(
  { store, hash }: { store: Store; hash: KeyedHash },
  { runId, site, addressHash }: VisitJob,
  result: VisitResult,
): number | null {
  switch (result.kind) {
    case 'listed':
      for (const ad of result.ads) store.ads.markSeen(site, ad.addressHash, result.fetchedAt);
      return null;
    case 'ad': {
      const contentHash = hashContent(hash, result.ad);
      const kept = store.ads.keep({ ad: result.ad, addressHash, contentHash, page: result.page });
      // Its files are on the disk before the rows that name them are there for others to see.
      if (kept.outcome !== 'unchanged') store.pages.add(kept, runId, result.pages);
      store.runs.settleAgain(runId, addressHash, kept.outcome);
      return kept.adId;
    }
    case 'unchanged':
      store.ads.markSeen(site, addressHash, result.fetchedAt);
      return null;
    case 'skipped':
      if (result.reason === 'gone') store.ads.markGone(site, addressHash, store.runs.find(runId)?.finishedAt ?? '');
      return null;
    case 'failed':
      return null;
  }
}
