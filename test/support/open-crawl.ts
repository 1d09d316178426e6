import { createIngestStage } from '../../src/crawl/ingest-stage.ts';
import { createReleaseStage } from '../../src/crawl/release-stage.ts';
import type { KeyedHash } from '../../src/lib/hash.ts';
import type { Seal } from '../../src/lib/seal.ts';
import { createLog } from '../../src/log.ts';
import type { Log } from '../../src/log.ts';
import type { Site } from '../../src/model/site.ts';
import type { VisitJob } from '../../src/model/visit.ts';
import { createCloser, drift } from '../../src/pipeline.ts';
import type { NewJob } from '../../src/queue/queue.ts';
import type { Store } from '../../src/store/open-store.ts';
import { seededRegion } from './seed-store.ts';

/** The stages that take in what a crawl finds, up to the jobs of the link stage, without a queue between them. */
export function openTaking(deps: {
  sites: readonly Site[];
  store: Store;
  seal: Seal;
  hash: KeyedHash;
  now: () => Date;
  log?: Log;
}) {
  const log = deps.log ?? createLog('silent');
  const closeRun = createCloser({ ...deps, log, region: seededRegion });
  const stage = createIngestStage({ ...deps, queue: { drop: async () => {} }, drift, closeRun });
  const releasing = createReleaseStage(deps);
  const run = {
    signal: new AbortController().signal,
    now: deps.now,
    log,
    gate: { permits: () => true, require: () => 'ground' },
  };
  /** Runs release jobs to their end. @returns the other jobs, those that follow included. */
  async function release(jobs: readonly NewJob[]): Promise<NewJob[]> {
    const others: NewJob[] = [];
    for (const job of jobs) {
      if (job.queue !== 'release') others.push(job);
      else others.push(...(await release(await releasing.handle(releasing.input.parse(job.payload), run))));
    }
    return others;
  }
  return {
    closeRun,
    release,
    releaseStep: (job: NewJob) => releasing.handle(releasing.input.parse(job.payload), run),
    /** Only what the ingest stage itself answers. */
    hold: (job: VisitJob) => stage.handle(job, run),
    /** Takes a result in, and puts the run to use when that was its last. */
    ingest: async (job: VisitJob) => release(await stage.handle(job, run)),
  };
}
