import type { Site } from '../model/site.ts';
import { timeLeft } from '../report/pace.ts';
import type { Store } from '../store/open-store.ts';
import { showDuration } from './show-sizes.ts';

/** How long a run that is going on will still take, for example "about 12 min left", "at least 40 s left". */
export function leftWords({ runs, traffic }: Store, site: Site, runId: string): string {
  const { discovered, open, openListings } = runs.reconcile(runId);
  const [last] = runs.list(site.id, 1, 'finished');
  const usualRequests = last === undefined ? 0 : traffic.of(last.id).requests;
  const { seconds, isAtLeast } = timeLeft(site, {
    open,
    openListings,
    settled: discovered - open,
    traffic: traffic.of(runId),
    usualRequests: usualRequests === 0 ? null : usualRequests,
  });
  return `${isAtLeast ? 'at least' : 'about'} ${showDuration(seconds)} left`;
}
