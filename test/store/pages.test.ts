import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { sha256Hex } from '../../src/lib/hash.ts';
import { createSeal } from '../../src/lib/seal.ts';
import { openStore } from '../../src/store/open-store.ts';
import { addScreenedAd } from '../support/seed-store.ts';
import { someBody, someEvidence } from '../support/some-ad.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const seal = createSeal(Buffer.alloc(32, 1));
const html = '<h1>Gezelschap in Hilversum</h1><p>Bel 06-00001234.</p>';
const runId = 'run-1';

function openTestStore() {
  const dir = temporaryDir();
  const store = openStore(dir);
  onTestFinished(() => store.close());
  store.runs.start({ id: runId, site: 'prikbord', reason: 'test', startedAt: '2026-01-05T01:00:00.000Z' });
  return { dir, store };
}

/** The run is over, so that a body stays for the sake of pages alone. */
function release(store: ReturnType<typeof openStore>): void {
  store.runs.finish(runId, '2026-01-05T02:00:00.000Z');
  store.runs.markReleased(runId);
}

it('keeps the page of a version sealed under its own hash, with what the server said', () => {
  const { store } = openTestStore();
  const { adId } = addScreenedAd(store);
  const page = someEvidence(html);
  store.bodies.put(runId, [someBody(seal, html)]);
  store.pages.add({ adId, version: 1 }, runId, [page]);

  expect(page.sha256).toBe(sha256Hex(html));
  expect(store.pages.ofAd(adId)).toEqual([
    {
      version: 1,
      position: 1,
      sha256: page.sha256,
      sizeBytes: Buffer.byteLength(html),
      fetchedAt: page.fetchedAt,
      status: 200,
      lane: 'http',
      runId,
      body: 'kept',
      erasedAt: null,
      detail: { url: page.url, finalUrl: page.finalUrl, headers: page.headers },
    },
  ]);
  const sealed = store.bodies.read(page.sha256)!;
  expect(sealed.includes('Hilversum')).toBe(false);
  expect(seal.openBytes(sealed).toString()).toBe(html);
});

it('keeps one body for the same page of two ads, until neither needs it', () => {
  const { store } = openTestStore();
  store.bodies.put(runId, [someBody(seal, html), someBody(seal, html)]);
  const page = someEvidence(html, '2026-01-05T01:00:00.000Z');
  const later = { ...page, fetchedAt: '2026-02-05T01:00:00.000Z' };
  const [first, second] = [addScreenedAd(store), addScreenedAd(store)];
  store.pages.add({ adId: first.adId, version: 1 }, runId, [page]);
  store.pages.add({ adId: second.adId, version: 1 }, runId, [later]);
  release(store);

  expect(store.pages.eraseBefore('2026-02-01T00:00:00.000Z', '2026-02-06T00:00:00.000Z')).toBe(1);
  expect(store.bodies.read(page.sha256)).not.toBeNull();
  expect(store.pages.eraseBefore('2026-03-01T00:00:00.000Z', '2026-03-06T00:00:00.000Z')).toBe(1);
  expect(store.bodies.read(page.sha256)).toBeNull();
});

it('erases address and headers with the page; hash, time and status stay', () => {
  const { store } = openTestStore();
  const { adId } = addScreenedAd(store);
  const page = someEvidence(html, '2026-01-05T01:00:00.000Z');
  store.pages.add({ adId, version: 1 }, runId, [page]);
  store.pages.eraseBefore('2026-02-05T00:00:00.000Z', '2026-02-05T00:00:00.000Z');
  expect(store.pages.ofAd(adId)).toMatchObject([
    {
      sha256: page.sha256,
      fetchedAt: page.fetchedAt,
      status: 200,
      body: 'erased',
      erasedAt: '2026-02-05T00:00:00.000Z',
      detail: null,
    },
  ]);
  expect(store.pages.keptBodies()).toEqual([]);
});

