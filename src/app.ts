import { join } from 'node:path';
import { keepTemporaryFilesIn, readConfig, readMasterKey } from './config.ts';
import type { Config, Environment } from './config.ts';
import { createLook } from './crawl/look.ts';
import { openPageSource } from './crawl/page-source.ts';
import type { PageSource } from './crawl/page-source.ts';
import { startRun } from './crawl/start-run.ts';
import { crawlQueue } from './crawl/visits.ts';
import { createAccess } from './govern/access.ts';
import { createLegalGate } from './govern/legal-basis.ts';
import { createHandoverDesk } from './handover/handover-desk.ts';
import { amsterdamDay } from './lib/amsterdam-day.ts';
import { createKeyedHash } from './lib/hash.ts';
import { createSeal } from './lib/seal.ts';
import { createLog } from './log.ts';
import type { Site } from './model/site.ts';
import { consumeCrawl, consumeStore, createReader, storeQueues } from './pipeline.ts';
import { openBullQueue } from './queue/bullmq.ts';
import type { QueueCounts } from './queue/queue.ts';
import { openSqliteQueue } from './queue/sqlite.ts';
import { createReviewDesk } from './review/review-desk.ts';
import { loadRuleset } from './screen/load-rules.ts';
import { openStore } from './store/open-store.ts';
import { takeWriterPlace } from './store/writer-lock.ts';
import { createWeb } from './web/create-web.tsx';
import { serveWeb } from './web/serve-web.ts';

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
  const gate = createLegalGate(config.legalBasis, () => amsterdamDay(now()));
  const queue =
    environment.redisUrl === null
      ? openSqliteQueue({ path: join(dataDir, 'queue.sqlite'), log })
      : await openBullQueue({ redisUrl: environment.redisUrl, log });
  const closers: (() => unknown)[] = [() => queue.close()];
  const common = { queue, seal, hash, run: { now, log, gate }, region: config.region };

  const reader = createReader(config.region, now);

  function openSource(): PageSource {
    const { name, contact, userAgent } = config.region.operator;
    const source = openPageSource({
      userAgent: `${userAgent}/0.1 (${name}; ${contact})`,
      now,
      log,
      temporaryDir,
      ...(environment.chromiumPath === null ? {} : { chromiumPath: environment.chromiumPath }),
    });
    closers.push(() => source.close());
    return source;
  }

  return {
    config,
    now,
    /** Work that is still to be done, on these sites and in the store. */
    countWork(sites: readonly Site[]): Promise<QueueCounts> {
      return queue.counts([...sites.map((site) => crawlQueue(site.id)), ...storeQueues]);
    },
    /** Visits pages. Needs no store, so it may run on as many machines as wanted. */
    async crawlPages(sites: readonly Site[]): Promise<void> {
      const consumers = await consumeCrawl({ ...common, sites, source: openSource(), reader });
      for (const consumer of consumers) closers.push(() => consumer.close());
    },
    /** Reads single pages for a person; stores nothing. */
    openLook: () => createLook({ source: openSource(), reader, gate }),
    /** Opens the store and what people do with it. Several processes may; only one may `write`. */
    openDesk() {
      const store = openStore(dataDir);
      closers.push(() => store.close());
      const desk = createReviewDesk({ store, now });
      const access = createAccess({ store, now });
      const handoverDesk = createHandoverDesk({ store, gate, region: config.region, dataDir, now });
      return {
        store,
        access,
        handoverDesk,
        startRun: (site: Site, reason: string) => startRun({ store, queue, gate, seal, hash, now }, site, reason),
        /** Takes in what crawlers send, links and screens it. @throws VindplaatsError `DATA_LOCKED`, `RULES_INVALID`. */
        async write(): Promise<void> {
          const ruleset = loadRuleset(settings.rulesDir);
          closers.push(takeWriterPlace(dataDir));
          const consumers = await consumeStore({ ...common, sites: config.sites, store, ruleset });
          for (const consumer of consumers) closers.push(() => consumer.close());
        },
        /** @returns the address of the pages. @throws VindplaatsError `PORT_IN_USE`. */
        async serve(): Promise<string> {
          const web = createWeb({
            store,
            desk,
            access,
            handoverDesk,
            region: config.region,
            sites: config.sites,
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
