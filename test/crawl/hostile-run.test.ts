import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { behaviours } from '../support/hostile-server.ts';
import { sendHtml, startHttpServer } from '../support/http-server.ts';
import type { Handler } from '../support/http-server.ts';
import { startCli } from '../support/run-cli.ts';
import { temporaryDir } from '../support/temporary-dir.ts';
import { closing } from './crawl-fixtures.ts';

/** `npm run test:hostile` measures what users run; from source the loader and its compiler are in the same process. */
const isBuilt = process.env['HOSTILE_RUN'] === 'built';
const rssMaxMb = isBuilt ? 300 : 450;

/** Left to tests of their own: they keep a whole host waiting, shut the site, or cost a second each. */
const elsewhere = /^\/(429|503-date|challenge|log-in|slow-|private)/;

const ad = (id: number) =>
  `<!doctype html><title>Ad</title><h1>Massage ${id}</h1><p class="text">Rustige massage aan huis, 30 jaar.</p><i class="place">Huizen</i>`;
const card = (href: string) => `<article><a href="${href}">x</a></article>`;
const page =
  (body: string): Handler =>
  (_request, response) =>
    sendHtml(response, `<!doctype html>${body}`);

/** Pages that are honest on the wire and hostile to whoever reads them. */
const hardToRead: Record<string, Handler> = {
  '/deep': page('<div>'.repeat(220_000)),
  '/levels': page('<b>'.repeat(5_500)),
  '/attributes': page(`<div ${Array.from({ length: 100_000 }, (_, at) => `a${at}=1`).join(' ')}>`),
  '/options': page(`<select>${'<option>x'.repeat(300_000)}</select>`),
  '/digits': page(`<h1>x</h1><p class="text">${'0-'.repeat(200_000)}</p>`),
  '/words': page(`<h1>x</h1><p class="text">${'in de avond '.repeat(400_000)}</p>`),
  '/umlauts': page(`<h1>x</h1><p class="text">${'é 😀 '.repeat(500_000)}</p>`),
  '/comments': page('<!---->'.repeat(150_000)),
  '/empty': page(''),
};
/** Addresses that only lead to more of the same. */
const traps = [
  '/a/b/a/b/a/b',
  `/${'x'.repeat(1500)}`,
  `/?${Array.from({ length: 30 }, (_, at) => `f${at}=1`).join('&')}`,
  '/plain?sid=0123456789abcdef0123',
  '/plain?sid=ffffffffffffffffffff',
];