it('keeps the pages of an ad as long as a person has confirmed it', () => {
  const { store } = openTestStore();
  const { adId, assessmentId } = addScreenedAd(store);
  store.pages.add({ adId, version: 1 }, runId, [someEvidence(html, '2026-01-05T01:00:00.000Z')]);
  const decision = { verdict: 'confirmed', reason: 'changing-places', note: '' } as const;
  const event = { kind: 'decided', adId, adVersion: 1, assessmentId, decision } as const;
  store.reviews.add({ ...event, actor: 'anna', at: '2026-01-06T01:00:00.000Z' }, 'confirmed');
  expect(store.pages.eraseBefore('2027-01-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z')).toBe(0);
});

it('takes a page that is too large to keep as a hash', () => {
  const { store } = openTestStore();
  const { adId } = addScreenedAd(store);
  store.pages.add({ adId, version: 1 }, runId, [{ ...someEvidence(html), body: 'too-large' }]);
  expect(store.pages.ofAd(adId)).toMatchObject([{ body: 'too-large', sha256: sha256Hex(html) }]);
  expect(store.pages.keptBodies()).toEqual([]);
});

it('keeps what a held run brought, erases it when the run is rolled back, and leaves what a page names', () => {
  const { store } = openTestStore();
  const { adId } = addScreenedAd(store);
  const unread = '<p>later</p>';
  store.bodies.put(runId, [someBody(seal, html), someBody(seal, unread)]);
  store.pages.add({ adId, version: 1 }, runId, [someEvidence(html, '2026-01-05T01:00:00.000Z')]);
  // Another run is held that brought the very same page: an erasure leaves it that.
  store.runs.start({ id: 'held', site: 'prikbord', reason: 'test', startedAt: '2026-01-06T01:00:00.000Z' });
  store.bodies.put('held', [someBody(seal, html)]);
  release(store);
  expect(store.bodies.read(sha256Hex(unread))).toBeNull();
  expect(store.pages.eraseBefore('2026-02-06T00:00:00.000Z', '2026-02-06T00:00:00.000Z')).toBe(1);
  expect(store.bodies.read(sha256Hex(html))).not.toBeNull();
  store.runs.rollBack('held');
  expect(store.bodies.read(sha256Hex(html))).toBeNull();
});

it('overwrites an erased body in the file of the store', () => {
  const { dir, store } = openTestStore();
  const mark = 'a body that must not be found again '.repeat(50);
  store.bodies.put(runId, [{ sha256: 'f'.repeat(64), sealed: Buffer.from(mark).toString('base64') }]);
  const isInFile = () => {
    const db = new Database(join(dir, 'vindplaats.sqlite'));
    db.pragma('wal_checkpoint(truncate)');
    db.close();
    return readFileSync(join(dir, 'vindplaats.sqlite')).includes('a body that must not be found again');
  };
  expect(isInFile()).toBe(true);
  release(store);
  expect(isInFile()).toBe(false);
});

it('takes over the bodies that an older Vindplaats kept as files, and the folder goes', () => {
  const { dir, store } = openTestStore();
  const { adId } = addScreenedAd(store);
  const page = someEvidence(html);
  store.pages.add({ adId, version: 1 }, runId, [page]);
  store.close();
  const folder = join(dir, 'evidence', page.sha256.slice(0, 2));
  mkdirSync(folder, { recursive: true });
  const sealed = Buffer.from(someBody(seal, html).sealed, 'base64');
  writeFileSync(join(folder, page.sha256), sealed);
  writeFileSync(join(folder, 'e'.repeat(64)), 'named by no page');
  writeFileSync(join(folder, `${page.sha256}.123`), 'half written');

  const again = openStore(dir);
  onTestFinished(() => again.close());
  expect(again.bodies.read(page.sha256)?.equals(sealed)).toBe(true);
  expect(again.bodies.read('e'.repeat(64))).toBeNull();
  expect(existsSync(join(dir, 'evidence'))).toBe(false);
});
