import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { keepTemporaryFilesIn, readConfig, readMasterKey } from './config.ts';
import type { Config, Environment } from './config.ts';
import { createHandDesk } from './crawl/hand-desk.ts';
import { keepPlans } from './crawl/keep-plans.ts';
import type { PlanKeeper } from './crawl/keep-plans.ts';
import { keepSchedule } from './crawl/keep-schedule.ts';
import { createLook } from './crawl/look.ts';
import { openPageSource } from './crawl/page-source.ts';
import { scheduleQueue } from './crawl/planned-crawls.ts';
import type { PageSource } from './crawl/page-source.ts';
import { unreleasedJobs } from './crawl/release-job.ts';
import { createReprocessing } from './crawl/reprocess.ts';
import { createRunDesk } from './crawl/run-desk.ts';
import { startRun } from './crawl/start-run.ts';
import { crawlQueue } from './crawl/visits.ts';
import { createAccess } from './govern/access.ts';
import { createEvidenceDesk } from './govern/evidence-desk.ts';
import { keepLegalBasis } from './govern/keep-legal-basis.ts';
import { createLegalGate } from './govern/legal-basis.ts';
import { createFeedbackDesk } from './handover/feedback-desk.ts';
import { createHandoverDesk } from './handover/handover-desk.ts';
import { amsterdamDay } from './lib/amsterdam-day.ts';
import { exitCodeOf } from './lib/errors.ts';
import type { VindplaatsError } from './lib/errors.ts';
import { createKeyedHash } from './lib/hash.ts';
import { createSeal } from './lib/seal.ts';
import { createPhotoHasher } from './link/hash-photo.ts';
import { createLinkDesk } from './link/link-desk.ts';
import { unlinkedJobs } from './link/link-stage.ts';
import { createLog } from './log.ts';
import { itself } from './model/actor.ts';
import type { Actor } from './model/actor.ts';
import type { Site } from './model/site.ts';
import {
  consumeCrawl,
  consumeSchedule,
  consumeStore,
  createCloser,
  createHandReader,
  createTipReading,
  openReader,
  storeQueues,
} from './pipeline.ts';
import { openBullQueue } from './queue/bullmq.ts';
import { openSqliteQueue } from './queue/sqlite.ts';
import { createReviewDesk } from './review/review-desk.ts';
import { createTipDesk } from './review/tip-desk.ts';
import { keepRuleset } from './screen/keep-ruleset.ts';
import { rescreenJobs } from './screen/rescreen.ts';
import { openStore } from './store/open-store.ts';
import { takeWriterPlace } from './store/writer-lock.ts';
import { createWeb } from './web/create-web.tsx';
import { createMetrics } from './web/metrics.ts';
import type { QueueDepth } from './web/metrics.ts';
import { serveWeb } from './web/serve-web.ts';

/** How often a running writer looks whether the rules were edited. */
const rulesLookMs = 5000;

/** How often the schedule is put into the queue again, which may have been thrown away (a Redis that keeps nothing). */
const scheduleLookMs = 60_000;

/** How often a running writer erases the pages whose term is over. */
const sweepEveryMs = 86_400_000;

const idleLookMs = 250;

export type Settings = { configDir: string; dataDir: string; rulesDir: string; environment: Environment };

export type App = Awaited<ReturnType<typeof openApp>>;
export type Desk = ReturnType<App['openDesk']>;

/**
 * Everything a command may use; what it opens, `close` closes in the opposite order. The only place that wires.
 * @param now the clock; tests bring their own.
 */
