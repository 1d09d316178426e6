import { Hono } from 'hono';
import { z } from 'zod';
import { VindplaatsError } from '../../lib/errors.ts';
import { handProblem } from '../../model/by-hand.ts';
import type { HandInput } from '../../model/by-hand.ts';
import type { RenderPage } from '../render-page.tsx';
import { ByHandPage, TakingInPage } from '../views/by-hand-page.tsx';
import type { TypedAd } from '../views/by-hand-page.tsx';
import { actorOf } from '../web-context.ts';
import type { WebDeps, WebEnv, WebRequest } from '../web-context.ts';
import { words } from '../words.ts';

/** How long the page waits for the process that writes before it says that the ad is on its way. */
const patienceMs = 3000;

const field = z.string().default('').catch('');
const formSchema = z.object({
  adres: field,
  tekst: field,
  titel: field,
  plaats: field,
  leeftijd: field,
  telefoon: field,
  aanleiding: field,
  bestand: z.instanceof(File).optional().catch(undefined),
});

const nothingTyped: TypedAd = {
  adres: '',
  tekst: '',
  titel: '',
  plaats: '',
  leeftijd: '',
  telefoon: '',
  aanleiding: '',
};

/** The lane without a crawl: a person adds one ad they have opened (guard-rail G2). Nothing is fetched. */
export function createByHandRoutes({ handDesk }: WebDeps, render: RenderPage) {
  const routes = new Hono<WebEnv>();

  routes.get('/', (c) => showForm(c, nothingTyped, null));

  routes.post('/', async (c) => {
    const form = formSchema.safeParse(await parts(c));
    if (!form.success) return showForm(c, nothingTyped, words.problem.malformed);
    const { bestand, ...typed } = form.data;
    const hasFile = bestand !== undefined && bestand.size > 0;
    if (hasFile && typed.tekst.trim() !== '') return showForm(c, typed, words.byHand.problem['two-inputs']);
    try {
      const bytes = hasFile ? new Uint8Array(await bestand.arrayBuffer()) : new TextEncoder().encode(typed.tekst);
      const entryId = await handDesk.add(inputOf(typed, bytes), actorOf(c));
      const entry = await handDesk.entryOf(entryId, patienceMs);
      return c.redirect(entry === null ? `/zelf-toevoegen/${entryId}` : `/advertentie/${entry.adId}`, 303);
    } catch (error) {
      return showForm(c, typed, problemOf(error));
    }
  });

  routes.get('/:id{[0-9a-f-]{36}}', async (c) => {
    const entry = await handDesk.entryOf(c.req.param('id'), 0);
    if (entry !== null) return c.redirect(`/advertentie/${entry.adId}`, 303);
    return render(c, { title: words.byHand.takingIn, place: 'review' }, <TakingInPage path={c.req.path} />);
  });

  return routes;

  function showForm(c: WebRequest, typed: TypedAd, problem: string | null): Promise<Response> {
    const title = problem === null ? words.byHand.title : `${words.problem.summary}: ${words.byHand.title}`;
    return render(
      c,
      { title, place: 'review', status: problem === null ? 200 : 422 },
      <ByHandPage typed={typed} problem={problem} />,
    );
  }
}

/** @returns an empty form for a body that is none. */
async function parts(c: WebRequest): Promise<Record<string, unknown>> {
  try {
    return await c.req.parseBody();
  } catch (error) {
    if (error instanceof TypeError) return {};
    throw error;
  }
}

function inputOf(typed: TypedAd, bytes: Uint8Array): HandInput {
  const given = (text: string) => (text.trim() === '' ? null : text);
  return {
    url: typed.adres,
    bytes,
    form: null,
    given: {
      title: given(typed.titel),
      place: given(typed.plaats),
      age: given(typed.leeftijd),
      phone: given(typed.telefoon),
    },
    siteId: null,
    reason: typed.aanleiding,
  };
}

/** What the desk refuses has a sentence of its own here; anything else is a fault and goes on. */
function problemOf(error: unknown): string {
  if (!(error instanceof VindplaatsError)) throw error;
  if (error.code === 'LEGAL_BASIS_MISSING') return words.byHand.noLegalBasis;
  if (error.code === 'PAGE_UNREADABLE') return words.byHand.unreadable;
  const problem = handProblem.safeParse(error.details['problem']);
  if (error.code !== 'INPUT_INVALID' || !problem.success) throw error;
  return words.byHand.problem[problem.data];
}
