import type { KeyedHash } from '../lib/hash.ts';
import type { Seal } from '../lib/seal.ts';
import { handEntrySchema, handJobSchema, manualSource } from '../model/by-hand.ts';
import type { HandEntry, HandJob } from '../model/by-hand.ts';
import { adsJobs } from '../queue/ads-jobs.ts';
import type { Stage } from '../stage.ts';
import type { Store } from '../store/open-store.ts';
import { hashContent } from './visits.ts';

/**
 * Takes what a person added into the store, as a run of its own with one address, so that every ad has an account of where it
 * came from. The run is of no site: nothing may be called gone because a person did not add it again.
 */
export function createHandStage({ store, seal, hash }: { store: Store; seal: Seal; hash: KeyedHash }): Stage<HandJob> {
  return {
    input: handJobSchema,
    async handle({ entryId, sealed }) {
      const entry = handEntrySchema.parse(seal.open(sealed));
      return store.transaction(() => {
        // The same job again, as after a kill: only what follows may have been lost.
        const adId = store.manual.find(entryId)?.adId ?? take(entryId, entry);
        return adsJobs('link', [adId], hashContent(hash, entry.ad));
      });
    },
    giveUp: () => [],
  };

  function take(entryId: string, { ad, addressHash, page, body, reason, actor, addedAt }: HandEntry): number {
    const runId = `${manualSource}-${entryId}`;
    store.runs.start({ id: runId, site: manualSource, reason, startedAt: addedAt });
    store.runs.addAddress(runId, addressHash, 'detail');
    const { sha256, status, fetchedAt } = page;
    const kept = store.ads.keep({
      ad,
      addressHash,
      contentHash: hashContent(hash, ad),
      page: { sha256, status, fetchedAt, etag: null, lastModified: null },
    });
    if (kept.outcome !== 'unchanged') {
      store.bodies.put(runId, [body]);
      store.pages.add(kept, runId, [page]);
    }
    store.presence.see(kept.adId, runId, addedAt);
    store.runs.settle(runId, addressHash, kept.outcome, null);
    store.runs.finish(runId, addedAt);
    store.manual.add({ id: entryId, adId: kept.adId, version: kept.version, runId, actor: actor.name, addedAt });
    store.audit.append({
      at: addedAt,
      actor: actor.name,
      action: 'ad.added-by-hand',
      object: `ad:${kept.adId}`,
      result: kept.outcome,
      origin: actor.origin,
    });
    return kept.adId;
  }
}
