import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { addScreenedAd } from '../support/seed-store.ts';
import { someEvidence } from '../support/some-ad.ts';
import { openWeb, origin } from './open-web.ts';

const filled = {
  adres: 'https://elders.example/17',
  tekst: 'Massage in Hilversum\nBel 06-00001234.',
  aanleiding: 'melding van een bewoner',
};

/** The pages with the process that writes running, and a person who sends the form as a browser does. */
function openForm(isWriting = true) {
  const web = openWeb();
  web.writer.isRunning = isWriting;
  const cookie = `vindplaats=${web.openSession('ketenregisseur')}`;
  async function send(fields: Record<string, string | Blob>) {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    const answer = await web.app.request(`${origin}/zelf-toevoegen`, {
      method: 'POST',
      headers: { cookie, origin },
      body,
    });
    return { status: answer.status, location: answer.headers.get('location'), text: await answer.text() };
  }
  return { ...web, send };
}

it('an ad that a person pastes is stored, and its page says who added it and until when its page is kept', async () => {
  const { send, signIn, store } = openForm();
  const anna = signIn();
  expect(await (await anna.get('/beoordelen')).text()).toContain('href="/zelf-toevoegen"');
  expect((await anna.get('/zelf-toevoegen')).status).toBe(200);
  expect(await send(filled)).toMatchObject({ status: 303, location: '/advertentie/1' });
  const page = await (await anna.get('/advertentie/1')).text();
  expect(page).toContain('Massage in Hilversum');
  expect(page).toContain('Zelf toegevoegd door ketenregisseur op 23 nov 2026, 10:00.');
  expect(page).toContain('Aanleiding: melding van een bewoner');
  expect(page).toContain('Pagina bewaard tot 23 dec 2026.');
  expect(page).toContain(store.pages.ofAd(1)[0]!.sha256);
});

it('an uploaded page is read as text, and its markup never comes back as markup', async () => {
  const { send, signIn } = openForm();
  const html = '<h1>Massage</h1><p>In Hilversum &lt;script&gt;alert(1)&lt;/script&gt;</p><script>alert(2)</script>';
  const bestand = new File([html], 'pagina.html', { type: 'text/html' });
  expect(await send({ ...filled, tekst: '', bestand })).toMatchObject({ status: 303 });
  const page = await (await signIn().get('/advertentie/1')).text();
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(page).not.toContain('alert(2)');
});

it('what cannot be taken in is told in one sentence, with what was typed still there', async () => {
  const { send, store } = openForm();
  const picture = new File([randomBytes(2000)], 'foto.jpg', { type: 'image/jpeg' });
  const cases: [Record<string, string | Blob>, string][] = [
    [{ ...filled, adres: 'elders' }, 'Het adres klopt niet.'],
    [{ ...filled, aanleiding: '' }, 'Vul de aanleiding in'],
    [{ ...filled, tekst: '' }, 'Er staat geen tekst in.'],
    [{ ...filled, bestand: picture }, 'niet allebei'],
    [{ ...filled, tekst: '', bestand: picture }, 'Dit is geen tekst en geen webpagina.'],
    [{ ...filled, tekst: 'a '.repeat(30_000) }, 'Dit is te groot.'],
    [{ ...filled, tekst: `${filled.tekst}\0` }, 'Dit is geen tekst'],
    [{ ...filled, leeftijd: 'oud' }, 'Een leeftijd is een getal.'],
    [{ ...filled, tekst: 'Massage' }, 'Er staat geen plaats uit de regio in.'],
    [{ ...filled, tekst: 'Massage', plaats: 'Utrecht' }, 'ligt buiten de regio'],
    [{}, 'Het adres klopt niet.'],
  ];
  for (const [fields, sentence] of cases) {
    const { status, text } = await send(fields);
    expect({ sentence, status }).toEqual({ sentence, status: 422 });
    expect(text).toContain(sentence);
  }
  const again = await send({ ...filled, tekst: 'Massage "thuis"' });
  expect(again.text).toContain('value="melding van een bewoner"');
  expect(again.text).toContain('>Massage &quot;thuis&quot;</textarea>');
  expect((await send({ ...filled, tekst: 'a'.repeat(2_200_000) })).status).toBe(413);
  expect(store.ads.ids()).toEqual([]);
});

it('without a legal basis nothing is stored, and the refusal is logged', async () => {
  const { send, store } = openForm();
  // Of a site that may hand over and do no more.
  const tekst = '<h1>Massage</h1><p>Kom langs.</p><span class="place">Hilversum</span>';
  const { status, text } = await send({ ...filled, adres: 'http://127.0.0.1:8091/ad/1', tekst });
  expect(status).toBe(422);
  expect(text).toContain('geen geldige grondslag');
  expect(store.audit.list().at(-1)).toMatchObject({ action: 'screen.gate', result: 'refused: no valid legal basis' });
  expect(store.ads.ids()).toEqual([]);
});

it('while the process that writes is not running, the page says so and finds the ad later', async () => {
  const { send, signIn, queued, takeByHand } = openForm(false);
  const { location } = await send(filled);
  expect(location).toMatch(/^\/zelf-toevoegen\/[0-9a-f-]{36}$/);
  const anna = signIn();
  expect(await (await anna.get(location!)).text()).toContain('nog niet verwerkt');
  await takeByHand(queued);
  expect((await anna.get(location!)).headers.get('location')).toBe('/advertentie/1');
  expect(JSON.stringify(queued)).not.toContain('Hilversum');
});

it('only a ketenregisseur adds ads', async () => {
  const { signIn } = openWeb();
  for (const role of ['beheerder', 'auditor'] as const)
    expect((await signIn(role).get('/zelf-toevoegen')).status).toBe(403);
  expect(await (await signIn('beheerder').get('/beoordelen')).text()).not.toContain('/zelf-toevoegen');
});

it('the page of a crawled ad shows its evidence, also after it was erased', async () => {
  const { store, signIn } = openWeb();
  const { adId } = addScreenedAd(store);
  store.runs.start({ id: 'run-1', site: 'prikbord', reason: 'test', startedAt: '2026-11-20T02:00:00.000Z' });
  const page = someEvidence('<p>Gezelschap</p>');
  store.pages.add({ adId, version: 1 }, 'run-1', [page, { ...page, lane: 'browser', body: 'too-large' }]);
  const anna = signIn();
  const shown = await (await anna.get(`/advertentie/${adId}`)).text();
  expect(shown).toContain('Versie 1, pagina 2 van 2');
  expect(shown).toContain('Opgehaald 20 nov 2026, 03:00, antwoord 200');
  expect(shown).toContain('Pagina bewaard tot 20 dec 2026.');
  expect(shown).toContain('te groot om te bewaren');
  store.pages.eraseBefore('2026-12-21T00:00:00.000Z', '2026-12-21T00:00:00.000Z');
  const erased = await (await anna.get(`/advertentie/${adId}`)).text();
  expect(erased).toContain('Pagina gewist op 21 dec 2026.');
  expect(erased).toContain(page.sha256);
});
