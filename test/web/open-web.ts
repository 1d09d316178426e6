import { createHash, randomBytes } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { createHandDesk, handQueue } from '../../src/crawl/hand-desk.ts';
import { createHandStage } from '../../src/crawl/hand-stage.ts';
import { createRunDesk } from '../../src/crawl/run-desk.ts';
import { createAccess } from '../../src/govern/access.ts';
import { createLegalGate } from '../../src/govern/legal-basis.ts';
import { createFeedbackDesk } from '../../src/handover/feedback-desk.ts';
import { createHandoverDesk } from '../../src/handover/handover-desk.ts';
import { createKeyedHash } from '../../src/lib/hash.ts';
import { createSeal } from '../../src/lib/seal.ts';
import { createLinkDesk } from '../../src/link/link-desk.ts';
import { createLog } from '../../src/log.ts';
import { handJobSchema } from '../../src/model/by-hand.ts';
import { legalBasisSchema } from '../../src/model/region.ts';
import { createHandReader, createTipReading, openReader } from '../../src/pipeline.ts';
import type { NewJob } from '../../src/queue/queue.ts';
import { createReviewDesk } from '../../src/review/review-desk.ts';
import { createTipDesk } from '../../src/review/tip-desk.ts';
import type { Role } from '../../src/store/accounts.ts';
import { keepRuleset } from '../../src/screen/keep-ruleset.ts';
import type { RulesetKeeper } from '../../src/screen/keep-ruleset.ts';
import { openStore } from '../../src/store/open-store.ts';
import { createWeb } from '../../src/web/create-web.tsx';
import { createMetrics } from '../../src/web/metrics.ts';
import { seededRegion, seededSites } from '../support/seed-store.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const key = Buffer.alloc(32, 1);
const seal = createSeal(key);
export const origin = 'http://127.0.0.1:8080';

const legalBasis = legalBasisSchema.parse({
  grounds: [
    {
      id: 'proef',
      sources: ['prikbord', 'marktplein'],
      purposes: ['handover'],
      municipalities: ['GM0402', 'GM0406'],
      validFrom: '2026-01-01',
      validTo: '2028-01-01',
      basis: 'Alleen synthetische advertenties, geen grondslag nodig',
      reference: 'proef 1',
    },
    {
      id: 'proef-tips',
      sources: ['manual'],
      purposes: ['screen'],
      municipalities: ['GM0402'],
      validFrom: '2026-01-01',
      validTo: '2028-01-01',
      basis: 'Alleen synthetische tips, geen grondslag nodig',
      reference: 'proef 2',
    },
  ],
});

/** The rules of this repository, read once: no test that takes these may change them. */
export const ownRules = keepRuleset('rules');

/** The pages on a real store in a folder of this test alone. */
export function openWeb(rules: RulesetKeeper = ownRules, { metricsToken }: { metricsToken?: string } = {}) {
  const dataDir = temporaryDir();
  const store = openStore(dataDir);
  const clock = { now: new Date('2026-11-23T09:00:00.000Z') };
  const now = () => clock.now;
  const access = createAccess({ store, now });
  const gate = createLegalGate(legalBasis, () => now().toISOString().slice(0, 10));
  const log = createLog('silent');
  const reader = openReader(seededRegion, now);
  const hash = createKeyedHash(key);
  const queued: NewJob[] = [];
  const handStage = createHandStage({ store, seal, hash });
  const writer = { isRunning: false };
  /** The process that writes, as far as it takes in what people add. */
  async function takeByHand(jobs: readonly NewJob[]): Promise<void> {
    const run = { signal: new AbortController().signal, now, log, gate };
    for (const job of jobs)
      if (job.queue === handQueue) queued.push(...(await handStage.handle(handJobSchema.parse(job.payload), run)));
  }
  const app = createWeb({
    store,
    access,
    desk: createReviewDesk({ store, now }),
    linkDesk: createLinkDesk({ store, now, queue: { enqueue: async (jobs) => queued.push(...jobs) } }),
    handoverDesk: createHandoverDesk({
      store,
      gate,
      region: seededRegion,
      dataDir,
      now,
    }),
    handDesk: createHandDesk({
      store,
      seal,
      hash,
      queue: {
        async enqueue(jobs) {
          if (writer.isRunning) await takeByHand(jobs);
          return queued.push(...jobs);
        },
      },
      gate,
      sites: seededSites,
      read: createHandReader(seededRegion, reader),
      now,
    }),
    feedbackDesk: createFeedbackDesk({ store, now }),
    tipDesk: createTipDesk({
      store,
      queue: { enqueue: async (jobs) => queued.push(...jobs) },
      gate,
      hash,
      read: createTipReading(seededSites, hash),
      now,
    }),
    runDesk: createRunDesk({ store, queue: { enqueue: async (jobs) => queued.push(...jobs) }, now }),
    rules,
    region: seededRegion,
    sites: seededSites,
    metrics:
      metricsToken === undefined
        ? null
        : {
            token: metricsToken,
            source: createMetrics({
              store,
              sites: seededSites,
              queueDepths: async () => [{ queue: 'ingest', waiting: 3, delayed: 0, active: 1, failed: 0 }],
              now,
            }),
          },
    now,
    log,
  });
  onTestFinished(async () => {
    await reader.close();
    store.close();
  });

  /** An account with an open session, past the slow password hash, which the log-in tests take the long way. */
  function openSession(role: Role): string {
    const token = randomBytes(32).toString('base64url');
    if (!store.accounts.find(role)) store.accounts.add({ name: role, role, passwordHash: 'none' }, now().toISOString());
    store.accounts.openSession(
      createHash('sha256').update(token).digest('base64url'),
      role,
      now().toISOString(),
      new Date(now().getTime() + 3_600_000).toISOString(),
    );
    return token;
  }

  return {
    app,
    dataDir,
    store,
    access,
    clock,
    hash,
    /** What the pages asked the stages to do. */
    queued,
    openSession,
    writer,
    takeByHand,
    signIn: (role: Role = 'ketenregisseur') => {
      const cookie = `vindplaats=${openSession(role)}`;
      return {
        get: (path: string) => app.request(`${origin}${path}`, { headers: { cookie } }),
        /** As a browser sends a form of our own pages. */
        post: (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
          app.request(`${origin}${path}`, {
            method: 'POST',
            headers: { cookie, origin, 'content-type': 'application/x-www-form-urlencoded', ...headers },
            body: new URLSearchParams(form).toString(),
          }),
      };
    },
  };
}
