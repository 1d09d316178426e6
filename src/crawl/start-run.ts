import type { KeyedHash } from '../lib/hash.ts';
import type { Seal } from '../lib/seal.ts';
import { itself } from '../model/actor.ts';
import type { Site } from '../model/site.ts';
import type { Queue } from '../queue/queue.ts';
import type { Gate } from '../stage.ts';
import type { Store } from '../store/open-store.ts';
import type { RunCloser } from './close-run.ts';
import { releaseJob } from './release-job.ts';
import { createKnownCards } from './known-cards.ts';
import { crawlQueue, hashAddress, lastTryOf, visitJob } from './visits.ts';

export type StartedRun = { runId: string; site: string; isResumed: boolean };

/**
 * Starts a crawl of one site, or goes on with the one that was interrupted.
 * @param reason why this crawl is made (aanleiding); it is kept with the run.
 * @throws VindplaatsError `LEGAL_BASIS_MISSING`; nothing has been asked of the site then.
 */
export async function startRun(
  deps: {
    store: Store;
    queue: Pick<Queue, 'enqueue' | 'holds'>;
    gate: Gate;
    seal: Seal;
    hash: KeyedHash;
    now: () => Date;
    closeRun: RunCloser;
  },
  site: Site,
  reason: string,
): Promise<StartedRun> {
  const { store, queue, gate, seal, hash, now, closeRun } = deps;
  for (const purpose of ['crawl', 'screen'] as const) requireAndLog(purpose);

  const live = store.runs.live(site.id);
  if (live) {
    // Its own jobs: other sites share two of these queues. The first is asked twice, for a job may just have moved on to it.
    const queues = [crawlQueue(site.id), 'ingest', 'release', crawlQueue(site.id)];
    if (await queue.holds(queues, live.id)) return { runId: live.id, site: site.id, isResumed: true };
    // Its jobs are gone (a queue that was thrown away): it ends as it stands, open addresses and all.
    await queue.enqueue(
      live.state === 'releasing'
        ? [releaseJob(live.id)]
        : store.transaction(() => closeRun(live, false, now().toISOString())),
    );
  }

  const startedAt = now().toISOString();
  const lastTryAt = lastTryOf(startedAt);
  const runId = `${site.id}-${startedAt.replaceAll(/[^0-9]/g, '')}`;
  const known = createKnownCards(store, [site]);
  const visits = site.start.map((url) => ({ url, addressHash: hashAddress(hash, site.id, url) }));
  store.transaction(() => {
    store.runs.start({ id: runId, site: site.id, reason, startedAt });
    for (const { addressHash } of visits) store.runs.addAddress(runId, addressHash, 'listing');
  });
  await queue.enqueue(
    visits.map(({ url, addressHash }) =>
      visitJob(
        seal,
        { runId, site: site.id, kind: 'listing', addressHash, page: 1, knownInRow: 0, barrenInRow: 0 },
        { url, lastTryAt, known: known.listing(site.id, addressHash, startedAt), knownContent: null, previous: null },
      ),
    ),
  );
  return { runId, site: site.id, isResumed: false };

  function requireAndLog(purpose: 'crawl' | 'screen'): void {
    const line = {
      at: now().toISOString(),
      actor: itself.name,
      action: `${purpose}.gate`,
      object: `site:${site.id}`,
      origin: itself.origin,
    };
    try {
      store.audit.append({ ...line, result: `allowed: ${gate.require(site.id, purpose, null)}` });
    } catch (error) {
      store.audit.append({ ...line, result: 'refused: no valid legal basis' });
      throw error;
    }
  }
}
