import { onTestFinished } from 'vitest';
import { createKeyedHash } from '../../src/lib/hash.ts';
import { createLinkDesk } from '../../src/link/link-desk.ts';
import { createLinkStage } from '../../src/link/link-stage.ts';
import { adsJobSchema } from '../../src/model/visit.ts';
import type { NewJob } from '../../src/queue/queue.ts';
import { createLog } from '../../src/log.ts';
import { openStore } from '../../src/store/open-store.ts';
import { someAd, somePage, somePhone } from '../support/some-ad.ts';
import type { KeepableAd } from '../support/some-ad.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

type NightAd = Partial<KeepableAd> & { siteAdId: string };

export const reviewer = { name: 'anna', origin: 'test' };

/** The link stage and the desk on a real store in a folder of this test alone. Ads are named by the site's own id. */
export function openLink(dataDir = temporaryDir()) {
  const store = openStore(dataDir);
  onTestFinished(() => store.close());
  let day = 5;
  const now = () => new Date(`2026-01-${String(day).padStart(2, '0')}T03:00:00.000Z`);
  const stage = createLinkStage({ store, hash: createKeyedHash(Buffer.alloc(32, 1)) });
  const run = {
    signal: new AbortController().signal,
    now,
    log: createLog('silent'),
    gate: { permits: () => true, require: () => 'ground' },
  };

  const idOf = new Map<string, number>();
  const nameOf = new Map<number, string>();

  /** Keeps and links ads, new or changed, one by one or in one stretch. */
  async function night(ads: readonly NightAd[], how: 'one by one' | 'at once' = 'one by one'): Promise<void> {
    day += 1;
    const adIds = ads.map((parts) => {
      const ad = someAd({ phones: [], text: 'Kort.', ...parts });
      const { adId } = store.ads.keep({
        ad,
        addressHash: ad.siteAdId,
        contentHash: JSON.stringify(parts),
        page: somePage(now().toISOString()),
      });
      idOf.set(ad.siteAdId, adId);
      nameOf.set(adId, ad.siteAdId);
      return adId;
    });
    const stretches = how === 'at once' ? [adIds] : adIds.map((adId) => [adId]);
    for (const stretch of stretches) await stage.handle({ adIds: stretch }, run);
  }

  const waiting: NewJob[] = [];

  /** The groups of more than one ad as the store keeps them, in the site's own ids. */
  function groups(): string[] {
    const byGroup = new Map<number, string[]>();
    for (const ad of store.ads.ids()) {
      const group = store.groups.groupOf(ad) ?? -1;
      byGroup.set(group, [...(byGroup.get(group) ?? []), nameOf.get(ad) ?? '?']);
    }
    return [...byGroup.values()]
      .filter((ads) => ads.length > 1)
      .map((ads) => ads.toSorted().join(' '))
      .toSorted();
  }

  return {
    store,
    night,
    groups,
    link: (name: string) => stage.handle({ adIds: [id(name)] }, run),
    desk: createLinkDesk({ store, now, queue: { enqueue: async (jobs) => waiting.push(...jobs) } }),
    /** Links anew what a person's decision asked for. */
    linkWaiting: async (): Promise<void> => {
      for (const { payload } of waiting.splice(0)) await stage.handle(adsJobSchema.parse(payload), run);
    },
    id,
    dataDir,
  };

  function id(name: string): number {
    const found = idOf.get(name);
    if (found === undefined) throw new Error(`no ad ${name}`);
    return found;
  }
}

export function numbered(...numbers: number[]) {
  return numbers.map((number) => somePhone(`+316000${String(number).padStart(5, '0')}`));
}
