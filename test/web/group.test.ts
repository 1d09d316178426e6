import { describe, expect, it } from 'vitest';
import { createKeyedHash } from '../../src/lib/hash.ts';
import { createRandom } from '../../src/lib/random.ts';
import { createLinkStage } from '../../src/link/link-stage.ts';
import { createLog } from '../../src/log.ts';
import { someWords } from '../link/texts.ts';
import { addScreenedAd } from '../support/seed-store.ts';
import { somePage, somePhone } from '../support/some-ad.ts';
import type { KeepableAd } from '../support/some-ad.ts';
import { openWeb } from './open-web.ts';

const hostile = `"><script>alert(1)</script><img src=x onerror='alert(2)'>`;

/** Screened ads, linked by the real stage. */
async function openLinked(ads: readonly Partial<KeepableAd>[]) {
  const web = openWeb();
  const stage = createLinkStage({ store: web.store, hash: createKeyedHash(Buffer.alloc(32, 1)) });
  const run = {
    signal: new AbortController().signal,
    now: () => web.clock.now,
    log: createLog('silent'),
    gate: { permits: () => true, require: () => 'ground' },
  };
  const ids = ads.map((ad) => addScreenedAd(web.store, { phones: [], text: 'Kort.', ...ad }).adId);
  for (const adId of ids) await stage.handle({ adIds: [adId] }, run);
  return { ...web, ids, relink: (adId: number) => stage.handle({ adIds: [adId] }, run) };
}

function phone(rawForm: string, number: number) {
  return {
    ...somePhone(`+316000${String(number).padStart(5, '0')}`),
    rawForm,
    span: { field: 'phone' as const, start: 0, end: rawForm.length },
  };
}

function withPhone(rawForm: string, number: number, parts: Partial<KeepableAd> = {}): Partial<KeepableAd> {
  const raw = { age: null, phone: rawForm, price: null, place: null, postedOn: null };
  return { phones: [phone(rawForm, number)], raw, ...parts };
}

const words = someWords(createRandom(3), 45);
const shared = (name: string, changed: number) =>
  `${words.slice(0, 20).join(' ')} ik ben ${name} ${words.slice(20, changed).join(' ')} anders ${words.slice(changed + 1).join(' ')}`;

function textOf(html: string): string {
  return html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll(/\s+/g, ' ');
}

