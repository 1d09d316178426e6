import { describe, expect, it } from 'vitest';
import { addScreenedAd } from '../support/seed-store.ts';
import { openWeb, origin } from './open-web.ts';

describe('headers', () => {
  it('allow nothing but our own files, in no frame, and tell nobody where a reviewer comes from', async () => {
    const { signIn } = openWeb();
    const { headers } = await signIn().get('/beoordelen');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy.split('; ')).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
      ]),
    );
    expect(policy).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('keep pages of people out of every cache, and let hashed files stay', async () => {
    const { app, signIn, store } = openWeb();
    const { adId } = addScreenedAd(store);
    const page = await signIn().get(`/advertentie/${adId}`);
    expect(page.headers.get('cache-control')).toBe('no-store');
    const html = await page.text();
    const assets = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map((match) => match[1] ?? '');
    expect(assets.map((path) => path.replace(/-[0-9a-f]{12}\./, '.'))).toEqual([
      '/assets/vindplaats.svg',
      '/assets/vindplaats.css',
      '/assets/vindplaats.js',
    ]);
    for (const path of assets) {
      const asset = await app.request(`${origin}${path}`);
      expect([asset.status, asset.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
    }
    // Nothing on the page asks another host for anything.
    expect([...html.matchAll(/(?:href|src|action)="(?!\/|#)/g)]).toEqual([]);
  });
});

describe('changes', () => {
  const cases: [string, Record<string, string>, number][] = [
    ['from our own page', { origin }, 303],
    [
      'from our own page, with the origin withheld by our referrer policy',
      { origin: 'null', 'sec-fetch-site': 'same-origin' },
      303,
    ],
    ['from another site', { origin: 'https://elders.example' }, 403],
    [
      'from another site that a browser names',
      { origin: 'https://elders.example', 'sec-fetch-site': 'cross-site' },
      403,
    ],
    ['from another port of this machine', { origin: 'http://127.0.0.1:9999', 'sec-fetch-site': 'same-site' }, 403],
    [
      'with an origin that contradicts the browser',
      { origin: 'https://elders.example', 'sec-fetch-site': 'same-origin' },
      403,
    ],
    ['from a sandboxed page', { origin: 'null', 'sec-fetch-site': 'cross-site' }, 403],
  ];
  it.each(cases)('%s', async (_name, headers, status) => {
    const { signIn, store } = openWeb();
    const { adId, assessmentId } = addScreenedAd(store);
    const form = { verdict: 'dismissed', reason: 'independent', note: '', assessmentId: String(assessmentId) };
    const answer = await signIn().post(`/advertentie/${adId}/besluit`, form, headers);
    expect(answer.status).toBe(status);
    expect(store.reviews.standing(adId)?.state).toBe(status === 303 ? 'dismissed' : 'open');
  });

  it('without any sign of where they come from are refused, whatever their type', async () => {
    const { app, store } = openWeb();
    addScreenedAd(store);
    for (const type of ['application/x-www-form-urlencoded', 'application/json', 'text/plain']) {
      const answer = await app.request(`${origin}/uitloggen`, {
        method: 'POST',
        headers: { 'content-type': type },
        body: 'a=b',
      });
      expect(answer.status).toBe(403);
      expect(await answer.text()).toContain('Er is niets veranderd.');
    }
  });

  it('that are larger than any form of ours are not read', async () => {
    const { signIn, store } = openWeb();
    const { adId } = addScreenedAd(store);
    const answer = await signIn().post(`/advertentie/${adId}/besluit`, { note: 'a'.repeat(70_000) });
    expect(answer.status).toBe(413);
  });
});

describe('pages that cannot be shown', () => {
  it('say so in Dutch', async () => {
    const { app, signIn } = openWeb();
    for (const answer of [
      await app.request(`${origin}/nergens`),
      await signIn().get('/advertentie/999'),
      await signIn().get('/advertentie/1e3'),
      await signIn().get('/risicolijsten/RL-2026-999/xlsx'),
      await signIn().get('/risicolijsten/gemeente/GM9999'),
    ]) {
      expect(answer.status).toBe(404);
      expect(await answer.text()).toContain('Deze pagina bestaat niet');
    }
  });

  it('tell a person a number to report, and nothing of the inside', async () => {
    const { signIn, store } = openWeb();
    const { adId } = addScreenedAd(store);
    const anna = signIn();
    store.assessments.current = () => {
      throw new Error('geheim uit de opslag');
    };
    const answer = await anna.get(`/advertentie/${adId}`);
    const text = await answer.text();
    expect(answer.status).toBe(500);
    expect(text).toMatch(/met nummer [0-9a-f]{8}\./);
    expect(text).not.toContain('geheim');
    expect(text).not.toContain('.ts:');
  });
});

describe('health', () => {
  it('is told without a session, and fails when the store does', async () => {
    const { app, store } = openWeb();
    expect(await (await app.request(`${origin}/gezond`)).text()).toBe('ok');
    store.accounts.count = () => {
      throw new Error('store is gone');
    };
    expect((await app.request(`${origin}/gezond`)).status).toBe(500);
  });
});
