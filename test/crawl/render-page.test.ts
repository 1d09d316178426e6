import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { openPageSource } from '../../src/crawl/page-source.ts';
import type { PageSource } from '../../src/crawl/page-source.ts';
import type { Log } from '../../src/log.ts';
import type { Site } from '../../src/model/site.ts';
import { sendHtml, startHttpServer } from '../support/http-server.ts';
import type { Handler, TestServer } from '../support/http-server.ts';
import { robotsText, status } from '../support/hostile-server.ts';
import { closing, failureOf, never, pageSource, silentLog, siteAt, textOf, userAgent } from './crawl-fixtures.ts';
import type { SiteChange } from './crawl-fixtures.ts';

const browserMs = 60_000;
const fill = (script: string) =>
  `<!doctype html><title>Lijst</title><main></main><script src="/app.js"></script><script>${script}</script>`;

/** Pages that show their ads only after scripts ran, and pages that try to get out. */
const pages: Record<string, Handler> = {
  '/app.js': (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/javascript' });
    response.end(
      'window.add = (text) => { document.querySelector("main").innerHTML += `<article>${text}</article>`; };',
    );
  },
  '/data.json': (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('["uit de server"]');
  },
  '/list': (_request, response) =>
    sendHtml(response, fill('fetch("/data.json").then((r) => r.json()).then(([text]) => add(text))'), {
      etag: '"frame"',
    }),
  '/moved': status(302, { location: '/list' }),
  '/never': (_request, response) => sendHtml(response, fill('')),
  '/busy': (_request, response) => sendHtml(response, fill('for (;;) {}')),
  '/flood': (_request, response) =>
    sendHtml(
      response,
      fill('setInterval(() => { for (let n = 0; n < 100; n++) history.pushState({}, "", "?" + n); }, 1)'),
    ),
  '/swells': (_request, response) =>
    sendHtml(
      response,
      fill('const kept = []; for (let n = 0; n < 48; n++) kept.push(new Uint8Array(2 ** 26).fill(1))'),
    ),
  '/no-data': (_request, response) => sendHtml(response, fill('fetch("/500")')),
  '/later': (_request, response) => sendHtml(response, fill('fetch("/429")')),
  '/500': status(500),
  '/429': status(429, { 'retry-after': '9' }),
  '/private/data.json': status(200),
  '/heavy': (_request, response) =>
    sendHtml(
      response,
      `${fill('add("x")')}<img src="/photo.png"><video src="/film.mp4"></video><iframe src="/list"></iframe><link rel="icon" href="/icon.png">`,
    ),
  '/grows': (_request, response) => sendHtml(response, fill('add("x".repeat(200000))')),
  '/leaves': (_request, response) => sendHtml(response, fill('location.href = "/private/page"')),
  '/moves-on': (_request, response) => sendHtml(response, fill('location.href = "/list"')),
  '/posts': (_request, response) =>
    sendHtml(response, fill('fetch("/form", { method: "POST" }).catch(() => add("niet verstuurd"))')),
  '/forbidden-data': (_request, response) =>
    sendHtml(response, fill('fetch("/private/data.json").catch(() => add("mag niet"))')),
};

function site(origin: string, change: SiteChange = {}): Site {
  const { politeness, ...rest } = change;
  return siteAt(origin, {
    lane: 'browser',
    listing: { card: 'article', link: { selector: 'a' }, ready: 'article' },
    politeness: { timeoutMs: 10_000, ...politeness },
    ...rest,
  });
}

async function browserSite(more: Record<string, Handler> = {}, robots: Handler = status(404)): Promise<TestServer> {
  const table = { ...pages, ...more };
  return closing(
    startHttpServer((request, response, url) =>
      (url.pathname === '/robots.txt' ? robots : (table[url.pathname] ?? status(404)))(request, response, url),
    ),
  );
}

/** Living processes whose command line names the folder. */
function processesIn(dir: string): string[] {
  const lines = execFileSync('ps', ['-eo', 'stat=,args=', '-ww'], { encoding: 'utf8' }).split('\n');
  return lines.filter((line) => line.includes(dir) && !line.startsWith('Z'));
}

/** How much memory each process takes that shows the pages of a browser whose profile is in the folder. */
function rendererSizesMb(dir: string): number[] {
  const lines = execFileSync('ps', ['-eo', 'rss=,args=', '-ww'], { encoding: 'utf8' }).split('\n');
  const ours = lines.filter((line) => line.includes(dir) && line.includes('--type=renderer'));
  return [0, ...ours.map((line) => Number.parseInt(line, 10) / 1024)];
}

/** One browser for the tests that do not harm it. */
let opened: PageSource | null = null;
const temporaryRoot = mkdtempSync(join(tmpdir(), 'vindplaats-proef-'));

