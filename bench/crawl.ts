/**
 * The crawl, side by side with Crawlee's CheerioCrawler on the same made-up sites in the same run: npm run bench:crawl [-- --seed N].
 * The sites have 5,000 ads, and one of large pages has fewer: what a page costs Crawlee on disk grows with the site, and what it costs us falls.
 * Compiled first, as the product is: a loader that compiles while it runs slows every function down.
 * Each crawl runs in a process of its own and measures itself; the site is served by another one.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { z } from 'zod';
import { startRedis } from '../test/support/redis.ts';
import { measuredSchema } from './crawl-arguments.ts';
import type { Measured } from './crawl-arguments.ts';
import { fieldSelectors } from './crawl-site.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' } },
});
const seed = Number(values.seed);
const here = import.meta.dirname;
const crawleeFolder = join('bench', 'node_modules', '@crawlee', 'cheerio');
const atOnce = 16;
const adsPerListing = 50;
const large = { seed, ads: 5_000, adsPerListing, detailBytes: 82_000, listingBytes: 9_000 };
const fewLarge = { ...large, ads: 1_000 };
const small = { ...large, detailBytes: 9_000 };
type Shape = typeof large;

const workDir = mkdtempSync(join(tmpdir(), 'vindplaats-bench-'));
try {
  await run();
} finally {
  rmSync(workDir, { recursive: true, force: true });
}

async function run(): Promise<void> {
  const onLarge = await withSite({ ...large, validators: 'etag' }, async (origin) => ({
    vindplaats: await vindplaats('large', origin, large.ads),
    knownCards: await vindplaats('large', origin, large.ads),
    notModified: await vindplaats('large', origin, large.ads, { daysLater: 8 }),
    crawlee: await crawlee(origin, large, 'disk'),
    crawleeMemory: await crawlee(origin, large, 'memory'),
    limit: await child('crawl-limit.js', crawlOf(origin, workDir, large.ads)),
  }));
  const onFewLarge = await withSite({ ...fewLarge, validators: 'etag' }, async (origin) => ({
    vindplaats: await vindplaats('few', origin, fewLarge.ads),
    crawlee: await crawlee(origin, fewLarge, 'disk'),
  }));
  const sameHash = await withSite({ ...large, validators: 'none' }, async (origin) => {
    await vindplaats('hash', origin, large.ads);
    return vindplaats('hash', origin, large.ads, { daysLater: 8 });
  });
  const onSmall = await withSite({ ...small, validators: 'etag' }, async (origin) => ({
    vindplaats: await vindplaats('small', origin, small.ads),
    screened: await vindplaats('screened', origin, small.ads, { until: 'screened' }),
    crawlee: await crawlee(origin, small, 'disk'),
    crawleeMemory: await crawlee(origin, small, 'memory'),
    limit: await child('crawl-limit.js', crawlOf(origin, workDir, small.ads)),
  }));
  const few = { ...small, ads: 500 };
  const shipped = await withSite({ ...few, validators: 'etag' }, (origin) =>
    vindplaats('shipped', origin, few.ads, { atOnce: 'as-shipped' }),
  );
  const reading = z
    .object({ changedMs: z.number(), sameBytesMs: z.number(), notModifiedMs: z.number() })
    .parse(await output('node', [join(here, 'crawl-reading.js'), JSON.stringify({ ...large, rounds: 200 })]));
  const sqlite = await queueCost(null);
  const redis = await redisCost();

  show(`${large.ads} ads of 82 KB and ${large.ads / adsPerListing} listings of 9 KB, ${atOnce} at once`, [
    ['Vindplaats, stored', onLarge.vindplaats],
    ['Vindplaats, every page read again, 304', onLarge.notModified],
    ['Vindplaats, every page read again, equal hash', sameHash],
    ['Crawlee, disk (its default)', onLarge.crawlee],
    ['Crawlee, memory', onLarge.crawleeMemory],
    ['undici + htmlparser2 alone', onLarge.limit],
  ]);
  show(`${fewLarge.ads} ads of 82 KB and ${fewLarge.ads / adsPerListing} listings of 9 KB, ${atOnce} at once`, [
    ['Vindplaats, stored', onFewLarge.vindplaats],
    ['Crawlee, disk (its default)', onFewLarge.crawlee],
  ]);
  show(`${small.ads} ads and ${small.ads / adsPerListing} listings of 9 KB, ${atOnce} at once`, [
    ['Vindplaats, stored', onSmall.vindplaats],
    ['Vindplaats, stored, linked, screened', onSmall.screened],
    ['Crawlee, disk (its default)', onSmall.crawlee],
    ['Crawlee, memory', onSmall.crawleeMemory],
    ['undici + htmlparser2 alone', onSmall.limit],
    ['Vindplaats, one at a time, as shipped', shipped],
  ]);
  say(
    `An 82 KB page that has arrived, from sealed job to sealed result: ${reading.changedMs.toFixed(2)} ms CPU when new, ` +
      `${reading.sameBytesMs.toFixed(3)} ms when its bytes are known (${(reading.changedMs / reading.sameBytesMs).toFixed(0)} times less), ` +
      `${reading.notModifiedMs.toFixed(3)} ms for a 304 (${(reading.changedMs / reading.notModifiedMs).toFixed(0)} times).`,
  );
  const overAnAd = (night: Measured) => onLarge.vindplaats.cpuMs / night.cpuMs;
  say(
    `A whole night, CPU an ad: ${msPerAd(onLarge.vindplaats, large)} ms when all are new. When nothing changed ${msPerAd(onLarge.knownCards, large)} ms by the cards of the listings ` +
      `(${overAnAd(onLarge.knownCards).toFixed(0)} times less), and when every page is read again ${msPerAd(onLarge.notModified, large)} ms by 304 (${overAnAd(onLarge.notModified).toFixed(1)} times) ` +
      `and ${msPerAd(sameHash, large)} ms by equal hash (${overAnAd(sameHash).toFixed(1)} times).`,
  );
  say(
    `Queue: ${msPerPage(sqlite).toFixed(3)} ms CPU a job on SQLite, ${redis === null ? 'NOT MEASURED' : `${msPerPage(redis).toFixed(3)} ms`} on Redis.`,
  );

  const round = (value: number) => Math.round(value * 1000) / 1000;
  const result = {
    pagesPerCpuSecond: perCpuSecond(onLarge.vindplaats),
    crawleePagesPerCpuSecond: perCpuSecond(onLarge.crawlee),
    ratio: perCpuSecond(onLarge.vindplaats) / perCpuSecond(onLarge.crawlee),
    ratioOnFewerAds: perCpuSecond(onFewLarge.vindplaats) / perCpuSecond(onFewLarge.crawlee),
    crawleeInMemoryPagesPerCpuSecond: perCpuSecond(onLarge.crawleeMemory),
    ratioToCrawleeInMemory: perCpuSecond(onLarge.vindplaats) / perCpuSecond(onLarge.crawleeMemory),
    rawLimitPagesPerCpuSecond: perCpuSecond(onLarge.limit),
    crawlCpuMsPerPage: msPerPage(onSmall.vindplaats),
    crawlPagesPerSecond: perSecond(onSmall.vindplaats),
    crawlAndScreenCpuMsPerPage: msPerPage(onSmall.screened),
    // The crawl stage on a page that has arrived, changed over unchanged by equal bytes: without network, queue and store.
    unchangedOverChanged: reading.changedMs / reading.sameBytesMs,
    unchangedOverChangedBy304: reading.changedMs / reading.notModifiedMs,
    // Whole nights, requests, queue and store included.
    nightByCardOverNew: overAnAd(onLarge.knownCards),
    nightBy304OverNew: overAnAd(onLarge.notModified),
    nightByHashOverNew: overAnAd(sameHash),
    peakRssMb: Math.max(onLarge.vindplaats.peakRssMb, onSmall.vindplaats.peakRssMb),
    peakRssRatio: onSmall.vindplaats.peakRssMb / onSmall.crawlee.peakRssMb,
    peakRssRatioToCrawleeInMemory: onSmall.vindplaats.peakRssMb / onSmall.crawleeMemory.peakRssMb,
    queueMsPerJobSqlite: msPerPage(sqlite),
    queueMsPerJobRedis: redis === null ? null : msPerPage(redis),
    queueWallMsPerJobSqlite: sqlite.wallMs / sqlite.pages,
    queueWallMsPerJobRedis: redis === null ? null : redis.wallMs / redis.pages,
  };
  const rounded = Object.fromEntries(
    Object.entries(result).map(([key, value]) => [key, value === null ? null : round(value)]),
  );
  const versions = { crawleeVersion: crawleeVersion(), nodeVersion: process.version, cores: availableParallelism() };
  say(`RESULT ${JSON.stringify({ ...rounded, ads: large.ads, fewerAds: fewLarge.ads, seed, ...versions })}`);
}

function crawlOf(origin: string, dataDir: string, ads: number) {
  return { origin, dataDir, ads, atOnce, until: 'stored' };
}

/** @param dataDir the same name again is the same store: a second night. */
function vindplaats(
  dataDir: string,
  origin: string,
  ads: number,
  other: { until?: 'screened'; atOnce?: 'as-shipped'; daysLater?: number } = {},
): Promise<Measured> {
  return child('crawl-vindplaats.js', { ...crawlOf(origin, join(workDir, dataDir), ads), ...other });
}

