/**
 * What the crawl stage does with an answer that has arrived, from the sealed job to the sealed result: a page that is new, one with
 * the same bytes as last time, and a 304. Nothing of network, queue and store is in it.
 */
import { createCrawlStage } from '../src/crawl/crawl-stage.ts';
import { fetchPage } from '../src/crawl/fetch-page.ts';
import type { PoliteFetch } from '../src/crawl/polite-fetch.ts';
import { hashAddress, visitJob } from '../src/crawl/visits.ts';
import { readConfig } from '../src/config.ts';
import { createKeyedHash, sha256Hex } from '../src/lib/hash.ts';
import { median } from '../src/lib/robust.ts';
import { createSeal } from '../src/lib/seal.ts';
import { createLog } from '../src/log.ts';
import { visitJobSchema } from '../src/model/visit.ts';
import type { VisitJob } from '../src/model/visit.ts';
import { openReader } from '../src/pipeline.ts';
import { readArguments, readingArguments } from './crawl-arguments.ts';
import { createSiteContents, siteFileOf } from './crawl-site.ts';

const { rounds, ...shape } = readArguments(readingArguments);
const contents = createSiteContents(shape);
const bodies = Array.from({ length: Math.min(64, shape.ads) }, (_, at) => contents.detail(at + 1));
const site = siteFileOf('http://127.0.0.1');
const now = () => new Date('2026-01-05T12:00:00.000Z');
const key = Buffer.alloc(32, 7);
const [seal, hash] = [createSeal(key), createKeyedHash(key)];
const reader = openReader(readConfig('config').region, now);
const reading = reader.readingOf(site);
const run = {
  signal: new AbortController().signal,
  now,
  log: createLog('error'),
  gate: { permits: () => true, require: () => 'bench' },
};

const answered = { status: 200 };
const turns = 9;
const arrived: PoliteFetch = async (_site, address) => ({
  kind: 'response',
  response: {
    url: new URL(address),
    status: answered.status,
    headers: { 'content-type': 'text/html; charset=utf-8', etag: '"1"' },
    body: answered.status === 200 ? bodyOf(address) : Buffer.alloc(0),
    wireBytes: 0,
    tookMs: 0,
  },
});
const stage = createCrawlStage({
  sites: [site],
  source: {
    get: (ofSite, url, validators, signal) => fetchPage(arrived, { site: ofSite, url, validators, signal }, now),
    takeTraffic: () => ({ requests: 0, wireBytes: 0, busyMs: 0, pauseMs: 0 }),
    photo: () => Promise.reject(new Error('no site here asks for photos')),
    close: async () => {},
  },
  reader,
  seal,
  hash,
  hashPhoto: () => Promise.reject(new Error('no site here asks for photos')),
});

const [changed, known] = [false, true].map((isKnown) => bodies.map((_, at) => jobOf(at, isKnown)));
const measured: Record<'changedMs' | 'sameBytesMs' | 'notModifiedMs', number[]> = {
  changedMs: [],
  sameBytesMs: [],
  notModifiedMs: [],
};
// In turn, for this machine is faster in one second than in the next; the first turn warms up and does not count.
for (let turn = 0; turn <= turns; turn += 1) {
  const changedMs = await cpuMsOf(changed, rounds);
  const sameBytesMs = await cpuMsOf(known, rounds * 10);
  answered.status = 304;
  const notModifiedMs = await cpuMsOf(known, rounds * 10);
  answered.status = 200;
  if (turn === 0) continue;
  measured.changedMs.push(changedMs);
  measured.sameBytesMs.push(sameBytesMs);
  measured.notModifiedMs.push(notModifiedMs);
}
await reader.close();
process.stdout.write(
  `${JSON.stringify({
    changedMs: median(measured.changedMs),
    sameBytesMs: median(measured.sameBytesMs),
    notModifiedMs: median(measured.notModifiedMs),
  })}\n`,
);

function bodyOf(address: string): Buffer {
  return bodies[Number(/\d+$/.exec(address)?.[0]) - 1] ?? Buffer.alloc(0);
}

function jobOf(at: number, isKnown: boolean): VisitJob {
  const url = `http://127.0.0.1/ad/${at + 1}`;
  const validators = { etag: '"1"', lastModified: null, bodySha256: sha256Hex(bodyOf(url)) };
  const { payload } = visitJob(
    seal,
    { runId: 'bench', site: site.id, kind: 'detail', addressHash: hashAddress(hash, site.id, url), card: null },
    {
      url,
      lastTryAt: now().toISOString(),
      known: isKnown ? { reading, validators } : null,
      knownContent: null,
      previous: null,
    },
  );
  return visitJobSchema.parse(payload);
}

async function cpuMsOf(jobs: readonly VisitJob[] | undefined, times: number): Promise<number> {
  const before = process.cpuUsage();
  for (let at = 0; at < times; at += 1) {
    const job = jobs?.[at % jobs.length];
    if (job !== undefined) await stage.handle(job, run);
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / times;
}
