import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { VindplaatsError, messageOf } from '../lib/errors.ts';
import type { ErrorCode } from '../lib/errors.ts';
import type { UnreadPage } from '../model/page.ts';
import type { Region } from '../model/region.ts';
import type { Site } from '../model/site.ts';
import { isEasyPage } from './is-easy-page.ts';
import { createPlaceIndex } from './places.ts';
import { nextPageOf, readAd } from './read-ad.ts';
import type { AdReading } from './read-ad.ts';
import { readListing } from './read-listing.ts';
import type { Listing } from './read-listing.ts';

/**
 * The tree of a page lives for milliseconds. When V8 has seen a few outlive a collection it takes the next ones for long-lived, in
 * about one process of seven, and puts them where only a full collection takes them away: a crawl then costs half as much again.
 */
setFlagsFromString('--no-allocation-site-pretenuring');

type Ask =
  | { kind: 'listing'; page: UnreadPage }
  | { kind: 'next'; page: UnreadPage }
  | { kind: 'ad'; pages: readonly UnreadPage[] };
/** `site` goes along the first time only. */
export type Question = Ask & { siteId: number; site: Site | null };

export type Answer =
  | { kind: 'ready' }
  | { kind: 'listing'; listing: Listing }
  | { kind: 'next'; url: string | null }
  | { kind: 'ad'; reading: AdReading }
  | { kind: 'failed'; code: ErrorCode; message: string };

export type PageReader = {
  /** Each @throws VindplaatsError `PAGE_UNREADABLE` when reading takes too long or too much memory, `CONFIG_INVALID`. */
  readListing(page: UnreadPage, site: Site): Promise<Listing>;
  readAd(pages: readonly UnreadPage[], site: Site): Promise<AdReading>;
  nextPageOf(page: UnreadPage, site: Site): Promise<string | null>;
  close(): Promise<void>;
};

/** A page of 5 MB takes some hundred milliseconds. */
export const readingLimits = {
  timeoutMs: 10_000,
  startMs: 60_000,
  oldGenerationMb: 96,
  youngGenerationMb: 32,
} as const;

/** From source (in tests) the thread needs a loader, which it cannot have from its parent; built, it is plain JavaScript. */
const inside = import.meta.url.endsWith('.ts')
  ? {
      isSource: true,
      code: `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(new URL('./reading-thread.ts', import.meta.url).href)}); })`,
    }
  : { isSource: false, code: new URL('./reading-thread.js', import.meta.url) };

type Thread = { worker: Worker; ready: Promise<unknown>; sites: Set<number> };

/**
 * Reads small plain pages at once. Every other one is read in its turn in a thread, which is ended when a page takes too long or
 * too much memory, and started anew for the next: a hostile page costs one page. A thread and not a process, since JavaScript and
 * its patterns can be ended from outside.
 */
export function openPageReader(
  region: Region,
  limits: Partial<Record<keyof typeof readingLimits, number>> = {},
): PageReader {
  const { timeoutMs, startMs, oldGenerationMb, youngGenerationMb } = { ...readingLimits, ...limits };
  const places = createPlaceIndex(region);
  const siteIds = new WeakMap<Site, number>();
  let sitesMet = 0;
  let thread: Thread | null = null;
  let last: Promise<unknown> = Promise.resolve();

  function start(): Thread {
    const worker = new Worker(inside.code, {
      eval: inside.isSource,
      workerData: region,
      // It needs no key and no address of ours.
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: oldGenerationMb, maxYoungGenerationSizeMb: youngGenerationMb },
    });
    worker.unref();
    // An error that arrives when nobody asks must not end the process; the next question finds the thread gone.
    worker.on('error', () => undefined);
    const started: Thread = { worker, ready: answerOf(worker, startMs), sites: new Set() };
    worker.once('exit', () => {
      if (thread === started) thread = null;
    });
    return started;
  }

  async function readOne(question: Ask, site: Site): Promise<Answer> {
    const asked = (thread ??= start());
    const siteId = siteIds.get(site) ?? (sitesMet += 1);
    siteIds.set(site, siteId);
    try {
      await asked.ready;
    } catch (error) {
      await end();
      throw new VindplaatsError('UNEXPECTED', `The thread that reads pages does not start: ${messageOf(error)}`, {
        cause: error,
      });
    }
    try {
      const answering = answerOf(asked.worker, timeoutMs);
      asked.worker.postMessage({ ...question, siteId, site: asked.sites.has(siteId) ? null : site } satisfies Question);
      asked.sites.add(siteId);
      return await answering;
    } catch (error) {
      await end();
      throw new VindplaatsError(
        'PAGE_UNREADABLE',
        `A page of ${site.id} cannot be read: ${messageOf(error)}; it is left out. Look at it, and at the selectors and patterns of its site file.`,
        { cause: error },
      );
    }
  }

  async function end(): Promise<void> {
    const ending = thread;
    thread = null;
    await ending?.worker.terminate();
  }

  /** In line: the time limit is of one page, and two at once would not be faster. */
  function inTurn(question: Ask, site: Site): Promise<Answer> {
    const next = last.then(() => readOne(question, site));
    last = next.catch(() => undefined);
    return next;
  }

  return {
    async readListing(page, site) {
      if (isEasyPage(page, site)) return readListing(page, site);
      const answer = await inTurn({ kind: 'listing', page: contentOf(page) }, site);
      return answer.kind === 'listing' ? answer.listing : fail(answer);
    },
    async readAd(pages, site) {
      if (pages.every((page) => isEasyPage(page, site))) return readAd(pages, site, places);
      const answer = await inTurn({ kind: 'ad', pages: pages.map(contentOf) }, site);
      return answer.kind === 'ad' ? answer.reading : fail(answer);
    },
    async nextPageOf(page, site) {
      if (site.detail.next === undefined) return null;
      if (isEasyPage(page, site)) return nextPageOf(page, site);
      const answer = await inTurn({ kind: 'next', page: contentOf(page) }, site);
      return answer.kind === 'next' ? answer.url : fail(answer);
    },
    async close() {
      await last;
      await end();
    },
  };
}

/** Without the headers and the like that a page may carry along. Bytes are decoded in the thread. */
function contentOf(page: UnreadPage): UnreadPage {
  const { finalUrl, fetchedAt } = page;
  if ('body' in page) return { finalUrl, fetchedAt, body: page.body };
  return { finalUrl, fetchedAt, bytes: page.bytes, contentType: page.contentType };
}

function fail(answer: Answer): never {
  if (answer.kind === 'failed') throw new VindplaatsError(answer.code, answer.message);
  throw new VindplaatsError('UNEXPECTED', `The thread that reads pages answered "${answer.kind}" to another question.`);
}

/** The next thing the thread says, or why it says nothing. */
function answerOf(worker: Worker, timeoutMs: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const onMessage = (answer: Answer) => settle(() => resolve(answer));
    const onError = (error: unknown) => settle(() => reject(error));
    const onExit = () => settle(() => reject(new Error('the thread that reads it ended')));
    const timer = setTimeout(() => settle(() => reject(new Error(`it takes more than ${timeoutMs} ms`))), timeoutMs);
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);

    function settle(how: () => void): void {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      how();
    }
  });
}
