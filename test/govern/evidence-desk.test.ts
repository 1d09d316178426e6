import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { WARCParser } from 'warcio';
import { createEvidenceDesk, keptUntil } from '../../src/govern/evidence-desk.ts';
import { sha256Hex } from '../../src/lib/hash.ts';
import { createSeal } from '../../src/lib/seal.ts';
import { openStore } from '../../src/store/open-store.ts';
import { addScreenedAd, seededRegion } from '../support/seed-store.ts';
import { someBody, someEvidence } from '../support/some-ad.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const seal = createSeal(Buffer.alloc(32, 1));
const html = '<h1>Gezelschap in Hilversum</h1><p>Café, bel 06-00001234.</p>';
const actor = { name: 'anna', origin: 'web:127.0.0.1' };
const fetchedAt = '2026-01-05T01:00:00.123Z';

/** A desk over one ad, whose pages the test adds; `at` sets its clock. */
function openDesk() {
  const dir = temporaryDir();
  const store = openStore(dir);
  onTestFinished(() => store.close());
  store.runs.start({ id: 'run-1', site: 'prikbord', reason: 'test', startedAt: fetchedAt });
  store.runs.finish('run-1', fetchedAt);
  store.bodies.put('run-1', [someBody(seal, html), someBody(seal, '<p>later</p>')]);
  const { adId, assessmentId } = addScreenedAd(store);
  let now = fetchedAt;
  const desk = createEvidenceDesk({ store, seal, region: seededRegion, now: () => new Date(now) });
  const audit = () => store.audit.list().filter((line) => line.action.startsWith('evidence.'));
  /** As only somebody with the file of the store in hand can. */
  function damage(sha256: string, sealed: Uint8Array | null): void {
    const db = new Database(join(dir, 'vindplaats.sqlite'));
    if (sealed === null) db.prepare('delete from personal_page_body where sha256 = ?').run(sha256);
    else db.prepare('update personal_page_body set sealed = ? where sha256 = ?').run(sealed, sha256);
    db.close();
  }
  const add = (...pages: Parameters<typeof store.pages.add>[2]) =>
    store.pages.add({ adId, version: 1 }, 'run-1', pages);
  return { dir, store, desk, adId, assessmentId, audit, damage, add, at: (moment: string) => (now = moment) };
}

type Member = { headers: Map<string, string>; block: Buffer };

/** Reads WARC 1.1 by its grammar alone, one gzip member a record, without any of the library that wrote it. */
function recordsOf(warc: Buffer): Member[] {
  const starts: number[] = [];
  for (let at = warc.indexOf('\x1f\x8b\x08', 0, 'latin1'); at >= 0; at = warc.indexOf('\x1f\x8b\x08', at + 1, 'latin1'))
    starts.push(at);
  return starts.map((start, index) => {
    const plain = gunzipSync(warc.subarray(start, starts[index + 1]));
    const end = plain.indexOf('\r\n\r\n');
    const [version, ...lines] = plain.subarray(0, end).toString('utf8').split('\r\n');
    expect(version).toBe('WARC/1.1');
    const headers = new Map(
      lines.map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]),
    );
    const block = plain.subarray(end + 4, end + 4 + Number(headers.get('Content-Length')));
    expect(plain.subarray(end + 4 + block.length).toString()).toBe('\r\n\r\n');
    return { headers, block };
  });
}

it('erases a page when its term is over, body, address and headers, and says so in the audit log', () => {
  const { store, desk, adId, audit, add, at } = openDesk();
  const page = someEvidence(html, fetchedAt);
  add(page);
  expect(keptUntil(fetchedAt, seededRegion)).toBe('2026-02-04T01:00:00.123Z');

  at('2026-02-04T01:00:00.000Z');
  expect(desk.sweep(actor)).toBe(0);
  expect(store.bodies.read(page.sha256)).not.toBeNull();
  expect(audit()).toEqual([]);

  at('2026-02-04T01:00:01.000Z');
  expect(desk.sweep(actor)).toBe(1);
  expect(store.bodies.read(page.sha256)).toBeNull();
  expect(audit()).toMatchObject([
    { action: 'evidence.erased', object: 'evidence', result: '1 pages after 30 days', actor: 'anna' },
  ]);
  expect(store.pages.ofAd(adId)).toMatchObject([{ sha256: page.sha256, status: 200, body: 'erased', detail: null }]);
  expect(desk.sweep(actor)).toBe(0);
  expect(audit()).toHaveLength(1);
});

it('leaves nothing of an erased page in the files of a store that stays open', () => {
  const { dir, desk, add, at } = openDesk();
  const url = 'http://site.invalid/an-address-that-must-not-be-found-again';
  add({ ...someEvidence(html, fetchedAt), url });
  const isInFiles = () =>
    ['vindplaats.sqlite', 'vindplaats.sqlite-wal'].some((name) => readFileSync(join(dir, name)).includes(url));
  expect(isInFiles()).toBe(true);
  at('2027-01-01T00:00:00.000Z');
  expect(desk.sweep(actor)).toBe(1);
  expect(isInFiles()).toBe(false);
});

