import { Hono } from 'hono';
import { z } from 'zod';
import { VindplaatsError } from '../../lib/errors.ts';
import { linkReasons } from '../../model/link.ts';
import { readGroupView } from '../group-view.ts';
import { linkWords } from '../link-words.ts';
import { readForm } from '../read-form.ts';
import { renderProblem } from '../render-page.tsx';
import type { RenderPage } from '../render-page.tsx';
import { GroupPage } from '../views/group-page.tsx';
import type { RefusedForm } from '../views/link-forms.tsx';
import { actorOf } from '../web-context.ts';
import type { WebDeps, WebEnv, WebRequest } from '../web-context.ts';
import { words } from '../words.ts';

const adNumber = z.coerce.number().int().positive().max(1e15);
const askedAd = adNumber.nullable().catch(null);
const note = z
  .string()
  .default('')
  .transform((text) => text.replaceAll('\r\n', '\n').trim());
const splitForm = z.looseObject({ reden: linkReasons.split, toelichting: note });
const mergeForm = z.object({ andere: adNumber, reden: linkReasons.merge, toelichting: note });
const genericForm = z.object({ knoop: z.string().max(200), reden: linkReasons.generic, toelichting: note });
const nodeForm = z.object({ knoop: z.string().max(200) });
const undoForm = z.object({ besluit: adNumber });
const idPath = '/:id{[1-9][0-9]{0,14}}';
const chosenAd = /^advertentie-([1-9]\d{0,14})$/;

/** A group of linked ads: why they are together, and what a person does about it. */
export function createGroupRoutes(deps: WebDeps, render: RenderPage) {
  const { linkDesk, store } = deps;
  const routes = new Hono<WebEnv>();

  routes.get(idPath, (c) => {
    const adId = Number(c.req.param('id'));
    const group = store.groups.groupOf(adId);
    // A group is named by its smallest ad, which changes when groups meet: any of its ads leads to it.
    if (group !== null && group !== adId) return c.redirect(`/groep/${group}${new URL(c.req.url).search}`, 303);
    return show(c, adId, null);
  });

  routes.post(`${idPath}/splitsen`, (c) =>
    act(c, splitForm, ({ reden, toelichting, ...rest }, groupId) => {
      const ads = Object.keys(rest).flatMap((name) => chosenAd.exec(name)?.[1] ?? []);
      linkDesk.split(groupId, ads.map(Number), { reason: reden, note: toelichting }, actorOf(c));
    }),
  );
  routes.post(`${idPath}/samenvoegen`, (c) =>
    act(c, mergeForm, ({ andere, reden, toelichting }, groupId) => {
      linkDesk.merge(groupId, andere, { reason: reden, note: toelichting }, actorOf(c));
    }),
  );
  routes.post(`${idPath}/ongedaan`, (c) => act(c, undoForm, ({ besluit }) => linkDesk.undo(besluit, actorOf(c))));
  routes.post(`${idPath}/algemeen`, (c) =>
    act(c, genericForm, ({ knoop, reden, toelichting }) =>
      linkDesk.markGeneric(knoop, { reason: reden, note: toelichting }, actorOf(c)),
    ),
  );
  routes.post(`${idPath}/algemeen-ongedaan`, (c) =>
    act(c, nodeForm, ({ knoop }) => linkDesk.unmarkGeneric(knoop, actorOf(c))),
  );
  return routes;

  /** Does what the form asks and goes to the group as it is then, or shows the page again with what was wrong. */
  async function act<Form>(
    c: WebRequest,
    schema: z.ZodType<Form>,
    work: (form: Form, groupId: number) => unknown,
  ): Promise<Response> {
    const groupId = Number(c.req.param('id'));
    const form = await readForm(c, schema);
    // A number of many digits or a note of many words is not to be typed twice.
    const action = c.req.path.split('/').at(-1) ?? '';
    const refused = { action, fields: Object.fromEntries(new URLSearchParams(await c.req.text())) };
    if (form === null) return show(c, groupId, { status: 422, text: linkWords.problem.malformed, refused });
    try {
      await work(form, groupId);
    } catch (error) {
      return show(c, groupId, { ...problemOf(error), refused });
    }
    return c.redirect(`/groep/${store.groups.groupOf(groupId) ?? groupId}`, 303);
  }

  function show(c: WebRequest, adId: number, problem: (Problem & { refused: RefusedForm }) | null): Promise<Response> {
    const query = new URL(c.req.url).searchParams;
    const view = readGroupView(deps, adId, askedAd.parse(query.get('naast')));
    if (view === null)
      return renderProblem(render, c, 404, { title: words.problem.notFoundTitle, text: words.problem.notFound });
    return render(
      c,
      { title: linkWords.title(view.id), place: 'review', status: problem?.status ?? 200 },
      <GroupPage
        view={view}
        merging={askedAd.parse(query.get('met'))}
        problem={problem?.text ?? null}
        refused={problem?.refused ?? null}
      />,
    );
  }
}

type Problem = { status: 404 | 409 | 422; text: string };

/** What the desk refuses is told in its own words; anything else is a fault and goes on. */
function problemOf(error: unknown): Problem {
  if (!(error instanceof VindplaatsError)) throw error;
  const { code, message } = error;
  if (code === 'INPUT_INVALID') return { status: 422, text: message };
  if (code === 'DECISION_NOT_ALLOWED') return { status: 409, text: message };
  if (code === 'NOT_FOUND') return { status: 404, text: message };
  throw error;
}
