import { VindplaatsError } from '../lib/errors.ts';
import type { UnreadPage } from '../model/page.ts';
import type { Site } from '../model/site.ts';
import { assertNotBlocked } from './assert-not-blocked.ts';
import { pageText } from './page-text.ts';
import { pageLimits } from './page-tree.ts';
import { parsePage } from './parse-html.ts';
import { absoluteUrl, attributeOf, readLink, readValues } from './read-field.ts';
import { isFoundBy, select } from './select.ts';
import { textOf } from './text-of.ts';

/** One ad as a listing shows it. */
export type Card = {
  url: string;
  /** The raw text, null where the card names none. */
  place: string | null;
  /** All that the card says, on one line, without what the site file calls volatile: the same words, the same card. */
  says: string;
};

export type Listing = { cards: Card[]; linkless: number; next: string | null };

const cardsMax = 2000;
const placeMaxChars = 200;
const saysMaxChars = 4000;
/** Asking a selector within an element compares its children with each other; no real card has this many. */
const cardChildrenMax = 2000;

/**
 * The ads a listing page leads to, in page order and each once, how many cards lead nowhere, and the address of the next listing page.
 * @throws VindplaatsError `SITE_BLOCKED`; `PAGE_UNREADABLE` for a page that cannot be read to its end.
 */
export function readListing(unread: UnreadPage, site: Site): Listing {
  const page = pageText(unread);
  const parsed = parsePage(page);
  // What was cut off may be ads, and the way to the next page: a shorter list would call them gone.
  if (parsed.isCut) throw tooLong(site);
  const { card: cardSelector, link, place: placeSources = [], next: nextLink, volatile } = site.listing;
  const cards = new Map<string, Card>();
  const found = select(parsed, site, cardSelector);
  if (found.length > cardsMax) throw tooLong(site);
  let linkless = 0;
  for (const card of found) {
    if (card.children.filter((child) => 'attribs' in child).length > cardChildrenMax) continue;
    // Some sites make the whole card the link.
    const url =
      readLink(parsed, site, link, card) ??
      (isFoundBy(parsed, site, link.selector, card)
        ? absoluteUrl(attributeOf(parsed, card, link.attr), parsed.baseUrl)
        : null);
    if (url === null) linkless += 1;
    if (url === null || cards.has(url)) continue;
    const [place] = readValues(parsed, site, placeSources, { url, title: '', text: '' }, placeMaxChars, card);
    const left = new Set(volatile.flatMap((selector) => select(parsed, site, selector, card)));
    const says = textOf([card], saysMaxChars, left).replaceAll('\n', ' ');
    cards.set(url, { url, place: place?.replaceAll('\n', ' ') ?? null, says });
  }
  assertNotBlocked(parsed, page, site, cards.size === 0 ? 'empty-listing' : 'read');
  const next = nextLink === undefined ? null : readLink(parsed, site, nextLink);
  return { cards: [...cards.values()], linkless, next: next === parsed.url ? null : next };
}

function tooLong(site: Site): VindplaatsError {
  return new VindplaatsError(
    'PAGE_UNREADABLE',
    `A listing page of ${site.id} is left out unread: it has more than ${cardsMax} ads, ${pageLimits.nodes} elements and texts, or ${pageLimits.bodyChars} characters.`,
  );
}
