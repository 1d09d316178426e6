import { openApp } from '../app.ts';
import type { App, Desk, Settings } from '../app.ts';
import { nextStart, plansOf } from '../crawl/planned-crawls.ts';
import type { Plans } from '../crawl/planned-crawls.ts';
import type { PlanKeeper } from '../crawl/keep-plans.ts';
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
    if (plansOf(app.config).size === 0) {
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
    const keeper = await desk.keepSchedule();
    for (const site of keeper.plans().keys())
      terminal.print(`${site}: next crawl ${nextOf(app, keeper.plans(), site)}`);
    const watch = setInterval(() => follow(keeper), lookMs);
    try {
      await Promise.race([stopped, app.halted]);
    } finally {
      clearInterval(watch);
    }
    follow(keeper);
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

/** Tells of every planned moment that was answered, every crawl that ended and every schedule that changed since the last look. */
function createFollower(app: App, desk: Desk, terminal: Terminal): (keeper: PlanKeeper) => void {
  const { store } = desk;
  let toldUntil = app.now().toISOString();
  const lastTold = new Map(app.config.sites.map(({ id }) => [id, lastEnded(id)?.id]));

  let toldPlans = plansOf(app.config);
  let toldProblem: string | null = null;

  return (keeper) => {
    tellPlans(keeper);
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

  function tellPlans(keeper: PlanKeeper): void {
    const [plans, problem] = [keeper.plans(), keeper.problem()];
    for (const { id } of app.config.sites) {
      const [one, two] = [nextOf(app, toldPlans, id), nextOf(app, plans, id)];
      if (toldPlans !== plans && one !== two) terminal.print(`${id}: schedule changed, next crawl ${two}`);
    }
    if (problem !== toldProblem && problem !== null)
      terminal.complain(`The configuration was changed and is broken; the last good schedule is kept. ${problem}`);
    [toldPlans, toldProblem] = [plans, problem];
  }

  function lastEnded(site: string): { id: string; finishedAt: string } | null {
    const run = store.runs.latest(site);
    return run === null || run.finishedAt === null ? null : { id: run.id, finishedAt: run.finishedAt };
  }

  function tellEnd(runId: string, site: string, finishedAt: string): void {
    const result = resultOf(desk, { runId, site });
    const { pages, newAds, changedAds, goneAds } = result.counts;
    terminal.print(
      `${finishedAt} ${site}: crawl ended, ${pages} pages, ${newAds} new, ${changedAds} changed, ${goneAds} gone; next ${nextOf(app, toldPlans, site)}`,
    );
    for (const problem of problemsOf(result)) terminal.complain(problem.message);
  }
}

function nextOf(app: App, plans: Plans, site: string): string {
  const planned = plans.get(site);
  const moment = planned ? nextStart(planned, app.now()) : null;
  return planned && moment ? `${moment} (${planned.at} Europe/Amsterdam, "${planned.reason}")` : 'by hand only';
}
