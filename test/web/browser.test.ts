import { chromium } from 'playwright';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createKeyedHash } from '../../src/lib/hash.ts';
import { createLinkStage } from '../../src/link/link-stage.ts';
import { createLog } from '../../src/log.ts';
import type { Store } from '../../src/store/open-store.ts';
import { serveWeb } from '../../src/web/serve-web.ts';
import { addScreenedAd, seedWorkingDay } from '../support/seed-store.ts';
import { somePhone } from '../support/some-ad.ts';
import { openWeb } from './open-web.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
}, 30_000);
afterAll(() => browser.close());

/** A reviewer at a real browser, past the log-in page, with everything that went wrong in it. */
async function openBrowser(options: { javaScriptEnabled?: boolean } = {}) {
  const web = openWeb();
  const served = await serveWeb({ app: web.app, host: '127.0.0.1', port: 0 });
  const context = await browser.newContext(options);
  onTestFinished(async () => {
    await context.close();
    await served.close();
  });
  const page = await context.newPage();
  const problems: string[] = [];
  const hosts = new Set<string>();
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('request', (request) => hosts.add(new URL(request.url()).origin));
  return {
    ...web,
    page,
    problems,
    hosts,
    url: served.url,
    /** With a session that stands already; the way over the log-in page has a test of its own. */
    enter: async (path: string) => {
      await context.addCookies([{ name: 'vindplaats', value: web.openSession('ketenregisseur'), url: served.url }]);
      await page.goto(served.url + path);
    },
  };
}

