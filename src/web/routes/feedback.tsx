import { Hono } from 'hono';
import { z } from 'zod';
import { VindplaatsError } from '../../lib/errors.ts';
import { feedbackSchema } from '../../model/feedback.ts';
import { readForm } from '../read-form.ts';
import type { RenderPage } from '../render-page.tsx';
import { FeedbackPage } from '../views/feedback-page.tsx';
import type { TypedFeedback } from '../views/feedback-page.tsx';
import { actorOf } from '../web-context.ts';
import type { WebDeps, WebEnv, WebRequest } from '../web-context.ts';
import { words } from '../words.ts';

const field = z.string().default('');
const answerForm = z.object({ known: field, action: field, judgement: field, rule: field, note: field });
const path = '/:number{RL-[0-9]{4}-[0-9]{3,6}}/terugkoppeling';
const savedAd = z.coerce.number().int().positive().optional().catch(undefined);

/** What a municipality answered on a list, entered by the ketenregisseur for it. */
export function createFeedbackRoutes({ feedbackDesk }: WebDeps, render: RenderPage) {
  return new Hono<WebEnv>()
    .get(path, (c) => showFeedback(c, c.req.param('number'), null))
    .post(`${path}/:ad{[1-9][0-9]{0,14}}`, async (c) => {
      const number = c.req.param('number');
      const adId = Number(c.req.param('ad'));
      const form = (await readForm(c, answerForm)) ?? { known: '', action: '', judgement: '', rule: '', note: '' };
      const note = form.note.replaceAll('\r\n', '\n').trim();
      const feedback = feedbackSchema.safeParse({ ...form, note, rule: form.rule === '' ? null : form.rule });
      const typed = { adId, ...form, note };
      if (!feedback.success) return showFeedback(c, number, { ...typed, problem: words.feedback.choose });
      try {
        feedbackDesk.give(number, adId, feedback.data, actorOf(c));
      } catch (error) {
        if (!(error instanceof VindplaatsError) || error.code !== 'INPUT_INVALID') throw error;
        return showFeedback(c, number, { ...typed, problem: error.message });
      }
      return c.redirect(`/risicolijsten/${number}/terugkoppeling?bewaard=${adId}`, 303);
    });

  function showFeedback(
    c: WebRequest,
    number: string,
    refused: (TypedFeedback & { problem: string }) | null,
  ): Promise<Response> {
    const items = feedbackDesk.items(number);
    // The address only names the ad; whether there is an answer is read from the store.
    const asked = savedAd.parse(c.req.query('bewaard'));
    const saved = items.find((item) => item.adId === asked && item.feedback !== null)?.adId ?? null;
    return render(
      c,
      { title: words.feedback.title(number), place: 'handover', status: refused === null ? 200 : 422 },
      <FeedbackPage number={number} items={items} savedAd={saved} refused={refused} />,
    );
  }
}
