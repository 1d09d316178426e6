import { expect, it } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { addScreenedAd } from '../support/seed-store.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

it('counts per level what was added, raised, decided and moved, without counting the list', () => {
  const store = openStore(temporaryDir());
  const counts = (filter: object) => store.reviews.countPerLevel({ state: 'open', ...filter });
  const { adId } = addScreenedAd(store, { siteAdId: 'a', municipality: 'GM0402' }, { level: 'laag', points: 3 });
  addScreenedAd(store, { municipality: 'GM0402' }, { level: 'laag', points: 1 });
  addScreenedAd(store, { municipality: 'GM0406', site: 'prikbord' }, { level: 'direct' });
  expect(counts({})).toEqual({ laag: 2, verhoogd: 0, hoog: 0, direct: 1 });
  expect(counts({ municipality: 'GM0406', site: 'prikbord' })).toEqual({ laag: 0, verhoogd: 0, hoog: 0, direct: 1 });

  addScreenedAd(store, { siteAdId: 'a', municipality: 'GM0406', text: 'anders' }, { level: 'hoog', points: 60 });
  expect(counts({ municipality: 'GM0402' })).toEqual({ laag: 1, verhoogd: 0, hoog: 0, direct: 0 });
  expect(counts({ municipality: 'GM0406' })).toEqual({ laag: 0, verhoogd: 0, hoog: 1, direct: 1 });
  expect(counts({ downTo: { level: 'hoog', points: 60 } })).toEqual({ laag: 0, verhoogd: 0, hoog: 1, direct: 1 });

  store.reviews.add({ kind: 'undone', adId, undoes: 0, actor: 'x', at: '2026-11-20T02:00:00.000Z' }, 'dismissed');
  expect(counts({})).toEqual({ laag: 1, verhoogd: 0, hoog: 0, direct: 1 });
  expect(counts({ state: 'dismissed' })).toEqual({ laag: 0, verhoogd: 0, hoog: 1, direct: 0 });
  store.close();
});
