import { createRunCloser } from './crawl/close-run.ts';
import type { RunCloser } from './crawl/close-run.ts';
import { createCrawlStage } from './crawl/crawl-stage.ts';
import type { DriftCheck } from './crawl/drift-check.ts';
import { handQueue } from './crawl/hand-desk.ts';
import type { HandReader } from './crawl/hand-desk.ts';
import { createHandStage } from './crawl/hand-stage.ts';
import { createIngestStage } from './crawl/ingest-stage.ts';
import type { PageSource } from './crawl/page-source.ts';
import { scheduleQueue } from './crawl/planned-crawls.ts';
import type { Plans } from './crawl/planned-crawls.ts';
import type { HashPhoto } from './crawl/read-photos.ts';
import type { Reader } from './crawl/reader.ts';
import { createReleaseStage } from './crawl/release-stage.ts';
import { createScheduleStage } from './crawl/schedule-stage.ts';
import { crawlDelayMaxMs } from './crawl/robots.ts';
import { isInScope } from './crawl/scope.ts';
import { startRun } from './crawl/start-run.ts';
import { crawlQueue, hashAddress } from './crawl/visits.ts';
import { checkDrift } from './extract/check-drift.ts';
import { findContacts } from './extract/contacts.ts';
import { observeAd } from './extract/observe-page.ts';
import { openPageReader } from './extract/open-page-reader.ts';
import { readByHand } from './extract/read-by-hand.ts';
import { findPhones } from './extract/phones.ts';
import { createPlaceIndex } from './extract/places.ts';
import { profileSite } from './extract/profile-site.ts';
import { absoluteUrl } from './extract/read-field.ts';
import { readingOf } from './extract/reading-of.ts';
import { amsterdamDay } from './lib/amsterdam-day.ts';
import { retryPolicyOf, VindplaatsError } from './lib/errors.ts';
import type { KeyedHash } from './lib/hash.ts';
import type { Seal } from './lib/seal.ts';
import { createLinkStage } from './link/link-stage.ts';
import type { Region } from './model/region.ts';
import type { Site } from './model/site.ts';
import type { ConsumeOptions, Consumer, Handlers, Queue } from './queue/queue.ts';
import type { TipReading } from './review/tip-desk.ts';
import { createScreenStage } from './screen/screen-stage.ts';
import type { RulesetKeeper } from './screen/keep-ruleset.ts';
import type { Run, Stage } from './stage.ts';
import type { Store } from './store/open-store.ts';

/**
 * THE order: page -> ad -> (the run is checked as a whole) -> links -> indicators -> assessment. After that a person pulls.
 * `crawl` runs wherever there is a network, one queue a site; the others run in the one process that owns the store, but for
 * `schedule`, which begins it all at planned moments and runs where somebody asked for it.
 */
const order = {
  schedule: { concurrency: 1, timeoutMs: 60_000, maxAttempts: 8, backoffMs: 1000 },
  crawl: { concurrency: 1, timeoutMs: 180_000, maxAttempts: 4, backoffMs: 1000 },
  // Brings pages along: where it need not wait for another process, it is not stored on its way.
  ingest: { concurrency: 16, timeoutMs: 30_000, maxAttempts: 8, backoffMs: 500, mayRunAtOnce: true },
  release: { concurrency: 1, timeoutMs: 60_000, maxAttempts: 8, backoffMs: 500 },
  byHand: { concurrency: 1, timeoutMs: 30_000, maxAttempts: 8, backoffMs: 500 },
  link: { concurrency: 1, timeoutMs: 30_000, maxAttempts: 8, backoffMs: 500 },
  screen: { concurrency: 1, timeoutMs: 30_000, maxAttempts: 8, backoffMs: 500 },
} satisfies Record<string, Omit<ConsumeOptions, 'minGapMs'>>;

/** The queues on which work for the store arrives. */
export const storeQueues = ['ingest', 'release', handQueue, 'link', 'screen'] as const;

/** So many turns at its host a visit may wait for before it counts as too slow. */
const turnsPerVisit = 20;

/** Without a wait of its own, "come back later" means this long. */
const laterMs = 30_000;

/** What a tip is about, read as ads are read, so that the same number and address give the same hash. */
export function createTipReading(sites: readonly Site[], hash: KeyedHash): TipReading {
  return {
    phone: (text) => findPhones('phone', text)[0]?.e164 ?? null,
    email: (text) => findContacts('text', text).find(({ kind }) => kind === 'email')?.value ?? null,
    addressHash(text) {
      const url = absoluteUrl(text, text);
      const site = url === null ? undefined : sites.find((one) => isInScope(one, new URL(url)));
      return url === null || site === undefined ? null : hashAddress(hash, site.id, url);
    },
  };
}

/** `halt` hears when nothing more can be written: whoever waits for the work must not wait for ever. */
type Unsignalled = Omit<Run, 'signal'> & { halt?: (error: VindplaatsError) => void };
type Common = { queue: Queue; sites: readonly Site[]; seal: Seal; hash: KeyedHash; run: Unsignalled };