it('keeps the page of a confirmed ad, and erases it once that is undone', () => {
  const { store, desk, adId, assessmentId, add, at } = openDesk();
  add(someEvidence(html, fetchedAt));
  const decision = { verdict: 'confirmed', reason: 'changing-places', note: '' } as const;
  const common = { adId, actor: 'anna', at: fetchedAt };
  const id = store.reviews.add({ ...common, kind: 'decided', adVersion: 1, assessmentId, decision }, 'confirmed');
  at('2027-01-01T00:00:00.000Z');
  expect(desk.sweep(actor)).toBe(0);
  expect(desk.verify()).toBe(1);
  store.reviews.add({ ...common, kind: 'undone', undoes: id }, 'open');
  expect(desk.sweep(actor)).toBe(1);
  expect(desk.verify()).toBe(0);
});

it('writes a WARC 1.1 whose records hold by the grammar and by warcio, and logs who took it', async () => {
  const { desk, adId, audit, add } = openDesk();
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-encoding': 'gzip', 'content-length': '40' };
  const page = { ...someEvidence(html, fetchedAt), headers, url: 'http://127.0.0.1:8091/a/1' };
  const rendered = { ...someEvidence('<p>later</p>', fetchedAt), lane: 'browser' as const };
  add(page, rendered);
  const { warc, pages } = await desk.export(adId, actor);
  expect(pages).toBe(2);

  const records = recordsOf(warc);
  expect(records.map(({ headers: of }) => of.get('WARC-Type'))).toEqual([
    'warcinfo',
    'response',
    'metadata',
    'resource',
    'metadata',
  ]);
  const [, response, metadata, resource] = records;
  expect(response!.headers.get('WARC-Target-URI')).toBe(page.finalUrl);
  expect(response!.headers.get('WARC-Date')).toBe(fetchedAt);
  expect(response!.headers.get('WARC-Payload-Digest')).toBe(`sha256:${page.sha256}`);
  expect(response!.headers.get('WARC-Block-Digest')).toBe(`sha256:${sha256Hex(response!.block)}`);
  const [head, body] = response!.block.toString('utf8').split('\r\n\r\n');
  expect(head!.split('\r\n')).toEqual([
    'HTTP/1.1 200 OK',
    'content-type: text/html; charset=utf-8',
    'X-Archive-Orig-content-encoding: gzip',
    'X-Archive-Orig-content-length: 40',
    `content-length: ${Buffer.byteLength(html)}`,
  ]);
  expect(body).toBe(html);
  expect(metadata!.headers.get('WARC-Concurrent-To')).toBe(response!.headers.get('WARC-Record-ID'));
  expect(metadata!.block.toString()).toContain(`vindplaats-ad: ${adId}\r\nvindplaats-ad-version: 1\r\n`);
  expect(metadata!.block.toString()).toContain('vindplaats-run: run-1\r\n');
  expect(resource!.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
  expect(resource!.block.toString()).toBe('<p>later</p>');

  const read: [string, string][] = [];
  for await (const record of new WARCParser([warc])) read.push([record.warcType ?? '', await record.contentText()]);
  expect(read[1]).toEqual(['response', html]);
  expect(audit()).toMatchObject([
    { action: 'evidence.exported', object: `ad:${adId}`, result: `2 pages, sha256 ${sha256Hex(warc)}`, actor: 'anna' },
  ]);
});

it('says why there is nothing to export', async () => {
  const { desk, adId, add, at, audit } = openDesk();
  await expect(desk.export(99, actor)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  add(someEvidence(html, fetchedAt));
  at('2026-03-01T00:00:00.000Z');
  desk.sweep(actor);
  await expect(desk.export(adId, actor)).rejects.toThrow('were erased on 2026-03-01');
  expect(audit().map((line) => line.action)).toEqual(['evidence.erased']);
});

it('finds a page that is gone, changed, or another than its name says', async () => {
  const { store, desk, adId, damage, add } = openDesk();
  const page = someEvidence(html, fetchedAt);
  add(page);
  const whole = store.bodies.read(page.sha256)!;

  damage(page.sha256, whole.subarray(0, -1));
  expect(() => desk.verify()).toThrow(`${page.sha256} (ad ${adId}) was changed`);
  await expect(desk.export(adId, actor)).rejects.toMatchObject({ code: 'EVIDENCE_BROKEN' });
  damage(page.sha256, seal.closeBytes(Buffer.from('another')));
  expect(() => desk.verify()).toThrow('holds another page');
  damage(page.sha256, null);
  expect(() => desk.verify()).toThrow('is not there');
});