export async function openApp(settings: Settings, now: () => Date = () => new Date()) {
  const { dataDir, environment } = settings;
  const config: Config = readConfig(settings.configDir);
  const key = readMasterKey(environment, dataDir);
  const temporaryDir = keepTemporaryFilesIn(dataDir);
  const log = createLog(environment.logLevel);
  const seal = createSeal(key);
  const hash = createKeyedHash(key);
  const keyMark = hash('mark', 'key');
  const legalBasis = keepLegalBasis({ configDir: settings.configDir, begin: config.legalBasis, now, log });
  const gate = createLegalGate(legalBasis, () => amsterdamDay(now()));
  let halt: (error: VindplaatsError) => void = () => {};
  const halted = new Promise<never>((_resolve, reject) => {
    halt = reject;
  });
  // Whoever waits hears of it; when nobody does, it is in the log.
  halted.catch(() => {});
  const queue =
    environment.redisUrl === null
      ? openSqliteQueue({ path: join(dataDir, 'queue.sqlite'), log, halt })
      : await openBullQueue({ redisUrl: environment.redisUrl, keyMark, log });
  const common = { queue, seal, hash, run: { now, log, gate, halt }, region: config.region };

  const reader = openReader(config.region, now);
  const closers: (() => unknown)[] = [() => queue.close(), () => reader.close()];

  function queueDepths(): Promise<QueueDepth[]> {
    const names = [...config.sites.map((site) => crawlQueue(site.id)), scheduleQueue, ...storeQueues];
    return Promise.all(names.map(async (name) => ({ queue: name, ...(await queue.counts([name])) })));
  }

  function openSource(): PageSource {
    const { name, contact, userAgent } = config.region.operator;
    const source = openPageSource({
      userAgent: `${userAgent}/0.1 (${name}; ${contact})`,
      now,
      log,
      temporaryDir,
      turns: queue.turns,
      ...(environment.chromiumPath === null ? {} : { chromiumPath: environment.chromiumPath }),
    });
    closers.push(() => source.close());
    return source;
  }

  return {
    config,
    now,
    /** Rejects when nothing more can be written (`DISK_FULL`): to be raced by whatever waits for long. */
    halted,
    /**
     * Waits until all work on these sites and in the store is done.
     * @param tell is told how many jobs are still to go.
     */
    async untilIdle(sites: readonly Site[], tell: (jobs: number) => void = () => {}): Promise<void> {
      const queues = [...sites.map((site) => crawlQueue(site.id)), ...storeQueues];
      // Twice idle: between two jobs of a chain the queue may look empty for a moment.
      for (let idleLooks = 0; idleLooks < 2;) {
        const { waiting, delayed, active } = await queue.counts(queues);
        const jobs = waiting + delayed + active;
        idleLooks = jobs === 0 ? idleLooks + 1 : 0;
        tell(jobs);
        await Promise.race([sleep(idleLookMs), halted]);
      }
    },
    /** Visits pages. Needs no store, so it may run on as many machines as wanted. */
    async crawlPages(sites: readonly Site[]): Promise<void> {
      // Its process starts with the first photo, so where no site asks for photos there is none.
      const photos = createPhotoHasher();
      closers.push(() => photos.close());
      const hashPhoto = (bytes: Uint8Array) => photos.hash(bytes);
      const consumers = await consumeCrawl({ ...common, sites, source: openSource(), reader, hashPhoto });
      for (const consumer of consumers) closers.push(() => consumer.close());
    },
    /** Reads single pages for a person; stores nothing. */
    openLook: () => createLook({ source: openSource(), reader, gate }),
    /** Opens the store and what people do with it; several processes may, and one may `write`. @throws VindplaatsError `KEY_WRONG`. */
    openDesk() {
      const store = openStore(dataDir);
      closers.push(() => store.close());
      store.keyMark.require(keyMark);
      const closeRun = createCloser({ store, sites: config.sites, region: config.region, log });
      const runDesk = createRunDesk({ store, queue, now });
      const reprocessing = createReprocessing({ store, seal, hash, reader, gate });
      const desk = createReviewDesk({ store, now });
      const access = createAccess({ store, now });
      const read = createTipReading(config.sites, hash);
      const tipDesk = createTipDesk({ store, queue, gate, hash, read, now });
      const handoverDesk = createHandoverDesk({ store, gate, region: config.region, dataDir, now });
      const evidence = createEvidenceDesk({ store, seal, region: config.region, now });
      const handDesk = createHandDesk({
        ...common,
        store,
        gate,
        sites: config.sites,
        read: createHandReader(config.region, reader),
        now,
      });
      return {
        store,
        access,
        evidence,
        handDesk,
        handoverDesk,
        tipDesk,
        startRun: (site: Site, reason: string) =>
          startRun({ store, queue, gate, seal, hash, now, closeRun }, site, reason),
        runDesk,
        reprocessing,
        /** @returns how many ads have a further version. */
        async keepReprocessed(ads: Parameters<typeof reprocessing.keep>[0]): Promise<number> {
          const { revised, jobs } = reprocessing.keep(ads);
          await queue.enqueue(jobs);
          return revised;
        },
        /**
         * Takes in what crawlers send, links and screens it; with other rules than before, screens every open ad again.
         * @throws VindplaatsError `DATA_LOCKED`, `RULES_INVALID`.
         */
        async write(): Promise<{ ads: number; upToDate: number; decided: number }> {
          const rules = keepRuleset(settings.rulesDir);
          closers.push(takeWriterPlace(dataDir));
          evidence.sweep(itself);
          const sweeping = setInterval(() => {
            try {
              evidence.sweep(itself);
            } catch (error) {
              log.error({ code: exitCodeOf(error) }, 'evidence not swept');
            }
          }, sweepEveryMs);
          closers.push(() => clearInterval(sweeping));
          const consumers = await consumeStore({ ...common, sites: config.sites, store, rules, closeRun });
          for (const consumer of consumers) closers.push(() => consumer.close());
          await queue.enqueue([...unreleasedJobs(store), ...unlinkedJobs(store)]);
          const first = await rescreen();
          let told: string | null = null;
          const watch = setInterval(() => {
            if (rules.refresh())
              void rescreen().catch((error: unknown) => log.error({ code: exitCodeOf(error) }, 'rescreen failed'));
            if (rules.problem() !== told)
              log.warn(
                { isBroken: rules.problem() !== null },
                'the rules folder changed; while it is broken the last good rules are used',
              );
            told = rules.problem();
          }, rulesLookMs);
          closers.push(() => clearInterval(watch));
          return first;

          async function rescreen() {
            const { jobs, ...counts } = rescreenJobs(store.assessments.standings(), rules.ruleset());
            await queue.enqueue(jobs);
            return counts;
          }
        },
        /**
         * Starts crawls at their planned moments from now on, and those that were missed at once. Looks every now and then whether a
         * schedule was changed. @returns what is planned.
         */
        async keepSchedule(): Promise<PlanKeeper> {
          const deps = { store, queue, now };
          const keeper = keepPlans(config, () => readConfig(settings.configDir));
          const plans = () => keeper.plans();
          await keepSchedule(deps, plans());
          const consumer = await consumeSchedule({ ...common, sites: config.sites, store, plans, closeRun });
          closers.push(() => consumer.close());
          const again = setInterval(() => {
            const changed = keeper.refresh();
            keepSchedule(deps, plans(), changed).catch((error: unknown) =>
              log.error({ code: exitCodeOf(error) }, 'schedule not kept'),
            );
          }, scheduleLookMs);
          closers.push(() => clearInterval(again));
          return keeper;
        },
        /**
         * Erases the pages whose term is over, now.
         * @throws VindplaatsError `DATA_LOCKED` while a writer runs, which does this by itself.
         */
        sweepEvidence(actor: Actor): number {
          const leave = takeWriterPlace(dataDir);
          try {
            return evidence.sweep(actor);
          } finally {
            leave();
          }
        },
        /** @returns the address of the pages. @throws VindplaatsError `PORT_IN_USE`. */
        async serve(): Promise<string> {
          const web = createWeb({
            store,
            desk,
            linkDesk: createLinkDesk({ store, queue, now }),
            access,
            handoverDesk,
            handDesk,
            tipDesk,
            runDesk,
            feedbackDesk: createFeedbackDesk({ store, now }),
            // A keeper of its own: `refresh` tells of a change once, and the writer must hear it to screen again.
            rules: keepRuleset(settings.rulesDir),
            region: config.region,
            sites: config.sites,
            metrics:
              environment.metricsToken === null
                ? null
                : {
                    token: environment.metricsToken,
                    source: createMetrics({ store, sites: config.sites, queueDepths, now }),
                  },
            now,
            log,
          });
          const server = await serveWeb({ app: web, host: environment.host, port: environment.port });
          closers.push(() => server.close());
          return server.url;
        },
      };
    },
    async close(): Promise<void> {
      for (const close of closers.splice(0).toReversed()) await close();
    },
  };
}
