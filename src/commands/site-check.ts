import { openApp } from '../app.ts';
import type { Settings } from '../app.ts';
import type { Ad } from '../model/ad.ts';
import { findSite } from './find-site.ts';
import type { Terminal } from './terminal.ts';

/** How many ads of the first listing page are read when no address is given. */
const sampleSize = 3;

/** Shows what a site file extracts from live pages, so that a person can lay it beside the page. Stores nothing. */
export async function checkSite(
  settings: Settings,
  terminal: Terminal,
  siteId: string,
  url: string | null,
): Promise<void> {
  const app = await openApp(settings);
  try {
    const site = findSite(app.config, siteId);
    const look = app.openLook();
    let urls = [url ?? ''];
    if (url === null) {
      const listing = await look.listing(site);
      terminal.print(`${site.start[0]}: ${listing.cards.length} cards, next page ${listing.next ?? 'none'}`);
      for (const warning of listing.warnings) terminal.print(`  ! ${warning}`);
      urls = listing.cards.slice(0, sampleSize).map((card) => card.url);
    }
    for (const address of urls) {
      const read = await look.ad(site, address);
      terminal.print(`\n${address}`);
      if (read.kind === 'ad') terminal.table(['field', 'extracted'], fieldsOf(read.ad));
      else terminal.print(`  nothing is read here: ${read.why}`);
    }
  } finally {
    await app.close();
  }
}

function fieldsOf(ad: Ad): (readonly [string, string])[] {
  const none = '(nothing)';
  const short = (text: string) =>
    text.length > 60 ? `${text.slice(0, 60).replaceAll(/\s+/g, ' ')} ... (${text.length} characters)` : text;
  return [
    ['id', ad.siteAdId],
    ['title', short(ad.title)],
    ['text', short(ad.text)],
    ['age', ad.age === null ? none : String(ad.age)],
    ['phones', ad.phones.map((phone) => phone.e164).join(', ') || none],
    ['price', ad.priceCents === null ? none : `€ ${(ad.priceCents / 100).toFixed(2)}`],
    [
      'place',
      ad.place === null ? none : `${ad.place} (${ad.municipality ?? 'outside the region: would not be stored'})`,
    ],
    ['posted on', ad.postedOn ?? none],
    ['photos', String(ad.photoUrls.length)],
  ];
}
