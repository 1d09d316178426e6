import { dutchTime, lastMoment, nextMoment } from '../lib/planned-moments.ts';
import type { Region, Schedule } from '../model/region.ts';
import type { Site } from '../model/site.ts';
import type { RepeatingJob } from '../queue/queue.ts';
import type { Store } from '../store/open-store.ts';

/** On which the moments of all sites arrive. */
export const scheduleQueue = 'schedule';

/** The schedule of a site: its own, else that of the region; null when it is crawled by hand only. */
export function scheduleOf(site: Site, region: Region): Schedule | null {
  const schedule = site.schedule ?? region.schedule ?? 'never';
  return schedule === 'never' ? null : schedule;
}

/** The next planned start; null without one. */
export function nextStart(schedule: Schedule, after: Date): string | null {
  return nextMoment(planningOf(schedule), after)?.toISOString() ?? null;
}

/**
 * The planned moment that still waits for its crawl: the last one, when nothing was answered and no crawl began since. Of many that
 * passed (the machine slept, or was off) it is one. Null when nothing is due, or the plan of this site is not kept yet.
 */
export function dueMoment(store: Store, site: string, schedule: Schedule, at: Date): string | null {
  const moment = lastMoment(planningOf(schedule), at)?.toISOString() ?? null;
  const answered = store.plannedMoments.last(site);
  if (moment === null || answered === null || answered.at >= moment) return null;
  const latest = store.runs.latest(site);
  return latest !== null && latest.startedAt >= moment && latest.finishedAt !== null ? null : moment;
}

/** The schedule of each site that has one, by its id. */
export type Plans = ReadonlyMap<string, Schedule>;

export function plansOf({ sites, region }: { sites: readonly Site[]; region: Region }): Plans {
  return new Map(
    sites.flatMap((site) => {
      const schedule = scheduleOf(site, region);
      return schedule === null ? [] : [[site.id, schedule]];
    }),
  );
}

/** The job that comes back for each site that has a schedule. */
export function plannedJobs(plans: Plans): RepeatingJob[] {
  return [...plans].map(([site, schedule]) => ({ key: site, payload: { site }, ...planningOf(schedule) }));
}

function planningOf({ at }: Schedule) {
  return { cron: at, timeZone: dutchTime };
}
