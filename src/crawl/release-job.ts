import { z } from 'zod';
import type { NewJob } from '../queue/queue.ts';
import type { Store } from '../store/open-store.ts';

/** A job of the release stage: a stretch of what a run holds is put to use. */
export const releaseJobSchema = z.strictObject({
  runId: z.string(),
  /** Everything up to this held visit was put to use by the job before. */
  after: z.number().int().min(0),
});
export type ReleaseJob = z.infer<typeof releaseJobSchema>;

export function releaseJob(runId: string, after = 0): NewJob {
  return { queue: 'release', key: `${runId} ${after}`, payload: { runId, after } satisfies ReleaseJob };
}

/** Jobs for runs whose release was cut short by a queue that was thrown away. Beginning again does no harm. */
export function unreleasedJobs(store: Store): NewJob[] {
  return store.runs
    .sites()
    .flatMap((site) => store.runs.releasing(site))
    .map((run) => releaseJob(run.id));
}
