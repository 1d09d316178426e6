import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openApp } from '../../src/app.ts';
import { readEnvironment } from '../../src/config.ts';
import { handLimits } from '../../src/crawl/hand-desk.ts';
import { createSeal } from '../../src/lib/seal.ts';
import { VindplaatsError } from '../../src/lib/errors.ts';
import type { HandInput } from '../../src/model/by-hand.ts';
import { readAllOfRedis, startRedis } from '../support/redis.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const temporaryFiles = tmpdir();
const key = Buffer.alloc(32, 1);
const actor = { name: 'anna', origin: 'web:127.0.0.1' };
const text = 'Rustige massage bij mij thuis in Hilversum\nIk ben Sam, 28 jaar. Bel 06-00001234.';
const prikbordUrl = 'http://127.0.0.1:8091/advertentie/100994-rustig-adres-voor-ontspanning';
const prikbordPage = readFileSync('fixtures/sites/prikbord/ad/page.html');

/** The whole of Vindplaats on one data folder; `changeConfig` edits a copy of the configuration first. */
async function openDesk(changeConfig: (dir: string) => void = () => {}) {
  // An open app moves the temporary files of its process into its own data folder.
  vi.stubEnv('TMPDIR', temporaryFiles);
  onTestFinished(() => void vi.unstubAllEnvs());
  const dir = temporaryDir();
  const configDir = join(dir, 'config');
  cpSync('config', configDir, { recursive: true });
  changeConfig(configDir);
  const environment = readEnvironment({ VINDPLAATS_KEY: key.toString('base64'), LOG_LEVEL: 'silent' });
  const clock = { now: new Date('2026-11-24T09:00:00.000Z') };
  const dataDir = join(dir, 'data');
  const app = await openApp({ configDir, dataDir, rulesDir: 'rules', environment }, () => clock.now);
  onTestFinished(() => app.close());
  const desk = app.openDesk();
  await desk.write();
  /** Adds an ad, and waits until it is linked and screened. */
  async function add(parts: Partial<HandInput> = {}) {
    const entryId = await desk.handDesk.add(someInput(parts), actor);
    await app.untilIdle([]);
    const entry = await desk.handDesk.entryOf(entryId, 0);
    if (entry === null) throw new Error('the ad was not taken in');
    return { ...entry, ad: desk.store.ads.content(entry.adId, entry.version)! };
  }
  return { app, desk, store: desk.store, clock, dataDir, add };
}

function someInput(parts: Partial<HandInput> = {}): HandInput {
  return {
    url: 'https://elders.example/a/17#foto',
    bytes: Buffer.from(text),
    form: null,
    given: { title: null, place: null, age: null, phone: null },
    siteId: null,
    reason: 'melding van een bewoner',
    ...parts,
  };
}

const given = (parts: Partial<HandInput['given']>) => ({ title: null, place: null, age: null, phone: null, ...parts });

/** Which problem an input is refused for. */
async function problemOf(adding: Promise<unknown>): Promise<unknown> {
  try {
    await adding;
    return 'taken in';
  } catch (error) {
    return error instanceof VindplaatsError ? (error.details['problem'] ?? error.code) : error;
  }
}

it('takes a pasted text the whole way: linked, screened, with a run, its page and who added it', async () => {
  const { store, add } = await openDesk();
  const { adId, version, ad, runId } = await add();
  expect(ad).toMatchObject({
    site: 'manual',
    url: 'https://elders.example/a/17',
    title: 'Rustige massage bij mij thuis in Hilversum',
    text,
    age: 28,
    place: 'Hilversum',
    municipality: 'GM0402',
    phones: [{ e164: '+31600001234' }],
  });
  expect(version).toBe(1);
  expect(store.assessments.current(adId)?.level).toBe('laag');
  expect(store.runs.find(runId)).toMatchObject({
    site: 'manual',
    reason: 'melding van een bewoner',
    finishedAt: '2026-11-24T09:00:00.000Z',
  });
  expect(store.runs.counts(runId)).toMatchObject({ newAds: 1, goneAds: 0, leftOut: {} });
  expect(store.runs.countOpen(runId)).toBe(0);
  const [page] = store.pages.ofAd(adId);
  expect(page).toMatchObject({ lane: 'manual', status: 0, runId, body: 'kept' });
  expect(createSeal(key).openBytes(store.bodies.read(page!.sha256)!).toString()).toBe(text);
  expect(store.manual.ofAd(adId)).toMatchObject([{ actor: 'anna', addedAt: '2026-11-24T09:00:00.000Z' }]);
  expect(store.audit.list().at(-1)).toMatchObject({ actor: 'anna', action: 'ad.added-by-hand', object: `ad:${adId}` });
});

it('makes a new version of the same address, and none when nothing changed', async () => {
  const { store, clock, add } = await openDesk();
  const first = await add();
  clock.now = new Date('2026-11-25T09:00:00.000Z');
  const same = await add();
  const changed = await add({ url: 'https://elders.example/a/17', bytes: Buffer.from(`${text}\nNu ook op zondag.`) });
  expect([same.adId, same.version, changed.adId, changed.version]).toEqual([first.adId, 1, first.adId, 2]);
  expect(store.ads.ids()).toEqual([first.adId]);
  expect(store.manual.ofAd(first.adId)).toHaveLength(3);
  expect(store.ads.find(first.adId)?.goneAt).toBeNull();
});

