import { z } from 'zod';
import { VindplaatsError } from '../lib/errors.ts';
import type { Site } from '../model/site.ts';
import type { Stage } from '../stage.ts';
import type { Store } from '../store/open-store.ts';
import { dueMoment } from './planned-crawls.ts';
import type { Plans } from './planned-crawls.ts';
import type { StartedRun } from './start-run.ts';

const scheduleJobSchema = z.strictObject({ site: z.string() });
type ScheduleJob = z.infer<typeof scheduleJobSchema>;

/**
 * Answers a planned moment of one site: starts its crawl, or tells why not. A job is only a reason to look; what is due stands in the
 * store, so a moment that is told twice starts one crawl.
 */
export function createScheduleStage(deps: {
  sites: readonly Site[];
  /** As they are now. */
  plans: () => Plans;
  store: Store;
  startRun(site: Site, reason: string): Promise<StartedRun>;
}): Stage<ScheduleJob> {
  const { store, plans } = deps;
  const sites = new Map(deps.sites.map((site) => [site.id, site]));

  return {
    input: scheduleJobSchema,
    async handle(job, run) {
      const site = sites.get(job.site);
      const schedule = plans().get(job.site);
      if (!site || !schedule) return [];
      const moment = dueMoment(store, site.id, schedule, run.now());
      if (moment === null) return [];
      const before = store.runs.latest(site.id);
      // Begun for this very moment by a process that was stopped before it could say so.
      const isOwn = before !== null && before.startedAt >= moment;
      const outcome = await startOrRefuse(site, schedule.reason);
      const told = outcome === 'resumed' ? (isOwn ? 'started' : 'skipped') : outcome;
      store.plannedMoments.answer(site.id, moment, told, run.now().toISOString());
      if (told === 'started') run.log.info({ site: site.id, moment }, 'planned crawl started');
      else run.log.warn({ site: site.id, moment, outcome: told }, 'planned crawl not started');
      return [];
    },
    // The moment stays unanswered: it is looked at again within a minute, and at the next start.
    giveUp: () => [],
  };

  async function startOrRefuse(site: Site, reason: string): Promise<'started' | 'resumed' | 'refused'> {
    try {
      const { isResumed } = await deps.startRun(site, reason);
      return isResumed ? 'resumed' : 'started';
    } catch (error) {
      if (error instanceof VindplaatsError && error.code === 'LEGAL_BASIS_MISSING') return 'refused';
      throw error;
    }
  }
}
