import { expect, it, onTestFinished } from 'vitest';
import { createRunDesk } from '../../src/crawl/run-desk.ts';
import { unreleasedJobs } from '../../src/crawl/release-job.ts';
import { hashAddress, hashContent } from '../../src/crawl/visits.ts';
import { createKeyedHash } from '../../src/lib/hash.ts';
import { createSeal } from '../../src/lib/seal.ts';
import type { PageBody } from '../../src/model/evidence-page.ts';
import { adsJobSchema } from '../../src/model/visit.ts';
import type { VisitJob, VisitResult } from '../../src/model/visit.ts';
import type { NewJob } from '../../src/queue/queue.ts';
import { openStore } from '../../src/store/open-store.ts';
import { ingestJob, openTaking } from '../support/open-crawl.ts';
import { seededSites } from '../support/seed-store.ts';
import { someAd, someBody, someEvidence, somePage } from '../support/some-ad.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const key = Buffer.alloc(32, 1);
const seal = createSeal(key);
const hash = createKeyedHash(key);
const site = 'prikbord';
const actor = { name: 'test', origin: 'local' };
const listingUrl = 'http://x/';

function openRuns() {
  const store = openStore(temporaryDir());
  onTestFinished(() => store.close());
  let now = '2026-01-05T01:00:00.000Z';
  const clock = () => new Date(now);
  const accepted: NewJob[] = [];
  const taking = openTaking({ sites: seededSites, store, seal, hash, now: clock });

  function job(runId: string, url: string, result: VisitResult, bodies: PageBody[] = []): VisitJob {
    const common = { runId, site, addressHash: hashAddress(hash, site, url), sealed: '' };
    const visit: VisitJob =
      url === listingUrl
        ? { ...common, kind: 'listing', page: 1, knownInRow: 0, barrenInRow: 0 }
        : { ...common, kind: 'detail', card: null };
    return ingestJob(seal, visit, result, bodies);
  }
  /** A run that finds these ads, up to its end. @returns the jobs its last address gives. */
  async function crawl(
    runId: string,
    at: string,
    ads: readonly string[],
    text = 'Massage aan huis.',
  ): Promise<NewJob[]> {
    now = at;
    store.runs.start({ id: runId, site, reason: 'test', startedAt: at });
    store.runs.addAddress(runId, hashAddress(hash, site, listingUrl), 'listing');
    const cards = ads.map((id) => {
      const url = `${listingUrl}${id}`;
      return { url, addressHash: hashAddress(hash, site, url), cardHash: `${id} ${text}`, isOutside: false };
    });
    let jobs = await taking.hold(
      job(runId, listingUrl, {
        kind: 'listed',
        url: listingUrl,
        fetchedAt: at,
        validators: { etag: null, lastModified: null, bodySha256: null },
        reading: 'r',
        cards,
        movedBack: [],
        next: null,
      }),
    );
    for (const id of ads) {
      const html = `<p>${id} ${text}</p>`;
      const ad = someAd({ siteAdId: id, text });
      const pages = [someEvidence(html, at)];
      jobs = await taking.hold(
        job(
          runId,
          `${listingUrl}${id}`,
          { kind: 'ad', ad, contentHash: hashContent(hash, ad), page: somePage(at), pages, photos: null },
          [someBody(seal, html)],
        ),
      );
    }
    return jobs;
  }

  return {
    store,
    taking,
    desk: createRunDesk({ store, queue: { enqueue: async (jobs) => accepted.push(...jobs) }, now: clock }),
    /** What accepting a run has queued since this was last asked. */
    takeAccepted: () => accepted.splice(0),
    crawl,
  };
}

/** The ads that link jobs are of. */
function linked(jobs: readonly NewJob[]): number[] {
  return jobs.flatMap((job) => (job.queue === 'link' ? adsJobSchema.parse(job.payload).adIds : []));
}

const many = Array.from({ length: 130 }, (_unused, index) => String(index));

it('holds everything until the run is over, and then puts it to use in stretches that leave nothing behind', async () => {
  const { store, taking, crawl } = openRuns();
  const jobs = await crawl('run-1', '2026-01-05T01:00:00.000Z', many);
  expect(store.ads.ids()).toEqual([]);
  expect(store.runs.find('run-1')).toMatchObject({ state: 'releasing' });
  const [first] = await Promise.all(jobs.map((job) => taking.releaseStep(job)));
  expect(linked(first!)).toHaveLength(99);
  const links = await taking.release(first!);
  expect(new Set(linked(links)).size).toBe(130);
  expect(new Set(links.map((job) => job.key)).size).toBe(links.length);
  expect(store.runs.find('run-1')).toMatchObject({ state: 'released' });
  expect(store.runs.counts('run-1')).toMatchObject({ newAds: 130, goneAds: 0 });
  expect(store.held.next('run-1', 0, 10)).toEqual([]);
});

