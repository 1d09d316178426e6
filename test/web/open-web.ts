import { createHash, randomBytes } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { createAccess } from '../../src/govern/access.ts';
import { createLegalGate } from '../../src/govern/legal-basis.ts';
import { createHandoverDesk } from '../../src/handover/handover-desk.ts';
import { createLinkDesk } from '../../src/link/link-desk.ts';
import { createLog } from '../../src/log.ts';
import { legalBasisSchema } from '../../src/model/region.ts';
import { createKeyedHash } from '../../src/lib/hash.ts';
import { createTipReading } from '../../src/pipeline.ts';
import type { NewJob } from '../../src/queue/queue.ts';
import { createReviewDesk } from '../../src/review/review-desk.ts';
import { createTipDesk } from '../../src/review/tip-desk.ts';
import type { Role } from '../../src/store/accounts.ts';
import { keepRuleset } from '../../src/screen/keep-ruleset.ts';
import type { RulesetKeeper } from '../../src/screen/keep-ruleset.ts';
import { openStore } from '../../src/store/open-store.ts';
import { createWeb } from '../../src/web/create-web.tsx';
import { seededRegion, seededSites } from '../support/seed-store.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

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
export function openWeb(rules: RulesetKeeper = ownRules) {
  const dataDir = temporaryDir();
  const store = openStore(dataDir);
  const clock = { now: new Date('2026-11-23T09:00:00.000Z') };
  const now = () => clock.now;
  const access = createAccess({ store, now });
  const hash = createKeyedHash(Buffer.alloc(32, 1));
  const queued: NewJob[] = [];
  const app = createWeb({
    store,
    access,
    desk: createReviewDesk({ store, now }),
    linkDesk: createLinkDesk({ store, now }),
    handoverDesk: createHandoverDesk({
      store,
      gate: createLegalGate(legalBasis, () => now().toISOString().slice(0, 10)),
      region: seededRegion,
      dataDir,
      now,
    }),
    tipDesk: createTipDesk({
      store,
      queue: { enqueue: async (jobs) => queued.push(...jobs) },
      gate: createLegalGate(legalBasis, () => now().toISOString().slice(0, 10)),
      hash,
      read: createTipReading(seededSites, hash),
      now,
    }),
    rules,
    region: seededRegion,
    sites: seededSites,
    now,
    log: createLog('silent'),
  });
  onTestFinished(() => store.close());

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
    store,
    access,
    clock,
    hash,
    /** What the pages asked the stages to do. */
    queued,
    openSession,
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
