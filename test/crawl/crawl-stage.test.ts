import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { createCrawlStage } from '../../src/crawl/crawl-stage.ts';
import type { FetchResult } from '../../src/crawl/page-source.ts';
import { hashContent } from '../../src/crawl/visits.ts';
import { createKeyedHash } from '../../src/lib/hash.ts';
import { VindplaatsError } from '../../src/lib/errors.ts';
import { createSeal } from '../../src/lib/seal.ts';
import { createLog } from '../../src/log.ts';
import { siteSchema } from '../../src/model/site.ts';
import { observeAd } from '../../src/extract/observe-page.ts';
import { visitJobSchema, visitOutcomeSchema, visitResultSchema } from '../../src/model/visit.ts';
import { someAd } from '../support/some-ad.ts';

const key = Buffer.alloc(32, 1);
const seal = createSeal(key);
const site = siteSchema.parse({
  id: 'prikbord',
  title: 'Prikbord',
  termsReviewedOn: '2026-01-01',
  start: ['http://127.0.0.1:8091/'],
  politeness: { delayMs: 0 },
  listing: { card: '.card', link: { selector: 'a' } },
  detail: {
    fields: {
      id: { from: 'url' },
      title: { selector: 'h1' },
      text: { selector: '.text' },
      place: { selector: '.place' },
    },
  },
});
const page = {
  kind: 'page',
  page: {
    url: 'http://x/1',
    finalUrl: 'http://x/1',
    status: 200,
    fetchedAt: '2026-01-05T01:00:00.000Z',
    contentType: 'text/html',
    etag: '"1"',
    lastModified: null,
    bodySha256: 'b'.repeat(64),
    wireBytes: 1,
    bytes: Buffer.from('<h1>Gezelschap in Hilversum</h1>'),
    headers: { 'content-type': 'text/html' },
    lane: 'http',
  },
} satisfies FetchResult;

/** One visit, with what the site answers and what is read from it given. */
async function visit(options: {
  answer?: FetchResult | VindplaatsError;
  municipality?: string | null;
  permitted?: string[];
  at?: string;
  kind?: 'listing' | 'detail';
  knownContent?: string | null;
  /** The page is known by the hash of its bytes, read under this reading. */
  knownReading?: string;
}) {
  const {
    answer = page,
    municipality = 'GM0402',
    permitted = ['GM0402'],
    at = '2026-01-05T01:00:00.000Z',
    kind = 'detail',
    knownContent = null,
    knownReading,
  } = options;
  const validators = { etag: null, lastModified: null, bodySha256: page.page.bodySha256 };
  const stage = createCrawlStage({
    sites: [site],
    seal,
    hash: createKeyedHash(key),
    source: {
      get: () => (answer instanceof VindplaatsError ? Promise.reject(answer) : Promise.resolve(answer)),
      photo: () => Promise.reject(new Error('no photo is asked for')),
      takeTraffic: () => ({ requests: 1, wireBytes: 10, busyMs: 1, pauseMs: 0 }),
      close: () => Promise.resolve(),
    },
    hashPhoto: () => Promise.reject(new Error('no photo is hashed')),
    reader: {
      readListing: async () => ({
        cards: [
          { url: 'http://x/1', place: 'Utrecht', says: 'Gezelschap Utrecht' },
          { url: 'http://x/2', place: null, says: 'Massage' },
        ],
        linkless: 0,
        next: null,
      }),
      readAd: async () => ({ kind: 'ad', ad: { ...someAd(), municipality } }),
      nextPageOf: async () => null,
      mayBeInRegion: (place) => place !== 'Utrecht',
      observeAd,
      readingOf: () => 'reading',
    },
  });
  const run = {
    signal: new AbortController().signal,
    now: () => new Date(at),
    log: createLog('silent'),
    gate: {
      permits: (_source: string, _purpose: string, code: string | null) => code === null || permitted.includes(code),
      require: () => 'ground',
    },
  };
  const sealed = seal.close({
    url: 'http://x/1',
    lastTryAt: '2026-01-05T12:00:00.000Z',
    known: knownReading === undefined ? null : { reading: knownReading, validators },
    knownContent,
    previous: null,
  });
  const common = { runId: 'run-1', site: 'prikbord', addressHash: 'h', sealed };
  const jobs = await stage.handle(
    kind === 'listing' ? { ...common, kind, page: 1, knownInRow: 0, barrenInRow: 0 } : { ...common, kind, card: null },
    run,
  );
  const { sealed: sealedOutcome, content, bodies = [] } = visitJobSchema.parse(jobs[0]!.payload);
  const outcome = visitOutcomeSchema.parse(seal.open(sealedOutcome));
  return { outcome, result: visitResultSchema.parse(seal.open(content ?? sealedOutcome)), bodies, jobs };
}

