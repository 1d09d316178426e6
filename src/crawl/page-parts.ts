/** Answers what a page in the browser asks for: from its own site only, fetched politely, and never more than a page needs. */
import { VindplaatsError } from '../lib/errors.ts';
import type { Site } from '../model/site.ts';
import type { WireResponse } from './http-exchange.ts';
import type { PoliteFetch, Refusal, Role } from './polite-fetch.ts';
import type { TimeBudget } from './time-budget.ts';

export type Asked = {
  url: string;
  method: string;
  /** As the browser calls it: document, script, stylesheet, xhr, fetch, image ... */
  type: string;
  /** The tab itself goes there. */
  navigation: boolean;
  headers: Readonly<Record<string, string>>;
};

export type Part = { status: number; headers: Record<string, string>; body: Buffer };

export type PageParts = {
  /** @returns null for what is not fetched. What a page cannot do without and failed ends the whole page through the budget. */
  answer(asked: Asked): Promise<Part | null>;
  /** Why the page's own moving on was stopped, when it was. */
  refusal(): Refusal | null;
  /** Bytes on the wire, the document included. */
  wireBytes(): number;
};

/** Scripts and styles that were fetched for earlier pages of the site: asking for them again would only burden its host. */
export type PartCache = { parts: Map<string, Part>; sizeBytes: number };

const partsMax = 60;
const navigationsMax = 3;
const cacheMaxBytes = 16 * 1024 * 1024;
/** Pictures, fonts, media, frames, beacons and sockets carry nothing that is extracted. */
const fetched = new Set(['script', 'stylesheet', 'xhr', 'fetch']);
const cached = new Set(['script', 'stylesheet']);
/** What the browser says of itself stays behind: the request names this crawler and nothing else. */
const passedOn = ['accept', 'cookie', 'referer', 'x-requested-with'];

export function createPageParts(options: {
  fetch: PoliteFetch;
  site: Site;
  document: WireResponse;
  cache: PartCache;
  budget: TimeBudget;
}): PageParts {
  const { fetch, site, document, cache, budget } = options;
  let wireBytes = document.wireBytes;
  let refusal: Refusal | null = null;
  let parts = 0;
  let navigations = 0;

  async function load(asked: Asked, role: Role): Promise<Part | null> {
    const resume = budget.pause();
    try {
      const headers = Object.fromEntries(Object.entries(asked.headers).filter(([name]) => passedOn.includes(name)));
      const answer = await fetch(site, asked.url, { role, headers, signal: budget.signal });
      if (answer.kind === 'refused') {
        if (role === 'page') {
          refusal = answer;
          budget.fail(new VindplaatsError('FETCH_REFUSED', `A page of ${site.id} moves on to where it must not.`));
        }
        return null;
      }
      wireBytes += answer.response.wireBytes;
      if (answer.response.status >= 500) {
        throw new VindplaatsError('FETCH_FAILED', `A part of a page of ${site.id} answers ${answer.response.status}.`);
      }
      // Shown under the address that was asked for, a page that stands elsewhere would resolve its links wrongly.
      if (role === 'page' && answer.response.url.href !== withoutHash(asked.url)) return null;
      return partOf(answer.response);
    } finally {
      resume();
    }
  }

  return {
    wireBytes: () => wireBytes,
    refusal: () => refusal,
    async answer(asked) {
      if (asked.method !== 'GET') return null;
      if (asked.navigation) {
        navigations += 1;
        if (navigations === 1) return partOf(document);
        if (navigations > navigationsMax) return null;
      } else if (!fetched.has(asked.type)) {
        return null;
      }
      const known = cache.parts.get(asked.url);
      if (known !== undefined && cached.has(asked.type)) return known;
      parts += 1;
      if (parts > partsMax) return null;
      try {
        const part = await load(asked, asked.navigation ? 'page' : 'part');
        if (part !== null && cached.has(asked.type)) keep(cache, asked.url, part);
        return part;
      } catch (error) {
        // A page without its data looks like an empty page; rather none than that.
        const fatal = !(error instanceof VindplaatsError) || error.code !== 'FETCH_REFUSED';
        if (fatal && !budget.signal.aborted) budget.fail(error instanceof Error ? error : new Error(String(error)));
        return null;
      }
    },
  };
}

function keep(cache: PartCache, url: string, part: Part): void {
  const storable = part.status === 200 && !/no-store/i.test(part.headers['cache-control'] ?? '');
  if (!storable || cache.sizeBytes + part.body.length > cacheMaxBytes) return;
  cache.parts.set(url, part);
  cache.sizeBytes += part.body.length;
}

/** An answer without what only held on the wire: the body is already unpacked. */
function partOf({ status, headers, body }: WireResponse): Part {
  const dropped = ['content-encoding', 'content-length', 'transfer-encoding', 'connection', 'keep-alive'];
  return {
    status,
    body,
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !dropped.includes(name))),
  };
}

function withoutHash(address: string): string {
  const url = new URL(address);
  url.hash = '';
  return url.href;
}
