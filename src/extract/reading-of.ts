import { canonicalJson, sha256Hex } from '../lib/hash.ts';
import type { Region } from '../model/region.ts';
import { isValidOn } from '../model/scalars.ts';
import type { Site } from '../model/site.ts';

/**
 * Fingerprint of all that reading a page depends on besides the page: where the site file looks, and the region as it is on a day.
 * What is remembered of a page holds only under the reading it was made with, or a mended selector would wait for the page to change.
 */
export function readingOf({ listing, detail, scope }: Site, region: Region, day: string): string {
  const { card, link, place, next, ready, volatile } = listing;
  return sha256Hex(
    canonicalJson({
      listing: { card, link, place, next, ready, volatile },
      detail,
      scope,
      places: region.places.filter((each) => isValidOn(each, day)),
      municipalities: region.municipalities.map((each) => [each.code, each.successor, isValidOn(each, day)]),
    }),
  );
}
