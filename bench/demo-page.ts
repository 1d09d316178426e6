import type { DemoAd } from '../src/demo/demo-ad.ts';
import { answerPrikbord } from '../src/demo/prikbord.ts';
import { sha256Hex } from '../src/lib/hash.ts';
import type { Page, PageText } from '../src/model/page.ts';
import type { Site } from '../src/model/site.ts';

/** Every ad as a page of the demo site that needs no browser. */
export function pageOf({ shown }: DemoAd, at: number, site: Site): PageText & Pick<Page, 'url' | 'bodySha256'> {
  const siteAdId = String(100_000 + at);
  const url = new URL(`/advertentie/${siteAdId}`, site.start[0]);
  const open = new Map([[siteAdId, { ...shown, siteAdId }]]);
  const body = String(answerPrikbord({ pages: [], open, closed: new Map() }, url).body);
  // Before Weesp left the region: its ads belong to the corpus.
  return {
    url: url.href,
    finalUrl: url.href,
    fetchedAt: '2019-12-31T12:00:00.000Z',
    body,
    bodySha256: sha256Hex(body),
  };
}
