import type { Ad } from '../model/ad.ts';
import type { Page, UnreadPage } from '../model/page.ts';
import { pagesPerAdMax } from '../model/site.ts';
import type { Site } from '../model/site.ts';
import type { AdObservation } from '../model/site-profile.ts';
import type { PageSource } from './page-source.ts';

/** How pages are understood; the extract stage, handed in by the pipeline because stages do not know each other. */
export type Reader = {
  /** Each @throws VindplaatsError `PAGE_UNREADABLE` when a page takes more time or memory than it is worth. */
  readListing(
    page: UnreadPage,
    site: Site,
  ): Promise<{ cards: { url: string; place: string | null; says: string }[]; linkless: number; next: string | null }>;
  readAd(
    pages: readonly UnreadPage[],
    site: Site,
  ): Promise<{ kind: 'ad'; ad: Ad } | { kind: 'not-an-ad'; why: string }>;
  nextPageOf(page: UnreadPage, site: Site): Promise<string | null>;
  /** The form of what was read, for the check of the run. */
  observeAd(ad: Ad): AdObservation;
  /** False only when the place is known and lies outside the region today. */
  mayBeInRegion(place: string): boolean;
  /** Fingerprint of all that reading depends on besides the page: what was read under another one has to be read anew. */
  readingOf(site: Site): string;
};

/** The first page of an ad and those it goes on over; a page that was met already, by its address or its bytes, ends them. */
export async function followAd(
  source: PageSource,
  reader: Reader,
  first: Page,
  site: Site,
  signal: AbortSignal,
): Promise<Page[]> {
  const pages = [first];
  const asked = new Set([first.url, first.finalUrl]);
  for (let next = await reader.nextPageOf(first, site); next !== null && pages.length < pagesPerAdMax;) {
    if (asked.has(next)) break;
    asked.add(next);
    const answer = await source.get(site, next, null, signal);
    if (answer.kind !== 'page' || pages.some(({ bodySha256 }) => bodySha256 === answer.page.bodySha256)) break;
    pages.push(answer.page);
    next = await reader.nextPageOf(answer.page, site);
  }
  return pages;
}