describe('the page of a group', () => {
  it('says what is equal, how certain it is and how it was written, and leads from ad to ad', async () => {
    const { signIn, ids, store } = await openLinked([
      withPhone('nul zes 0000 1', 1, { siteAdId: 'x', personaNames: ['Anna'], text: shared('Anna', 30) }),
      withPhone('06-00000001', 1, { personaNames: ['Bo'] }),
      withPhone('06-00000002', 2, { personaNames: ['Cleo'], text: shared('Cleo', 33), municipality: 'GM0406' }),
    ]);
    const anna = signIn();
    const html = await (await anna.get(`/groep/${ids[0]}`)).text();
    const text = textOf(html);
    expect(text).toContain(`Groep ${ids[0]}: 3 advertenties`);
    expect(text).toContain('“ nul zes 0000 1 ”');
    expect(text).toContain(`${ids[0]} en ${ids[1]} hebben hetzelfde telefoonnummer (zeker).`);
    expect(text).toMatch(new RegExp(`${ids[0]} en ${ids[2]} hebben bijna dezelfde tekst \\(zeker\\)\\.`));
    expect(text).toMatch(
      new RegExp(`De tekst van ${ids[2]} leek bij het koppelen voor \\d+% op de meest gelijkende tekst\\.`),
    );
    expect(text).toContain('Personen 3');
    expect(text).toContain('Hilversum (2), Huizen (1)');
    expect(text).toContain('[naam]');
    expect(text).not.toContain('niet vergeleken');
    // Bars say something only when there is more than one day.
    expect(html).not.toContain('role="img"');
    store.ads.keep({
      ad: { ...store.ads.content(ids[0]!, 1)!, municipality: 'GM0402' },
      addressHash: 'address-prikbord-x',
      contentHash: 'the same for a reader',
      page: somePage('2026-11-23T02:00:00.000Z'),
    });
    expect(await (await anna.get(`/groep/${ids[0]}`)).text()).toContain('role="img"');
    // The ad laid against the pattern is the newest; another can be chosen.
    expect(text).toContain(`Advertentie ${ids[2]} naast het patroon`);
    expect(textOf(await (await anna.get(`/groep/${ids[0]}?naast=${ids[0]}`)).text())).toContain(
      `Advertentie ${ids[0]} naast het patroon`,
    );
    expect(html).toContain('vindplaats-piece--slot">Cleo</mark>');
  });

  it('is reached from every ad of the group and from the list', async () => {
    const { signIn, ids } = await openLinked([withPhone('06-00000001', 1), withPhone('06-00000001', 1, { age: 30 })]);
    const anna = signIn();
    const other = await anna.get(`/groep/${ids[1]}`);
    expect([other.status, other.headers.get('location')]).toEqual([303, `/groep/${ids[0]}`]);
    expect(await (await anna.get(`/advertentie/${ids[1]}`)).text()).toContain(`href="/groep/${ids[1]}"`);
    const list = await (await anna.get('/beoordelen?toon=alles')).text();
    expect(textOf(list)).toContain('groep van 2');
    expect((await anna.get('/groep/999')).status).toBe(404);
  });

  it('shows an agency as such and not as a link', async () => {
    const { signIn, ids } = await openLinked(
      Array.from({ length: 12 }, (_, nth) => withPhone('06-00000001', 1, { personaNames: [`Naam${nth}`] })),
    );
    const text = textOf(await (await signIn().get(`/groep/${ids[0]}`)).text());
    expect(text).toContain('Deze advertentie staat alleen: wat zij met andere advertenties deelt, telt niet mee.');
    expect(text).toContain('bureau of spam, telt niet mee');
    expect(text).toContain('niet op risico');
  });

  it('splits, merges and takes back, each with its reason, and later nights keep it', async () => {
    const { signIn, ids, relink, store } = await openLinked([
      withPhone('06-00000001', 1, { siteAdId: 'a' }),
      withPhone('06-00000001', 1, { siteAdId: 'b' }),
      withPhone('06-00000002', 2, { siteAdId: 'c' }),
    ]);
    const [a = 0, b = 0, c = 0] = ids;
    const anna = signIn();
    const refused = await anna.post(`/groep/${a}/splitsen`, { [`advertentie-${b}`]: 'ja', reden: '' });
    expect(refused.status).toBe(422);
    const short = await anna.post(`/groep/${a}/splitsen`, {
      [`advertentie-${b}`]: 'ja',
      reden: 'other',
      toelichting: 'te kort',
    });
    expect(short.status).toBe(422);
    // What was chosen and typed is there again.
    const again = await short.text();
    expect(again).toMatch(new RegExp(`name="advertentie-${b}" value="ja" checked`));
    expect(again).not.toMatch(new RegExp(`name="advertentie-${a}" value="ja" checked`));
    expect(again).toMatch(/<option value="other" selected[^>]*>/);
    expect(again).toContain('>te kort</textarea>');
    expect(again.match(/<details[^>]* open/g)).toHaveLength(1);
    expect(store.groups.sizeOf(a)).toBe(2);
    const done = await anna.post(`/groep/${a}/splitsen`, {
      [`advertentie-${b}`]: 'ja',
      reden: 'other-persons',
      toelichting: hostile,
    });
    expect([done.status, done.headers.get('location')]).toEqual([303, `/groep/${a}`]);
    for (const id of ids) await relink(id);
    expect(store.groups.sizeOf(a)).toBe(1);
    const html = await (await anna.get(`/groep/${a}`)).text();
    expect(html).not.toContain('<script>alert');
    expect(textOf(html)).toContain(
      'Deze advertentie staat alleen: een mens heeft haar losgemaakt van andere advertenties.',
    );
    expect(textOf(html)).toContain(`Gesplitst: ${b} los van ${a}. Het gaat om andere personen.`);
    expect((await anna.post(`/groep/${a}/samenvoegen`, { andere: String(b), reden: 'tip' })).status).toBe(409);
    expect((await anna.post(`/groep/${a}/samenvoegen`, { andere: '999', reden: 'tip' })).status).toBe(404);
    expect((await anna.post(`/groep/${a}/samenvoegen`, { andere: String(c), reden: 'tip' })).status).toBe(303);
    for (const id of ids) await relink(id);
    expect(store.groups.adsOf(a, 9)).toEqual([a, c]);
    expect(textOf(await (await anna.get(`/groep/${a}`)).text())).toContain(
      `${a} en ${c} zijn door een mens samengevoegd.`,
    );
    for (const { id } of store.groups.decisionsOn([a]))
      expect((await anna.post(`/groep/${a}/ongedaan`, { besluit: String(id) })).status).toBe(303);
    expect(store.groups.adsOf(a, 9)).toEqual([a, b]);
    expect(store.audit.list().map((line) => line.action)).toEqual([
      'link.split',
      'link.merge',
      'link.split.undone',
      'link.merge.undone',
    ]);
  });

  it('marks a number as everyone’s with a reason, and takes that back', async () => {
    const { signIn, ids, store } = await openLinked([withPhone('06-00000001', 1), withPhone('06-00000001', 1)]);
    const anna = signIn();
    const knoop = store.evidence.edgesOf(ids[0]!)[0]!.node;
    await anna.post(`/groep/${ids[0]}/algemeen`, { knoop, reden: 'licensed-business', toelichting: 'Register 12.' });
    expect(store.groups.sizeOf(ids[0]!)).toBe(1);
    const text = textOf(await (await anna.get(`/groep/${ids[0]}`)).text());
    expect(text).toContain('algemeen, telt niet mee');
    expect(text).toContain('Vergund bedrijf. Gemarkeerd door ketenregisseur');
    await anna.post(`/groep/${ids[0]}/algemeen-ongedaan`, { knoop });
    expect(store.groups.sizeOf(ids[0]!)).toBe(2);
  });

  it('offers what may belong as a suggestion and never merges it by itself', async () => {
    // Half of the words are the same: alike, and not enough to be sure in a small store.
    const half = [...words.slice(0, 30), ...someWords(createRandom(9), 15)].join(' ');
    const { signIn, ids, store } = await openLinked([{ text: words.join(' ') }, { text: half }]);
    expect(store.groups.sizeOf(ids[0]!)).toBe(1);
    const html = await (await signIn().get(`/groep/${ids[0]}`)).text();
    expect(textOf(html)).toContain('een verband is mogelijk, maar niet zeker genoeg');
    expect(textOf(html)).toContain('Mogelijk verband. Vindplaats voegt dit niet zelf samen.');
    expect(html).toContain(`href="/groep/${ids[0]}?met=${ids[1]}#samenvoegen"`);
    expect(await (await signIn().get(`/groep/${ids[0]}?met=${ids[1]}`)).text()).toContain(`value="${ids[1]}"`);
  });

  it('does not offer what a person split off, which would be refused', async () => {
    const half = [...words.slice(0, 30), ...someWords(createRandom(9), 15)].join(' ');
    const { signIn, ids, store } = await openLinked([
      withPhone('06-00000001', 1, { text: words.join(' ') }),
      withPhone('06-00000001', 1, { text: half }),
    ]);
    const [a = 0, b = 0] = ids;
    const anna = signIn();
    await anna.post(`/groep/${a}/splitsen`, { reden: 'other-persons', [`advertentie-${b}`]: 'ja' });
    expect(textOf(await (await anna.get(`/groep/${a}`)).text())).not.toContain('Misschien ook');
    await anna.post(`/groep/${a}/ongedaan`, { besluit: '1' });
    await anna.post(`/groep/${a}/algemeen`, { knoop: phoneOf(a), reden: 'platform-contact', toelichting: '' });
    expect(textOf(await (await anna.get(`/groep/${a}`)).text())).toContain('Misschien ook');

    function phoneOf(ad: number): string {
      return store.evidence.edgesOf(ad).find(({ kind }) => kind === 'phone')?.node ?? '';
    }
  });

  it('says where comparing long texts ended, and marks nothing behind it', async () => {
    const long = (own: string) => [own, ...someWords(createRandom(21), 700)].join(' ');
    const { signIn, ids } = await openLinked([{ text: long('eerste') }, { text: long('tweede') }]);
    const html = await (await signIn().get(`/groep/${ids[0]}`)).text();
    expect(textOf(html)).toContain(`Groep ${ids[0]}: 2 advertenties`);
    // Under the pattern and under the ad beside it.
    expect(html.match(/de rest van de tekst is niet vergeleken/g)).toHaveLength(2);
    expect(html).not.toContain('(extra)');
  });

  it('says of a group of more than a hundred what it shows, and counts and dates all of it', async () => {
    const { signIn, ids, store, clock, relink } = await openLinked(
      Array.from({ length: 105 }, (_, nth) => withPhone('06-00000001', 1, { siteAdId: `ad${nth}` })),
    );
    const last = ids.at(-1) ?? 0;
    clock.now = new Date('2026-11-25T09:00:00.000Z');
    store.ads.keep({
      ad: { ...store.ads.content(last, 1)!, municipality: 'GM0402' },
      addressHash: 'address-prikbord-ad104',
      contentHash: 'the same for a reader',
      page: somePage('2026-11-25T02:00:00.000Z'),
    });
    await relink(last);
    const text = textOf(await (await signIn().get(`/groep/${ids[0]}`)).text());
    expect(text).toContain(`Groep ${ids[0]}: 105 advertenties`);
    expect(text).toMatch(/tot en met 25 nov 2026/);
    expect(text).toContain('De eerste 100 van de 105 advertenties in deze groep.');
    expect(text).not.toContain('Alle advertenties in deze groep.');
    expect(text).toContain('Alleen de paden naar de eerste 50 andere worden getoond.');
    expect(text).toContain('Alleen de eerste 100 advertenties staan hier. De andere blijven in de groep.');
  });

  it('tells a reviewer who comes second that the group changed, and that nothing was chosen wrong', async () => {
    const { signIn, ids } = await openLinked(Array.from({ length: 3 }, () => withPhone('06-00000001', 1)));
    const [a = 0, b = 0, c = 0] = ids;
    const form = { reden: 'other-persons', [`advertentie-${b}`]: 'ja' };
    const anna = signIn();
    expect((await anna.post(`/groep/${a}/splitsen`, form)).status).toBe(303);
    const second = await signIn('beheerder').post(`/groep/${a}/splitsen`, form);
    expect(second.status).toBe(409);
    expect(textOf(await second.text())).toContain(`Groep ${a} is intussen veranderd`);
    const nothing = await anna.post(`/groep/${a}/splitsen`, { reden: 'other-persons' });
    expect(textOf(await nothing.text())).toContain('Kies ten minste één advertentie');
    const all = { reden: 'other-persons', [`advertentie-${a}`]: 'ja', [`advertentie-${c}`]: 'ja' };
    expect(textOf(await (await anna.post(`/groep/${a}/splitsen`, all)).text())).toContain('en niet allemaal');
  });

  it('is not for an auditor, and shows what strangers wrote as text', async () => {
    const { signIn, ids } = await openLinked([
      withPhone(hostile, 1, { personaNames: [hostile], text: shared(hostile, 30) }),
      withPhone(hostile, 1, { personaNames: ['Anna'], text: shared('Anna', 33) }),
    ]);
    expect((await signIn('auditor').get(`/groep/${ids[0]}`)).status).toBe(403);
    const html = await (await signIn().get(`/groep/${ids[0]}`)).text();
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).not.toMatch(/<img|onerror='/);
  });
});