describe('a reviewer at a browser', () => {
  it('logs in, confirms an ad by keyboard and takes it back', async () => {
    const { page, store, access, problems, hosts, url } = await openBrowser();
    const password = await access.addAccount('anna', 'ketenregisseur', { name: 'beheer', origin: 'test' });
    const first = addScreenedAd(store, {}, { level: 'hoog', points: 50 }).adId;
    const second = addScreenedAd(store, {}, { level: 'verhoogd', points: 30 }).adId;
    await page.goto(url);
    await page.getByLabel('Naam').fill('anna');
    await page.getByLabel('Wachtwoord').fill(password);
    await page.getByRole('button', { name: 'Inloggen' }).click();
    await page.getByRole('link', { name: `Advertentie ${first}` }).click();
    await page.getByRole('heading', { level: 1, name: `Advertentie ${first}` }).waitFor();

    await page.keyboard.press('b');
    await page.getByRole('radio', { name: 'Mogelijk minderjarig' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByText(`Advertentie ${first} is bevestigd: Zelfde contact, meerdere personen.`).waitFor();
    await page.getByRole('heading', { level: 1, name: `Advertentie ${second}` }).waitFor();
    expect(store.reviews.standing(first)?.state).toBe('confirmed');

    await page.keyboard.press('u');
    await page.getByText(`Het besluit over advertentie ${first} is ongedaan gemaakt.`).waitFor();
    expect(store.reviews.standing(first)?.state).toBe('open');
    expect(problems).toEqual([]);
    expect([...hosts]).toEqual([url]);
  }, 30_000);

  it('walks the list by J and K, and keys are text inside a field', async () => {
    const { page, store, enter } = await openBrowser();
    const ids = [50, 40].map((points) => addScreenedAd(store, {}, { level: 'hoog', points }).adId);
    await enter(`/advertentie/${ids[0]}`);
    await page.keyboard.press('j');
    await page.getByRole('heading', { level: 1, name: `Advertentie ${ids[1]}` }).waitFor();
    await page.keyboard.press('k');
    await page.getByRole('heading', { level: 1, name: `Advertentie ${ids[0]}` }).waitFor();

    await page.keyboard.press('a');
    await page.getByLabel('Toelichting').last().fill('');
    await page.keyboard.type('jkbau.?');
    expect(await page.getByLabel('Toelichting').last().inputValue()).toBe('jkbau.?');
    await page.keyboard.press('Escape');
    expect(await page.locator('details[open]').count()).toBe(0);
  }, 30_000);

  it('blanks the screen with a key, and can switch the keys off', async () => {
    const { page, store, enter } = await openBrowser();
    const { adId } = addScreenedAd(store);
    await enter(`/advertentie/${adId}`);
    await page.keyboard.press('.');
    const covered = await page.evaluate(`document.elementFromPoint(640, 300).closest('dialog')?.id`);
    expect(covered).toBe('pause');
    await page.keyboard.press('.');
    expect(await page.locator('dialog[open]').count()).toBe(0);

    const anyDialog = page.locator('dialog[open]');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Sneltoetsen' }).waitFor();
    await page.keyboard.press('.');
    await page.getByRole('dialog', { name: 'Pauze' }).waitFor();
    await page.keyboard.press('Escape');
    await anyDialog.waitFor({ state: 'detached' });

    await page.keyboard.press('?');
    await page.getByLabel('Sneltoetsen gebruiken').uncheck();
    await page.keyboard.press('Escape');
    await anyDialog.waitFor({ state: 'detached' });
    await page.keyboard.press('b');
    expect(await page.locator('details[open]').count()).toBe(0);
    await page.reload();
    await page.keyboard.press('b');
    expect(await page.locator('details[open]').count()).toBe(0);
  }, 30_000);

  it('can do all of it without script', async () => {
    const { page, store, enter } = await openBrowser({ javaScriptEnabled: false });
    const { adId } = addScreenedAd(store, {}, { level: 'hoog', points: 50 });
    await enter('/beoordelen');
    await page.getByRole('link', { name: `Advertentie ${adId}` }).click();
    await page.getByText('Afwijzen', { exact: true }).click();
    await page.getByRole('radio', { name: 'Spam of oplichting' }).check();
    await page.getByRole('button', { name: 'Afwijzing opslaan' }).click();
    await page.getByRole('button', { name: 'Ongedaan maken' }).click();
    await page.getByText('is ongedaan gemaakt').waitFor();
    expect(store.reviews.events(adId).map((event) => event.kind)).toEqual(['decided', 'undone']);
  }, 30_000);

  it('needs no sideways scrolling, on a desk, a phone or zoomed in four times', async () => {
    const { page, store, enter, url } = await openBrowser();
    const ids = seedWorkingDay(store, 60);
    const named = { personaNames: ['Y'.repeat(120)], phones: [somePhone('+31600009999')] };
    const [long = 0] = ['name-1', 'name-2'].map((siteAdId) => addScreenedAd(store, { ...named, siteAdId }).adId);
    await linkAll(store);
    await enter('/beoordelen');
    for (const width of [1280, 1024, 390, 320]) {
      await page.setViewportSize({ width, height: 800 });
      for (const path of [
        '/beoordelen',
        `/advertentie/${ids[0]}`,
        `/advertentie/${long}`,
        `/groep/${long}`,
        '/risicolijsten',
        '/rapportage',
        '/bronnen',
      ]) {
        await page.goto(url + path);
        await page.evaluate("document.querySelectorAll('main details').forEach((one) => one.setAttribute('open', ''))");
        const wider = await page.evaluate<number>(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        expect([width, path, wider]).toEqual([width, path, 0]);
        const outside = await page.evaluate<number>(
          "[...document.querySelectorAll('.vindplaats-panel table')].filter((one) => one.getBoundingClientRect().right > one.closest('.vindplaats-panel').getBoundingClientRect().right).length",
        );
        expect([width, path, outside]).toEqual([width, path, 0]);
      }
    }
  }, 60_000);
});

async function linkAll(store: Store): Promise<void> {
  const stage = createLinkStage({ store, hash: createKeyedHash(Buffer.alloc(32, 1)) });
  await stage.handle(
    { adIds: store.ads.ids() },
    {
      signal: new AbortController().signal,
      now: () => new Date('2026-11-23T09:00:00.000Z'),
      log: createLog('silent'),
      gate: { permits: () => true, require: () => 'ground' },
    },
  );
}
