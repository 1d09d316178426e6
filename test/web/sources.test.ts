import { describe, expect, it } from 'vitest';
import { checkDrift } from '../../src/extract/check-drift.ts';
import { observeAd } from '../../src/extract/observe-page.ts';
import { profileSite } from '../../src/extract/profile-site.ts';
import type { Store } from '../../src/store/open-store.ts';
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
  expect(running).toMatch(/mislukt: niet op te halen<\/th><td[^>]*>1</);
  expect(running).toContain('Overgeslagen of mislukt');
  expect(running).toContain('Nog nooit bezocht.');
  store.runs.finish('new', '2026-11-22T01:20:00.000Z');
  const ended = await (await anna.get('/bronnen')).text();
  expect(ended).toContain('Klaar op 22 nov 2026');
  expect(ended).toContain('5 adressen gevonden = 2 nieuw + 0 gewijzigd + 0 gelijk + 1 overzicht + 1 overgeslagen');
  expect(ended).toContain('<strong>De ronde is niet compleet.</strong>');
});

it('a crawl that is held is told calmly on the sources, the list and the report, with what is unusual and what can be done', async () => {
  const { signIn, store } = openWeb();
  const anna = signIn();
  store.runs.start({ id: 'good', site: 'prikbord', reason: 'nacht 1', startedAt: '2026-11-21T01:00:00.000Z' });
  store.runs.addAddress('good', 'listing', 'listing');
  store.runs.settle('good', 'listing', 'listed', null);
  store.runs.finish('good', '2026-11-21T01:10:00.000Z', true);
  for (const path of ['/bronnen', '/beoordelen', '/rapportage'])
    expect(await (await anna.get(path)).text()).not.toContain('Niet alle gegevens zijn van de laatste ronde');

  holdRun(store, 'held', '2026-11-22');
  for (const path of ['/bronnen', '/beoordelen', '/rapportage']) {
    const page = await (await anna.get(path)).text();
    expect(page).toContain('De gegevens van Prikbord zijn van 21 nov 2026, de laatste goede ronde.');
    expect(page).toContain('Wat daarna is gevonden, wacht op de beheerder.');
  }
  const sources = await (await anna.get('/bronnen')).text();
  expect(sources).toContain('Vastgehouden: deze ronde wijkt sterk af');
  expect(sources).toContain('Er is geen enkele advertentie uit de regio gelezen.');
  expect(sources).toContain('In 1 vastgehouden advertentie staat een leeftijd onder de 18.');
  expect(sources).toContain('Laat de beheerder hier als eerste naar kijken.');
  expect(sources).toContain('De beheerder beslist of deze ronde in gebruik komt.');
  expect(sources).not.toContain('/bronnen/ronde/');
  expect(sources).not.toContain('vindplaats run');

  store.runs.rollBack('held');
  const list = await (await anna.get('/beoordelen')).text();
  expect(list).toContain('Daarna is er niets nieuws in gebruik genomen.');
});

