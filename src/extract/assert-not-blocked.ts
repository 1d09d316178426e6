import { challengeInPage } from '../lib/challenge-marks.ts';
import { VindplaatsError } from '../lib/errors.ts';
import type { PageText } from '../model/page.ts';
import type { Site } from '../model/site.ts';
import type { ParsedPage } from './parse-html.ts';
import { select } from './select.ts';

/**
 * Tells a page that keeps crawlers out from one that holds nothing.
 * @param outcome what was read from it: where something was, only the site file's own mark counts.
 * @throws VindplaatsError `SITE_BLOCKED`
 */
export function assertNotBlocked(
  parsed: ParsedPage,
  page: Pick<PageText, 'body'> | undefined,
  site: Site,
  outcome: 'read' | 'empty-listing' | 'not-an-ad',
): void {
  const isMarked = site.blocked !== undefined && select(parsed, site, site.blocked).length > 0;
  const mark = isMarked
    ? site.blocked
    : outcome === 'read'
      ? null
      : challengeInPage(page?.body ?? '', outcome === 'empty-listing');
  if (mark === null || mark === undefined) return;
  throw new VindplaatsError(
    'SITE_BLOCKED',
    `${site.id} shows a page that keeps crawlers out ("${mark}"); it is left alone. Ask its owner, or take the ads in by hand.`,
  );
}
