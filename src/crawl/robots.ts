/** robots.txt of every host that is visited: fetched once, kept a day, and taken as "no" while it cannot be had (RFC 9309, 2.3). */
import pLimit from 'p-limit';
import { VindplaatsError } from '../lib/errors.ts';
import type { Log } from '../log.ts';
import type { Site } from '../model/site.ts';
import type { WireResponse } from './http-exchange.ts';
import { orAborted } from './or-aborted.ts';
import { allowAll, parseRobots } from './robots-rules.ts';
import type { RobotsRules } from './robots-rules.ts';

export type Robots = {
  /**
   * The rules for this crawler at the origin of `url`.
   * @throws VindplaatsError `SITE_UNREACHABLE` while robots.txt cannot be had: then nothing of the host may be fetched.
   */
  rulesFor(site: Site, url: URL, signal: AbortSignal): Promise<RobotsRules>;
};

type Ask = (site: Site, url: URL, signal: AbortSignal) => Promise<WireResponse>;
type Kept = { untilMs: number; rules: RobotsRules } | { untilMs: number; failure: VindplaatsError };

/** RFC 9309, 2.5 asks to read at least this much. */
export const robotsMaxBytes = 500 * 1024;
const redirectsMax = 5;
const goodForMs = 24 * 3_600_000;
const failedForMs = 10 * 60_000;
/** A site of some hundred ads takes a night with this pause. A longer one is kept only where the site file says so itself. */
export const crawlDelayMaxMs = 60_000;

/** The pause between two requests to a host: the longer of what the site file and robots.txt say. Null when the latter asks for more than can be kept. */
export function pauseMs(site: Site, rules: RobotsRules): number | null {
  const longestMs = Math.max(site.politeness.delayMs, crawlDelayMaxMs);
  const askedMs = rules.crawlDelayMs ?? 0;
  return askedMs > longestMs ? null : Math.max(site.politeness.delayMs, askedMs);
}

/**
 * @param productToken the crawler's name without version.
 * @param ask sends one request politely and follows nothing.
 */
export function createRobots(options: { productToken: string; ask: Ask; now: () => Date; log: Log }): Robots {
  const { productToken, ask, now, log } = options;
  const kept = new Map<string, Kept>();
  const inLine = new Map<string, ReturnType<typeof pLimit>>();

  function keptOf(origin: string): Kept | undefined {
    const known = kept.get(origin);
    return known !== undefined && now().getTime() < known.untilMs ? known : undefined;
  }

  async function load(site: Site, origin: string, signal: AbortSignal): Promise<RobotsRules> {
    let url = new URL('/robots.txt', origin);
    for (let hop = 0; hop <= redirectsMax; hop += 1) {
      const answer = await ask(site, url, signal);
      const { status } = answer;
      if (status >= 200 && status <= 299) {
        const rules = parseRobots(wholeLines(answer.body), productToken);
        if (pauseMs(site, rules) === null) {
          log.warn({ site: site.id, askedMs: rules.crawlDelayMs, longestMs: crawlDelayMaxMs }, 'robots.crawl-delay');
        }
        return rules;
      }
      if (status >= 400 && status <= 499 && status !== 429) return allowAll;
      const { location } = answer.headers;
      if (status < 300 || status > 399 || location === undefined || !URL.canParse(location, url.href)) {
        throw unavailable(site, `answers ${status}`);
      }
      url = new URL(location, url);
    }
    // More redirects than the RFC asks to follow count as "there is none" (2.3.1.2).
    return allowAll;
  }

  async function loadAndKeep(site: Site, origin: string, signal: AbortSignal): Promise<RobotsRules> {
    const known = keptOf(origin);
    if (known !== undefined) {
      if ('failure' in known) throw known.failure;
      return known.rules;
    }
    try {
      const rules = await load(site, origin, signal);
      kept.set(origin, { untilMs: now().getTime() + goodForMs, rules });
      return rules;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof VindplaatsError) || error.code === 'FETCH_LATER') throw error;
      const failure = error.code === 'FETCH_FAILED' ? unavailable(site, 'did not arrive', error) : error;
      kept.set(origin, { untilMs: now().getTime() + failedForMs, failure });
      log.warn({ site: site.id, code: failure.code, forMs: failedForMs }, 'robots.unavailable');
      throw failure;
    }
  }

  return {
    rulesFor(site, { origin }, signal) {
      const known = keptOf(origin);
      if (known !== undefined && 'rules' in known) return Promise.resolve(known.rules);
      const line = inLine.get(origin) ?? pLimit(1);
      inLine.set(origin, line);
      return orAborted(
        line(() => loadAndKeep(site, origin, signal)),
        signal,
      );
    },
  };
}

/** A file cut at the limit ends in half a line, which could allow more than was written: that line is dropped. */
function wholeLines(body: Buffer): Buffer {
  return body.length < robotsMaxBytes ? body : body.subarray(0, body.lastIndexOf('\n') + 1);
}

function unavailable(site: Site, why: string, cause?: unknown): VindplaatsError {
  const sentence = `robots.txt of ${site.id} ${why}, so nothing of that site is fetched for ${failedForMs / 60_000} minutes.`;
  return new VindplaatsError('SITE_UNREACHABLE', sentence, { cause });
}