async function crawlee(origin: string, { ads }: Shape, storage: 'disk' | 'memory'): Promise<Measured> {
  const dataDir = mkdtempSync(join(workDir, 'crawlee-'));
  const job = { origin, dataDir, ads, atOnce, storage, fields: fieldSelectors };
  // Of 5,000 large pages it keeps more than the 4 GB that Node gives, and is not to spend its time on looking for room.
  const node = ['--max-old-space-size=8192', join('bench', 'crawl-crawlee.mjs')];
  return measuredSchema.parse(await output('node', [...node, JSON.stringify(job)]));
}

async function queueCost(redisUrl: string | null): Promise<Measured> {
  return child('crawl-queue.js', { redisUrl, dataDir: mkdtempSync(join(workDir, 'queue-')), visits: 2_000 });
}

async function redisCost(): Promise<Measured | null> {
  if (spawnSync('redis-server', ['--version']).error !== undefined) {
    say(
      '!!! redis-server is not installed: the queue on Redis was NOT measured (Debian: apt-get install redis-server) !!!',
    );
    return null;
  }
  const redis = await startRedis();
  try {
    return await queueCost(redis.url);
  } finally {
    await redis.stop();
  }
}

async function child(script: string, job: object): Promise<Measured> {
  return measuredSchema.parse(await output('node', [join(here, script), JSON.stringify(job)]));
}

