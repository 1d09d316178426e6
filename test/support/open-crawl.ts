import { createIngestStage } from '../../src/crawl/ingest-stage.ts';
import { createReleaseStage } from '../../src/crawl/release-stage.ts';
import { resultJob } from '../../src/crawl/visits.ts';
import { observeAd } from '../../src/extract/observe-page.ts';
import type { KeyedHash } from '../../src/lib/hash.ts';
import type { Seal } from '../../src/lib/seal.ts';
import { createLog } from '../../src/log.ts';
import type { Log } from '../../src/log.ts';
import type { PageBody } from '../../src/model/evidence-page.ts';
import type { Site } from '../../src/model/site.ts';
import { visitJobSchema } from '../../src/model/visit.ts';
import type { VisitJob, VisitResult } from '../../src/model/visit.ts';
import { createCloser } from '../../src/pipeline.ts';
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
  const stage = createIngestStage({ ...deps, queue: { drop: async () => {} }, closeRun });
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

/** What a crawler sends to the ingest stage when a visit brought this. */
export function ingestJob(seal: Seal, job: VisitJob, result: VisitResult, bodies: PageBody[] = []): VisitJob {
  const visited =
    result.kind === 'ad' ? { kind: result.kind, read: result, observation: observeAd(result.ad), bodies } : result;
  const traffic = { requests: 0, wireBytes: 0, busyMs: 0, pauseMs: 0 };
  return visitJobSchema.parse(resultJob(seal, job, visited, traffic).payload);
}
