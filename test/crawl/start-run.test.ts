import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startRun } from '../../src/crawl/start-run.ts';
import { crawlQueue } from '../../src/crawl/visits.ts';
import { createKeyedHash } from '../../src/lib/hash.ts';
import { createSeal } from '../../src/lib/seal.ts';
import { createLog } from '../../src/log.ts';
import { createCloser } from '../../src/pipeline.ts';
import { openSqliteQueue } from '../../src/queue/sqlite.ts';
import { openStore } from '../../src/store/open-store.ts';
import { quietLog } from '../queue/quiet-log.ts';
import { seededRegion, seededSites } from '../support/seed-store.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

/** On a real store and queue, under a clock that goes on by itself. */
function openStarting() {
  const dir = temporaryDir();
  let clockMs = Date.parse('2026-01-05T01:00:00.000Z');
  const now = () => new Date((clockMs += 1000));
  const store = openStore(dir);
  const queue = openSqliteQueue({ path: join(dir, 'queue.sqlite'), log: quietLog });
  onTestFinished(async () => {
    await queue.close();
    store.close();
  });
  const key = Buffer.alloc(32, 1);
  const deps = {
    store,
    queue,
    gate: { permits: () => true, require: () => 'ground' },
    seal: createSeal(key),
    hash: createKeyedHash(key),
    now,
    closeRun: createCloser({ store, sites: seededSites, region: seededRegion, log: createLog('silent') }),
  };
  return { store, queue, start: (at: 0 | 1) => startRun(deps, seededSites[at]!, 'proef') };
}

it('goes on with a run that still has work, and begins anew where the work was thrown away', async () => {
  const { store, queue, start } = openStarting();
  const [one, two] = [await start(0), await start(1)];
  expect(await start(0)).toEqual({ ...one, isResumed: true });
  // Of one run a result is on its way; the other has lost all its jobs, whatever the first one has.
  for (const { site } of [one, two]) await queue.drop(crawlQueue(site));
  await queue.enqueue([{ queue: 'ingest', key: `${one.runId} address`, payload: {} }]);
  expect(await start(0)).toEqual({ ...one, isResumed: true });
  const anew = await start(1);
  expect(anew).toMatchObject({ site: two.site, isResumed: false });
  expect(store.runs.find(two.runId)?.finishedAt).not.toBeNull();
  expect(store.runs.live(two.site)?.id).toBe(anew.runId);
});
