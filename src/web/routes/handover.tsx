import { Hono } from 'hono';
import { z } from 'zod';
import type { HandoverItem } from '../../handover/handover-item.ts';
import { VindplaatsError } from '../../lib/errors.ts';
import { sha256Hex } from '../../lib/hash.ts';
import { municipalityName } from '../place-names.ts';
import { readForm } from '../read-form.ts';
import { renderProblem } from '../render-page.tsx';
import type { RenderPage } from '../render-page.tsx';
import { HandoverPage, HandoverPreviewPage, formats } from '../views/handover-page.tsx';
import { actorOf } from '../web-context.ts';
import type { WebDeps, WebEnv, WebRequest } from '../web-context.ts';
import { words } from '../words.ts';

const releaseForm = z.object({ gezien: z.string().default(''), gecontroleerd: z.literal('ja').optional() });
const formatSchema = z.enum(formats);
const municipalityPath = '/gemeente/:code{GM[0-9]{4}}';

/** Risk lists: see what would go, release it, fetch the files. Nothing is sent from here (guard-rail G3). */
export function createHandoverRoutes(deps: WebDeps, render: RenderPage) {
  const { handoverDesk, region, store, now } = deps;
  const routes = new Hono<WebEnv>();

  routes.get('/', (c) => {
    const answered = store.feedback.countAnswered();
    const made = handoverDesk.list().map((list) => ({
      ...list,
      municipalityName: municipalityName(region, list.municipality),
      answered: answered.get(list.number) ?? 0,
    }));
    const asked = c.req.query('vrijgegeven');
    const released = made.find(({ number }) => number === asked)?.number ?? null;
    return render(
      c,
      { title: words.handover.title, place: 'handover' },
      <HandoverPage waiting={handoverDesk.waiting()} made={made} released={released} />,
    );
  });

  routes.get(municipalityPath, (c) => showPreview(c, c.req.param('code'), null));

  routes.post(municipalityPath, async (c) => {
    const code = c.req.param('code');
    const form = await readForm(c, releaseForm);
    if (form?.gecontroleerd !== 'ja')
      return showPreview(c, code, { status: 422, problem: words.handover.releaseUnchecked });
    if (form.gezien !== seenMark(handoverDesk.preview(code)))
      return showPreview(c, code, { status: 409, problem: words.handover.releaseChanged });
    try {
      const released = await handoverDesk.release(code, actorOf(c));
      return c.redirect(`/risicolijsten?vrijgegeven=${encodeURIComponent(released.number)}`, 303);
    } catch (error) {
      return showPreview(c, code, { status: 409, problem: problemOf(error) });
    }
  });

  routes.get('/:number{RL-[0-9]{4}-[0-9]{3,6}}/:format', async (c) => {
    const format = formatSchema.safeParse(c.req.param('format'));
    if (!format.success) return c.notFound();
    const number = c.req.param('number');
    const file = await handoverDesk.file(number, format.data);
    const actor = actorOf(c);
    store.audit.append({
      at: now().toISOString(),
      actor: actor.name,
      action: 'handover.downloaded',
      object: `handover:${number}`,
      result: format.data,
      origin: actor.origin,
    });
    return c.body(Uint8Array.from(file.bytes), 200, {
      'content-type': file.contentType,
      'content-disposition': `attachment; filename="${file.fileName}"`,
    });
  });

  return routes;

  function showPreview(c: WebRequest, code: string, refusal: { status: 409 | 422; problem: string } | null) {
    const municipality = handoverDesk.waiting().find((known) => known.code === code);
    if (!municipality)
      return renderProblem(render, c, 404, { title: words.problem.notFoundTitle, text: words.problem.notFound });
    const items = handoverDesk.preview(code);
    const title = words.handover.previewTitle(municipality.name);
    return render(
      c,
      { title, place: 'handover', status: refusal?.status ?? 200 },
      <HandoverPreviewPage
        municipality={municipality}
        items={items}
        seen={seenMark(items)}
        problem={refusal?.problem ?? null}
      />,
    );
  }
}

/** Stands for exactly the decisions a person saw in the preview, so that a list that grew or shrank since is not released unseen. */
function seenMark(items: readonly HandoverItem[]): string {
  return sha256Hex(items.map((item) => `${item.decisionEventId}:${item.contentHash}`).join('\n'));
}

/** What the desk refuses is told in its own words; the gate speaks to the person who configures, so its refusal is told in ours. */
function problemOf(error: unknown): string {
  if (!(error instanceof VindplaatsError)) throw error;
  if (error.code === 'LEGAL_BASIS_MISSING') return words.handover.noLegalBasis;
  if (error.code === 'DECISION_NOT_ALLOWED' || error.code === 'NOT_FOUND') return error.message;
  throw error;
}
