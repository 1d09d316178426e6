import { sha256Hex } from '../lib/hash.ts';
import type { KeyedHash } from '../lib/hash.ts';
import type { Seal } from '../lib/seal.ts';
import type { Ad } from '../model/ad.ts';
import type { UnreadPage } from '../model/page.ts';
import type { Site } from '../model/site.ts';
import { adsJobs } from '../queue/ads-jobs.ts';
import type { NewJob } from '../queue/queue.ts';
import type { Gate } from '../stage.ts';
import type { AdRecord } from '../store/ads.ts';
import type { StoredPage } from '../store/pages.ts';
import type { Store } from '../store/open-store.ts';
import type { Reader } from './reader.ts';
import { hashContent } from './visits.ts';

/** What the present site file makes of the page that is kept of an ad. Only `read` can be stored. */
export type Reprocessed =
  | {
      kind: 'read';
      adId: number;
      version: number;
      before: Ad;
      after: Ad & { municipality: string };
      /** Stored, but not screened: who stored it was killed before its jobs were queued. */
      isBehind: boolean;
    }
  /** No page is kept, its term is over or it was too large; or what the ad said was erased. */
  | { kind: 'no-page'; adId: number }
  | { kind: 'not-an-ad'; adId: number }
  /** Read as another ad of the site, or as one that may not be kept: storing it would lose the one that is there. */
  | { kind: 'other-ad'; adId: number }
  | { kind: 'outside-region'; adId: number };

/**
 * Reads the kept pages of a site anew, with its present file. Nothing is asked of the site, and nothing is stored before `keep`.
 * What no longer reads as the same ad in the region is told and left as it is: a mistake in a site file must not erase anything.
 */
export function createReprocessing(deps: { store: Store; seal: Seal; hash: KeyedHash; reader: Reader; gate: Gate }) {
  const { store, seal, hash, reader, gate } = deps;

  async function readAgain(adId: number, site: Site): Promise<Reprocessed> {
    const record = store.ads.find(adId);
    const before = record && store.ads.content(adId, record.version);
    const pages = record && keptPages(record);
    if (!record || !before || !pages) return { kind: 'no-page', adId };
    const reading = await reader.readAd(pages, site);
    if (reading.kind === 'not-an-ad') return { kind: 'not-an-ad', adId };
    if (reading.ad.siteAdId !== record.siteAdId) return { kind: 'other-ad', adId };
    const { municipality } = reading.ad;
    if (municipality === null || !gate.permits(site.id, 'crawl', municipality)) return { kind: 'outside-region', adId };
    const { version } = record;
    const isBehind = store.assessments.current(adId)?.adVersion !== version;
    return { kind: 'read', adId, version, before, after: { ...reading.ad, municipality }, isBehind };
  }

  /** Null when one of the pages is not kept: half an ad is none. */
  function keptPages({ id, version }: AdRecord): UnreadPage[] | null {
    const pages = store.pages.ofAd(id).filter((page) => page.version === version);
    const kept = pages.map(openPage);
    return kept.length === 0 || kept.includes(null) ? null : kept.filter((page) => page !== null);
  }

  function openPage({ sha256, detail, body, lane, fetchedAt }: StoredPage): UnreadPage | null {
    const sealed = body === 'kept' && detail !== null ? store.bodies.read(sha256) : null;
    if (sealed === null || detail === null) return null;
    // Only a page as its server sent it says itself how its bytes are to be read.
    const contentType = lane === 'http' ? (detail.headers['content-type'] ?? '') : 'text/html; charset=utf-8';
    return { finalUrl: detail.finalUrl, fetchedAt, bytes: seal.openBytes(sealed), contentType };
  }

  return {
    /** @throws VindplaatsError `LEGAL_BASIS_MISSING`. */
    async *read(site: Site): AsyncIterable<Reprocessed> {
      gate.require(site.id, 'screen', null);
      for (const adId of store.ads.idsOfSite(site.id)) yield await readAgain(adId, site);
    },
    /**
     * Stores what was read as a further version of each ad, in one transaction.
     * @returns how many, and the jobs that link and screen them. An ad that a crawl changed in the meantime is left as it is.
     */
    keep(ads: readonly Extract<Reprocessed, { kind: 'read' }>[]): { revised: number; jobs: NewJob[] } {
      return store.transaction(() => {
        let revised = 0;
        const toLink: { adId: number; contentHash: string }[] = [];
        for (const { adId, version, after, isBehind } of ads) {
          const contentHash = hashContent(hash, after);
          const isRevised = store.ads.revise(adId, version, after, contentHash);
          if (isRevised) {
            store.pages.carryOver(adId, version, version + 1);
            revised += 1;
          }
          if (isRevised || isBehind) toLink.push({ adId, contentHash });
        }
        const contents = sha256Hex(toLink.map((one) => one.contentHash).join());
        const adIds = toLink.map((one) => one.adId);
        return { revised, jobs: adsJobs('link', adIds, contents) };
      });
    },
  };
}
