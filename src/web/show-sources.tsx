import { runReport } from '../report/run-report.ts';
import { heldSites } from './held-sites.ts';
import type { RenderPage } from './render-page.tsx';
import { mayEnter } from './session.ts';
import { HeldNotice } from './views/held-notice.tsx';
import type { RefusedDecision } from './views/held-run.tsx';
import { Message } from './views/message.tsx';
import { SourcesPage } from './views/sources-page.tsx';
import type { WebDeps, WebRequest } from './web-context.ts';
import { words } from './words.ts';

/** The page of the sources: every site with its last run, and those that wait for a decision. */
export function showSources(
  c: WebRequest,
  { store, sites, now }: Pick<WebDeps, 'store' | 'sites' | 'now'>,
  render: RenderPage,
  { notice = null, refused = null }: { notice?: string | null; refused?: RefusedDecision | null },
): Promise<Response> {
  const sources = sites.map(({ id, title }) => {
    const run = store.runs.latest(id);
    const goodAt = store.runs.lastGood(id)?.startedAt ?? null;
    return {
      id,
      title,
      run: run && { ...run, counts: store.runs.counts(run.id), report: runReport(store, run, now()) },
      held: store.runs
        .quarantined(id)
        .toReversed()
        .map((one) => ({
          run: one,
          counts: store.runs.counts(one.id),
          findings: store.checks.findings(one.id),
          minors: store.held.countMinors(one.id),
          goodAt,
        })),
    };
  });
  // Somebody else was first, so the form that was sent is no longer on the page.
  const isElsewhere = refused !== null && !sources.some(({ held }) => held.some(({ run }) => run.id === refused.runId));
  return render(
    c,
    { title: words.sources.title, place: 'sources', status: refused === null ? 200 : isElsewhere ? 409 : 422 },
    <>
      {notice !== null && <Message kind="info">{notice}</Message>}
      {isElsewhere && (
        <Message kind="error" title={words.held.decide.notSaved}>
          {refused.problem}
        </Message>
      )}
      <HeldNotice sites={heldSites({ store, sites })} />
      <SourcesPage sources={sources} mayDecide={mayEnter('decideRuns', c.get('account')?.role)} refused={refused} />
    </>,
  );
}
