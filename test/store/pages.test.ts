import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { sha256Hex } from '../../src/lib/hash.ts';
import { createSeal } from '../../src/lib/seal.ts';
import { openStore } from '../../src/store/open-store.ts';
import { addScreenedAd } from '../support/seed-store.ts';
import { someEvidence } from '../support/some-ad.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const seal = createSeal(Buffer.alloc(32, 1));
const html = '<h1>Gezelschap in Hilversum</h1><p>Bel 06-00001234.</p>';
const runId = 'run-1';

function openTestStore() {
  const dir = temporaryDir();
  const store = openStore(dir);
  onTestFinished(() => store.close());
  store.runs.start({ id: runId, site: 'prikbord', reason: 'test', startedAt: '2026-01-05T01:00:00.000Z' });
  const fileOf = (sha256: string) => join(dir, 'evidence', sha256.slice(0, 2), sha256);
  return { dir, store, fileOf };
}

it('keeps the page of a version as a sealed file under its own hash, with what the server said', () => {
  const { store, fileOf } = openTestStore();
  const { adId } = addScreenedAd(store);
  const page = someEvidence(seal, html);
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
  const sealed = store.pages.sealedBody(page.sha256)!;
  expect(sealed.equals(readFileSync(fileOf(page.sha256)))).toBe(true);
  expect(sealed.includes('Hilversum')).toBe(false);
  expect(seal.openBytes(sealed).toString()).toBe(html);
});

it('keeps one file for the same page of two ads, until neither needs it', () => {
  const { store, fileOf } = openTestStore();
  const page = someEvidence(seal, html, '2026-01-05T01:00:00.000Z');
  const later = { ...page, fetchedAt: '2026-02-05T01:00:00.000Z' };
  const [first, second] = [addScreenedAd(store), addScreenedAd(store)];
  store.pages.add({ adId: first.adId, version: 1 }, runId, [page]);
  store.pages.add({ adId: second.adId, version: 1 }, runId, [later]);

  expect(store.pages.eraseBefore('2026-02-01T00:00:00.000Z', '2026-02-06T00:00:00.000Z')).toBe(1);
  expect(store.pages.removeUnnamedBodies()).toBe(0);
  expect(existsSync(fileOf(page.sha256))).toBe(true);
  expect(store.pages.eraseBefore('2026-03-01T00:00:00.000Z', '2026-03-06T00:00:00.000Z')).toBe(1);
  expect(store.pages.removeUnnamedBodies()).toBe(1);
  expect(existsSync(fileOf(page.sha256))).toBe(false);
});

it('erases address and headers with the page; hash, time and status stay', () => {
  const { store } = openTestStore();
  const { adId } = addScreenedAd(store);
  const page = someEvidence(seal, html, '2026-01-05T01:00:00.000Z');
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
  store.pages.add({ adId, version: 1 }, runId, [someEvidence(seal, html, '2026-01-05T01:00:00.000Z')]);
  const decision = { verdict: 'confirmed', reason: 'changing-places', note: '' } as const;
  const event = { kind: 'decided', adId, adVersion: 1, assessmentId, decision } as const;
  store.reviews.add({ ...event, actor: 'anna', at: '2026-01-06T01:00:00.000Z' }, 'confirmed');
  expect(store.pages.eraseBefore('2027-01-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z')).toBe(0);
});

it('takes a page that is too large to keep as a hash', () => {
  const { store } = openTestStore();
  const { adId } = addScreenedAd(store);
  store.pages.add({ adId, version: 1 }, runId, [{ ...someEvidence(seal, html), sealedBody: null }]);
  expect(store.pages.ofAd(adId)).toMatchObject([{ body: 'too-large', sha256: sha256Hex(html) }]);
  expect(store.pages.keptBodies()).toEqual([]);
});

it('loses no file to a transaction that does not commit, and removes what that left behind', () => {
  const { dir, store, fileOf } = openTestStore();
  const { adId } = addScreenedAd(store);
  const page = someEvidence(seal, html);
  expect(() =>
    store.transaction(() => {
      store.pages.add({ adId, version: 1 }, runId, [page]);
      throw new Error('killed');
    }),
  ).toThrow('killed');
  expect(store.pages.ofAd(adId)).toEqual([]);
  expect(existsSync(fileOf(page.sha256))).toBe(true);
  // What a process that was killed in the middle of a write leaves.
  writeFileSync(`${fileOf(page.sha256)}.123`, 'half');

  expect(store.pages.removeUnnamedBodies()).toBe(2);
  expect(readdirSync(join(dir, 'evidence', page.sha256.slice(0, 2)))).toEqual([]);
});