it('reads the HTML of a site it knows by its site file, as that ad of that site', async () => {
  const { store, add } = await openDesk();
  const html = await add({ url: prikbordUrl, bytes: prikbordPage });
  expect(html.ad).toMatchObject({ site: 'prikbord', siteAdId: '100994', age: 25, place: 'Huizen', priceCents: 12_500 });
  // Its text alone, from the same address, is still the same ad.
  const plain = await add({ url: prikbordUrl, bytes: Buffer.from(text) });
  expect([plain.adId, plain.version]).toEqual([html.adId, 2]);
  expect(store.runs.latest('prikbord')).toBeNull();
});

it('reads other HTML as its text, never its scripts, with what the person adds', async () => {
  const { add } = await openDesk();
  const html = `<head><title>Site</title></head><h1>Massage</h1><script>var plaats = 'Laren'</script>
    <p>Welkom bij mij thuis.<p>Café, bel 06-0000<b>1234</b>.`;
  const { ad } = await add({
    bytes: Buffer.from(html),
    given: given({ place: 'bussum', age: '31', phone: '06-00005678' }),
  });
  expect(ad).toMatchObject({
    title: 'Massage',
    text: 'Massage\nWelkom bij mij thuis.\nCafé, bel 06-00001234.',
    raw: { age: '31', phone: '06-00005678', place: 'bussum' },
    age: 31,
    place: 'Bussum',
    municipality: 'GM1942',
  });
  expect(ad.phones.map((phone) => phone.e164)).toEqual(['+31600005678', '+31600001234']);
});

it('stores nothing of an ad outside the region or without a place', async () => {
  const { desk, store, dataDir, add } = await openDesk();
  const outside = { bytes: Buffer.from('Massage in Utrecht, bel 06-00001234.') };
  expect(await problemOf(desk.handDesk.add(someInput(outside), actor))).toBe('no-place');
  expect(await problemOf(desk.handDesk.add(someInput({ ...outside, given: given({ place: 'Utrecht' }) }), actor))).toBe(
    'outside-region',
  );
  expect(store.ads.ids()).toEqual([]);
  expect(readdirSync(dataDir)).not.toContain('evidence');
  expect(await add()).toMatchObject({ adId: 1 });
});

it('refuses what is no text, too much, or not filled in, each for its own reason', async () => {
  const { desk } = await openDesk();
  const problem = (parts: Partial<HandInput>) => problemOf(desk.handDesk.add(someInput(parts), actor));
  expect(await problem({ bytes: Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]) })).toBe('not-text');
  expect(await problem({ bytes: Buffer.from(`${text}\0`) })).toBe('not-text');
  expect(await problem({ bytes: Buffer.from(`\ufeff${text}\ud800`, 'utf16le') })).toBe('taken in');
  expect(await problem({ bytes: Buffer.alloc(0) })).toBe('empty');
  expect(await problem({ bytes: Buffer.from('<script>1</script>') })).toBe('empty');
  expect(await problem({ bytes: Buffer.alloc(handLimits.bytes + 1, 'a') })).toBe('too-large');
  expect(await problem({ bytes: Buffer.from(text.padEnd(handLimits.textChars + 1, ' a')) })).toBe('too-large');
  for (const url of ['', 'elders.example/17', 'file:///etc/passwd', 'javascript:1', 'https://a:b@elders.example/'])
    expect(await problem({ url })).toBe('address');
  expect(await problem({ reason: ' ' })).toBe('reason');
  expect(await problem({ reason: 'regel\u2028\u0007' })).toBe('reason');
  expect(await problem({ given: given({ age: 'oud' }) })).toBe('given');
  expect(await problem({ given: given({ title: 'half \ud83d' }) })).toBe('given');
  expect(await problem({ siteId: 'prikbord' })).toBe('site');
});

it('refuses without a legal basis to screen what people add, and logs it', async () => {
  const { desk, store } = await openDesk((config) => {
    const file = join(config, 'legal-basis.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('sources: [manual]', 'sources: [elders]'));
  });
  expect(await problemOf(desk.handDesk.add(someInput(), actor))).toBe('LEGAL_BASIS_MISSING');
  expect(store.audit.list()).toMatchObject([
    { actor: 'anna', action: 'screen.gate', object: 'site:manual', result: 'refused: no valid legal basis' },
  ]);
  expect(store.ads.ids()).toEqual([]);
});

it('goes sealed over Redis from the process with the pages to the one that writes', async () => {
  const redis = await startRedis();
  onTestFinished(() => redis.stop());
  vi.stubEnv('TMPDIR', temporaryFiles);
  onTestFinished(() => void vi.unstubAllEnvs());
  const dataDir = temporaryDir();
  const environment = readEnvironment({
    VINDPLAATS_KEY: key.toString('base64'),
    LOG_LEVEL: 'silent',
    REDIS_URL: redis.url,
  });
  const settings = { configDir: 'config', dataDir, rulesDir: 'rules', environment };
  const pages = await openApp(settings);
  onTestFinished(() => pages.close());
  const { handDesk } = pages.openDesk();
  const entryId = await handDesk.add(someInput(), actor);
  expect(await readAllOfRedis(redis.url)).not.toMatch(/Hilversum|00001234|elders/);
  expect(await handDesk.entryOf(entryId, 0)).toBeNull();

  const writer = await openApp(settings);
  onTestFinished(() => writer.close());
  await writer.openDesk().write();
  expect(await handDesk.entryOf(entryId, 20_000)).toMatchObject({ adId: 1, version: 1, actor: 'anna' });
}, 60_000);
