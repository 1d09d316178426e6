import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openApp } from '../../src/app.ts';
import type { Settings } from '../../src/app.ts';
import { crawl } from '../../src/commands/crawl.ts';
import { reprocess } from '../../src/commands/reprocess.ts';
import { reportRun } from '../../src/commands/run-report.ts';
import { acceptRun, listRuns, rollBackRun } from '../../src/commands/runs.ts';
import type { Terminal } from '../../src/commands/terminal.ts';
import { readEnvironment } from '../../src/config.ts';
import { VindplaatsError } from '../../src/lib/errors.ts';
import { openStore } from '../../src/store/open-store.ts';
import { sendHtml, startHttpServer } from '../support/http-server.ts';
import { runCli } from '../support/run-cli.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const adCount = 24;

/** How the site shows itself on a night. */
type Face = 'usual' | 'no-ages' | 'no-cards' | 'captcha' | 'gone' | 'moved' | 'forbidden' | 'broken';

/** A small site in Hilversum that every ad changes on every night, so that every night reads all. */
async function openNights() {
  let face: Face = 'usual';
  let night = 0;
  const server = await startHttpServer((_request, response, url) => {
    if (url.pathname === '/robots.txt')
      return face === 'forbidden'
        ? void response.writeHead(200).end('User-agent: *\nDisallow: /\n')
        : void response.writeHead(404).end();
    if (face === 'gone') return void response.writeHead(404).end();
    if (face === 'broken') return void response.writeHead(500).end();
    if (face === 'moved') return void response.writeHead(302, { location: 'http://127.0.0.1:1/inloggen' }).end();
    if (url.pathname === '/rubriek') return void response.writeHead(404).end();
    if (url.pathname === '/') return sendHtml(response, listingPage(face, night));
    return sendHtml(response, adPage(url.pathname.slice('/ad/'.length), face, night));
  });
  onTestFinished(() => server.close());
  const dir = temporaryDir();
  // An app keeps the temporary files of its process in its data folder, which goes with the test.
  const { TMPDIR } = process.env;
  onTestFinished(() => {
    if (TMPDIR === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = TMPDIR;
  });
  const configDir = join(dir, 'config');
  const dataDir = join(dir, 'data');
  cpSync('config', configDir, { recursive: true });
  rmSync(join(configDir, 'sites'), { recursive: true });
  mkdirSync(join(configDir, 'sites'));
  // The id of a demo site, because that has a legal basis.
  writeFileSync(join(configDir, 'sites', 'prikbord.yaml'), siteFile(server.origin));
  const settings: Settings = {
    configDir,
    dataDir,
    rulesDir: 'rules',
    environment: { ...readEnvironment({}), logLevel: 'silent' },
  };
  const printed: string[] = [];
  const terminal: Terminal = {
    print: (line) => void printed.push(line),
    table: (_head, rows) => void printed.push(...rows.map((row) => row.join(' '))),
    complain: () => {},
    progress: () => {},
    endProgress: () => {},
  };
  return {
    settings,
    terminal,
    args: ['--config', configDir, '--data', dataDir],
    /** What was printed since it was last asked. */
    printed: () => printed.splice(0).join('\n'),
    requests: () => server.requests.length,
    /** The site file names a second start page, which is gone. */
    addGoneStart: () => {
      const file = join(configDir, 'sites', 'prikbord.yaml');
      const site = JSON.parse(readFileSync(file, 'utf8')) as { start: string[] };
      writeFileSync(file, JSON.stringify({ ...site, start: [...site.start, `${server.origin}/rubriek`] }));
    },
    changeSiteFile: (fields: Record<string, unknown>) =>
      writeFileSync(join(configDir, 'sites', 'prikbord.yaml'), siteFile(server.origin, fields)),
    screenedVersions() {
      const store = openStore(dataDir);
      const versions = store.ads.ids().map((id) => store.assessments.current(id)?.adVersion);
      store.close();
      return versions;
    },
    show(next: Face) {
      face = next;
      night += 1;
    },
    /** One crawl. @returns the code it ends with, null when all is well. */
    async crawl(next: Face): Promise<string | null> {
      this.show(next);
      return crawl(settings, terminal, [], { reason: `night ${night}` }).then(
        () => null,
        (error: unknown) => (error instanceof VindplaatsError ? error.code : String(error)),
      );
    },
    /** Everything a person sees of the ads, and what is held. */
    state() {
      const store = openStore(dataDir);
      const runs = store.runs.list('prikbord', 20);
      const state = {
        ads: store.ads.idsOfSite('prikbord').map((id) => {
          const ad = store.ads.find(id)!;
          const content = store.ads.content(id, ad.version);
          return { age: content?.raw.age, version: ad.version, isGone: ad.goneAt !== null };
        }),
        runs: runs.map((run) => run.state),
        newest: runs[0]!.id,
        held: runs.reduce((sum, run) => sum + store.held.next(run.id, 0, 1000).length, 0),
        screened: store.figures.count('0000-01-01', '9999-12-31').reduce((sum, row) => sum + row.ads, 0),
        findings: store.checks.findings(runs[0]!.id).map(({ code, field }) => `${code} ${field ?? ''}`.trim()),
        audit: store.audit.list().filter((line) => line.action.startsWith('run.')),
        firstBroken: store.audit.firstBroken(),
      };
      store.close();
      return state;
    },
  };
}

describe('a site that drifts', { timeout: 120_000 }, () => {
  it('is quarantined night after night, the data of the last good night stays, and a person decides', async () => {
    const site = await openNights();
    for (let good = 1; good <= 5; good += 1) expect(await site.crawl('usual')).toBeNull();
    const good = site.state();
    expect(good.ads).toEqual(Array.from({ length: adCount }, () => ({ age: '28', version: 5, isGone: false })));
    expect(good).toMatchObject({ runs: Array.from({ length: 5 }, () => 'released'), held: 0, screened: adCount });

    // A redesign: the age is no longer where it was.
    site.printed();
    expect(await site.crawl('no-ages')).toBe('RUN_QUARANTINED');
    expect(site.printed()).toContain('field age filled: 0 %; usual is 85 % to 100 % by 5 good nights.');
    const redesigned = site.state();
    expect(redesigned).toMatchObject({ ads: good.ads, screened: adCount, findings: ['field-filled age'] });
    expect(redesigned.runs[0]).toBe('quarantined');
    expect(redesigned.held).toBeGreaterThanOrEqual(adCount);

    // Then nothing at all, twice over: no night of these makes an ad gone.
    expect(await site.crawl('no-cards')).toBe('RUN_QUARANTINED');
    expect(site.state()).toMatchObject({ ads: good.ads, findings: ['nothing-read'] });
    expect(await site.crawl('captcha')).toBe('RUN_QUARANTINED');
    expect(site.state()).toMatchObject({ ads: good.ads, findings: ['nothing-read'] });

    site.printed();
    await listRuns(site.settings, site.terminal);
    const listed = site.printed();
    expect(listed).toContain('No ad of the region was read, where 24 were known');
    expect(listed.match(/is held; the data of prikbord is still that of the last good night/g)).toHaveLength(3);

    const [captcha, noCards, noAges] = await runIds(site);
    await reportRun(site.settings, site.terminal, noAges!, {});
    expect(site.printed()).toMatch(/: quarantined\n[^]*unusual: field age filled: 0 %/);
    await rollBackRun(site.settings, site.terminal, captcha!, 'the site asked for a captcha');
    await rollBackRun(site.settings, site.terminal, noCards!, 'an empty page');
    await expect(rollBackRun(site.settings, site.terminal, noCards!, 'again')).rejects.toMatchObject({
      code: 'RUN_NOT_HELD',
    });
    expect(site.state()).toMatchObject({ ads: good.ads });

    await acceptRun(site.settings, site.terminal, noAges!, 'the site asks no age any more');
    const accepted = site.state();
    expect(accepted.ads).toEqual(Array.from({ length: adCount }, () => ({ age: null, version: 6, isGone: false })));
    expect(accepted).toMatchObject({ held: 0, screened: adCount, firstBroken: null });
    expect(accepted.runs.slice(0, 4)).toEqual(['rolled-back', 'rolled-back', 'released', 'released']);
    expect(accepted.audit.map(({ action, actor, result }) => ({ action, actor, result }))).toEqual([
      { action: 'run.rollback', actor: 'command-line', result: 'rolled back: the site asked for a captcha' },
      { action: 'run.rollback', actor: 'command-line', result: 'rolled back: an empty page' },
      { action: 'run.accept', actor: 'command-line', result: 'accepted: the site asks no age any more' },
    ]);

    // What was accepted is the usual now.
    expect(await site.crawl('no-ages')).toBeNull();
    expect(site.state().ads[0]).toMatchObject({ version: 7 });
  });

  it('is quarantined as well when its start page is gone, forbidden or elsewhere, so that no page could be read', async () => {
    const site = await openNights();
    expect(await site.crawl('moved')).toBe('RUN_QUARANTINED');
    expect(await site.crawl('usual')).toBeNull();
    const good = site.state();
    for (const face of ['gone', 'forbidden'] as const) {
      site.printed();
      expect(await site.crawl(face)).toBe('RUN_QUARANTINED');
      expect(site.printed()).toContain('No ad of the region was read, where 24 were known');
      expect(site.state()).toMatchObject({ ads: good.ads, findings: ['nothing-read'] });
    }
    // A page that failed is told as a failure.
    expect(await site.crawl('broken')).toBe('RUN_INCOMPLETE');
    expect(site.state()).toMatchObject({ ads: good.ads, findings: [] });
  });

  it('is not complete when one of several start pages is gone, and uses what the others gave', async () => {
    const site = await openNights();
    site.addGoneStart();
    const { exitCode, stderr } = await runCli([...site.args, 'crawl', '--reason', 'night']);
    expect(exitCode).toBe(22);
    expect(stderr).toContain('1 of its listing pages are gone, forbidden or elsewhere; correct start or listing.next');
    expect(site.state().ads).toHaveLength(adCount);
  });

  it('ends with an exit code of its own and says so on the pages', async () => {
    const site = await openNights();
    site.show('no-cards');
    const { exitCode, stdout, stderr } = await runCli([...site.args, 'crawl', '--reason', 'first night']);
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 27 });
    expect(stdout).toContain('No ad of the region was read');
    expect(stderr).toContain('"codes":["nothing-read"]');
    expect(stderr).toContain('vindplaats runs');
    // The next night is well, and what was held before is thrown away by itself.
    expect(await site.crawl('usual')).toBeNull();
    expect(site.state()).toMatchObject({ runs: ['released', 'rolled-back'], held: 0 });
    expect(site.state().audit).toMatchObject([{ actor: 'vindplaats', action: 'run.rollback' }]);
  });
});

