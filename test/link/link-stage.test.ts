import { expect, it, onTestFinished } from 'vitest';
import { createKeyedHash } from '../../src/lib/hash.ts';
import { createLinkStage } from '../../src/link/link-stage.ts';
import { createLog } from '../../src/log.ts';
import { openStore } from '../../src/store/open-store.ts';
import { someAd, somePage, somePhone } from '../support/some-ad.ts';
import type { KeepableAd } from '../support/some-ad.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const shared = somePhone('+31600001111');

function openLink() {
  const store = openStore(temporaryDir());
  onTestFinished(() => store.close());
  const stage = createLinkStage({ store, hash: createKeyedHash(Buffer.alloc(32, 1)) });
  const run = {
    signal: new AbortController().signal,
    now: () => new Date(),
    log: createLog('silent'),
    gate: { permits: () => true, require: () => 'ground' },
  };
  let count = 0;
  function keep(parts: Partial<KeepableAd>): number {
    count += 1;
    const ad = someAd({ siteAdId: String(count), ...parts });
    return store.ads.keep({
      ad,
      addressHash: ad.siteAdId,
      contentHash: JSON.stringify(parts),
      page: somePage('2026-01-05T01:00:00.000Z'),
    }).adId;
  }
  return { store, keep, link: (adId: number) => stage.handle({ adId }, run) };
}

it('counts personas, ages and municipalities behind one number', async () => {
  const { store, keep, link } = openLink();
  const anna = keep({ phones: [shared], personaNames: ['Anna'], age: 28 });
  const annaAgain = keep({ phones: [shared], personaNames: ['ANNA'], age: 28 });
  const zoe = keep({ phones: [shared], personaNames: ['Zoë'], age: 22, municipality: 'GM0406' });
  const other = keep({ phones: [somePhone('+31600002222')] });
  for (const id of [anna, annaAgain, zoe, other]) await link(id);
  expect(store.identifiers.facts(anna)).toMatchObject({
    adsPerContact: 3,
    personasPerContact: 2,
    agesPerContact: 2,
    municipalitiesPerContact: 2,
  });
  expect(store.identifiers.facts(other).adsPerContact).toBe(1);
  expect(store.identifiers.linkedAds(anna, 10)).toEqual([zoe, annaAgain]);
});

it('asks for screening of every ad whose facts may have changed', async () => {
  const { keep, link } = openLink();
  const first = keep({ phones: [shared] });
  const second = keep({ phones: [shared], personaNames: ['Eva'] });
  expect(await link(first)).toMatchObject([{ queue: 'screen', payload: { adId: first } }]);
  expect((await link(second)).map((job) => job.payload)).toEqual([{ adId: second }, { adId: first }]);
});

it('gives a screening with other facts another key, so that a running one does not swallow it', async () => {
  const { keep, link } = openLink();
  const first = keep({ phones: [shared] });
  const [before] = await link(first);
  const [same] = await link(first);
  const second = keep({ phones: [shared], personaNames: ['Eva'] });
  const after = (await link(second)).find((job) => (job.payload as { adId: number }).adId === first);
  expect(same!.key).toBe(before!.key);
  expect(after!.key).not.toBe(before!.key);
});

it('lets go of a number that an ad no longer has, and screens those it leaves behind', async () => {
  const { store, keep, link } = openLink();
  const first = keep({ phones: [shared] });
  const second = keep({ phones: [shared], personaNames: ['Eva'] });
  await link(first);
  await link(second);
  store.ads.keep({
    ad: someAd({ siteAdId: '2', phones: [] }),
    addressHash: '2',
    contentHash: 'later',
    page: somePage('2026-01-06T01:00:00.000Z'),
  });
  expect((await link(second)).map((job) => job.payload)).toEqual([{ adId: second }, { adId: first }]);
  expect(store.identifiers.facts(first).adsPerContact).toBe(1);
  expect(store.identifiers.facts(second).adsPerContact).toBe(0);
});

it('keeps a number only as a hash that asks for the key', async () => {
  const { store, keep, link } = openLink();
  await link(keep({ phones: [shared] }));
  const { before } = store.identifiers.replace(1, []);
  expect(before).toEqual([createKeyedHash(Buffer.alloc(32, 1))('phone', shared.e164)]);
  expect(before).not.toEqual([createKeyedHash(Buffer.alloc(32, 2))('phone', shared.e164)]);
});