function shared(): PageSource {
  opened ??= openPageSource({ userAgent, now: () => new Date(), log: silentLog, temporaryDir: temporaryRoot });
  return opened;
}

afterAll(async () => {
  await opened?.close();
  rmSync(temporaryRoot, { recursive: true, force: true });
});

describe('the browser lane', { timeout: browserMs }, () => {
  it('gives a page as its scripts left it, fetched under our own name', async () => {
    const server = await browserSite();
    const result = await shared().get(site(server.origin), `${server.origin}/list`, null, never);
    expect(result).toMatchObject({
      kind: 'page',
      page: { status: 200, finalUrl: `${server.origin}/list`, etag: null },
    });
    expect(textOf(result)).toContain('<article>uit de server</article>');
    expect(server.requests.map(({ path }) => path)).toEqual(['/robots.txt', '/list', '/app.js', '/data.json']);
    expect(new Set(server.requests.map(({ headers }) => headers['user-agent']))).toEqual(new Set([userAgent]));
  });

  it('fetches scripts once for many pages, and knows an unchanged page by its bytes', async () => {
    const server = await browserSite();
    const source = pageSource();
    const first = await source.get(site(server.origin), `${server.origin}/list`, null, never);
    if (first.kind !== 'page') throw new Error(`expected a page, got ${first.kind}`);
    const known = { etag: null, lastModified: null, bodySha256: first.page.bodySha256 };
    expect(await source.get(site(server.origin), `${server.origin}/list`, known, never)).toEqual({ kind: 'unchanged' });
    expect(server.paths().filter((path) => path === '/app.js')).toHaveLength(1);
  });

  it('follows redirects before the browser sees anything', async () => {
    const server = await browserSite();
    const result = await shared().get(site(server.origin), `${server.origin}/moved`, null, never);
    expect(result).toMatchObject({ kind: 'page', page: { finalUrl: `${server.origin}/list` } });
  });

  it('tells gone and forbidden pages without starting a browser', async () => {
    const server = await browserSite({}, robotsText('User-agent: *\nDisallow: /private/\n'));
    const source = pageSource({ chromiumPath: '/does/not/exist' });
    expect(await source.get(site(server.origin), `${server.origin}/nothing`, null, never)).toEqual({
      kind: 'gone',
      status: 404,
    });
    expect(await source.get(site(server.origin), `${server.origin}/private/x`, null, never)).toEqual({
      kind: 'refused',
      reason: 'robots',
    });
  });

  it('waits for quiet where the site file has no mark', async () => {
    const server = await browserSite();
    const unmarked = site(server.origin, { listing: { card: 'article', link: { selector: 'a' } } });
    expect(textOf(await shared().get(unmarked, `${server.origin}/list`, null, never))).toContain('uit de server');
  });

  it('goes along when a script moves on within the site', async () => {
    const server = await browserSite();
    const result = await shared().get(site(server.origin), `${server.origin}/moves-on`, null, never);
    expect(result).toMatchObject({ page: { finalUrl: `${server.origin}/list` } });
    expect(textOf(result)).toContain('uit de server');
  });

  it('asks only for what is read: no pictures, media, icons or frames', async () => {
    const server = await browserSite();
    await shared().get(site(server.origin), `${server.origin}/heavy`, null, never);
    expect(server.paths()).toEqual(['/heavy', '/app.js']);
  });

  it('sends no forms, and obeys robots.txt in what scripts ask for', async () => {
    const server = await browserSite({}, robotsText('User-agent: *\nDisallow: /private/\n'));
    const source = pageSource();
    const textAt = async (path: string) =>
      textOf(await source.get(site(server.origin), server.origin + path, null, never));
    expect(await textAt('/posts')).toContain('niet verstuurd');
    expect(await textAt('/forbidden-data')).toContain('mag niet');
    expect(server.paths()).not.toContain('/form');
    expect(server.paths()).not.toContain('/private/data.json');
  });

  it('lets nothing out to another host, by any way a page has', async () => {
    const elsewhere = await closing(startHttpServer((_request, response) => sendHtml(response, 'out')));
    const target = elsewhere.origin;
    const tries = `
      fetch("${target}/fetch", { mode: "no-cors" }).catch(() => {});
      fetch("/redirect-out").catch(() => {});
      new Image().src = "${target}/image";
      navigator.sendBeacon("${target}/beacon", "x");
      new WebSocket("${target.replace('http', 'ws')}/socket");
      new EventSource("${target}/events");
      new Worker(URL.createObjectURL(new Blob(['fetch("${target}/worker").catch(() => {}); importScripts("${target}/import");'])));
      window.open("${target}/popup");
      for (const rel of ["prefetch", "preconnect", "dns-prefetch", "stylesheet", "modulepreload"]) {
        document.head.append(Object.assign(document.createElement("link"), { rel, href: "${target}/" + rel }));
      }
      document.body.append(Object.assign(document.createElement("iframe"), { src: "${target}/frame" }));
      setTimeout(() => add("klaar"), 1000);`;
    const server = await browserSite({
      '/tries': (_request, response) => sendHtml(response, fill(tries)),
      '/redirect-out': status(302, { location: `${target}/redirected` }),
    });
    const result = await shared().get(site(server.origin), `${server.origin}/tries`, null, never);
    expect(textOf(result)).toContain('klaar');
    expect(elsewhere.requests).toEqual([]);
  });

  it('keeps the pause between all requests of a page', async () => {
    const delayMs = 200;
    const server = await browserSite();
    await shared().get(site(server.origin, { politeness: { delayMs } }), `${server.origin}/list`, null, never);
    const times = server.requests.map(({ atMs }) => atMs);
    expect(times).toHaveLength(4);
    // The first request also has to connect; the later ones have a connection.
    expect(Math.min(...times.slice(2).map((atMs, index) => atMs - times[index + 1]!))).toBeGreaterThan(delayMs - 20);
  });

  it.each([
    ['/never', 'FETCH_FAILED'],
    ['/busy', 'FETCH_FAILED'],
    ['/no-data', 'FETCH_FAILED'],
    ['/later', { code: 'FETCH_LATER', waitMs: 9000 }],
    ['/grows', 'FETCH_REFUSED'],
  ])('%s ends as an error, and the next page comes', async (path, failure) => {
    const server = await browserSite();
    const source = shared();
    const short = site(server.origin, { politeness: { timeoutMs: 2000 } });
    expect(await failureOf(source.get(short, server.origin + path, null, never))).toEqual(failure);
    // After a 429 the host is left alone, so that the next page has to come from another one.
    const next = path === '/later' ? await browserSite() : server;
    expect(await source.get(site(next.origin, { id: 'volgende' }), `${next.origin}/list`, null, never)).toMatchObject({
      kind: 'page',
    });
  });

  it('a page that moves out of scope is not taken', async () => {
    const server = await browserSite({
      '/private/page': (_request, response) => sendHtml(response, '<article>x</article>'),
    });
    const scoped = site(server.origin, { scope: { exclude: ['/private/'] }, politeness: { timeoutMs: 2000 } });
    expect(await shared().get(scoped, `${server.origin}/leaves`, null, never)).toEqual({
      kind: 'refused',
      reason: 'outside-scope',
    });
    expect(server.paths()).not.toContain('/private/page');
  });

  it('a Chromium that was killed is replaced', async () => {
    const server = await browserSite();
    const temporaryDir = mkdtempSync(join(tmpdir(), 'vindplaats-proef-'));
    onTestFinished(() => rmSync(temporaryDir, { recursive: true, force: true }));
    const source = pageSource({ temporaryDir });
    await source.get(site(server.origin), `${server.origin}/list`, null, never);
    const pids = execFileSync('ps', ['-eo', 'pid=,args=', '-ww'], { encoding: 'utf8' })
      .split('\n')
      .filter((line) => line.includes(`--user-data-dir=${temporaryDir}`) && !line.includes('--type='))
      .map((line) => Number.parseInt(line, 10));
    expect(pids).toHaveLength(1);
    process.kill(pids[0]!, 'SIGKILL');
    await expect
      .poll(() => failureOf(source.get(site(server.origin), `${server.origin}/list`, null, never)), { timeout: 30_000 })
      .toMatchObject({ resolved: { kind: 'page' } });
  });

  it('a page that has to be ended with its browser takes nothing from the page that waits behind it', async () => {
    const server = await browserSite();
    const source = pageSource();
    const hurried = site(server.origin, { politeness: { timeoutMs: 2000 } });
    await source.get(hurried, `${server.origin}/list`, null, never);
    const busy = failureOf(source.get(hurried, `${server.origin}/flood`, null, never));
    await expect.poll(() => server.paths().includes('/flood')).toBe(true);
    const behind = failureOf(source.get(hurried, `${server.origin}/list`, null, never));
    expect(await busy).toBe('FETCH_FAILED');
    expect(await behind).toMatchObject({ resolved: { kind: 'page' } });
  });

  it('ends a page that takes more memory than a page may, long before its time is over', async () => {
    const server = await browserSite();
    const temporaryDir = mkdtempSync(join(tmpdir(), 'vindplaats-proef-'));
    onTestFinished(() => rmSync(temporaryDir, { recursive: true, force: true }));
    const source = pageSource({ temporaryDir });
    let isOver = false;
    const swelling = failureOf(source.get(site(server.origin), `${server.origin}/swells`, null, never)).finally(() => {
      isOver = true;
    });
    let largestMb = 0;
    await expect
      .poll(() => (largestMb = Math.max(largestMb, ...rendererSizesMb(temporaryDir))) && isOver, { timeout: 30_000 })
      .toBe(true);
    expect(await swelling).toBe('FETCH_FAILED');
    expect(largestMb).toBeLessThan(2000);
    expect(await source.get(site(server.origin), `${server.origin}/list`, null, never)).toMatchObject({ kind: 'page' });
  });

  it('leaves no process and no profile behind, also when closed in mid-page', async () => {
    const server = await browserSite();
    const temporaryDir = mkdtempSync(join(tmpdir(), 'vindplaats-proef-'));
    onTestFinished(() => rmSync(temporaryDir, { recursive: true, force: true }));
    const source = openPageSource({ userAgent, now: () => new Date(), log: silentLog, temporaryDir });
    await source.get(site(server.origin), `${server.origin}/list`, null, never);
    expect(processesIn(temporaryDir).length).toBeGreaterThan(0);
    const busy = failureOf(source.get(site(server.origin), `${server.origin}/busy`, null, never));
    await expect.poll(() => server.paths().includes('/busy')).toBe(true);
    await source.close();
    expect(await busy).toBe('FETCH_FAILED');
    await expect.poll(() => processesIn(temporaryDir)).toEqual([]);
    expect(readdirSync(temporaryDir)).toEqual([]);
  });

  it('gives a site a new cookie jar and cache now and then', async () => {
    const server = await browserSite();
    const source = pageSource({ pagesPerContext: 2 });
    for (let page = 0; page < 5; page += 1) {
      await source.get(site(server.origin), `${server.origin}/list`, null, never);
    }
    expect(server.paths().filter((path) => path === '/app.js')).toHaveLength(3);
  });

  it.each([
    { name: 'short', apart: 0 },
    { name: 'a-folder-with-quite-a-long-name/and-another-one-within-it', apart: 1 },
  ])(
    'leaves no process behind when it is killed, and its folders are swept by the next one: $name',
    async ({ name, apart }) => {
      const server = await browserSite();
      const root = mkdtempSync(join(tmpdir(), 'vindplaats-proef-'));
      onTestFinished(() => rmSync(root, { recursive: true, force: true }));
      const temporaryDir = join(root, name);
      const crawler = spawn(
        process.execPath,
        ['--import', 'tsx', 'test/crawl/render-worker.ts', temporaryDir, server.origin],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      /** Where the sockets of a browser are whose own folder has too long a name. */
      const sockets = () => readdirSync('/tmp').filter((each) => each.startsWith(`vindplaats-browser-${crawler.pid}-`));
      await once(crawler.stdout, 'data');
      expect(processesIn(temporaryDir).filter((line) => line.includes('--type=')).length).toBeGreaterThan(0);
      crawler.kill('SIGKILL');
      await expect.poll(() => processesIn(temporaryDir), { timeout: 10_000 }).toEqual([]);
      const left = readdirSync(temporaryDir);
      expect(left).toHaveLength(1);
      expect(sockets().length).toBeGreaterThanOrEqual(apart);
      const source = openPageSource({ userAgent, now: () => new Date(), log: silentLog, temporaryDir });
      await source.get(site(server.origin), `${server.origin}/list`, null, never);
      expect(readdirSync(temporaryDir)).not.toContain(left[0]);
      expect(sockets()).toEqual([]);
      await source.close();
      expect(readdirSync(temporaryDir)).toEqual([]);
    },
  );

  it('starts the same Chromium however long the name of its folder is', async () => {
    const server = await browserSite();
    const origins: unknown[] = [];
    const info: Log['info'] = (about: object) => {
      if ('version' in about && 'origin' in about) origins.push(about.origin);
    };
    const root = mkdtempSync(join(tmpdir(), 'vindplaats-proef-'));
    onTestFinished(() => rmSync(root, { recursive: true, force: true }));
    for (const temporaryDir of [root, join(root, 'a-folder-with-quite-a-long-name', 'and-another-one-within-it')]) {
      const source = pageSource({ temporaryDir, log: { ...silentLog, info } });
      await source.get(site(server.origin), `${server.origin}/list`, null, never);
    }
    expect(origins).toHaveLength(2);
    expect(origins[1]).toBe(origins[0]);
  });

  it('says what to install when there is no Chromium', async () => {
    const server = await browserSite();
    const getting = pageSource({ chromiumPath: '/does/not/exist' }).get(
      site(server.origin),
      `${server.origin}/list`,
      null,
      never,
    );
    await expect(getting).rejects.toMatchObject({
      code: 'CHROMIUM_MISSING',
      message: expect.stringContaining('apt install chromium'),
    });
  });
});