describe('a site file that was changed', { timeout: 120_000 }, () => {
  it('reads the stored pages again: shows the difference, keeps text off the screen, and stores only when asked to', async () => {
    const site = await openNights();
    site.changeSiteFile({ age: undefined });
    expect(await site.crawl('usual')).toBeNull();
    const before = site.state();
    expect(before.ads[0]).toMatchObject({ age: null, version: 1 });

    site.changeSiteFile({ age: { selector: '.leeftijd' } });
    site.printed();
    await reprocess(site.settings, site.terminal, 'prikbord', { isApplied: false, isShown: false });
    const shown = site.printed();
    expect(shown).toContain('prikbord: 24 stored pages read again, 24 ads read otherwise than before');
    expect(shown).toMatch(/^age 0 24 24$/m);
    expect(shown).toMatch(/^text 24 24 0$/m);
    expect(shown).toContain('Nothing is stored.');
    expect(shown).not.toContain('28');
    expect(site.state()).toEqual(before);

    await reprocess(site.settings, site.terminal, 'prikbord', { isApplied: false, isShown: true });
    expect(site.printed()).toContain('age, ad 1: null -> 28');

    const asked = site.requests();
    await reprocess(site.settings, site.terminal, null, { isApplied: true, isShown: false });
    expect(site.printed()).toContain('24 ads have a further version, linked and screened again.');
    expect(site.state().ads).toEqual(Array.from({ length: adCount }, () => ({ age: '28', version: 2, isGone: false })));
    expect(site.screenedVersions()).toEqual(Array.from({ length: adCount }, () => 2));
    expect(site.requests()).toBe(asked);

    // Again it changes nothing, and a file that reads nothing erases nothing.
    await reprocess(site.settings, site.terminal, null, { isApplied: true, isShown: false });
    site.changeSiteFile({ text: { selector: '.nergens' } });
    await reprocess(site.settings, site.terminal, null, { isApplied: true, isShown: false });
    expect(site.printed()).toContain('24 no longer readable');
    expect(site.state().ads[0]).toMatchObject({ age: '28', version: 2 });
  });
});

