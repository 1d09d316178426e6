import Database from 'better-sqlite3';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addScreenedAd, someIndicator, spanOf } from '../support/seed-store.ts';
import { somePhone } from '../support/some-ad.ts';
import { openWeb } from './open-web.ts';

/** The words inside every mark, with the reasons shown at their end. */
function marksOf(html: string): string[] {
  return [...html.matchAll(/<mark class="nl-mark">(.*?)<\/mark>/gs)].map((match) =>
    (match[1] ?? '')
      .replaceAll(/<span class="vindplaats-hidden">.*?<\/span>/g, '')
      .replaceAll(/<sup[^>]*>(.*?)<\/sup>/g, '#$1'),
  );
}

const hostile = `"><script>alert(1)</script><img src=x onerror='alert(2)'> &amp; {{x}} \u202Eomgekeerd`;

describe('the page of an ad', () => {
  it('marks the words of each reason with its number, in every field, and what speaks against it with a letter', async () => {
    const { signIn, store } = openWeb();
    const text = '💛 Wij ontvangen je. Bel nul zes 0000 12 34. Eigen huisregels.';
    const { adId } = addScreenedAd(
      store,
      {
        title: 'Nul zes in de titel',
        text,
        raw: { age: '24 jaar', phone: null, price: null, place: null, postedOn: null },
      },
      {
        level: 'hoog',
        points: 40,
        reasons: [
          someIndicator({ spans: [spanOf('text', text, 'nul zes 0000 12 34'), { field: 'title', start: 0, end: 7 }] }),
          someIndicator({ rule: 'wij-vorm', title: 'Tekst in wij-vorm', spans: [spanOf('text', text, 'Wij')] }),
          someIndicator({ rule: 'cijfers', title: 'Overlappend', spans: [spanOf('text', text, '12 34. Eigen')] }),
          someIndicator({ rule: 'leeftijd', title: 'Leeftijd', spans: [{ field: 'age', start: 0, end: 2 }] }),
        ],
        against: [
          someIndicator({
            class: 'P',
            points: -5,
            title: 'Eigen huisregels',
            spans: [spanOf('text', text, 'Eigen huisregels')],
          }),
        ],
      },
    );
    const html = await (await signIn().get(`/advertentie/${adId}`)).text();
    expect(marksOf(html)).toEqual([
      'Nul zes#1',
      '24#4',
      'Wij#2',
      'nul zes 0000 ',
      '12 34#1',
      '. ',
      'Eigen#3',
      ' huisregels#a',
    ]);
    for (const label of ['1', '2', '3', '4', 'a']) {
      expect(html.match(new RegExp(`id="bewijs-${label}"`, 'g'))).toHaveLength(1);
      expect(html).toContain(`href="#bewijs-${label}"`);
    }
    expect(html).toContain('40 van 100 punten. Dit is een telling, geen kans.');
    expect(html).toContain('Dit is een signaal, geen vaststelling.');
  });

  it('shows what strangers wrote as text, wherever it stands', async () => {
    const { signIn, store } = openWeb();
    const parts = {
      title: hostile,
      text: hostile,
      url: `javascript:alert(1)//${hostile}`,
      raw: { age: hostile, phone: hostile, price: hostile, place: hostile, postedOn: null },
      place: hostile,
      personaNames: [hostile],
      phones: [somePhone('+31600001234')],
    };
    const first = addScreenedAd(store, { ...parts, siteAdId: 'a' });
    const { adId, assessmentId } = addScreenedAd(
      store,
      { ...parts, siteAdId: 'b', personaNames: ['Anna', hostile] },
      {
        reasons: [
          someIndicator({
            title: hostile,
            explanation: hostile,
            rule: hostile,
            spans: [{ field: 'text', start: 1, end: 12 }],
          }),
        ],
      },
    );
    const anna = signIn();
    await anna.post(`/advertentie/${adId}/besluit`, {
      verdict: 'confirmed',
      reason: 'other',
      note: hostile,
      assessmentId: String(assessmentId),
    });
    for (const path of [
      `/advertentie/${adId}`,
      `/advertentie/${first.adId}`,
      '/beoordelen?stand=confirmed',
      `/beoordelen?gemeente=${encodeURIComponent(hostile)}&site=${encodeURIComponent(hostile)}&pagina=${encodeURIComponent(hostile)}`,
      '/risicolijsten/gemeente/GM0402',
      `/risicolijsten?vrijgegeven=${encodeURIComponent(hostile)}`,
    ]) {
      const answer = await anna.get(path);
      const html = await answer.text();
      expect([path, answer.status]).toEqual([path, 200]);
      expect(html.match(/<script/g)).toHaveLength(1);
      expect(html).not.toMatch(/<img|onerror='|href="javascript/);
    }
    expect(await (await anna.get(`/advertentie/${adId}`)).text()).toContain('&lt;script&gt;');
  });

  it('tells a possible minor apart, without any score', async () => {
    const { signIn, store } = openWeb();
    const { adId } = addScreenedAd(
      store,
      { age: 17, raw: { age: '17', phone: null, price: null, place: null, postedOn: null } },
      {
        level: 'direct',
        reasons: [
          someIndicator({
            class: 'S',
            points: 0,
            title: 'Leeftijd onder 18 vermeld',
            spans: [{ field: 'age', start: 0, end: 2 }],
          }),
        ],
      },
    );
    const html = await (await signIn().get(`/advertentie/${adId}`)).text();
    expect(html).toContain('Mogelijk minderjarig: eigen spoor');
    expect(html).not.toMatch(/\d punt/);
    expect(html).not.toContain('van 100');
    expect(marksOf(html)).toEqual(['17#1']);
  });

  it('keeps the rules of the municipality apart: own section, no number, no mark', async () => {
    const { signIn, store } = openWeb();
    const { adId } = addScreenedAd(
      store,
      { raw: { age: '20', phone: null, price: null, place: null, postedOn: null } },
      {
        compliance: [
          someIndicator({
            class: 'L',
            title: 'Onder de grens van de gemeente',
            spans: [{ field: 'age', start: 0, end: 2 }],
          }),
        ],
      },
    );
    const html = await (await signIn().get(`/advertentie/${adId}`)).text();
    const [before = '', after = ''] = html.split('id="gemeenteregels"');
    expect(before).not.toContain('Onder de grens van de gemeente');
    expect(after).toContain('Onder de grens van de gemeente');
    expect(after).toContain('leeftijd: “20”');
    expect(marksOf(html)).toEqual([]);
  });

  it('sets linked ads under the ad and points out what differs', async () => {
    const { signIn, store } = openWeb();
    const phones = [somePhone('+31600001234')];
    addScreenedAd(store, { phones, personaNames: ['Bo'], age: 31, place: 'Hilversum' });
    const { adId } = addScreenedAd(store, { phones, personaNames: ['Anna'], age: 28, place: 'Hilversum' });
    addScreenedAd(store, { phones: [somePhone('+31600009999')], personaNames: ['Cleo'] });
    const html = await (await signIn().get(`/advertentie/${adId}`)).text();
    const [, table = ''] = html.split('id="verbanden"');
    const rows = table.split('</table>')[0]?.split('<tr role="row">').slice(2) ?? [];
    expect(rows).toHaveLength(2);
    expect(rows[0]).not.toContain('≠');
    expect([...(rows[1] ?? '').matchAll(/≠\u00a0<\/span>.*?<bdi>(.*?)<\/bdi>/g)].map((match) => match[1])).toEqual([
      'Bo',
      '31',
    ]);
  });

  it('says of an erased ad that it is erased, and not that its values differ or were never stated', async () => {
    const { signIn, store, dataDir } = openWeb();
    const phones = [somePhone('+31600001234')];
    const gone = addScreenedAd(store, { phones, personaNames: ['Bo'], age: 31 }).adId;
    const { adId } = addScreenedAd(store, { phones, personaNames: ['Anna'], age: 28 });
    const other = new Database(join(dataDir, 'vindplaats.sqlite'));
    other.prepare('delete from personal_ad where ad_id = ?').run(gone);
    other.close();
    for (const shown of [gone, adId]) {
      const html = await (await signIn().get(`/advertentie/${shown}`)).text();
      const table = html.split('id="verbanden"')[1]?.split('</table>')[0] ?? '';
      expect(table).toContain('gewist');
      expect(table).not.toContain('≠\u00a0');
      expect(table).not.toContain('niet vermeld');
    }
  });

  it('shows the version that was screened, and says when there is a newer one', async () => {
    const { signIn, store } = openWeb();
    const { adId } = addScreenedAd(store, { siteAdId: 'x', text: 'Eerste tekst' });
    const version2 = { ...store.ads.content(adId, 1)!, municipality: 'GM0402', text: 'Tweede tekst' };
    store.ads.keep({
      ad: version2,
      addressHash: 'address-prikbord-x',
      contentHash: 'c2',
      page: { sha256: 'p', status: 200, fetchedAt: '2026-11-22T02:00:00.000Z', etag: null, lastModified: null },
    });
    const html = await (await signIn().get(`/advertentie/${adId}`)).text();
    expect(html).toContain('Eerste tekst');
    expect(html).not.toContain('Tweede tekst');
    expect(html).toContain('Versie 2 is er al');
  });

  it('never makes the address of the source a link', async () => {
    const { signIn, store } = openWeb();
    const { adId } = addScreenedAd(store, { url: 'http://127.0.0.1:8091/advertentie/1' });
    const html = await (await signIn().get(`/advertentie/${adId}`)).text();
    expect(html).toContain('>http://127.0.0.1:8091/advertentie/1<');
    expect(html).not.toContain('href="http');
  });
});
