import type { HeldSite } from './views/held-notice.tsx';
import type { WebDeps } from './web-context.ts';

/** The sites whose newest finished crawl is not what the data is from: it is held, was thrown away, or read nothing. */
export function heldSites({ store, sites }: Pick<WebDeps, 'store' | 'sites'>): HeldSite[] {
  return sites.flatMap(({ id, title }) => {
    const [newest] = store.runs.list(id, 1, 'finished');
    const good = store.runs.lastGood(id);
    if (!newest || newest.state === 'releasing' || newest.id === good?.id) return [];
    return [{ title, goodAt: good?.startedAt ?? null, waits: newest.state === 'quarantined' }];
  });
}
