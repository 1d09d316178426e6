import { Hono } from 'hono';
import { z } from 'zod';
import { amsterdamDay } from '../../lib/amsterdam-day.ts';
import { VindplaatsError } from '../../lib/errors.ts';
import { newTipSchema } from '../../model/tip.ts';
import { readForm } from '../read-form.ts';
import type { RenderPage } from '../render-page.tsx';
import { TipsPage } from '../views/tips-page.tsx';
import type { TypedTip } from '../views/tips-page.tsx';
import { actorOf } from '../web-context.ts';
import type { WebDeps, WebEnv, WebRequest } from '../web-context.ts';
import { words } from '../words.ts';

const field = z.string().default('');
const tipForm = z.object({
  bron: field,
  ontvangen: field,
  phone: field,
  email: field,
  url: field,
  ad: field,
  tekst: field,
});

const numberOf = z.coerce.number().int().positive().optional().catch(undefined);

/** Tips from outside: enter one, see which ads it is about, take it back. */
export function createTipRoutes({ tipDesk, now }: WebDeps, render: RenderPage) {
  return new Hono<WebEnv>()
    .get('/', (c) => showTips(c, nothingTyped(), null))
    .post('/', async (c) => {
      const form = await readForm(c, tipForm);
      const typed = form === null ? nothingTyped() : typedIn(form);
      const tip = newTipSchema.safeParse(typed);
      if (!tip.success) return showTips(c, typed, typed.receivedOn === '' ? words.tips.dayNeeded : words.tips.tooLong);
      try {
        const { id } = await tipDesk.add(tip.data, actorOf(c));
        return c.redirect(`/tips?bewaard=${id}`, 303);
      } catch (error) {
        return showTips(c, typed, problemOf(error));
      }
    })
    .post('/:id{[1-9][0-9]{0,14}}/intrekken', async (c) => {
      const id = Number(c.req.param('id'));
      await tipDesk.undo(id, actorOf(c));
      return c.redirect(`/tips?ingetrokken=${id}`, 303);
    });

  function showTips(c: WebRequest, typed: TypedTip, problem: string | null): Promise<Response> {
    const tips = tipDesk.list();
    // The address only names the tip; what is said of it is read from the store.
    const added = tips.find((tip) => tip.id === numberOf.parse(c.req.query('bewaard')) && tip.undoneAt === null);
    const undone = tips.find((tip) => tip.id === numberOf.parse(c.req.query('ingetrokken')) && tip.undoneAt !== null);
    const notice = added ? words.tips.saved(added.id, added.ads.length) : undone ? words.tips.undone(undone.id) : null;
    return render(
      c,
      { title: words.tips.title, place: 'tips', status: problem === null ? 200 : 422 },
      <TipsPage tips={tips} typed={typed} today={amsterdamDay(now())} problem={problem} notice={notice} />,
    );
  }
}

function nothingTyped(): TypedTip {
  return { source: '', receivedOn: '', about: { phone: '', email: '', url: '', ad: '' }, note: '' };
}

function typedIn(form: z.infer<typeof tipForm>): TypedTip {
  const { bron, ontvangen, tekst, phone, email, url, ad } = form;
  return {
    source: bron,
    receivedOn: ontvangen,
    about: { phone, email, url, ad },
    note: tekst.replaceAll('\r\n', '\n').trim(),
  };
}

/** What the desk refuses is told in its own words; the gate speaks to the person who configures, so its refusal is told in ours. */
function problemOf(error: unknown): string {
  if (!(error instanceof VindplaatsError)) throw error;
  if (error.code === 'LEGAL_BASIS_MISSING') return words.tips.noLegalBasis;
  if (error.code === 'INPUT_INVALID') return error.message;
  throw error;
}
