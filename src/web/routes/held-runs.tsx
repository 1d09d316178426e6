import { Hono } from 'hono';
import { z } from 'zod';
import { VindplaatsError } from '../../lib/errors.ts';
import type { Actor } from '../../model/actor.ts';
import { runReason } from '../decide-words.ts';
import type { RunChoice } from '../decide-words.ts';
import { readForm } from '../read-form.ts';
import type { RenderPage } from '../render-page.tsx';
import { showSources } from '../show-sources.tsx';
import { actorOf } from '../web-context.ts';
import type { WebDeps, WebEnv, WebRequest } from '../web-context.ts';
import { words } from '../words.ts';

const form = z.object({ reden: z.string().default('') });

/** What a person decides on a crawl that is held: put to use, or not. */
export function createHeldRunRoutes(deps: WebDeps, render: RenderPage) {
  const { decide } = words.held;
  const { choices } = decide;
  return new Hono<WebEnv>()
    .post(`/:id/${choices.accept.path}`, (c) =>
      take(c, c.req.param('id'), 'accept', (reason, actor) => deps.runDesk.accept(c.req.param('id'), reason, actor)),
    )
    .post(`/:id/${choices.rollBack.path}`, (c) =>
      take(c, c.req.param('id'), 'rollBack', (reason, actor) =>
        deps.runDesk.rollBack(c.req.param('id'), reason, actor),
      ),
    );

  async function take(
    c: WebRequest,
    runId: string,
    choice: RunChoice,
    act: (reason: string, actor: Actor) => void | Promise<void>,
  ): Promise<Response> {
    const typed = (await readForm(c, form))?.reden ?? '';
    const reason = typed.replaceAll(/\s+/g, ' ').trim();
    const refuse = (problem: string) => showSources(c, deps, render, { refused: { runId, choice, typed, problem } });
    if (reason.length < runReason.min) return refuse(decide.tooShort);
    if (reason.length > runReason.max) return refuse(decide.tooLong);
    try {
      await act(reason, actorOf(c));
    } catch (error) {
      if (error instanceof VindplaatsError && error.code === 'RUN_NOT_HELD') return refuse(decide.decided);
      throw error;
    }
    return c.redirect(`/bronnen?besloten=${encodeURIComponent(runId)}`, 303);
  }
}
