import { VindplaatsError } from '../lib/errors.ts';
import type { Actor } from '../model/actor.ts';
import type { CrawlRun } from '../model/run.ts';
import type { Queue } from '../queue/queue.ts';
import type { Store } from '../store/open-store.ts';
import { releaseJob } from './release-job.ts';

/** What a person may decide on a run that is kept apart. Every decision goes into the audit log. */
export function createRunDesk(deps: { store: Store; queue: Pick<Queue, 'enqueue'>; now: () => Date }) {
  const { store, queue, now } = deps;
  return {
    /**
     * Takes the run for what it is: its results are put to use, and its night is the usual from now on.
     * Older runs of the site that are still held are rolled back: newer data would be overwritten by theirs.
     * @throws VindplaatsError `NOT_FOUND`, `RUN_NOT_HELD`.
     */
    async accept(runId: string, reason: string, actor: Actor): Promise<void> {
      store.transaction(() => {
        const run = held(runId);
        for (const older of store.runs.quarantined(run.site)) {
          if (older.startedAt >= run.startedAt) continue;
          store.runs.rollBack(older.id);
          audit('run.rollback', older.id, `rolled back: ${runId} came after it and was accepted`, actor);
        }
        store.runs.accept(runId, actor.name);
        audit('run.accept', runId, `accepted: ${reason}`, actor);
      });
      await queue.enqueue([releaseJob(runId)]);
    },
    /**
     * Throws away what the run found; the data of the last good night stays.
     * @throws VindplaatsError `NOT_FOUND`, `RUN_NOT_HELD`.
     */
    rollBack(runId: string, reason: string, actor: Actor): void {
      store.transaction(() => {
        held(runId);
        store.runs.rollBack(runId);
        audit('run.rollback', runId, `rolled back: ${reason}`, actor);
      });
    },
  };

  function held(runId: string): CrawlRun {
    const run = store.runs.find(runId);
    if (!run)
      throw new VindplaatsError('NOT_FOUND', `There is no run ${runId}; "vindplaats runs" shows those there are.`);
    if (run.state !== 'quarantined')
      throw new VindplaatsError(
        'RUN_NOT_HELD',
        `Run ${runId} is not held for a decision: it is ${run.state}; "vindplaats runs" shows which are.`,
      );
    return run;
  }

  function audit(action: string, runId: string, result: string, actor: Actor): void {
    store.audit.append({
      at: now().toISOString(),
      actor: actor.name,
      action,
      object: `run:${runId}`,
      result,
      origin: actor.origin,
    });
  }
}
