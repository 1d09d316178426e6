import { VindplaatsError } from '../lib/errors.ts';
import type { Page } from '../model/page.ts';
import type { Site } from '../model/site.ts';
import type { Gate } from '../stage.ts';
import type { FetchResult, PageSource } from './page-source.ts';
import { followAd } from './reader.ts';
import type { Reader } from './reader.ts';

const patienceMs = 120_000;

/** Reads single pages of a site for a person who writes its site file. As polite and as lawful as a crawl, and stores nothing. */
export function createLook({ source, reader, gate }: { source: PageSource; reader: Reader; gate: Gate }) {
  async function fetchPage(site: Site, url: string): Promise<Page> {
    gate.require(site.id, 'crawl', null);
    const answer = await source.get(site, url, null, AbortSignal.timeout(patienceMs));
    if (answer.kind === 'page') return answer.page;
    throw new VindplaatsError(
      'FETCH_REFUSED',
      `${url} cannot be read: ${whyNot(answer)}; choose another address or mend sites/${site.id}.yaml.`,
    );
  }
  return {
    /** The first listing page, with what does not fit the site's expected ranges. */
    async listing(site: Site) {
      const [start] = site.start;
      if (start === undefined)
        throw new VindplaatsError('CONFIG_INVALID', `sites/${site.id}.yaml has no start address; add one under start.`);
      const { cards, linkless, next } = await reader.readListing(await fetchPage(site, start), site);
      const [low, high] = site.expect.cardsPerPage ?? [1, Number.POSITIVE_INFINITY];
      const isAsExpected = cards.length >= low && cards.length <= high;
      return {
        cards,
        next,
        warnings: [
          ...(isAsExpected
            ? []
            : [`expected ${low} to ${high} cards on a page (expect.cardsPerPage), found ${cards.length}`]),
          ...(linkless === 0
            ? []
            : [
                `${linkless} more cards lead nowhere, their ads are never read: see listing.link in sites/${site.id}.yaml`,
              ]),
        ],
      };
    },
    async ad(site: Site, url: string) {
      const first = await fetchPage(site, url);
      return reader.readAd(await followAd(source, reader, first, site, AbortSignal.timeout(patienceMs)), site);
    },
  };
}

function whyNot(answer: Exclude<FetchResult, { kind: 'page' }>): string {
  switch (answer.kind) {
    case 'unchanged':
      return 'the site says it is unchanged';
    case 'gone':
      return `the site says it is gone (${answer.status})`;
    case 'refused':
      return refusals[answer.reason];
  }
}

const refusals = {
  robots: 'robots.txt forbids it',
  'crawl-delay':
    'robots.txt asks for a pause of more than a minute, and politeness.delayMs in its site file is shorter',
  'outside-scope': 'it lies outside the scope of the site file',
} as const satisfies Record<Extract<FetchResult, { kind: 'refused' }>['reason'], string>;
