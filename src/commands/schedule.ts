import { openApp } from '../app.ts';
import type { App, Desk, Settings } from '../app.ts';
import { nextStart, scheduleOf } from '../crawl/planned-crawls.ts';
import { VindplaatsError } from '../lib/errors.ts';
import type { PlannedOutcome } from '../store/planned-moments.ts';
import { problemsOf, resultOf } from './run-sites.ts';
import type { Terminal } from './terminal.ts';
import { untilStopped } from './until-stopped.ts';

const lookMs = 1000;

/** Crawls every site at its planned moments until stopped. What was missed while this did not run is made up for once, at once. */
export async function schedule(settings: Settings, terminal: Terminal): Promise<void> {
  const stopped = untilStopped();
  const app = await openApp(settings);
  try {
    const planned = app.config.sites.filter((site) => scheduleOf(site, app.config.region) !== null);
    if (planned.length === 0) {
      throw new VindplaatsError(
        'CONFIG_INVALID',
        `No site has a schedule; add one to ${app.config.configDir}/region.yaml, or to the file of a site.`,
      );
    }
    const desk = app.openDesk();
    const follow = createFollower(app, desk, terminal);
    // With Redis the workers do the work; this command only starts the runs.
    if (settings.environment.redisUrl === null) {
      await desk.write();
      await app.crawlPages(app.config.sites);
    }
    await desk.keepSchedule();
    for (const site of planned) terminal.print(`${site.id}: next crawl ${nextOf(app, site.id)}`);
    const watch = setInterval(follow, lookMs);
    try {
      await Promise.race([stopped, app.halted]);
    } finally {
      clearInterval(watch);
    }
    follow();
    terminal.print('Stopped. What was going on goes on at the next start.');
  } finally {
    await app.close();
  }
}

const happened = {
  watched: 'planned from now on',
  started: 'planned crawl started',
  skipped: 'planned crawl skipped: an earlier one is still going on',
  refused: 'planned crawl refused: no valid legal basis, see legal-basis.yaml and the audit log',
} as const satisfies Record<PlannedOutcome, string>;

/** Tells of every planned moment that was answered and every crawl that ended since the last look. */
function createFollower(app: App, desk: Desk, terminal: Terminal): () => void {
  const { store } = desk;
  let toldUntil = app.now().toISOString();
  const lastTold = new Map(app.config.sites.map(({ id }) => [id, lastEnded(id)?.id]));

  return () => {
    for (const { site, outcome, answeredAt } of store.plannedMoments.answeredSince(toldUntil)) {
      toldUntil = answeredAt;
      terminal.print(`${answeredAt} ${site}: ${happened[outcome]}`);
    }
    for (const { id } of app.config.sites) {
      const ended = lastEnded(id);
      if (ended === null || ended.id === lastTold.get(id)) continue;
      lastTold.set(id, ended.id);
      tellEnd(ended.id, id, ended.finishedAt);
    }
  };

  function lastEnded(site: string): { id: string; finishedAt: string } | null {
    const run = store.runs.latest(site);
    return run === null || run.finishedAt === null ? null : { id: run.id, finishedAt: run.finishedAt };
  }

  function tellEnd(runId: string, site: string, finishedAt: string): void {
    const result = resultOf(desk, { runId, site });
    const { pages, newAds, changedAds, goneAds } = result.counts;
    terminal.print(
      `${finishedAt} ${site}: crawl ended, ${pages} pages, ${newAds} new, ${changedAds} changed, ${goneAds} gone; next ${nextOf(app, site)}`,
    );
    for (const problem of problemsOf(result)) terminal.complain(problem.message);
  }
}

function nextOf(app: App, siteId: string): string {
  const site = app.config.sites.find(({ id }) => id === siteId);
  const planned = site && scheduleOf(site, app.config.region);
  const moment = planned ? nextStart(planned, app.now()) : null;
  return planned && moment ? `${moment} (${planned.at} Europe/Amsterdam, "${planned.reason}")` : 'by hand only';
}
