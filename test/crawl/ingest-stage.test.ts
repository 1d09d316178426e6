import { expect, it, onTestFinished } from 'vitest';
import { hashAddress, hashContent } from '../../src/crawl/visits.ts';
import { createKeyedHash } from '../../src/lib/hash.ts';
import { createSeal } from '../../src/lib/seal.ts';
import { siteSchema } from '../../src/model/site.ts';
import { visitSchema } from '../../src/model/visit.ts';
import type { PageBody } from '../../src/model/evidence-page.ts';
import type { VisitResult } from '../../src/model/visit.ts';
import { openStore } from '../../src/store/open-store.ts';
import { ingestJob, openTaking } from '../support/open-crawl.ts';
import { someAd, someBody, someEvidence, somePage } from '../support/some-ad.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const key = Buffer.alloc(32, 1);
const seal = createSeal(key);
const hash = createKeyedHash(key);
const start = 'http://127.0.0.1:8091/lijst';
const firstNight = '2026-01-05T01:00:00.000Z';
const site = siteSchema.parse({
  id: 'prikbord',
  title: 'Prikbord',
  termsReviewedOn: '2026-01-01',
  start: [start],
  politeness: { delayMs: 0, maxListingPages: 2 },
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

function openStage() {
  const store = openStore(temporaryDir());
  onTestFinished(() => store.close());
  let now = firstNight;
  const taking = openTaking({ sites: [site], store, seal, hash, now: () => new Date(now) });
  function begin(runId: string, at: string) {
    now = at;
    store.runs.start({ id: runId, site: 'prikbord', reason: 'test', startedAt: at });
    store.runs.addAddress(runId, hashAddress(hash, 'prikbord', start), 'listing');
  }
  async function ingest(
    runId: string,
    url: string,
    kind: 'listing' | 'detail',
    result: VisitResult,
    bodies: PageBody[] = [],
  ) {
    const common = { runId, site: 'prikbord', addressHash: hashAddress(hash, 'prikbord', url), sealed: '' };
    const job =
      kind === 'listing'
        ? { ...common, kind, page: Number(/\d+$/.exec(url)?.[0] ?? '1'), knownInRow: 0, barrenInRow: 0 }
        : { ...common, kind, card: null };
    const jobs = await taking.ingest(ingestJob(seal, job, result, bodies));
    return jobs.map((next) => ({ queue: next.queue, payload: next.payload as { sealed?: string } }));
  }
  return { store, begin, ingest };
}

function listing(urls: string[], at: string, next: string | null = null): VisitResult {
  return {
    kind: 'listed',
    url: start,
    fetchedAt: at,
    validators: { etag: null, lastModified: null, bodySha256: null },
    reading: 'reading',
    cards: urls.map((url) => ({
      url,
      addressHash: hashAddress(hash, 'prikbord', url),
      cardHash: 'the same',
      isOutside: false,
    })),
    movedBack: [],
    next: next === null ? null : { url: next, addressHash: hashAddress(hash, 'prikbord', next) },
  };
}

function found(siteAdId: string, at: string, text = 'Massage aan huis.'): VisitResult {
  const ad = someAd({ siteAdId, text });
  return { kind: 'ad', ad, contentHash: hashContent(hash, ad), page: somePage(at), pages: [], photos: null };
}

it('turns a listing into visits, and is harmless when it comes twice', async () => {
  const { store, begin, ingest } = openStage();
  begin('run-1', firstNight);
  const first = await ingest(
    'run-1',
    start,
    'listing',
    listing(['http://x/1', 'http://x/2'], firstNight, 'http://x/?page=2'),
  );
  expect(first.map((job) => visitSchema.parse(seal.open(job.payload.sealed!)).url)).toEqual([
    'http://x/1',
    'http://x/2',
    'http://x/?page=2',
  ]);
  const again = await ingest(
    'run-1',
    start,
    'listing',
    listing(['http://x/1', 'http://x/2'], firstNight, 'http://x/?page=2'),
  );
  expect(again).toHaveLength(3);
  expect(store.runs.countOpen('run-1')).toBe(3);
});

it('keeps the page of each version with the version, and tells the next visit what is known', async () => {
  const { store, begin, ingest } = openStage();
  begin('run-1', firstNight);
  await ingest('run-1', start, 'listing', listing(['http://x/1'], firstNight));
  const pages = [someEvidence('<p>Massage aan huis.</p>', firstNight)];
  const bodies = [someBody(seal, '<p>Massage aan huis.</p>')];
  const first = found('1', firstNight);
  if (first.kind !== 'ad') throw new Error(first.kind);
  await ingest('run-1', 'http://x/1', 'detail', { ...first, pages }, bodies);
  // The same job again, as after a kill.
  await ingest('run-1', 'http://x/1', 'detail', { ...first, pages }, bodies);
  expect(store.pages.ofAd(1)).toMatchObject([{ version: 1, position: 1, runId: 'run-1', body: 'kept' }]);
  expect(seal.openBytes(store.bodies.read(pages[0]!.sha256)!).toString()).toBe('<p>Massage aan huis.</p>');

  const secondNight = '2026-01-06T01:00:00.000Z';
  begin('run-2', secondNight);
  const [visit] = await ingest('run-2', start, 'listing', listing(['http://x/1'], secondNight));
  expect(visitSchema.parse(seal.open(visit!.payload.sealed!)).knownContent).toBe(hashContent(hash, first.ad));
  const changedAd = someAd({ siteAdId: '1', text: 'Massage.' });
  const changed = { ...first, ad: changedAd, contentHash: hashContent(hash, changedAd), page: somePage(secondNight) };
  const changedPages = [someEvidence('<p>Massage.</p>', secondNight)];
  const changedBodies = [someBody(seal, '<p>Massage.</p>')];
  await ingest('run-2', 'http://x/1', 'detail', { ...changed, pages: changedPages }, changedBodies);
  expect(store.pages.ofAd(1).map(({ version, sha256 }) => ({ version, sha256 }))).toEqual([
    { version: 1, sha256: pages[0]!.sha256 },
    { version: 2, sha256: changedPages[0]!.sha256 },
  ]);
});

it('ends the run with the outcome of its last address, and accounts for each', async () => {
  const { store, begin, ingest } = openStage();
  begin('run-1', firstNight);
  await ingest('run-1', start, 'listing', listing(['http://x/1', 'http://x/2', 'http://x/3'], firstNight));
  expect(await ingest('run-1', 'http://x/1', 'detail', found('1', firstNight))).toEqual([]);
  await ingest('run-1', 'http://x/2', 'detail', { kind: 'skipped', reason: 'outside-region' });
  expect(store.runs.find('run-1')?.finishedAt).toBeNull();
  const next = await ingest('run-1', 'http://x/3', 'detail', { kind: 'failed', code: 'FETCH_FAILED' });
  expect(next).toMatchObject([{ queue: 'link', payload: { adIds: [1] } }]);
  expect(store.runs.find('run-1')?.finishedAt).toBe(firstNight);
  expect(store.runs.counts('run-1')).toEqual({
    pages: 3,
    adsSeen: 2,
    newAds: 1,
    changedAds: 0,
    unchangedAds: 0,
    missedAds: 0,
    goneAds: 0,
    returnedAds: 0,
    leftOut: { 'failed:FETCH_FAILED': 1, 'skipped:outside-region': 1 },
  });
});

it('tells new, changed, unchanged and missed apart on the second night', async () => {
  const { store, begin, ingest } = openStage();
  const urls = ['http://x/1', 'http://x/2', 'http://x/3'];
  begin('run-1', firstNight);
  await ingest('run-1', start, 'listing', listing(urls, firstNight));
  for (const [index, url] of urls.entries()) await ingest('run-1', url, 'detail', found(String(index + 1), firstNight));

  const secondNight = '2026-01-06T01:00:00.000Z';
  begin('run-2', secondNight);
  const visits = await ingest(
    'run-2',
    start,
    'listing',
    listing(['http://x/1', 'http://x/2', 'http://x/4'], secondNight),
  );
  expect(visits.map((job) => visitSchema.parse(seal.open(job.payload.sealed!)).knownContent !== null)).toEqual([
    true,
    true,
    false,
  ]);
  await ingest('run-2', 'http://x/1', 'detail', { kind: 'unchanged', url: 'http://x/1', fetchedAt: secondNight });
  await ingest('run-2', 'http://x/2', 'detail', found('2', secondNight, 'Massage aan huis, ook in het weekend.'));
  await ingest('run-2', 'http://x/4', 'detail', found('4', secondNight));
  expect(store.runs.counts('run-2')).toMatchObject({ newAds: 1, changedAds: 1, unchangedAds: 1, missedAds: 1 });
  expect(store.ads.find(3)?.goneAt).toBeNull();
});

it('calls nothing gone after a listing that could not be read', async () => {
  const { store, begin, ingest } = openStage();
  begin('run-1', firstNight);
  await ingest('run-1', start, 'listing', listing(['http://x/1'], firstNight));
  await ingest('run-1', 'http://x/1', 'detail', found('1', firstNight));
  begin('run-2', '2026-01-06T01:00:00.000Z');
  await ingest('run-2', start, 'listing', { kind: 'failed', code: 'SITE_UNREACHABLE' });
  expect(store.runs.find('run-2')?.finishedAt).not.toBeNull();
  expect(store.ads.find(1)?.goneAt).toBeNull();
});

it('stops at the page limit of the site, and says so', async () => {
  const { store, begin, ingest } = openStage();
  begin('run-1', firstNight);
  await ingest('run-1', start, 'listing', listing([], firstNight, 'http://x/?page=2'));
  await ingest('run-1', 'http://x/?page=2', 'listing', listing([], firstNight, 'http://x/?page=3'));
  expect(store.runs.counts('run-1').leftOut).toEqual({ 'skipped:page-limit': 1 });
  expect(store.runs.find('run-1')?.finishedAt).not.toBeNull();
});
