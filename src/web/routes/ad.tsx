import { Hono } from 'hono';
import { z } from 'zod';
import { VindplaatsError } from '../../lib/errors.ts';
import { decisionSchema, verdictSchema } from '../../model/review.ts';
import { readAdView } from '../ad-view.ts';
import { readLastAct } from '../last-act.ts';
import { readListFilter, writeListFilter } from '../list-filter.ts';
import type { ListFilter } from '../list-filter.ts';
import { readForm } from '../read-form.ts';
import { renderProblem } from '../render-page.tsx';
import type { RenderPage } from '../render-page.tsx';
import { AdPage } from '../views/ad-page.tsx';
import type { RefusedDecision } from '../views/decision-bar.tsx';
import { Flash } from '../views/flash.tsx';
import { actorOf } from '../web-context.ts';
import type { WebDeps, WebEnv, WebRequest } from '../web-context.ts';
import { words } from '../words.ts';
import { narrowToWorkList } from '../work-list.ts';

const decisionForm = z.object({
  verdict: verdictSchema,
  reason: z.string().default(''),
  note: z.string().default(''),
  assessmentId: z.coerce.number().int(),
  lijst: z.string().default(''),
});
const undoForm = z.object({ besluit: z.coerce.number().int(), lijst: z.string().default('') });
const idPath = '/:id{[1-9][0-9]{0,14}}';

type Refusal = { status: 404 | 409 | 422; problem: string | null; refused: RefusedDecision | null };

/** One ad: its evidence, and the decision of a person on it. */
export function createAdRoutes(deps: WebDeps, render: RenderPage) {
  const { desk, store } = deps;
  const routes = new Hono<WebEnv>();

  routes.get(idPath, (c) => {
    const { searchParams } = new URL(c.req.url);
    return showAd(c, Number(c.req.param('id')), readListFilter(searchParams).filter, null);
  });

  routes.post(`${idPath}/besluit`, async (c) => {
    const adId = Number(c.req.param('id'));
    const form = await readForm(c, decisionForm);
    if (!form) return renderProblem(render, c, 422, { title: words.problem.title, text: words.problem.malformed });
    const { filter } = readListFilter(new URLSearchParams(form.lijst));
    const note = form.note.replaceAll('\r\n', '\n').trim();
    const typed = { verdict: form.verdict, reason: form.reason, note, problem: null };
    const decision = decisionSchema.safeParse({ verdict: form.verdict, reason: form.reason, note });
    if (!decision.success) {
      const isReasonWrong = decision.error.issues.some((issue) => issue.path[0] === 'reason');
      const problem = isReasonWrong ? words.problem.chooseReason : words.problem.noteTooLong;
      return showAd(c, adId, filter, { status: 422, problem: null, refused: { ...typed, problem } });
    }
    try {
      desk.decide(adId, { assessmentId: form.assessmentId }, decision.data, actorOf(c));
    } catch (error) {
      return showAd(c, adId, filter, refusalOf(error, typed));
    }
    return c.redirect(nextAfter(adId, filter), 303);
  });

  routes.post(`${idPath}/ongedaan`, async (c) => {
    const adId = Number(c.req.param('id'));
    const form = await readForm(c, undoForm);
    if (!form) return renderProblem(render, c, 422, { title: words.problem.title, text: words.problem.malformed });
    const { filter } = readListFilter(new URLSearchParams(form.lijst));
    try {
      desk.undo(adId, { decisionId: form.besluit }, actorOf(c));
    } catch (error) {
      return showAd(c, adId, filter, refusalOf(error, null));
    }
    return c.redirect(`/advertentie/${adId}${writeListFilter(filter, { hersteld: adId })}`, 303);
  });

  return routes;

  function showAd(c: WebRequest, adId: number, filter: ListFilter, refusal: Refusal | null): Promise<Response> {
    const view = readAdView(deps, adId, filter);
    if (!view)
      return renderProblem(render, c, 404, { title: words.problem.notFoundTitle, text: words.problem.notFound });
    const title = words.ad(adId);
    const lastAct = refusal ? null : readLastAct(deps, new URL(c.req.url).searchParams);
    return render(
      c,
      {
        title: refusal ? `${words.problem.summary}: ${title}` : title,
        place: 'review',
        status: refusal?.status ?? 200,
      },
      <AdPage
        view={view}
        flash={<Flash lastAct={lastAct} filter={filter} />}
        refused={refusal?.refused ?? null}
        problem={refusal?.problem ?? null}
      />,
    );
  }

  /** The next open ad down the list, else the first one above, else the list itself. */
  function nextAfter(adId: number, filter: ListFilter): string {
    const open: ListFilter = { ...filter, state: 'open' };
    const listed = narrowToWorkList(deps, open);
    const next =
      store.reviews.beside(listed, adId).next ?? store.reviews.list({ ...listed, limit: 1, offset: 0 })[0]?.adId;
    const query = writeListFilter(open, { besloten: adId });
    return next === undefined ? `/beoordelen${query}` : `/advertentie/${next}${query}`;
  }
}

/** What the desk refuses is told in its own words; anything else is a fault and goes on. */
function refusalOf(error: unknown, typed: RefusedDecision | null): Refusal {
  if (!(error instanceof VindplaatsError)) throw error;
  const { code, message } = error;
  if (code === 'INPUT_INVALID') return { status: 422, problem: null, refused: typed && { ...typed, problem: message } };
  if (code === 'DECISION_NOT_ALLOWED') return { status: 409, problem: message, refused: typed };
  if (code === 'NOT_FOUND') return { status: 404, problem: message, refused: typed };
  throw error;
}
