import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { someAd, somePage } from '../support/some-ad.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const nightOf = (night: number) => `2026-01-0${night}T01:00:00.000Z`;

/** A store with the ads `a` and `b`, both found on the first night. */
function openNights() {
  const store = openStore(temporaryDir());
  onTestFinished(() => store.close());
  begin(1);
  const [a, b] = ['a', 'b'].map((addressHash) => {
    const ad = someAd({ siteAdId: addressHash });
    const page = somePage(nightOf(1));
    return store.ads.keep({ ad, addressHash, contentHash: addressHash, page }).adId;
  });

  function begin(night: number) {
    store.runs.start({ id: `run-${night}`, site: 'prikbord', reason: 'test', startedAt: nightOf(night) });
  }
  /** A night on which the whole site was read, and these ads were found. */
  function walk(night: number, found: readonly number[]) {
    begin(night);
    for (const adId of found) store.presence.see(adId, `run-${night}`, nightOf(night));
    store.presence.missUnmet({ id: `run-${night}`, site: 'prikbord', startedAt: nightOf(night) }, nightOf(night));
    return store.presence.counts(`run-${night}`);
  }
  return { store, walk, a: a!, b: b! };
}

describe('an ad', () => {
  it('is gone when two walks in a row did not find it, and not after one', () => {
    const { store, walk, a, b } = openNights();
    expect(walk(2, [b])).toEqual({ missed: 1, gone: 0, returned: 0 });
    expect(store.ads.find(a)?.goneAt).toBeNull();
    expect(walk(3, [b])).toEqual({ missed: 0, gone: 1, returned: 0 });
    expect(store.ads.find(a)?.goneAt).toBe(nightOf(3));
    expect(walk(4, [b])).toEqual({ missed: 0, gone: 0, returned: 0 });
    expect(store.ads.find(b)?.goneAt).toBeNull();
  });

  it('starts anew when it was found in between', () => {
    const { store, walk, a, b } = openNights();
    walk(2, [b]);
    walk(3, [a, b]);
    expect(walk(4, [b])).toEqual({ missed: 1, gone: 0, returned: 0 });
    expect(store.ads.find(a)?.goneAt).toBeNull();
  });

  it('is missed once by one run, however many signs that run had', () => {
    const { store, walk, a, b } = openNights();
    walk(2, [b]);
    store.presence.miss(a, 'run-2', nightOf(2));
    expect(store.presence.counts('run-2')).toEqual({ missed: 1, gone: 0, returned: 0 });
    expect(store.ads.find(a)?.goneAt).toBeNull();
  });

  it('that was gone and returns keeps its id and its history', () => {
    const { store, walk, a, b } = openNights();
    walk(2, [b]);
    walk(3, [b]);
    expect(walk(4, [a, b])).toEqual({ missed: 0, gone: 0, returned: 1 });
    expect(store.ads.find(a)).toMatchObject({ goneAt: null, lastSeenAt: nightOf(4), version: 1 });
    expect(store.presence.events(a).map(({ kind }) => kind)).toEqual(['missed', 'gone', 'returned']);
    expect(store.runs.counts('run-3').goneAds).toBe(1);
  });

  it('whose address was met is not missed, whatever came of its page', () => {
    const { store, a, b } = openNights();
    store.runs.start({ id: 'run-2', site: 'prikbord', reason: 'test', startedAt: nightOf(2) });
    store.runs.addAddress('run-2', 'a', 'detail');
    store.runs.settle('run-2', 'a', 'failed', 'FETCH_FAILED');
    store.presence.missUnmet({ id: 'run-2', site: 'prikbord', startedAt: nightOf(2) }, nightOf(2));
    expect(store.presence.counts('run-2').missed).toBe(1);
    expect(store.presence.events(a)).toEqual([]);
    expect(store.presence.events(b)).toHaveLength(1);
  });
});
