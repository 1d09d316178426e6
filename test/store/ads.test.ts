import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { VindplaatsError } from '../../src/lib/errors.ts';
import { openStore } from '../../src/store/open-store.ts';
import { takeWriterPlace } from '../../src/store/writer-lock.ts';
import { undoMigrationsFrom } from '../support/older-store.ts';
import { someAd, somePage } from '../support/some-ad.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

function openTestStore(dir = temporaryDir()) {
  const store = openStore(dir);
  onTestFinished(() => store.close());
  return store;
}

const monday = '2026-01-05T01:00:00.000Z';
const tuesday = '2026-01-06T01:00:00.000Z';

describe('ads in the store', () => {
  it('are known by the id of the site, also under another address', () => {
    const store = openTestStore();
    const first = store.ads.keep({ ad: someAd(), addressHash: 'address-1', contentHash: 'c1', page: somePage(monday) });
    const moved = store.ads.keep({
      ad: someAd(),
      addressHash: 'address-2',
      contentHash: 'c1',
      page: somePage(tuesday),
    });
    expect([first.outcome, moved.outcome]).toEqual(['stored', 'unchanged']);
    expect(moved.adId).toBe(first.adId);
    expect(store.ads.validators('prikbord', 'address-1')).toBeNull();
    expect(store.ads.validators('prikbord', 'address-2')).toEqual({
      etag: null,
      lastModified: null,
      bodySha256: 'a'.repeat(64),
    });
  });

  it('keep every version of their content', () => {
    const store = openTestStore();
    const { adId } = store.ads.keep({ ad: someAd(), addressHash: 'a', contentHash: 'c1', page: somePage(monday) });
    const changed = store.ads.keep({
      ad: someAd({ age: 23 }),
      addressHash: 'a',
      contentHash: 'c2',
      page: somePage(tuesday),
    });
    expect(changed).toEqual({ adId, version: 2, outcome: 'changed' });
    expect(store.ads.versions(adId)).toEqual([
      { version: 1, seenAt: monday },
      { version: 2, seenAt: tuesday },
    ]);
    expect(store.ads.content(adId, 1)?.age).toBe(28);
    expect(store.ads.content(adId, 2)?.age).toBe(23);
    expect(store.ads.find(adId)).toMatchObject({ ageBand: '21-25', firstSeenAt: monday, lastSeenAt: tuesday });
  });

  it('have text, numbers and names in tables named personal_ and nowhere else', () => {
    const dir = temporaryDir();
    const store = openTestStore(dir);
    const ad = someAd({
      text: 'Ik ben Zonnestraal. Bel 06-00009999.',
      personaNames: ['Zonnestraal'],
      url: 'http://127.0.0.1/zonnestraal',
    });
    const { adId } = store.ads.keep({ ad, addressHash: 'a', contentHash: 'c1', page: somePage(monday) });
    store.identifiers.replace(adId, [{ kind: 'phone', hash: 'h', personaHash: 'p', spans: [] }]);
    const db = new Database(join(dir, 'vindplaats.sqlite'), { readonly: true });
    onTestFinished(() => void db.close());
    const tables = db.prepare<[], { name: string }>("select name from sqlite_schema where type = 'table'").all();
    const holding = tables.filter(({ name }) =>
      /zonnestraal|00009999/i.test(JSON.stringify(db.prepare(`select * from ${name}`).all())),
    );
    expect(holding.map((table) => table.name)).toEqual(['personal_ad']);
  });
});

describe('the data folder', () => {
  it('is refused with what to do when it cannot be used', () => {
    const attempt = () => openStore(join(process.execPath, 'below-a-file'));
    expect(attempt).toThrow(
      expect.objectContaining({ code: 'DATA_UNWRITABLE', message: expect.stringMatching(/--data DIR/) }),
    );
  });

  it('has one writer at a time', () => {
    const dir = temporaryDir();
    openTestStore(dir);
    const giveUp = takeWriterPlace(dir);
    expect(() => takeWriterPlace(dir)).toThrow(VindplaatsError);
    giveUp();
    expect(() => takeWriterPlace(dir)()).not.toThrow();
  });
});

it('knows what the newest version of an ad states without reading its content, also in an older store, until that is erased', () => {
  const dataDir = temporaryDir();
  const first = openStore(dataDir);
  const keepVersion = (store: typeof first, age: number) =>
    store.ads.keep({
      ad: someAd({ age }),
      addressHash: 'a',
      contentHash: `${age}`,
      page: somePage('2026-01-05T01:00:00.000Z'),
    });
  const { adId } = keepVersion(first, 27);
  keepVersion(first, 24);
  first.evidence.keepPersona(adId, { hash: 'p', isNamed: true });
  expect(first.evidence.factsOf(adId)).toMatchObject({ age: 24, postedAt: '2019-03-01T00:00:00.000Z' });
  first.close();
  undoMigrationsFrom(17, dataDir);
  const second = openStore(dataDir);
  onTestFinished(() => second.close());
  expect(second.evidence.factsOf(adId)).toMatchObject({ age: 24 });
  expect(second.prices.recent('prikbord', 30)).toEqual([
    { id: adId, per30Cents: null, per60Cents: 10_000, robustZ: null },
  ]);
  const other = new Database(join(dataDir, 'vindplaats.sqlite'));
  onTestFinished(() => void other.close());
  other.prepare('delete from personal_ad where ad_id = ? and version = 1').run(adId);
  expect(second.evidence.factsOf(adId)).toMatchObject({ age: 24 });
  other.prepare('delete from personal_ad where ad_id = ?').run(adId);
  expect(second.evidence.factsOf(adId)).toMatchObject({ age: null, postedAt: null });
  expect(other.prepare('select count(*) n from personal_stated').get()).toEqual({ n: 0 });
});
