import { Hono } from 'hono';
import { heldSites } from '../held-sites.ts';
import type { RenderPage } from '../render-page.tsx';
import { HeldNotice } from '../views/held-notice.tsx';
import { SourcesPage } from '../views/sources-page.tsx';
import type { WebDeps, WebEnv } from '../web-context.ts';
import { words } from '../words.ts';

/** Every site with its last run. */
export function createSourcesRoutes({ store, sites }: WebDeps, render: RenderPage) {
  return new Hono<WebEnv>().get('/', (c) => {
    const sources = sites.map(({ id, title }) => {
      const run = store.runs.latest(id);
      const [newest] = store.runs.list(id, 1, 'finished');
      const held = newest?.state === 'quarantined' ? newest : null;
      return {
        id,
        title,
        run: run && { ...run, counts: store.runs.counts(run.id) },
        held: held && {
          id: held.id,
          findings: store.checks.findings(held.id),
          minors: store.held.countMinors(held.id),
        },
      };
    });
    return render(
      c,
      { title: words.sources.title, place: 'sources' },
      <>
        <HeldNotice sites={heldSites({ store, sites })} />
        <SourcesPage sources={sources} />
      </>,
    );
  });
}
