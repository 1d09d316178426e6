/** Nights of one site through the real stages, page source, reader and store; only the queue is a row, so that order is certain. */
import { onTestFinished } from 'vitest';
import { createCrawlStage } from '../../src/crawl/crawl-stage.ts';
import { createIngestStage } from '../../src/crawl/ingest-stage.ts';
import { releaseJobSchema } from '../../src/crawl/release-job.ts';
import { createReleaseStage } from '../../src/crawl/release-stage.ts';
import { startRun } from '../../src/crawl/start-run.ts';
import { createKeyedHash } from '../../src/lib/hash.ts';
import { createSeal } from '../../src/lib/seal.ts';
import type { Region } from '../../src/model/region.ts';
import type { RunCounts } from '../../src/model/run.ts';
import type { Site } from '../../src/model/site.ts';
import { visitJobSchema } from '../../src/model/visit.ts';
import { createCloser, openReader } from '../../src/pipeline.ts';
import type { NewJob } from '../../src/queue/queue.ts';
import { openStore } from '../../src/store/open-store.ts';
import { seededRegion } from '../support/seed-store.ts';
import { temporaryDir } from '../support/temporary-dir.ts';
import { pageSource, silentLog } from './crawl-fixtures.ts';

const key = Buffer.alloc(32, 1);
const seal = createSeal(key);
const hash = createKeyedHash(key);
const firstNightMs = Date.parse('2026-01-05T01:00:00.000Z');
const dayMs = 86_400_000;

export type Night = { counts: RunCounts; pagesRead: number; isWhole: boolean };

export function openNights(site: Site) {
  const dataDir = temporaryDir();
  const store = openStore(dataDir);
  onTestFinished(() => store.close());
  let at = firstNightMs;
  const now = () => new Date(at);
  const source = pageSource({ now });
  const gate = { permits: () => true, require: () => 'ground' };
  const run = { signal: new AbortController().signal, now, log: silentLog, gate };

  /** @param night 1 is the first. */
  async function crawl(
    night: number,
    options: { region?: Region; change?: Partial<Site>; isTwice?: boolean } = {},
  ): Promise<Night> {
    const { region = seededRegion, change = {}, isTwice = false } = options;
    const sites = [{ ...site, ...change }];
    at = firstNightMs + (night - 1) * dayMs;
    let pagesRead = 0;
    const real = openReader(region, now);
    const counted = {
      ...real,
      readListing: (...page: Parameters<typeof real.readListing>) => ((pagesRead += 1), real.readListing(...page)),
      readAd: (...pages: Parameters<typeof real.readAd>) => ((pagesRead += 1), real.readAd(...pages)),
    };
    const closeRun = createCloser({ store, sites, region, log: silentLog });
    const stages = {
      crawl: createCrawlStage({
        sites,
        source,
        reader: counted,
        seal,
        hash,
        hashPhoto: () => Promise.reject(new Error('no site here asks for photos')),
      }),
      ingest: createIngestStage({ sites, store, queue: { drop: async () => {} }, seal, hash, closeRun }),
      release: createReleaseStage({ store, seal }),
    };
    const row: NewJob[] = [];
    const queue = {
      enqueue: async (jobs: readonly NewJob[]) => row.push(...jobs),
      holds: async () => false,
    };
    const { runId } = await startRun({ store, queue, gate, seal, hash, now, closeRun }, sites[0]!, `night ${night}`);
    for (let job = row.shift(); job !== undefined; job = row.shift()) {
      const { queue: name, payload } = job;
      if (name === 'link') continue;
      const work =
        name === 'release'
          ? () => stages.release.handle(releaseJobSchema.parse(payload), run)
          : () => stages[name === 'ingest' ? 'ingest' : 'crawl'].handle(visitJobSchema.parse(payload), run);
      const next = await work();
      if (isTwice && !name.startsWith('crawl.')) await work();
      row.push(...next);
    }
    await real.close();
    const ended = store.runs.find(runId);
    if (ended?.state !== 'released') throw new Error(`${runId} is ${ended?.state}, not in use`);
    return {
      counts: store.runs.counts(runId),
      pagesRead,
      isWhole: store.runs.lastWholeAt(site.id) === now().toISOString(),
    };
  }

  return { store, dataDir, crawl };
}