it('loses and doubles nothing when a job of it runs twice, or begins again after its queue was thrown away', async () => {
  const { store, taking, crawl } = openRuns();
  const [begin] = await crawl('run-1', '2026-01-05T01:00:00.000Z', many);
  const once = await taking.releaseStep(begin!);
  // Killed before its next jobs were queued: the same job comes again, and asks for the same links.
  expect(await taking.releaseStep(begin!)).toEqual(once);
  // The queue is thrown away: a writer that starts begins anew.
  expect(unreleasedJobs(store)).toEqual([begin]);
  await taking.release(once);
  const twice = await taking.release([begin!, ...once]);
  expect(twice.filter((job) => job.queue !== 'link')).toEqual([]);
  expect(store.ads.ids()).toHaveLength(130);
  expect(store.ads.ids().map((id) => store.ads.find(id)?.version)).toEqual(many.map(() => 1));
  expect(store.ads.ids().map((id) => store.pages.ofAd(id).length)).toEqual(many.map(() => 1));
  expect(store.runs.counts('run-1')).toMatchObject({ newAds: 130, unchangedAds: 0 });
  expect(unreleasedJobs(store)).toEqual([]);
});

it('keeps a quarantined run apart: nothing of it is readable, and rolling it back erases it', async () => {
  const { store, taking, crawl, desk } = openRuns();
  await taking.release(await crawl('run-1', '2026-01-05T01:00:00.000Z', many));
  expect(await crawl('run-2', '2026-01-06T01:00:00.000Z', [])).toEqual([]);
  expect(store.runs.find('run-2')).toMatchObject({ state: 'quarantined', finishedAt: '2026-01-06T01:00:00.000Z' });
  expect(store.checks.findings('run-2')).toMatchObject([{ code: 'nothing-read', source: 'always' }]);
  expect(store.runs.lastGood(site)?.id).toBe('run-1');
  expect(store.runs.counts('run-2')).toMatchObject({ missedAds: 0, goneAds: 0 });
  desk.rollBack('run-2', 'an empty page', actor);
  expect(store.runs.find('run-2')).toMatchObject({ state: 'rolled-back' });
  expect(store.held.next('run-2', 0, 10)).toEqual([]);
  await expect(desk.accept('run-2', 'after all', actor)).rejects.toMatchObject({ code: 'RUN_NOT_HELD' });
  await expect(desk.accept('run-9', 'none', actor)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('an accepted run makes what it did not find missing, as of the night it was crawled', async () => {
  const { store, taking, crawl, desk, takeAccepted } = openRuns();
  await taking.release(await crawl('run-1', '2026-01-05T01:00:00.000Z', many));
  await crawl('run-2', '2026-01-06T01:00:00.000Z', []);
  await crawl('run-3', '2026-01-07T01:00:00.000Z', []);
  expect(store.runs.quarantined(site).map((run) => run.id)).toEqual(['run-2', 'run-3']);
  await desk.accept('run-2', 'the site was emptied', actor);
  await taking.release(takeAccepted());
  expect(store.runs.counts('run-2')).toMatchObject({ missedAds: 130 });
  await desk.accept('run-3', 'it stays empty', actor);
  await taking.release(takeAccepted());
  expect(store.runs.counts('run-3')).toMatchObject({ goneAds: 130 });
  expect(store.ads.find(1)?.goneAt).toBe('2026-01-07T01:00:00.000Z');
});

it('rolls older held runs back as soon as newer data is in use, and says so in the audit log', async () => {
  const { store, taking, crawl, desk, takeAccepted } = openRuns();
  await taking.release(await crawl('run-1', '2026-01-05T01:00:00.000Z', many));
  await crawl('run-2', '2026-01-06T01:00:00.000Z', []);
  await taking.release(await crawl('run-3', '2026-01-07T01:00:00.000Z', many, 'Massage bij mij thuis.'));
  expect(store.runs.find('run-2')).toMatchObject({ state: 'rolled-back' });
  await crawl('run-4', '2026-01-08T01:00:00.000Z', []);
  await crawl('run-5', '2026-01-09T01:00:00.000Z', []);
  await desk.accept('run-5', 'it is so', actor);
  await taking.release(takeAccepted());
  expect(store.runs.find('run-4')).toMatchObject({ state: 'rolled-back' });
  expect(store.audit.list().map((line) => `${line.actor} ${line.action} ${line.object}`)).toEqual([
    'vindplaats run.rollback run:run-2',
    'test run.rollback run:run-4',
    'test run.accept run:run-5',
  ]);
});

it('erases what nobody decided on when its term is over', async () => {
  const { store, crawl } = openRuns();
  await crawl('run-1', '2026-01-05T01:00:00.000Z', []);
  await crawl('run-2', '2026-02-20T01:00:00.000Z', []);
  expect(store.runs.quarantined(site).map((run) => run.id)).toEqual(['run-2']);
});
