import { openApp } from '../app.ts';
import type { App, Settings } from '../app.ts';
import { scheduleOf } from '../crawl/planned-crawls.ts';
import { VindplaatsError } from '../lib/errors.ts';
import type { Site } from '../model/site.ts';
import { findSite } from './find-site.ts';
import { printPlan } from './crawl-plan.ts';
import { printResults, requireComplete, runSites } from './run-sites.ts';
import type { Terminal } from './terminal.ts';

export type CrawlOptions = { reason?: string; once?: true; plan?: true };

/** One crawl of the named sites, or of all, to the end; or only the plan of it. */
export async function crawl(
  settings: Settings,
  terminal: Terminal,
  siteIds: readonly string[],
  options: CrawlOptions,
): Promise<void> {
  const app = await openApp(settings);
  try {
    if (options.plan === true) return printPlan(app, terminal, namedSites(app, siteIds));
    const planned = plannedSites(app, siteIds, options);
    const sites = planned.map(({ site }) => site);
    const desk = app.openDesk();
    // With Redis the workers do the work; this command only starts the run and watches it.
    if (settings.environment.redisUrl === null) {
      await desk.write();
      await app.crawlPages(sites);
    }
    const ended = await runSites(app, desk, terminal, planned);
    printResults(terminal, desk, ended.results);
    requireComplete(terminal, ended);
  } finally {
    await app.close();
  }
}

function namedSites(app: App, siteIds: readonly string[]): readonly Site[] {
  return siteIds.length === 0 ? app.config.sites : [...new Set(siteIds)].map((id) => findSite(app.config, id));
}

/** @throws VindplaatsError `USAGE` when a crawl would have no reason, `SITE_UNKNOWN`. */
function plannedSites(app: App, siteIds: readonly string[], { reason, once }: CrawlOptions) {
  const sites = namedSites(app, siteIds);
  if (reason !== undefined) return sites.map((site) => ({ site, reason }));
  const planned = sites.flatMap((site) => {
    const schedule = once === true ? scheduleOf(site, app.config.region) : null;
    return schedule === null ? [] : [{ site, reason: schedule.reason }];
  });
  // Without names a timer means the sites that have a schedule; a site that was named has to be crawled.
  if (planned.length > 0 && (siteIds.length === 0 || planned.length === sites.length)) return planned;
  throw new VindplaatsError(
    'USAGE',
    'A crawl needs a reason (aanleiding); say why with --reason TEXT, or use --once for sites that have a schedule.',
  );
}
