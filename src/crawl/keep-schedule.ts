import type { Queue } from '../queue/queue.ts';
import type { Store } from '../store/open-store.ts';
import { dueMoment, plannedJobs, scheduleQueue } from './planned-crawls.ts';
import type { Plans } from './planned-crawls.ts';

/**
 * Plans the crawls of these sites in the queue, and brings in what is due already. The queue may be thrown away at any time, so this
 * is said again every now and then; said twice it does no harm.
 * @param changed sites whose schedule is another one since the last time.
 */
export async function keepSchedule(
  { store, queue, now }: { store: Store; queue: Queue; now: () => Date },
  plans: Plans,
  changed: readonly string[] = [],
): Promise<void> {
  const at = now().toISOString();
  for (const site of plans.keys()) {
    // A site that was never planned waits for its first moment, and one that is planned anew for its next: editing a file by day must not
    // crawl by day, because another hour of this day is past.
    const isNew = changed.includes(site) || store.plannedMoments.last(site) === null;
    if (isNew) store.plannedMoments.answer(site, at, 'watched', at);
  }
  await queue.schedule(scheduleQueue, plannedJobs(plans));
  const due = [...plans].filter(([site, schedule]) => dueMoment(store, site, schedule, now()) !== null);
  await queue.enqueue(due.map(([site]) => ({ queue: scheduleQueue, key: `${site} due`, payload: { site } })));
}