/** The JSON a process prints. */
async function output(command: string, args: string[]): Promise<unknown> {
  const started = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  started.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
  const code = await new Promise((resolve, reject) => started.once('error', reject).once('close', resolve));
  if (code !== 0) throw new Error(`${args[0]} ended with ${String(code)}`);
  return JSON.parse(text);
}

async function withSite<T>(site: object, use: (origin: string) => Promise<T>): Promise<T> {
  const server = spawn('node', [join(here, 'crawl-server.js'), JSON.stringify(site)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    const [origin] = await Promise.race([
      firstLine(),
      new Promise<never>((_resolve, reject) => server.once('exit', reject)),
    ]);
    return await use(origin);
  } finally {
    server.kill();
  }

  function firstLine(): Promise<[string]> {
    return new Promise((resolve) => createInterface(server.stdout).once('line', (line) => resolve([line])));
  }
}

function crawleeVersion(): string {
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(crawleeFolder, 'package.json'), 'utf8')))
    .version;
}

function msPerAd({ cpuMs }: Measured, { ads }: Shape): string {
  return (cpuMs / ads).toFixed(3);
}

function msPerPage({ cpuMs, pages }: Measured): number {
  return cpuMs / pages;
}

function perCpuSecond(measured: Measured): number {
  return 1000 / msPerPage(measured);
}

function perSecond({ pages, wallMs }: Measured): number {
  return (pages * 1000) / wallMs;
}

function show(title: string, rows: [string, Measured][]): void {
  const table = new Table({
    head: [title, 'CPU ms a page', 'pages a CPU-second', 'pages a second', 'peak MB'],
    style: { head: [] },
  });
  for (const [name, measured] of rows) {
    table.push([
      name,
      msPerPage(measured).toFixed(2),
      perCpuSecond(measured).toFixed(0),
      perSecond(measured).toFixed(0),
      measured.peakRssMb.toFixed(0),
    ]);
  }
  say(table.toString());
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