it(
  'a hostile site, a calendar and a site that blocks harm no other site, and the crawl stays small',
  { timeout: 120_000 },
  async () => {
    const paths = [...Object.keys(behaviours).filter((path) => !elsewhere.test(path)), ...Object.keys(hardToRead)];
    expect(paths.length).toBeGreaterThanOrEqual(40);
    const table: Readonly<Record<string, Handler>> = { ...behaviours, ...hardToRead };
    const hostile = await serve((path) => table[path] ?? page([...paths, ...traps].map(card).join('')));
    const honest = await serve((path) =>
      page(path === '/' ? [1, 2, 3, 4, 5].map((id) => card(`/ad/${id}`)).join('') : ad(Number(path.slice(4)))),
    );
    const other = await serve((path) =>
      page(path === '/' ? [1, 2, 3].map((id) => card(`/ad/${id}`)).join('') : ad(Number(path.slice(4)))),
    );
    const calendar = await serve((path, url) =>
      page(
        path === '/ad/1'
          ? ad(1)
          : `${card('/ad/1')}<a class="next" href="/?day=${Number(url.searchParams.get('day')) + 1}">verder</a>`,
      ),
    );
    const blocker = await serve((path) =>
      page(
        path === '/'
          ? [1, 2, 3, 4, 5, 6].map((id) => card(`/ad/${id}`)).join('')
          : path === '/ad/3'
            ? '<title>Just a moment...</title>'
            : ad(Number(path.slice(4))),
      ),
    );

    const { args, data } = configure({ hostile, honest, other, calendar, blocker });
    const { child, output } = startCli(
      [...args, 'crawl', '--reason', 'test'],
      {},
      isBuilt ? ['dist/src/cli.js'] : undefined,
    );
    let peakRssMb = 0;
    const looking = setInterval(() => (peakRssMb = Math.max(peakRssMb, peakRssMbOf(child.pid))), 50);
    onTestFinished(() => clearInterval(looking));
    const [exitCode] = (await once(child, 'exit')) as [number];

    const store = openStore(data);
    onTestFinished(() => store.close());
    const runOf = (site: string) => {
      const run = store.runs.latest(site);
      return {
        ...store.runs.counts(run!.id),
        isFinished: run!.finishedAt !== null,
        open: store.runs.countOpen(run!.id),
      };
    };
    const done = { isFinished: true, open: 0 };
    expect({ exitCode, stderr: output.stderr }).toMatchObject({
      exitCode: 36,
      stderr: expect.stringContaining('"blocker" keeps us out'),
    });
    expect(runOf('honest')).toMatchObject({ ...done, newAds: 5, leftOut: {} });
    expect(runOf('other')).toMatchObject({ ...done, newAds: 3, leftOut: {} });
    expect(runOf('calendar')).toMatchObject({ ...done, newAds: 1, leftOut: { 'skipped:listing-repeats': 1 } });
    expect(calendar.paths().filter((path) => path !== '/ad/1').length).toBeLessThan(15);
    expect(runOf('blocker')).toMatchObject({
      ...done,
      newAds: 2,
      leftOut: { 'failed:SITE_BLOCKED': 1, 'skipped:site-blocks': 3 },
    });
    expect(blocker.paths()).toEqual(['/', '/ad/1', '/ad/2', '/ad/3']);

    const { leftOut, ...counts } = runOf('hostile');
    expect(counts).toMatchObject({ ...done, newAds: 0 });
    expect(leftOut).toMatchObject({
      'failed:PAGE_UNREADABLE': 3,
      'skipped:path-repeats': 1,
      'skipped:address-too-long': 1,
      'skipped:query-explodes': 1,
    });
    const asked = new Set(hostile.paths().map((path) => path.split('?')[0]));
    for (const path of paths) expect(asked).toContain(path);
    // Two ids of a visit are one address, and that is one that was listed already.
    const settled = Object.values(leftOut).reduce((sum, number) => sum + number, 0);
    expect(settled).toBe(paths.length + 3);

    if (isBuilt) process.stdout.write(`peak RSS of the crawler: ${Math.round(peakRssMb)} MB\n`);
    // Of the crawler itself; this crawl needs no browser, which would be a process of its own.
    expect(peakRssMb).toBeGreaterThan(50);
    expect(peakRssMb).toBeLessThan(rssMaxMb);
  },
);

function serve(handlerOf: (path: string, url: URL) => Handler) {
  return closing(
    startHttpServer((request, response, url) => {
      if (url.pathname === '/robots.txt') return void response.writeHead(404).end();
      return handlerOf(url.pathname, url)(request, response, url);
    }),
  );
}

/** The most memory a process has had so far, by the kernel's own count. */
function peakRssMbOf(pid: number | undefined): number {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes ?? 0) / 1024;
  } catch {
    return 0; // It has ended.
  }
}

function configure(sites: Record<string, { origin: string }>) {
  const dir = temporaryDir();
  const config = join(dir, 'config');
  const data = join(dir, 'data');
  mkdirSync(join(config, 'sites'), { recursive: true });
  cpSync('config/region.yaml', join(config, 'region.yaml'));
  const ground = readFileSync('config/legal-basis.yaml', 'utf8');
  const sources = Object.keys(sites).join(', ');
  writeFileSync(join(config, 'legal-basis.yaml'), ground.replace('[prikbord, marktplein]', `[${sources}]`));
  for (const [id, { origin }] of Object.entries(sites)) {
    const file = {
      id,
      title: id,
      network: 'loopback',
      termsReviewedOn: '2026-01-01',
      start: [`${origin}/`],
      politeness: { delayMs: 0, timeoutMs: 1000, maxBodyBytes: 5_000_000 },
      listing: { card: 'article', link: { selector: 'a' }, next: { selector: 'a.next' } },
      detail: {
        fields: {
          id: { from: 'url', pattern: '/ad/(\\d+)' },
          title: { selector: 'h1' },
          text: { selector: '.text' },
          place: { selector: '.place' },
        },
      },
    };
    writeFileSync(join(config, 'sites', `${id}.yaml`), JSON.stringify(file));
  }
  return { args: ['--config', config, '--data', data], data };
}
