import { describe, expect, it } from 'vitest';
import { addScreenedAd, seedWorkingDay, someIndicator } from '../support/seed-store.ts';
import { openWeb } from './open-web.ts';

function adsIn(html: string): number[] {
  return [...html.matchAll(/href="\/advertentie\/(\d+)/g)].map((match) => Number(match[1]));
}

/** The part of the page that says where the work list ends. */
function cutOffIn(html: string): string {
  return /class="vindplaats-cut-off">(.*?)<\/p>/s.exec(html)?.[1] ?? '';
}

describe('the list', () => {
  it('puts possible minors first, then hoog, verhoogd and laag, heavier before lighter', async () => {
    const { signIn, store } = openWeb();
    const laag = addScreenedAd(store, {}, { level: 'laag', points: 4 }).adId;
    const hoog = addScreenedAd(store, {}, { level: 'hoog', points: 50 }).adId;
    const direct = addScreenedAd(store, {}, { level: 'direct' }).adId;
    const verhoogd = addScreenedAd(store, {}, { level: 'verhoogd', points: 30 }).adId;
    const heavier = addScreenedAd(store, {}, { level: 'hoog', points: 80 }).adId;
    const html = await (await signIn().get('/beoordelen')).text();
    expect(adsIn(html)).toEqual([direct, heavier, hoog, verhoogd, laag]);
    expect(html).toContain('Jij beslist. Het systeem ordent alleen.');
  });

  it('names at most three reasons and counts the rest', async () => {
    const { signIn, store } = openWeb();
    const reasons = ['Een', 'Twee', 'Drie', 'Vier', 'Vijf'].map((title) => someIndicator({ title }));
    addScreenedAd(store, {}, { level: 'hoog', points: 50, reasons });
    const html = await (await signIn().get('/beoordelen')).text();
    expect(html).toContain('Een · Twee · Drie');
    expect(html).not.toContain('Vier');
    expect(html).toContain('en 2 meer');
  });

  it('is filtered by municipality, site, level and state, and counts per level', async () => {
    const { signIn, store } = openWeb();
    const wanted = addScreenedAd(
      store,
      { municipality: 'GM0406', site: 'marktplein' },
      { level: 'hoog', points: 50 },
    ).adId;
    addScreenedAd(store, { municipality: 'GM0406', site: 'marktplein' }, { level: 'laag' });
    addScreenedAd(store, { municipality: 'GM0406', site: 'prikbord' }, { level: 'hoog', points: 50 });
    addScreenedAd(store, { municipality: 'GM0402', site: 'marktplein' }, { level: 'hoog', points: 50 });
    const anna = signIn();
    const html = await (await anna.get('/beoordelen?gemeente=GM0406&site=marktplein&niveau=hoog&toon=alles')).text();
    expect(adsIn(html)).toEqual([wanted]);
    expect(html).toContain(
      'href="/advertentie/' + wanted + '?gemeente=GM0406&amp;site=marktplein&amp;niveau=hoog&amp;toon=alles"',
    );
    expect([...html.matchAll(/<strong>(\d+)<\/strong>/g)].map((match) => Number(match[1]))).toEqual([0, 1, 0, 1]);
    expect(adsIn(await (await anna.get('/beoordelen?stand=confirmed')).text())).toEqual([]);
  });

  it('is cut into pages of 50 that together hold every ad once', async () => {
    const { signIn, store } = openWeb();
    const all = seedWorkingDay(store, 120);
    const anna = signIn();
    const pages = await Promise.all(
      [1, 2, 3].map(async (page) => adsIn(await (await anna.get(`/beoordelen?toon=alles&pagina=${page}`)).text())),
    );
    expect(pages.map((page) => page.length)).toEqual([50, 50, 20]);
    expect(pages.flat().toSorted((a, b) => a - b)).toEqual(all);
  });

  it('stays under 60 KB', async () => {
    const { signIn, store } = openWeb();
    seedWorkingDay(store, 120);
    const html = await (await signIn().get('/beoordelen?toon=alles')).text();
    expect(Buffer.byteLength(html)).toBeLessThan(60_000);
  });
});

describe('the work list', () => {
  it('holds what fits in a week, possible minors whatever their number, and says what stays below', async () => {
    const { signIn, store } = openWeb();
    const direct = addScreenedAd(store, { age: 17 }, { level: 'direct' }).adId;
    const heavy = Array.from({ length: 39 }, () => addScreenedAd(store, {}, { level: 'hoog', points: 50 }).adId);
    addScreenedAd(store, {}, { level: 'verhoogd', points: 30 });
    const silent = addScreenedAd(store, {}, { level: 'laag', points: 0 }).adId;
    const anna = signIn();
    const html = await (await anna.get('/beoordelen')).text();
    expect(adsIn(html)).toEqual([direct, ...heavy.toReversed()]);
    expect(cutOffIn(html)).toContain('zoveel als jullie in een week kunnen bekijken (40)');
    expect(cutOffIn(html)).toContain('Onder de streep staan 2 advertenties.');
    expect(cutOffIn(html)).toContain('href="/beoordelen?toon=alles"');
    const whole = await (await anna.get('/beoordelen?toon=alles')).text();
    expect(adsIn(whole)).toHaveLength(42);
    expect(adsIn(whole).at(-1)).toBe(silent);
    expect(cutOffIn(whole)).toContain('href="/beoordelen"');
    expect(whole).toContain('name="toon" value="alles"');
  });

  it('moves up as decisions make room, and is left alone for what was decided', async () => {
    const { signIn, store } = openWeb();
    const ads = Array.from({ length: 41 }, (_, at) => addScreenedAd(store, {}, { level: 'hoog', points: 60 - at }));
    const [first, last] = [ads[0], ads[40]];
    const anna = signIn();
    expect(adsIn(await (await anna.get('/beoordelen')).text())).not.toContain(last?.adId);
    await anna.post(`/advertentie/${first?.adId}/besluit`, {
      verdict: 'dismissed',
      reason: 'independent',
      assessmentId: String(first?.assessmentId),
    });
    expect(adsIn(await (await anna.get('/beoordelen')).text())).toContain(last?.adId);
    const dismissed = await (await anna.get('/beoordelen?stand=dismissed')).text();
    expect(adsIn(dismissed)).toEqual([first?.adId]);
    expect(cutOffIn(dismissed)).toBe('');
  });

  it('never shows the level of an ad as another one', async () => {
    const { signIn, store } = openWeb();
    for (let at = 0; at < 45; at += 1) addScreenedAd(store, {}, { level: 'hoog', points: 90 - at });
    const html = await (await signIn().get('/beoordelen?toon=alles')).text();
    expect([...html.matchAll(/<strong>(\d+)<\/strong>/g)].map((match) => Number(match[1]))).toEqual([0, 45, 0, 0]);
    expect(cutOffIn(await (await signIn().get('/beoordelen')).text())).toContain('Aan het niveau verandert dit niets.');
  });
});

describe('a decision', () => {
  const dismissal = (assessmentId: number) => ({
    verdict: 'dismissed',
    reason: 'independent',
    note: 'Eigen huisregels\r\nen vaste tijden',
    assessmentId: String(assessmentId),
    lijst: '?gemeente=GM0402',
  });

  it('is kept with its reason and leads to the next open ad of the same list, with a way back', async () => {
    const { signIn, store } = openWeb();
    const first = addScreenedAd(store, {}, { level: 'hoog', points: 50 });
    addScreenedAd(store, { municipality: 'GM0406' }, { level: 'hoog', points: 40 });
    const next = addScreenedAd(store, {}, { level: 'hoog', points: 30 });
    const anna = signIn();
    const answer = await anna.post(`/advertentie/${first.adId}/besluit`, dismissal(first.assessmentId));
    expect(answer.status).toBe(303);
    const location = answer.headers.get('location') ?? '';
    expect(location).toBe(`/advertentie/${next.adId}?gemeente=GM0402&besloten=${first.adId}`);
    expect(store.reviews.events(first.adId)).toMatchObject([
      {
        kind: 'decided',
        assessmentId: first.assessmentId,
        decision: { verdict: 'dismissed', reason: 'independent', note: 'Eigen huisregels\nen vaste tijden' },
        actor: 'ketenregisseur',
      },
    ]);
    const html = await (await anna.get(location)).text();
    expect(html).toContain(`Advertentie ${first.adId} is afgewezen: Zelfstandig, geen aanwijzingen.`);
    expect(html).toContain(`action="/advertentie/${first.adId}/ongedaan"`);
  });

  it('goes on at the top after the last of the list, and to the list when all is done', async () => {
    const { signIn, store } = openWeb();
    const top = addScreenedAd(store, {}, { level: 'hoog', points: 50 });
    const last = addScreenedAd(store, {}, { level: 'laag', points: 1 });
    const anna = signIn();
    const wrapped = await anna.post(`/advertentie/${last.adId}/besluit`, dismissal(last.assessmentId));
    expect(wrapped.headers.get('location')).toMatch(new RegExp(`^/advertentie/${top.adId}\\?`));
    const done = await anna.post(`/advertentie/${top.adId}/besluit`, dismissal(top.assessmentId));
    expect(done.headers.get('location')).toBe(`/beoordelen?gemeente=GM0402&besloten=${top.adId}`);
    expect(await (await anna.get(done.headers.get('location') ?? '')).text()).toContain(
      'Er staan geen advertenties in deze lijst.',
    );
  });

  it('can be taken back, and is then open again', async () => {
    const { signIn, store } = openWeb();
    const { adId, assessmentId } = addScreenedAd(store);
    const anna = signIn();
    await anna.post(`/advertentie/${adId}/besluit`, dismissal(assessmentId));
    expect(await (await anna.get(`/advertentie/${adId}`)).text()).toContain(
      'Deze advertentie is afgewezen door ketenregisseur',
    );
    const [decided] = store.reviews.events(adId);
    const form = { besluit: String(decided?.id), lijst: '' };
    expect(await (await anna.get(`/advertentie/${adId}`)).text()).toContain(`name="besluit" value="${decided?.id}"`);
    const undone = await anna.post(`/advertentie/${adId}/ongedaan`, form);
    expect(undone.headers.get('location')).toBe(`/advertentie/${adId}?hersteld=${adId}`);
    const html = await (await anna.get(undone.headers.get('location') ?? '')).text();
    expect(html).toContain(`Het besluit over advertentie ${adId} is ongedaan gemaakt.`);
    expect(html).toContain('Besluit ongedaan gemaakt');
    expect(store.reviews.standing(adId)?.state).toBe('open');
    expect((await anna.post(`/advertentie/${adId}/ongedaan`, form)).status).toBe(409);
    // A page from before another reviewer decided anew takes nothing back.
    await anna.post(`/advertentie/${adId}/besluit`, dismissal(assessmentId));
    const stale = await anna.post(`/advertentie/${adId}/ongedaan`, form);
    expect(stale.status).toBe(409);
    expect(await stale.text()).toContain(`Over advertentie ${adId} is intussen opnieuw besloten`);
    expect(store.reviews.standing(adId)?.state).toBe('dismissed');
  });

  it('on what was not seen is refused, with what was typed kept', async () => {
    const { signIn, store } = openWeb();
    const { adId, assessmentId } = addScreenedAd(store, { siteAdId: 'x', text: 'Eerste tekst' });
    addScreenedAd(store, { siteAdId: 'x', text: 'Tweede tekst' }, { level: 'hoog', points: 60 });
    const answer = await signIn().post(`/advertentie/${adId}/besluit`, dismissal(assessmentId));
    const html = await answer.text();
    expect(answer.status).toBe(409);
    expect(html).toContain('intussen opnieuw gescreend');
    expect(html).toContain('Tweede tekst');
    expect(html).toContain('Eigen huisregels\nen vaste tijden</textarea>');
    expect(html).toMatch(/value="independent"[^>]*checked/);
    expect(store.reviews.events(adId)).toEqual([]);
  });

  it.each([
    ['a reason is missing', { reason: '' }, 'Kies een reden.'],
    ['the reason belongs to the other verdict', { reason: 'possible-minor' }, 'Kies een reden.'],
    ['"other" comes without its reason', { reason: 'other', note: 'kort' }, 'ten minste 10 tekens'],
    ['the note is too long', { note: 'a'.repeat(2001) }, 'hoogstens 2000 tekens'],
  ])('is asked again when %s', async (_name, change, message) => {
    const { signIn, store } = openWeb();
    const { adId, assessmentId } = addScreenedAd(store);
    const form = { ...dismissal(assessmentId), ...change };
    const answer = await signIn().post(`/advertentie/${adId}/besluit`, form);
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(html).toContain(message);
    expect(html).toMatch(/<details[^>]*data-verdict="dismissed"[^>]*open/);
    expect(html).toContain(`${form.note.replaceAll('\r\n', '\n')}</textarea>`);
    expect(store.reviews.events(adId)).toEqual([]);
  });

  it('that is not a whole form changes nothing', async () => {
    const { signIn, store } = openWeb();
    const { adId } = addScreenedAd(store);
    for (const form of [{}, { verdict: 'later', assessmentId: '1' }, { verdict: 'confirmed', assessmentId: 'x' }]) {
      expect((await signIn().post(`/advertentie/${adId}/besluit`, { ...form })).status).toBe(422);
    }
    expect(store.reviews.events(adId)).toEqual([]);
  });

  it('is never claimed by an address alone', async () => {
    const { signIn, store } = openWeb();
    const { adId } = addScreenedAd(store);
    const html = await (await signIn().get(`/beoordelen?besloten=${adId}&hersteld=${adId}`)).text();
    expect(html).not.toContain('is afgewezen');
    expect(html).not.toContain('ongedaan gemaakt');
  });
});
