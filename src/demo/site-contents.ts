import { createRandom } from '../lib/random.ts';
import { createClosedAds } from './corpus.ts';
import type { DemoSite, ShownAd } from './demo-ad.ts';
import { corpusOfNight } from './nights.ts';
import { regionPlaces } from './places.ts';
import { siteAdIdOf } from './write-ad.ts';

/** A line of a listing. */
export type Card = {
  siteAdId: string;
  title: string;
  place: string;
  postedOn: string;
  editedOn: string | null;
  /** `closed`: in the folder that robots.txt closes. `dead`: leads to a page that is no longer there. */
  kind: 'open' | 'closed' | 'dead';
};

/** Everything one site may show on a night: the truth is left behind here. */
export type SiteContents = {
  /** Newest first. */
  pages: readonly (readonly Card[])[];
  open: ReadonlyMap<string, ShownAd>;
  closed: ReadonlyMap<string, ShownAd>;
};

const cardsPerPage = 25;
const deadLinksPerSite = 3;

export function siteContents(site: DemoSite, seed: number, night: number): SiteContents {
  const open = corpusOfNight(seed, night)
    .map((ad) => ad.shown)
    .filter((ad) => ad.site === site);
  const closed = createClosedAds(seed).filter((ad) => ad.site === site);
  const cards = [
    ...open.map((ad) => cardOf(ad, 'open')),
    ...closed.map((ad) => cardOf(ad, 'closed')),
    ...deadCards(site, seed),
  ].toSorted((a, b) => (`${a.postedOn} ${a.siteAdId}` < `${b.postedOn} ${b.siteAdId}` ? 1 : -1));
  const pages = Array.from({ length: Math.ceil(cards.length / cardsPerPage) }, (_, at) =>
    cards.slice(at * cardsPerPage, (at + 1) * cardsPerPage),
  );
  return { pages, open: byId(open), closed: byId(closed) };
}

function cardOf({ siteAdId, title, place, postedOn, editedOn }: ShownAd, kind: Card['kind']): Card {
  return { siteAdId, title, place, postedOn, editedOn, kind };
}

function deadCards(site: DemoSite, seed: number): Card[] {
  const random = createRandom(seed ^ 0xdead);
  return Array.from({ length: deadLinksPerSite }, (_, at) => ({
    siteAdId: siteAdIdOf(site, 4900 + at),
    title: 'Deze advertentie is verlopen',
    place: random.pick(regionPlaces).name,
    postedOn: `2019-0${random.int(1, 9)}-1${random.int(0, 9)}`,
    editedOn: null,
    kind: 'dead',
  }));
}

function byId(ads: readonly ShownAd[]): Map<string, ShownAd> {
  return new Map(ads.map((ad) => [ad.siteAdId, ad]));
}
