import type { Region } from '../model/region.ts';
import type { Site } from '../model/site.ts';
import type { Queue } from '../queue/queue.ts';
import type { Store } from '../store/open-store.ts';
import { dueMoment, plannedJobs, scheduleOf, scheduleQueue } from './planned-crawls.ts';

/**
 * Plans the crawls of these sites in the queue, and brings in what is due already. The queue may be thrown away at any time, so this
 * is said again every now and then; said twice it does no harm.
 */
export async function keepSchedule(
  { store, queue, region, now }: { store: Store; queue: Queue; region: Region; now: () => Date },
  sites: readonly Site[],
): Promise<void> {
  const planned = sites.flatMap((site) => {
    const schedule = scheduleOf(site, region);
    return schedule === null ? [] : [{ site: site.id, schedule }];
  });
  const at = now().toISOString();
  for (const { site } of planned) {
    // A site that was never planned waits for its first moment: adding one by day must not crawl it by day.
    if (store.plannedMoments.last(site) === null) store.plannedMoments.answer(site, at, 'watched', at);
  }
  await queue.schedule(scheduleQueue, plannedJobs(sites, region));
  const due = planned.filter(({ site, schedule }) => dueMoment(store, site, schedule, now()) !== null);
  await queue.enqueue(due.map(({ site }) => ({ queue: scheduleQueue, key: `${site} due`, payload: { site } })));
}