async function runIds(site: { settings: Settings }): Promise<string[]> {
  const app = await openApp(site.settings);
  const ids = app
    .openDesk()
    .store.runs.list('prikbord', 20)
    .map((run) => run.id);
  await app.close();
  return ids;
}

function listingPage(face: Face, night: number): string {
  if (face === 'captcha') return '<html><title>Even geduld</title><p>Bewijs dat u geen robot bent.</p></html>';
  if (face === 'no-cards') return '<html><title>Lijst</title><ul></ul></html>';
  const cards = Array.from({ length: adCount }, (_unused, index) => {
    const name = `${face === 'usual' ? '' : 'nieuw '}advertentie ${index}, nacht ${night}`;
    return `<li class="kaart"><a href="/ad/${index}">${name}</a></li>`;
  });
  return `<html><title>Lijst</title><ul>${cards.join('')}</ul></html>`;
}

function adPage(id: string, face: Face, night: number): string {
  const age = face === 'no-ages' ? '' : '<dd class="leeftijd">28</dd>';
  // A letter, for a number could be read as an age.
  const room = String.fromCharCode(97 + Number(id));
  const text = `Rustige massage en gezelschap, kamer ${room}. Bijgewerkt in week ${night}.`;
  return `<html><h1>Gezelschap ${room}</h1><p class="tekst">${text}</p><dl>${age}<dd class="plaats">Hilversum</dd></dl></html>`;
}

function siteFile(origin: string, fields: Record<string, unknown> = {}): string {
  return JSON.stringify({
    id: 'prikbord',
    title: 'Prikbord',
    network: 'loopback',
    termsReviewedOn: '2026-01-01',
    start: [`${origin}/`],
    politeness: { delayMs: 0 },
    listing: { card: 'li.kaart', link: { selector: 'a' } },
    detail: {
      fields: {
        id: { from: 'url', pattern: '/ad/(\\d+)' },
        title: { selector: 'h1' },
        text: { selector: '.tekst' },
        age: { selector: '.leeftijd' },
        place: { selector: '.plaats' },
        ...fields,
      },
    },
  });
}