/** The extract stage as the crawl stage may use it: pages in, ads out, in memory. */
export function openReader(region: Region, now: () => Date): Reader & { close(): Promise<void> } {
  const places = createPlaceIndex(region);
  /** Asked for every page, and the same all day. */
  const readings = new WeakMap<Site, { day: string; reading: string }>();
  return {
    ...openPageReader(region),
    observeAd,
    mayBeInRegion: (place) => places.find(place, amsterdamDay(now())) !== null,
    readingOf(site) {
      const day = amsterdamDay(now());
      const known = readings.get(site);
      if (known?.day === day) return known.reading;
      const reading = readingOf(site, region, day);
      readings.set(site, { day, reading });
      return reading;
    },
  };
}

/** The extract stage as the crawl stage may use it at the end of a run. */
const drift: DriftCheck = { profileSite, checkDrift };

/** What ends a crawl: the check of the run as a whole. */
export function createCloser(deps: {
  store: Store;
  sites: readonly Site[];
  region: Region;
  log: Run['log'];
}): RunCloser {
  return createRunCloser({ ...deps, drift, heldDays: deps.region.retention.undecidedDays });
}

/** The same for an ad that a person hands in. */
export function createHandReader(region: Region, reader: Pick<Reader, 'readAd'>): HandReader {
  const places = createPlaceIndex(region);
  return (page, site) => readByHand(page, site, { reader, places });
}

/** Starts to visit pages: needs a network and the queue, no store. */
export async function consumeCrawl(
  deps: Common & { source: PageSource; reader: Reader; hashPhoto: HashPhoto },
): Promise<Consumer[]> {
  const stage = createCrawlStage(deps);
  return Promise.all(
    deps.sites.map(({ id, politeness: { delayMs, concurrency } }) => {
      // Other sites on the host and other workers may go first, a page may take several requests, and robots.txt may ask for a longer pause.
      const timeoutMs = order.crawl.timeoutMs + turnsPerVisit * Math.max(delayMs, crawlDelayMaxMs);
      const options = { ...order.crawl, timeoutMs, concurrency, minGapMs: delayMs };
      return deps.queue.consume(crawlQueue(id), options, handlersOf(stage, deps.run));
    }),
  );
}

/** Starts the stages that write: exactly one process may run these on one data folder. */
export async function consumeStore(
  deps: Common & { store: Store; region: Region; rules: RulesetKeeper; closeRun: RunCloser },
): Promise<Consumer[]> {
  const { queue, run } = deps;
  return [
    await queue.consume('ingest', { ...order.ingest, minGapMs: 0 }, handlersOf(createIngestStage(deps), run)),
    await queue.consume('release', { ...order.release, minGapMs: 0 }, handlersOf(createReleaseStage(deps), run)),
    await queue.consume(handQueue, { ...order.byHand, minGapMs: 0 }, handlersOf(createHandStage(deps), run)),
    await queue.consume('link', { ...order.link, minGapMs: 0 }, handlersOf(createLinkStage(deps), run)),
    await queue.consume('screen', { ...order.screen, minGapMs: 0 }, handlersOf(createScreenStage(deps), run)),
  ];
}

/** Starts crawls at their planned moments. With a gap, so that two processes that do this by mistake take turns. */
export async function consumeSchedule(
  deps: Common & { store: Store; plans: () => Plans; closeRun: RunCloser },
): Promise<Consumer> {
  const { now, gate } = deps.run;
  const stage = createScheduleStage({
    ...deps,
    startRun: (site, reason) => startRun({ ...deps, gate, now }, site, reason),
  });
  return deps.queue.consume(scheduleQueue, { ...order.schedule, minGapMs: 1000 }, handlersOf(stage, deps.run));
}

/** A stage as the queue sees it: its input is checked at the border, its errors are told apart by the catalogue. */
function handlersOf<Input>(stage: Stage<Input>, run: Unsignalled): Handlers {
  function read(payload: unknown): Input {
    const result = stage.input.safeParse(payload);
    if (result.success) return result.data;
    throw new VindplaatsError(
      'JOB_INVALID',
      'A job does not fit its stage; it was queued by another version of Vindplaats and is left out.',
      { cause: result.error },
    );
  }
  return {
    handle: (payload, signal) => stage.handle(read(payload), { ...run, signal }),
    classify(error) {
      if (error instanceof VindplaatsError && error.code === 'DISK_FULL') run.halt?.(error);
      const retry = retryPolicyOf(error);
      if (retry !== 'later') return { retry };
      return { retry, waitMs: (error instanceof VindplaatsError ? error.waitMs : undefined) ?? laterMs };
    },
    giveUp: (payload, error) => (stage.input.safeParse(payload).success ? stage.giveUp(read(payload), error) : []),
  };
}
