import { expect, it } from 'vitest';
import { checkDrift } from '../../src/extract/check-drift.ts';
import { observeAd } from '../../src/extract/observe-page.ts';
import { profileSite } from '../../src/extract/profile-site.ts';
import { someAd } from '../support/some-ad.ts';
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

it('a crawl that is held is told calmly on the sources, the list and the report, with what is unusual and what can be done', async () => {
  const { signIn, store } = openWeb();
  const anna = signIn();
  const profile = profileSite([], {
    outsideCards: 0,
    isWholeWalk: true,
    inRegion: 0,
    newAds: 0,
    outside: 0,
    notAnAd: 0,
    present: 24,
    missing: 24,
  });
  store.runs.start({ id: 'good', site: 'prikbord', reason: 'nacht 1', startedAt: '2026-11-21T01:00:00.000Z' });
  store.runs.addAddress('good', 'listing', 'listing');
  store.runs.settle('good', 'listing', 'listed', null);
  store.runs.finish('good', '2026-11-21T01:10:00.000Z', true);
  for (const path of ['/bronnen', '/beoordelen', '/rapportage'])
    expect(await (await anna.get(path)).text()).not.toContain('Niet alle gegevens zijn van de laatste ronde');

  store.runs.start({ id: 'held', site: 'prikbord', reason: 'nacht 2', startedAt: '2026-11-22T01:00:00.000Z' });
  store.runs.finish('held', '2026-11-22T01:10:00.000Z', true, 'quarantined');
  store.checks.keep('held', profile, checkDrift({ ...profile, listingPages: 1 }, [], { fillRatio: {} }));
  const ad = { ...observeAd(someAd()), statesMinor: true };
  store.held.hold('held', { addressHash: 'a', job: 'sealed', content: null, observation: ad, adId: null });
  for (const path of ['/bronnen', '/beoordelen', '/rapportage']) {
    const page = await (await anna.get(path)).text();
    expect(page).toContain('De gegevens van Prikbord zijn van 21 nov 2026, de laatste goede ronde.');
    expect(page).toContain('Wat daarna is gevonden, wacht op de beheerder.');
  }
  const sources = await (await anna.get('/bronnen')).text();
  expect(sources).toContain('Vastgehouden: deze ronde wijkt sterk af');
  expect(sources).toContain('Er is geen enkele advertentie uit de regio gelezen.');
  expect(sources).toContain('In 1 vastgehouden advertentie staat een leeftijd onder de 18.');
  expect(sources).toContain('vindplaats run accept held');

  store.runs.rollBack('held');
  const list = await (await anna.get('/beoordelen')).text();
  expect(list).toContain('Daarna is er niets nieuws in gebruik genomen.');
});
