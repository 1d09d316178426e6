import { Hono } from 'hono';
import type { RenderPage } from '../render-page.tsx';
import { SourcesPage } from '../views/sources-page.tsx';
import type { WebDeps, WebEnv } from '../web-context.ts';
import { words } from '../words.ts';

/** Every site with its last run. */
export function createSourcesRoutes({ store, sites }: WebDeps, render: RenderPage) {
  return new Hono<WebEnv>().get('/', (c) => {
    const sources = sites.map(({ id, title }) => {
      const run = store.runs.latest(id);
      return { id, title, run: run && { ...run, counts: store.runs.counts(run.id) } };
    });
    return render(c, { title: words.sources.title, place: 'sources' }, <SourcesPage sources={sources} />);
  });
}