it('sends an ad of the region to the writer, sealed', async () => {
  const { outcome, result, jobs } = await visit({});
  expect(result).toMatchObject({ kind: 'ad', ad: { title: 'Gezelschap in Hilversum' }, page: { etag: '"1"' } });
  expect(outcome).toMatchObject({ kind: 'ad', siteAdId: '1', observation: { kind: 'ad', statesMinor: false } });
  expect(jobs).toMatchObject([{ queue: 'ingest' }]);
  expect(JSON.stringify(jobs)).not.toContain('Hilversum');
});

it('sends the page of a new ad along as evidence, and none for an ad that reads as it did', async () => {
  const { result, bodies } = await visit({});
  if (result.kind !== 'ad') throw new Error(result.kind);
  expect(result.pages).toMatchObject([{ url: 'http://x/1', sha256: 'b'.repeat(64), lane: 'http', sizeBytes: 32 }]);
  expect(bodies).toMatchObject([{ sha256: 'b'.repeat(64) }]);
  expect(seal.openBytes(Buffer.from(bodies[0]!.sealed, 'base64')).toString()).toBe('<h1>Gezelschap in Hilversum</h1>');

  const knownContent = hashContent(createKeyedHash(key), result.ad);
  expect(await visit({ knownContent })).toMatchObject({ result: { kind: 'ad', pages: [] }, bodies: [] });
});

it('keeps the hash alone of a page that is too large to travel', async () => {
  const bytes = randomBytes(5_000_000);
  const { result, bodies } = await visit({ answer: { kind: 'page', page: { ...page.page, bytes } } });
  expect(result).toMatchObject({ kind: 'ad', pages: [{ sizeBytes: 5_000_000, body: 'too-large' }] });
  expect(bodies).toEqual([]);
});

it('reads nothing of a page with the bytes it is known by, also where a browser put them together', async () => {
  expect((await visit({ knownReading: 'reading' })).result.kind).toBe('unchanged');
  expect((await visit({ knownReading: 'reading', kind: 'listing' })).result.kind).toBe('unchanged');
  // Another site file, or another region: the same bytes may say something else now.
  expect((await visit({ knownReading: 'another' })).result.kind).toBe('ad');
});

it('lets an ad outside the region end where it was read', async () => {
  expect((await visit({ municipality: null })).result).toEqual({ kind: 'skipped', reason: 'outside-region' });
});

it('lets an ad of a municipality without a legal basis end where it was read', async () => {
  expect((await visit({ municipality: 'GM0406' })).result).toEqual({ kind: 'skipped', reason: 'no-legal-basis' });
});

it('marks cards that name a place outside the region, which are not asked for', async () => {
  const { result } = await visit({ kind: 'listing' });
  expect(result).toMatchObject({
    kind: 'listed',
    cards: [
      { url: 'http://x/1', isOutside: true },
      { url: 'http://x/2', isOutside: false },
    ],
  });
});

it('comes back later when asked to, and leaves the page alone when the run is over', async () => {
  const later = new VindplaatsError('FETCH_LATER', 'come back later', { waitMs: 1000 });
  await expect(visit({ answer: later })).rejects.toMatchObject({ code: 'FETCH_LATER' });
  await expect(visit({ answer: later, at: '2026-01-05T12:00:01.000Z' })).rejects.toMatchObject({
    code: 'FETCH_REFUSED',
  });
  // Nobody waits for a moment that the run will not see.
  const tomorrow = new VindplaatsError('FETCH_LATER', 'come back later', { waitMs: 86_400_000 });
  await expect(visit({ answer: tomorrow })).rejects.toMatchObject({ code: 'FETCH_REFUSED' });
});
