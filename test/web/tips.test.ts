import { describe, expect, it } from 'vitest';
import { assess } from '../../src/screen/assess.ts';
import { hashAddress } from '../../src/crawl/visits.ts';
import type { Store } from '../../src/store/open-store.ts';
import { addScreenedAd } from '../support/seed-store.ts';
import { someAd, somePage, somePhone } from '../support/some-ad.ts';
import { openWeb, ownRules } from './open-web.ts';

const tip = {
  bron: 'meld-misdaad-anoniem',
  ontvangen: '2026-11-03',
  phone: '06 0000 12 34',
  email: '',
  url: '',
  ad: '',
  tekst: 'Er zou iemand\r\nworden gedwongen.',
};
const local = { day: '2026-11-23', municipality: 'GM0402', minimumAge: null, licenceRequired: false };

function openTips() {
  const web = openWeb();
  const { store, hash } = web;
  /** Stores an ad as the link stage does, with keyed hashes of its contacts. */
  function keep(phone: string, url = 'http://127.0.0.1:8091/prikbord/1'): number {
    const ad = someAd({ siteAdId: `${phone} ${url}`, phones: [somePhone(phone)] });
    const { adId } = store.ads.keep({
      ad,
      addressHash: hashAddress(hash, ad.site, url),
      contentHash: phone,
      page: somePage('2026-11-20T02:00:00.000Z'),
    });
    store.identifiers.replace(adId, [{ kind: 'phone', hash: hash('phone', phone), personaHash: 'x', spans: [] }]);
    return adId;
  }
  return { ...web, keep };
}

function assessed(store: Store, adId: number) {
  const ad = store.ads.content(adId, 1)!;
  return assess(ad, store.identifiers.facts(adId), local, ownRules.ruleset());
}

describe('a tip', () => {
  it('reaches the ads that are stored and those still to come, and is the reason of their level', async () => {
    const { store, signIn, keep, queued } = openTips();
    const before = keep('+31600001234');
    const stranger = keep('+31600009999');
    const answer = await signIn().post('/tips', tip);
    expect(answer.headers.get('location')).toBe('/tips?bewaard=1');
    expect(queued).toEqual([{ queue: 'screen', key: `ad ${before} tip 1`, payload: { adIds: [before] } }]);
    const later = keep('+31600001234', 'http://127.0.0.1:8091/prikbord/later');
    for (const ad of [before, later]) {
      const { level, reasons } = assessed(store, ad);
      expect(level).toBe('verhoogd');
      expect(reasons.map((reason) => reason.explanation).join()).toContain(
        'komt overeen met een tip die een medewerker heeft ingevoerd (Meld Misdaad Anoniem, 03-11-2026)',
      );
    }
    expect(store.identifiers.facts(stranger)).toMatchObject({ tips: 0, tipsFrom: '' });
    expect(store.audit.list().at(-1)).toMatchObject({ action: 'tip.added', object: 'tip:1', actor: 'ketenregisseur' });
    const html = await (await signIn().get('/tips?bewaard=1')).text();
    expect(html).toContain('Er passen 2 advertenties bij.');
    expect(html).toContain('Er zou iemand\nworden gedwongen.');
    // What it is about is kept as a hash alone.
    expect(html).not.toContain('0000 12 34');
  });

  it('stands beside the ad, and is gone from there once it is taken back', async () => {
    const { store, signIn, queued } = openTips();
    const { adId } = addScreenedAd(store, {}, { level: 'hoog', points: 50 });
    const anna = signIn();
    await anna.post('/tips', { ...tip, phone: '', ad: String(adId) });
    expect(await (await anna.get(`/advertentie/${adId}`)).text()).toContain('Er zou iemand');
    const undone = await anna.post('/tips/1/intrekken', {});
    expect(undone.headers.get('location')).toBe('/tips?ingetrokken=1');
    expect(await (await anna.get(`/advertentie/${adId}`)).text()).not.toContain('Er zou iemand');
    expect(store.identifiers.facts(adId).tips).toBe(0);
    expect(queued.map((job) => job.key)).toEqual([`ad ${adId} tip 1`, `ad ${adId} tip 1 undone`]);
    expect(await (await anna.get('/tips')).text()).toContain('ingetrokken op 23 nov 2026');
    expect((await anna.post('/tips/1/intrekken', {})).status).toBe(404);
  });

  it('is found by the address of an ad and by its number, and counts once', async () => {
    const { store, signIn, keep } = openTips();
    const url = 'http://127.0.0.1:8091/prikbord/7';
    const adId = keep('+31600001234', url);
    await signIn().post('/tips', { ...tip, url: `${url}#foto`, ad: String(adId) });
    await signIn().post('/tips', { ...tip, bron: 'mailbox', ontvangen: '2026-11-20', phone: '', url });
    expect(store.identifiers.facts(adId)).toMatchObject({
      tips: 2,
      tipsFrom: 'mailbox, 20-11-2026; Meld Misdaad Anoniem, 03-11-2026',
    });
  });

  it.each([
    ['nothing says what it is about', { phone: ' ' }, 'Vul ten minste één in'],
    ['the number is none', { phone: '12' }, 'Dit is geen telefoonnummer'],
    ['the address is of no source', { url: 'https://example.org/x' }, 'hoort bij geen van de bronnen'],
    ['the address is none', { url: 'javascript:alert(1)' }, 'hoort bij geen van de bronnen'],
    ['the e-mail address is none', { email: 'naam' }, 'Dit is geen e-mailadres'],
    ['there is no such ad', { ad: '99' }, 'Er is geen advertentie met dit nummer'],
    ['its day is missing', { ontvangen: '' }, 'Vul de dag in'],
    ['its day has not come', { ontvangen: '2026-12-01' }, 'ligt in de toekomst'],
    ['it is too long', { tekst: 'a'.repeat(4001) }, 'te lang'],
  ])('is asked again when %s, with what was typed kept', async (_name, change, message) => {
    const { store, signIn, queued } = openTips();
    const answer = await signIn().post('/tips', { ...tip, ...change });
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(html).toContain(message);
    expect(html).toContain('value="meld-misdaad-anoniem" selected');
    expect(store.tips.list(10)).toEqual([]);
    expect(queued).toEqual([]);
  });

  it('is refused and logged without a legal basis', async () => {
    const { store, signIn, clock } = openTips();
    clock.now = new Date('2029-01-02T09:00:00.000Z');
    const answer = await signIn().post('/tips', tip);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('geen geldige grondslag');
    expect(store.tips.list(10)).toEqual([]);
    expect(store.audit.list().at(-1)).toMatchObject({ action: 'tip.refused', result: 'LEGAL_BASIS_MISSING' });
  });

  it('is no business of an auditor', async () => {
    const { signIn } = openTips();
    expect((await signIn('auditor').get('/tips')).status).toBe(403);
    expect((await signIn('auditor').post('/tips', tip)).status).toBe(403);
  });
});
