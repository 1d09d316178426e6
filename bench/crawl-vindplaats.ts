/** One crawl of the benchmark's site by Vindplaats: its own queue, stages and store, into the data folder it is given. */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readConfig } from '../src/config.ts';
import { openPageSource } from '../src/crawl/page-source.ts';
import { startRun } from '../src/crawl/start-run.ts';
import { createLegalGate } from '../src/govern/legal-basis.ts';
import { amsterdamDay } from '../src/lib/amsterdam-day.ts';
import { createKeyedHash } from '../src/lib/hash.ts';
import { createSeal } from '../src/lib/seal.ts';
import { createLog } from '../src/log.ts';
import { consumeCrawl, consumeStore, createCloser, openReader } from '../src/pipeline.ts';
import type { Queue } from '../src/queue/queue.ts';
import { openSqliteQueue } from '../src/queue/sqlite.ts';
import { keepRuleset } from '../src/screen/keep-ruleset.ts';
import { openStore } from '../src/store/open-store.ts';
import { crawlArguments, measure, readArguments } from './crawl-arguments.ts';
import { siteFileOf } from './crawl-site.ts';

const { origin, dataDir, atOnce, until, daysLater } = readArguments(crawlArguments);
const root = process.cwd();
const now = () => new Date(Date.now() + daysLater * 86_400_000);
const log = createLog('error');
const { region, legalBasis } = readConfig(join(root, 'config'));
const site = siteFileOf(origin, atOnce === 'as-shipped' ? 1 : atOnce);
// The grounds of the demonstration, for one more site with made-up ads.
const grounds = legalBasis.grounds.map((ground) => ({ ...ground, sources: [...ground.sources, site.id] }));
const gate = createLegalGate({ grounds }, () => amsterdamDay(now()));
const key = Buffer.alloc(32, 7);
const seal = createSeal(key);
const hash = createKeyedHash(key);
const userAgent = 'Vindplaats/0.1 (bench; mailto:bench@example.invalid)';

const rules = keepRuleset(join(root, 'rules'));
const store = openStore(dataDir);
const queue = openSqliteQueue({ path: join(dataDir, 'queue.sqlite'), log });
const source = openPageSource({ userAgent, now, log, temporaryDir: dataDir, turns: queue.turns });
const reader = openReader(region, now);
const closeRun = createCloser({ store, sites: [site], region, log });
const common = { queue: asMeasured(queue), sites: [site], seal, hash, run: { now, log, gate }, region };

await measure(async () => {
  const crawling = await consumeCrawl({
    ...common,
    source,
    reader,
    hashPhoto: () => Promise.reject(new Error('no site here asks for photos')),
  });
  const storing = await consumeStore({ ...common, store, rules, closeRun });
  const { runId } = await startRun({ store, queue, gate, seal, hash, now, closeRun }, site, 'benchmark');
  while (!(await isDone(runId))) await delay(5);
  for (const consumer of [...crawling, ...storing]) await consumer.close();
  const counts = store.runs.counts(runId);
  if (Object.keys(counts.leftOut).length > 0) throw new Error(`left out: ${JSON.stringify(counts.leftOut)}`);
  return counts.pages;
});
await source.close();
await reader.close();
await queue.close();
store.close();

async function isDone(runId: string): Promise<boolean> {
  if (store.runs.find(runId)?.state !== 'released') return false;
  const { waiting, delayed, active } = await queue.counts(until === 'screened' ? ['link', 'screen'] : []);
  return waiting + delayed + active === 0;
}

/** The queue as it is, without the stages that are not measured. */
function asMeasured(real: Queue): Queue {
  return {
    ...real,
    async consume(name, options, handlers) {
      if (until === 'stored' && (name === 'link' || name === 'screen')) return { close: async () => {} };
      return real.consume(name, options, handlers);
    },
  };
}
