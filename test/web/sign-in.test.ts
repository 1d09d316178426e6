import { describe, expect, it } from 'vitest';
import { openWeb, origin } from './open-web.ts';

const formType = { 'content-type': 'application/x-www-form-urlencoded', origin };
const actor = { name: 'beheer', origin: 'test' };

function logIn(app: ReturnType<typeof openWeb>['app'], form: Record<string, string>, base = origin) {
  return app.request(`${base}/inloggen`, {
    method: 'POST',
    headers: { ...formType, origin: base },
    body: new URLSearchParams(form).toString(),
  });
}

describe('logging in', () => {
  it('gives a session that opens the pages, and logging out ends it', async () => {
    const { app, access } = openWeb();
    const password = await access.addAccount('anna', 'ketenregisseur', actor);
    const answer = await logIn(app, { naam: ' Anna ', wachtwoord: password, naar: '/bronnen' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/bronnen']);
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^vindplaats=[\w-]{43}; Max-Age=28800; Path=\/; HttpOnly; SameSite=Strict$/);

    const session = cookie.split(';')[0] ?? '';
    expect((await app.request(`${origin}/beoordelen`, { headers: { cookie: session } })).status).toBe(200);
    const out = await app.request(`${origin}/uitloggen`, { method: 'POST', headers: { cookie: session, origin } });
    expect(out.headers.get('set-cookie')).toContain('Max-Age=0');
    expect((await app.request(`${origin}/beoordelen`, { headers: { cookie: session } })).headers.get('location')).toBe(
      '/inloggen?naar=%2Fbeoordelen',
    );
  });

  it('says the same for a wrong name as for a wrong password, and keeps the name', async () => {
    const { app, access } = openWeb();
    await access.addAccount('anna', 'ketenregisseur', actor);
    const wrongPassword = await logIn(app, { naam: 'anna', wachtwoord: 'onjuist' });
    const wrongName = await logIn(app, { naam: 'iemand', wachtwoord: 'onjuist' });
    expect([wrongPassword.status, wrongName.status]).toEqual([403, 403]);
    const text = await wrongPassword.text();
    expect(text).toContain('Inloggen is niet gelukt.');
    expect(text).toContain('value="anna"');
    expect(text.replace('value="anna"', '')).toBe((await wrongName.text()).replace('value="iemand"', ''));
    expect(wrongPassword.headers.has('set-cookie')).toBe(false);
  });

  it('binds the cookie to TLS and this host beyond loopback', async () => {
    const { app, access } = openWeb();
    const password = await access.addAccount('anna', 'ketenregisseur', actor);
    const base = 'http://vindplaats.example.test';
    const answer = await logIn(app, { naam: 'anna', wachtwoord: password }, base);
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^__Host-vindplaats=/);
    expect(cookie).toContain('; Secure');
    const session = cookie.split(';')[0] ?? '';
    expect((await app.request(`${base}/beoordelen`, { headers: { cookie: session } })).status).toBe(200);
  });

  it.each([
    '//elders.example',
    '/\\elders.example',
    'https://elders.example',
    '/\t/elders.example',
    'javascript:alert(1)',
  ])('never leads elsewhere afterwards: %j', async (naar) => {
    const { app } = openWeb();
    const page = await app.request(`${origin}/inloggen?naar=${encodeURIComponent(naar)}`);
    expect(await page.text()).toContain('name="naar" value="/"');
  });

  it.each([
    '/',
    '/beoordelen',
    '/advertentie/1',
    '/risicolijsten',
    '/rapportage',
    '/rapportage/cijfers.json',
    '/bronnen',
  ])('is asked before %s', async (path) => {
    const { app } = openWeb();
    const answer = await app.request(`${origin}${path}`);
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      `/inloggen?naar=${encodeURIComponent(path)}`,
    ]);
  });

  it('is asked again once the session has run out', async () => {
    const { clock, signIn } = openWeb();
    const anna = signIn();
    expect((await anna.get('/beoordelen')).status).toBe(200);
    clock.now = new Date(clock.now.getTime() + 3_600_001);
    expect((await anna.get('/beoordelen')).status).toBe(303);
  });

  it.each([
    ['/advertentie/1/besluit', '/advertentie/1'],
    ['/groep/12/splitsen', '/groep/12'],
    ['/bronnen/ronde/1/niet-gebruiken', '/bronnen'],
  ])('says that what was sent to %s is lost when the session had run out, and leads back to %s', async (sent, page) => {
    const { app, clock, signIn } = openWeb();
    const anna = signIn();
    clock.now = new Date(clock.now.getTime() + 3_600_001);
    const answer = await anna.post(sent, { note: 'Een lange toelichting.' });
    const location = answer.headers.get('location') ?? '';
    expect([answer.status, location]).toEqual([303, `/inloggen?naar=${encodeURIComponent(page)}&verlopen=ja`]);
    const html = await (await app.request(`${origin}${location}`)).text();
    expect(html).toContain('Wat je net verstuurde, is niet opgeslagen.');
    expect(html).toContain(`name="naar" value="${page}"`);
  });
});

describe('roles', () => {
  it('keep an auditor to the figures', async () => {
    const { signIn } = openWeb();
    const auditor = signIn('auditor');
    expect((await auditor.get('/')).headers.get('location')).toBe('/rapportage');
    const page = await auditor.get('/rapportage');
    expect(page.status).toBe(200);
    expect(await page.text()).not.toContain('href="/beoordelen"');
    for (const path of ['/beoordelen', '/advertentie/1', '/risicolijsten', '/bronnen']) {
      expect([path, (await auditor.get(path)).status]).toEqual([path, 403]);
    }
    expect((await auditor.post('/advertentie/1/besluit', {})).status).toBe(403);
    expect((await auditor.post('/risicolijsten/gemeente/GM0402', { gecontroleerd: 'ja' })).status).toBe(403);
  });

  it('let a beheerder and a ketenregisseur review', async () => {
    const { signIn } = openWeb();
    for (const role of ['beheerder', 'ketenregisseur'] as const) {
      expect((await signIn(role).get('/')).headers.get('location')).toBe('/beoordelen');
      expect((await signIn(role).get('/risicolijsten')).status).toBe(200);
    }
  });
});
