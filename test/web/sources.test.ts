import { expect, it } from 'vitest';
import { openWeb } from './open-web.ts';

it('the sources show the last run of every site, what it left out and why', async () => {
  const { signIn, store } = openWeb();
  store.runs.start({ id: 'old', site: 'prikbord', reason: 'eerste ronde', startedAt: '2026-11-21T01:00:00.000Z' });
  store.runs.finish('old', '2026-11-21T01:10:00.000Z');
  store.runs.start({ id: 'new', site: 'prikbord', reason: 'nachtelijke ronde', startedAt: '2026-11-22T01:00:00.000Z' });
  const outcomes = [
    ['listing', 'listed', null],
    ['detail', 'stored', null],
    ['detail', 'stored', null],
    ['detail', 'skipped', 'robots'],
    ['detail', 'failed', 'FETCH_FAILED'],
  ] as const;
  outcomes.forEach(([kind, outcome, detail], index) => {
    store.runs.addAddress('new', `address-${index}`, kind);
    store.runs.settle('new', `address-${index}`, outcome, detail);
  });
  const anna = signIn();
  const running = await (await anna.get('/bronnen')).text();
  expect(running).toContain('Bezig sinds 22 nov 2026, 02:00');
  expect(running).toContain('nachtelijke ronde');
  expect(running).not.toContain('eerste ronde');
  expect(running).toMatch(/<dt>Nieuw<\/dt><dd>2<\/dd>/);
  expect(running).toMatch(/niet toegestaan door robots.txt<\/th><td[^>]*>1</);
  expect(running).toMatch(/mislukt \(FETCH_FAILED\)<\/th><td[^>]*>1</);
  expect(running).toContain('Nog nooit bezocht.');
  store.runs.finish('new', '2026-11-22T01:20:00.000Z');
  expect(await (await anna.get('/bronnen')).text()).toContain('Klaar op 22 nov 2026');
});
