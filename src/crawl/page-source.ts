/** Where pages come from: one door for both lanes, behind which guard, scope, robots.txt and politeness are one and the same. */
import { VindplaatsError } from '../lib/errors.ts';
import type { Log } from '../log.ts';
import type { Validators } from '../model/page.ts';
import type { Site } from '../model/site.ts';
import type { Traffic } from '../model/traffic.ts';
import { createHostTurns, memoryTurnRecords } from '../queue/host-turns.ts';
import type { HostTurns } from '../queue/host-turns.ts';
import { fetchPage } from './fetch-page.ts';
import type { Fetch, FetchResult } from './fetch-page.ts';
import { fetchPhoto } from './fetch-photo.ts';
import { createHostGate } from './host-gate.ts';
import { openExchange } from './http-exchange.ts';
import { createPoliteFetch } from './polite-fetch.ts';
import { openRenderer } from './render-page.ts';
import { createTrafficMeter } from './traffic-meter.ts';

export type { FetchResult };

export type PageSource = {
  /**
   * One page of a site, or why there is none.
   * @param validators of the page as it is known; null asks for it whatever happened.
   * @throws VindplaatsError `FETCH_FAILED` time-out, reset, 5xx · `FETCH_LATER` 429 or Retry-After, with `waitMs` (1 s to a day) ·
   *   `FETCH_REFUSED` forbidden address, too large, no HTML, too many redirects, other 4xx · `SITE_UNREACHABLE` no connection,
   *   or robots.txt cannot be had · `CHROMIUM_MISSING`. When `signal` aborts: its reason.
   */
  get(site: Site, url: string, validators: Validators | null, signal: AbortSignal): Promise<FetchResult>;
  /**
   * The bytes of a picture of an ad, from the site's own origin or a host its site file names; by the http lane on every site.
   * @throws VindplaatsError as `get`.
   */
  photo(site: Site, url: string, signal: AbortSignal): ReturnType<typeof fetchPhoto>;
  /** What was asked of a site since this was last asked. */
  takeTraffic(site: string): Traffic;
  close(): Promise<void>;
};

export type PageSourceOptions = {
  /** Begins with the crawler's product name (letters, `_`, `-`), which robots.txt files can address; then version and contact. */
  userAgent: string;
  now: () => Date;
  log: Log;
  /** Browser profiles live here while they are in use. */
  temporaryDir: string;
  chromiumPath?: string | undefined;
  /** Browser lane: a site's cookie jar and cache are renewed after so many pages; default 50. */
  pagesPerContext?: number | undefined;
  /** Of the queue, so that politeness holds over all who share it. Without: this process stands alone. */
  turns?: HostTurns;
};

export function openPageSource(options: PageSourceOptions): PageSource {
  const { userAgent, now, log, temporaryDir, chromiumPath, pagesPerContext } = options;
  const exchange = openExchange(userAgent);
  const turns = options.turns ?? createHostTurns(memoryTurnRecords(now));
  const gate = createHostGate({ turns, now });
  const meter = createTrafficMeter();
  const fetch = createPoliteFetch({ exchange, gate, meter, productToken: productTokenOf(userAgent), now, log });
  const renderer = openRenderer({ fetch, userAgent, now, log, temporaryDir, chromiumPath, pagesPerContext });

  const lanes = {
    http: (wanted) => fetchPage(fetch, wanted, now),
    browser: (wanted) => renderer.render(wanted),
  } satisfies Record<Site['lane'], (wanted: Fetch) => Promise<FetchResult>>;

  return {
    get: (site, url, validators, signal) => lanes[site.lane]({ site, url, validators, signal }),
    photo: (site, url, signal) => fetchPhoto(fetch, site, url, signal),
    takeTraffic: (site) => meter.take(site),
    async close() {
      await renderer.close();
      await exchange.close();
    },
  };
}

function productTokenOf(userAgent: string): string {
  const token = /^[A-Za-z_-]+/.exec(userAgent)?.[0];
  if (token === undefined) {
    throw new VindplaatsError(
      'CONFIG_INVALID',
      'operator.userAgent in region.yaml must begin with the name of the crawler.',
    );
  }
  return token;
}
