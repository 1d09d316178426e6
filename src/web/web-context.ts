import type { Context } from 'hono';
import type { createHandDesk } from '../crawl/hand-desk.ts';
import type { createRunDesk } from '../crawl/run-desk.ts';
import type { createAccess } from '../govern/access.ts';
import type { createFeedbackDesk } from '../handover/feedback-desk.ts';
import type { createHandoverDesk } from '../handover/handover-desk.ts';
import { VindplaatsError } from '../lib/errors.ts';
import type { createLinkDesk } from '../link/link-desk.ts';
import type { Log } from '../log.ts';
import type { Region } from '../model/region.ts';
import type { Site } from '../model/site.ts';
import type { Actor } from '../model/actor.ts';
import type { createReviewDesk } from '../review/review-desk.ts';
import type { createTipDesk } from '../review/tip-desk.ts';
import type { RulesetKeeper } from '../screen/keep-ruleset.ts';
import type { Account } from '../store/accounts.ts';
import type { Store } from '../store/open-store.ts';
import type { Metrics } from './metrics.ts';

/** What the pages are made of; wired in app.ts. */
export type WebDeps = {
  store: Store;
  desk: ReturnType<typeof createReviewDesk>;
  linkDesk: ReturnType<typeof createLinkDesk>;
  access: ReturnType<typeof createAccess>;
  handDesk: ReturnType<typeof createHandDesk>;
  handoverDesk: ReturnType<typeof createHandoverDesk>;
  feedbackDesk: ReturnType<typeof createFeedbackDesk>;
  tipDesk: ReturnType<typeof createTipDesk>;
  runDesk: ReturnType<typeof createRunDesk>;
  rules: RulesetKeeper;
  region: Region;
  sites: readonly Site[];
  /** Null: nobody may read them. */
  metrics: { token: string; source: Metrics } | null;
  now: () => Date;
  log: Log;
};

/** What a request carries: the Node request when there is a real one, and who asks once that is known. */
export type WebEnv = {
  Bindings: { incoming?: { socket?: { remoteAddress?: string | undefined } } };
  Variables: { account?: Account };
};

export type WebRequest = Context<WebEnv>;

/** Where a request came from, for the audit log; a request that came over no connection has no `env`. */
export function originOf(c: WebRequest): string {
  return `web:${c.env?.incoming?.socket?.remoteAddress ?? 'local'}`;
}

/** @throws VindplaatsError `UNEXPECTED` on a page that forgot to ask for a session. */
export function actorOf(c: WebRequest): Actor {
  const account = c.get('account');
  if (!account) throw new VindplaatsError('UNEXPECTED', 'A page that needs an account was opened without a session.');
  return { name: account.name, origin: originOf(c) };
}
