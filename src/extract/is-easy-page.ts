import type { UnreadPage } from '../model/page.ts';
import type { Site } from '../model/site.ts';
import { pageText } from './page-text.ts';

/** Twice a large real page; `size` in characters or bytes. Work that grows with the square of these is still done in a second. */
export const easyLimits = { size: 160_000, tags: 4_000 } as const;

const easySites = new WeakMap<Site, boolean>();

/**
 * Whether reading a page cannot take long, whatever it holds: it is small, and its site file asks for nothing whose work grows
 * faster than the square of a page. A pattern may try a text in more ways than there are atoms, and so may chains of `~`.
 */
export function isEasyPage(page: UnreadPage, site: Site): boolean {
  const size = 'body' in page ? page.body.length : page.bytes.length;
  return isEasySite(site) && size <= easyLimits.size && hasFewTags(pageText(page).body);
}

function isEasySite(site: Site): boolean {
  const known = easySites.get(site);
  if (known !== undefined) return known;
  const isEasy = !/"pattern":|~/.test(JSON.stringify([site.listing, site.detail]));
  easySites.set(site, isEasy);
  return isEasy;
}

function hasFewTags(body: string): boolean {
  let tags = 0;
  for (let at = body.indexOf('<'); at >= 0; at = body.indexOf('<', at + 1)) {
    tags += 1;
    if (tags > easyLimits.tags) return false;
  }
  return true;
}
