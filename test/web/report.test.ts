import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/nature-and-extent.ts';
import { cellText } from '../../src/report/report-text.ts';
import { words } from '../../src/web/words.ts';
import { addScreenedAd, seedWorkingDay } from '../support/seed-store.ts';
import { openWeb } from './open-web.ts';

describe('the report', () => {
  it('shows all days by default, as tables and as the same figures in JSON', async () => {
    const { signIn, store } = openWeb();
    seedWorkingDay(store, 120);
    const auditor = signIn('auditor');
    const html = await (await auditor.get('/rapportage')).text();
    expect(html).toContain('van 18 sep 2026 tot en met 18 nov 2026');
    expect(html).toContain('Wat deze cijfers niet zeggen');
    const link = /href="(\/rapportage\/cijfers\.json[^"]*)"/.exec(html)?.[1] ?? '';
    const report = (await (await auditor.get(link.replaceAll('&amp;', '&'))).json()) as Report;
    expect(report.period).toEqual({ from: '2026-09-18', to: '2026-11-18' });
    const cells = [
      ...report.perMunicipality.map(({ name, ads }) => [name, ads] as const),
      ...report.perAge.map(({ band, ads }) => [words.ageBand[band], ads] as const),
      ...report.perSite.map(({ site, ads }) => [site === 'prikbord' ? 'Prikbord' : 'Marktplein', ads] as const),
      [words.report.total, report.total.ads] as const,
    ];
    expect(cells).toHaveLength(3 + 7 + 2 + 1);
    for (const [label, ads] of cells) {
      expect(html).toMatch(new RegExp(`>${label}</th><td[^>]*>${cellText(ads).replace('<', '&lt;')}<`));
    }
  });

  it('counts only the period that is chosen', async () => {
    const { signIn, store } = openWeb();
    for (let i = 0; i < 8; i += 1) addScreenedAd(store, { postedOn: '2026-03-01' });
    for (let i = 0; i < 9; i += 1) addScreenedAd(store, { postedOn: '2026-04-01' });
    const html = await (await signIn().get('/rapportage?van=2026-03-01&tot=2026-03-31')).text();
    expect(html).toMatch(/Advertenties beoordeeld<\/dt><dd>8</);
    expect(html).toMatch(/name="van" value="2026-03-01"/);
  });

  it('never shows a number of 1 to 4', async () => {
    const { signIn, store } = openWeb();
    for (let i = 0; i < 20; i += 1) addScreenedAd(store, { age: 30 });
    for (let i = 0; i < 3; i += 1) addScreenedAd(store, { age: 23, municipality: 'GM0406' });
    const html = await (await signIn().get('/rapportage')).text();
    const numbers = [...html.matchAll(/<td[^>]*>([^<]*)</g)].map((match) => match[1] ?? '');
    expect(numbers.some((text) => text.includes('&lt; 5'))).toBe(true);
    expect(numbers.filter((text) => /^[1-4]$/.test(text))).toEqual([]);
    expect(html).toMatch(/aria-label="Per leeftijd[^"]*21 tot en met 25 &lt; 5/);
  });

  it.each([
    'van=2026-05-01&tot=2026-04-01',
    'van=gisteren',
    'van=1900-01-01',
    `van=${encodeURIComponent('"><script>')}`,
  ])('asks again for a period that is none: %s', async (query) => {
    const { signIn, store } = openWeb();
    addScreenedAd(store);
    const answer = await signIn().get(`/rapportage?${query}`);
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(html).toContain('Kies een begin en een eind');
    expect(html.match(/<script/g)).toHaveLength(1);
    expect((await signIn().get(`/rapportage/cijfers.json?${query}`)).status).toBe(422);
  });

  it('can be opened before there is any ad', async () => {
    const { signIn } = openWeb();
    const answer = await signIn().get('/rapportage');
    expect([answer.status, (await answer.text()).includes('zijn geen advertenties beoordeeld')]).toEqual([200, true]);
  });
});
