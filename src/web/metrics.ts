/** What a monitoring system may know: counts by site and state, never a text, a name or an address. The only importer of prom-client. */
import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client';
import { levels } from '../model/assessment.ts';
import { reviewStateSchema } from '../model/review.ts';
import type { Site } from '../model/site.ts';
import { runReport } from '../report/run-report.ts';
import type { Store } from '../store/open-store.ts';

/** How much waits on one queue of the pipeline. */
export type QueueDepth = { queue: string; waiting: number; delayed: number; active: number; failed: number };

export type Metrics = { contentType: string; text(): Promise<string> };

/**
 * Metrics in the text format of Prometheus, read from the store and the queue at each look.
 * @param deps.queueDepths of every queue there is.
 */
export function createMetrics(deps: {
  store: Store;
  sites: readonly Pick<Site, 'id'>[];
  queueDepths: () => Promise<QueueDepth[]>;
  now: () => Date;
}): Metrics {
  const { store, sites, queueDepths, now } = deps;
  const register = new Registry();
  collectDefaultMetrics({ register });
  // Gauges that are called as counters are; Prometheus' own checker refuses them, and their parts by type stay.
  for (const part of ['handles', 'requests', 'resources']) register.removeSingleMetric(`nodejs_active_${part}_total`);

  gauge(
    'vindplaats_last_run_addresses',
    'Addresses of the last run, by what became of them',
    ['site', 'outcome'],
    (set) => {
      for (const { site, outcomes } of lastReports())
        for (const [outcome, count] of Object.entries(outcomes)) set({ site, outcome }, count);
    },
  );
  gauge('vindplaats_last_run_open_addresses', 'Addresses of the last run without an outcome yet', ['site'], (set) => {
    for (const { site, open } of lastReports()) set({ site }, open);
  });
  gauge('vindplaats_last_run_duration_seconds', 'How long the last run took, or takes so far', ['site'], (set) => {
    for (const { site, durationSeconds } of lastReports()) set({ site }, durationSeconds);
  });
  gauge(
    'vindplaats_last_success_timestamp_seconds',
    'When the last run ended whose results are in use',
    ['site'],
    (set) => {
      for (const { id } of sites) {
        const finishedAt = store.runs.lastGood(id)?.finishedAt ?? null;
        if (finishedAt !== null) set({ site: id }, Date.parse(finishedAt) / 1000);
      }
    },
  );
  gauge('vindplaats_site_quarantined', 'Whether runs of this site are held for a decision', ['site'], (set) => {
    for (const { id } of sites) set({ site: id }, store.runs.quarantined(id).length > 0 ? 1 : 0);
  });
  gauge('vindplaats_ads', 'Ads by level and by where their review stands', ['level', 'state'], (set) => {
    for (const state of reviewStateSchema.options) {
      const counts = store.reviews.countPerLevel({ state });
      for (const level of levels) set({ level, state }, counts[level]);
    }
  });
  gauge('vindplaats_queue_jobs', 'Jobs by queue and state', ['queue', 'state'], async (set) => {
    for (const { queue, ...depth } of await queueDepths())
      for (const [state, count] of Object.entries(depth)) set({ queue, state }, count);
  });
  counter('vindplaats_requests_total', 'Requests to this site over all runs', ({ requests }) => requests);
  counter(
    'vindplaats_received_bytes_total',
    'Bytes of bodies from this site over all runs',
    ({ wireBytes }) => wireBytes,
  );

  return { contentType: register.contentType, text: () => register.metrics() };

  function lastReports() {
    return sites.flatMap(({ id }) => {
      const run = store.runs.latest(id);
      return run === null ? [] : [runReport(store, run, now())];
    });
  }

  function gauge<Label extends string>(
    name: string,
    help: string,
    labelNames: Label[],
    collect: (set: (labels: Record<Label, string>, value: number) => void) => void | Promise<void>,
  ): void {
    const one = new Gauge({
      name,
      help,
      labelNames,
      registers: [register],
      async collect() {
        // What is no more (a site that was taken away) must not stay.
        one.reset();
        await collect((labels, value) => one.set(labels, value));
      },
    });
  }

  /** The sums are those of the store, so they go on over restarts. */
  function counter(
    name: string,
    help: string,
    valueOf: (total: ReturnType<Store['traffic']['totals']>[number]) => number,
  ): void {
    const one = new Counter({
      name,
      help,
      labelNames: ['site'],
      registers: [register],
      collect() {
        one.reset();
        for (const total of store.traffic.totals()) one.inc({ site: total.site }, valueOf(total));
      },
    });
  }
}
