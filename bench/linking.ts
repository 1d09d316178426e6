/** A store and the link stage with its queue, as they run in production; what asks for screening is queued and dropped. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createKeyedHash } from '../src/lib/hash.ts';
import { createLinkStage } from '../src/link/link-stage.ts';
import { createLog } from '../src/log.ts';
import type { Ad } from '../src/model/ad.ts';
import { adsJobs } from '../src/queue/ads-jobs.ts';
import type { Consumer, Handlers } from '../src/queue/queue.ts';
import { openSqliteQueue } from '../src/queue/sqlite.ts';
import type { Run } from '../src/stage.ts';
import { openStore } from '../src/store/open-store.ts';

export type StoredAd = Ad & { municipality: string };

const log = createLog('error');
const hash = createKeyedHash(Buffer.alloc(32, 7));
const run: Run = {
  signal: new AbortController().signal,
  now: () => new Date('2026-02-01T01:00:00.000Z'),
  log,
  gate: { permits: () => true, require: () => 'benchmark' },
};

/** @param dataDir is removed when it is closed. */
export function openLinking(dataDir: string) {
  const store = openStore(dataDir);
  const queue = openSqliteQueue({ path: join(dataDir, 'queue.sqlite'), log });
  const stage = createLinkStage({ store, hash });

  return {
    store,
    keep(ad: StoredAd): number {
      const page = {
        sha256: '0'.repeat(64),
        status: 200,
        fetchedAt: run.now().toISOString(),
        etag: null,
        lastModified: null,
      };
      return store.ads.keep({ ad, addressHash: ad.url, contentHash: ad.siteAdId, page }).adId;
    },
    /** Through the queue. */
    async link(ids: readonly number[]): Promise<void> {
      const jobs = adsJobs('link', ids, 'benchmark');
      let left = jobs.length;
      let consumer: Consumer | undefined;
      await queue.enqueue(jobs);
      await new Promise<void>((resolve, reject) => {
        const options = { concurrency: 1, timeoutMs: 600_000, maxAttempts: 1, backoffMs: 500, minGapMs: 0 };
        const handlers: Handlers = {
          async handle(payload) {
            const next = await stage.handle(stage.input.parse(payload), run);
            // Learning what is boilerplate goes on in jobs of its own, and is part of linking.
            left += next.filter((job) => job.queue === 'link').length - 1;
            if (left === 0) resolve();
            return next;
          },
          classify: () => ({ retry: 'never' }),
          giveUp(_payload, error) {
            reject(error);
            return [];
          },
        };
        queue.consume('link', options, handlers).then((started) => (consumer = started), reject);
      });
      await consumer?.close();
    },
    dropScreening: () => queue.drop('screen'),
    /** One ad that just came, without a queue. */
    linkOne: (adId: number) => stage.handle(stage.input.parse({ adIds: [adId] }), run),
    restart: () => void createLinkStage({ store, hash }),
    async close(): Promise<void> {
      await queue.close();
      store.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
