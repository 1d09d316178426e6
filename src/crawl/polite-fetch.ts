/** The way every address is fetched, for both lanes: guard, scope, robots.txt, host gate, and again on each redirect. */
import { VindplaatsError } from '../lib/errors.ts';
import { challengeInHeaders, challengeInPage } from '../lib/challenge-marks.ts';
import type { Log } from '../log.ts';
import type { Site } from '../model/site.ts';
import type { HostGate } from './host-gate.ts';
import type { Exchange, WireResponse } from './http-exchange.ts';
import { retryAfterMs } from './retry-after.ts';
import { createRobots, pauseMs, robotsMaxBytes } from './robots.ts';
import { isInScope, isPhotoHost, isSameOrigin } from './scope.ts';
import type { TrafficMeter } from './traffic-meter.ts';

/**
 * `page`: an address of its own, bound to the paths of the scope. `part`: what a page loads, bound to the site's origin only.
 * `photo`: a picture of an ad, bound to the site's origin and the hosts its site file names.
 */
export type Role = 'page' | 'part' | 'photo';
export type Refusal = { kind: 'refused'; reason: 'robots' | 'crawl-delay' | 'outside-scope' };
export type PoliteFetch = (
  site: Site,
  address: string,
  options: {
    role: Role;
    headers: Readonly<Record<string, string>>;
    signal: AbortSignal;
    /** Tighter than those of the site file, never wider. */
    limits?: { maxBytes: number; timeoutMs: number };
  },
) => Promise<{ kind: 'response'; response: WireResponse } | Refusal>;

export const redirectsMax = 5;
const addressMaxChars = 8192;
const laterDefaultMs = 60_000;
/** A host that says "later" again and again is asked ever less often, up to this, however soon it says to come back. */
const laterAgainMaxMs = 600_000;

type Tools = {
  exchange: Exchange;
  gate: HostGate;
  meter: TrafficMeter;
  productToken: string;
  now: () => Date;
  log: Log;
};

/** @returns a fetch that ends with an answer that is no redirect, or with the reason why it was not asked. */
export function createPoliteFetch({ exchange, gate, meter, productToken, now, log }: Tools): PoliteFetch {
  const robots = createRobots({
    productToken,
    now,
    log,
    // Asked for unpacked: cut off at the limit it is then still readable to its last line.
    ask: (site, url, signal) =>
      ask(site, url, site.politeness.delayMs, signal, {
        headers: { accept: 'text/plain, */*;q=0.1', 'accept-encoding': 'identity' },
        maxBytes: robotsMaxBytes,
        overflow: 'cut',
        timeoutMs: site.politeness.timeoutMs,
      }),
  });

  /** How often in a row each host has asked to come back later. */
  const saidLater = new Map<string, number>();

  async function ask(
    site: Site,
    url: URL,
    delayMs: number,
    signal: AbortSignal,
    limits: Pick<Parameters<Exchange['send']>[0], 'headers' | 'maxBytes' | 'overflow' | 'timeoutMs'>,
  ): Promise<WireResponse> {
    const atOnce = delayMs === 0 ? site.politeness.concurrency : 1;
    const { response, waitMs } = await gate.run(url.host, { delayMs, atOnce }, signal, async () => {
      meter.sent(site.id, delayMs);
      const answer = await exchange.send({ url, network: site.network, ...limits }, signal);
      meter.received(site.id, answer);
      assertNotBlocked(site, answer);
      const asked = waitFor(url.host, askedToWaitMs(answer));
      // Within the turn, so that no other worker comes in between.
      if (asked !== null) await gate.block(url.host, asked);
      return { response: answer, waitMs: asked };
    });
    if (waitMs === null) return response;
    throw new VindplaatsError('FETCH_LATER', `${url.host} answers ${response.status} and asks to come back later.`, {
      waitMs,
    });
  }

  function waitFor(host: string, askedMs: number | null): number | null {
    if (askedMs === null) {
      saidLater.delete(host);
      return null;
    }
    const times = saidLater.get(host) ?? 0;
    saidLater.set(host, times + 1);
    return Math.max(askedMs, Math.min(1000 * 2 ** times, laterAgainMaxMs));
  }

  /** A 503 that names no time is an ordinary fault: waiting for it without end would keep a run from ending. */
  function askedToWaitMs({ status, headers }: WireResponse): number | null {
    if (status !== 429 && status !== 503) return null;
    return retryAfterMs(headers['retry-after'], now()) ?? (status === 429 ? laterDefaultMs : null);
  }

  return async (site, address, { role, headers, signal, limits: tighter }) => {
    let url = parse(address);
    let leftMs = Math.min(site.politeness.timeoutMs, tighter?.timeoutMs ?? Infinity);
    for (let hop = 0; hop <= redirectsMax; hop += 1) {
      const isInside = isAllowed[role](site, url);
      // A link out of the site is left alone like any other, wherever it leads; where a redirect leads says something of the site.
      const isLink = role === 'page' && hop === 0;
      if (isInside || !isLink) exchange.check(url, site.network);
      if (!isInside) return { kind: 'refused', reason: 'outside-scope' };
      const rules = await robots.rulesFor(site, url, signal);
      if (!rules.allows(url.href)) return { kind: 'refused', reason: 'robots' };
      const delayMs = pauseMs(site, rules);
      if (delayMs === null) return { kind: 'refused', reason: 'crawl-delay' };

      const maxBytes = Math.min(site.politeness.maxBodyBytes, tighter?.maxBytes ?? Infinity);
      const limits = { headers, maxBytes, overflow: 'refuse', timeoutMs: leftMs } as const;
      const response = await ask(site, url, delayMs, signal, limits);
      const { location } = response.headers;
      if (![301, 302, 303, 307, 308].includes(response.status) || location === undefined) {
        return { kind: 'response', response };
      }
      url = parse(location, url);
      leftMs = Math.max(1, leftMs - response.tookMs);
    }
    throw new VindplaatsError(
      'FETCH_REFUSED',
      `An address of ${site.id} leads through more than ${redirectsMax} redirects.`,
    );
  };
}

const isAllowed = { page: isInScope, part: isSameOrigin, photo: isPhotoHost } satisfies Record<
  Role,
  (site: Site, url: URL) => boolean
>;

/** @throws VindplaatsError `SITE_BLOCKED` when the site asks for a captcha or a log-in: it is left, and never got past. */
function assertNotBlocked(site: Site, { status, headers, body, url }: WireResponse): void {
  const isRefusal = [401, 403, 429, 503].includes(status);
  const mark =
    challengeInHeaders(isRefusal || status === 202 ? headers : {}) ??
    (isRefusal ? challengeInPage(body.toString('latin1'), false) : null);
  if (mark === null) return;
  throw new VindplaatsError(
    'SITE_BLOCKED',
    `${url.host} answers ${status} with a page that keeps crawlers out (${mark}); ${site.id} is left alone. Ask its owner, or take the ads in by hand.`,
  );
}

/** An address as it goes over the wire: absolute, normalised, without fragment. */
function parse(address: string, base?: URL): URL {
  if (address.length > addressMaxChars || !URL.canParse(address, base?.href)) {
    const found = base === undefined ? 'A link' : `A redirect of ${base.host}`;
    throw new VindplaatsError(
      'FETCH_REFUSED',
      `${found} is no web address, or longer than ${addressMaxChars} characters.`,
    );
  }
  const url = new URL(address, base?.href);
  url.hash = '';
  return url;
}