describe('a decision on a held crawl', () => {
  /** One good night, and two that are held. */
  function openHeld() {
    const web = openWeb();
    const { store } = web;
    store.runs.start({ id: 'good', site: 'prikbord', reason: 'nacht 1', startedAt: '2026-11-21T01:00:00.000Z' });
    store.runs.addAddress('good', 'listing', 'listing');
    store.runs.settle('good', 'listing', 'listed', null);
    store.runs.finish('good', '2026-11-21T01:10:00.000Z', true);
    holdRun(store, 'held', '2026-11-22');
    holdRun(store, 'later', '2026-11-23');
    const stateOf = (id: string) => store.runs.find(id)?.state;
    const auditOf = () => store.audit.list().filter((line) => line.action.startsWith('run.'));
    return { ...web, stateOf, auditOf, beheerder: web.signIn('beheerder') };
  }

  it('has two forms of equal weight, with what is unusual and what follows beside them, for each crawl, newest first', async () => {
    const { beheerder } = openHeld();
    const page = await (await beheerder.get('/bronnen')).text();
    expect(page.match(/<form[^>]*action="\/bronnen\/ronde\/[^"]*"/g)).toEqual(
      ['later/in-gebruik-nemen', 'later/niet-gebruiken', 'held/in-gebruik-nemen', 'held/niet-gebruiken'].map((path) =>
        expect.stringContaining(`action="/bronnen/ronde/${path}"`),
      ),
    );
    expect(page).toContain('Vastgehouden: de ronde van 22 nov 2026, 02:00 wijkt sterk af');
    expect(page).toContain('Er is geen enkele advertentie uit de regio gelezen.');
    expect(page).toContain('De ronde las 1 advertentie in de regio. 1 nieuw, 0 gewijzigd.');
    expect(page).toContain('Zolang niemand beslist, blijven de gegevens van 21 nov 2026 in gebruik.');
    expect(page).toContain('Kijk hier als eerste naar.');
    const buttons = page.match(/<button class="[^"]*">(?:In gebruik nemen|Niet gebruiken)<\/button>/g) ?? [];
    expect(buttons).toHaveLength(4);
    expect(new Set(buttons.map((button) => /class="([^"]*)"/.exec(button)?.[1])).size).toBe(1);
  });

  it('puts a crawl to use, drops the older one that is held, and writes who did it and why', async () => {
    const { beheerder, stateOf, auditOf, queued } = openHeld();
    const sent = await beheerder.post('/bronnen/ronde/later/in-gebruik-nemen', {
      reden: '  de site heeft\r\neen nieuwe opmaak ',
    });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/bronnen?besloten=later']);
    expect([stateOf('later'), stateOf('held')]).toEqual(['releasing', 'rolled-back']);
    expect(queued).toEqual([expect.objectContaining({ queue: 'release' })]);
    expect(auditOf()).toEqual([
      expect.objectContaining({ action: 'run.rollback', object: 'run:held' }),
      expect.objectContaining({
        actor: 'beheerder',
        action: 'run.accept',
        object: 'run:later',
        result: 'accepted: de site heeft een nieuwe opmaak',
        origin: 'web:local',
      }),
    ]);
    const page = await (await beheerder.get('/bronnen?besloten=later')).text();
    expect(page).toContain('De ronde van 23 nov 2026, 02:00 wordt in gebruik genomen.');
    expect(page).not.toContain('/bronnen/ronde/');
  });

  it('throws a crawl away, and leaves the other one', async () => {
    const { beheerder, stateOf, auditOf, queued } = openHeld();
    const sent = await beheerder.post('/bronnen/ronde/held/niet-gebruiken', { reden: 'verkeerd gelezen' });
    expect(sent.headers.get('location')).toBe('/bronnen?besloten=held');
    expect([stateOf('later'), stateOf('held'), queued]).toEqual(['quarantined', 'rolled-back', []]);
    expect(auditOf()).toEqual([
      expect.objectContaining({ actor: 'beheerder', action: 'run.rollback', result: 'rolled back: verkeerd gelezen' }),
    ]);
    const page = await (await beheerder.get('/bronnen?besloten=held')).text();
    expect(page).toContain('De ronde van 22 nov 2026, 02:00 wordt niet gebruikt.');
  });

  it.each([
    ['te kort  &', 'Schrijf in minstens 10 tekens waarom.', 'te kort  &amp;'],
    ['kort'.padEnd(40), 'Schrijf in minstens 10 tekens waarom.', 'kort'],
    ['x'.repeat(501), 'De reden is te lang. Schrijf hoogstens 500 tekens.', 'x'.repeat(501)],
  ])(
    'comes back with what was typed and one sentence when the reason will not do: %s',
    async (reden, problem, shown) => {
      const { beheerder, stateOf, auditOf } = openHeld();
      const sent = await beheerder.post('/bronnen/ronde/held/niet-gebruiken', { reden });
      expect(sent.status).toBe(422);
      const page = await sent.text();
      const form = /<form[^>]*action="\/bronnen\/ronde\/held\/niet-gebruiken".*?<\/form>/s.exec(page)?.[0] ?? '';
      expect(form).toContain(problem);
      expect(form).toContain(`>${shown}`);
      expect(form).toContain('aria-invalid="true"');
      expect(page.split(problem)).toHaveLength(2);
      expect([stateOf('held'), auditOf()]).toEqual(['quarantined', []]);
    },
  );

  it('says so when somebody else was first, and when there is no such crawl', async () => {
    const { beheerder, auditOf } = openHeld();
    await beheerder.post('/bronnen/ronde/held/niet-gebruiken', { reden: 'verkeerd gelezen' });
    const second = await beheerder.post('/bronnen/ronde/held/in-gebruik-nemen', { reden: 'toch maar wel gebruiken' });
    expect(second.status).toBe(409);
    expect(await second.text()).toContain('Over deze ronde is al beslist.');
    expect(auditOf()).toHaveLength(1);
    const none = await beheerder.post('/bronnen/ronde/geen/in-gebruik-nemen', { reden: 'een goede reden' });
    expect(none.status).toBe(404);
  });

  it('is for the beheerder, and comes from our own page', async () => {
    const { signIn, beheerder, stateOf } = openHeld();
    const form = { reden: 'een goede reden' };
    const path = '/bronnen/ronde/held/niet-gebruiken';
    for (const role of ['ketenregisseur', 'auditor'] as const)
      expect((await signIn(role).post(path, form)).status).toBe(403);
    expect((await beheerder.post(path, form, { origin: 'https://elders.example' })).status).toBe(403);
    expect(stateOf('held')).toBe('quarantined');
  });
});

/** A night that read one new ad, which states an age under 18, and of which no known ad is left. */
function holdRun(store: Store, id: string, day: string): void {
  const profile = profileSite([], {
    outsideCards: 0,
    isWholeWalk: true,
    isTurnedAway: false,
    inRegion: 0,
    newAds: 0,
    outside: 0,
    notAnAd: 0,
    present: 24,
    missing: 24,
  });
  store.runs.start({ id, site: 'prikbord', reason: 'nacht', startedAt: `${day}T01:00:00.000Z` });
  store.runs.addAddress(id, 'a', 'detail');
  store.runs.settle(id, 'a', 'stored', null);
  store.runs.finish(id, `${day}T01:10:00.000Z`, true, 'quarantined');
  store.checks.keep(id, profile, checkDrift({ ...profile, listingPages: 1 }, [], { fillRatio: {} }));
  const ad = { ...observeAd(someAd()), statesMinor: true };
  store.held.hold(id, { addressHash: 'a', job: 'sealed', content: null, observation: ad, adId: null });
}
