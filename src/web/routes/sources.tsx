import { Hono } from 'hono';
import { showMoment } from '../show-time.ts';
import type { RenderPage } from '../render-page.tsx';
import { showSources } from '../show-sources.tsx';
import type { WebDeps, WebEnv } from '../web-context.ts';
import { words } from '../words.ts';

/** Every site with its last run. */
export function createSourcesRoutes(deps: WebDeps, render: RenderPage) {
  const { accepted, rolledBack } = words.held.decide;
  return new Hono<WebEnv>().get('/', (c) => {
    // The address only names the run; what is said of it is read from the store.
    const run = deps.store.runs.find(c.req.query('besloten') ?? '');
    const isUsed = run?.state === 'releasing' || run?.state === 'released';
    const told = isUsed ? accepted : run?.state === 'rolled-back' ? rolledBack : null;
    return showSources(c, deps, render, { notice: run && told && told(showMoment(run.startedAt)) });
  });
}
