import { openApp } from '../app.ts';
import type { Settings } from '../app.ts';
import { findSite } from './find-site.ts';
import { printResults, requireComplete, runSites } from './run-sites.ts';
import type { Terminal } from './terminal.ts';

/** One crawl of the named sites, or of all, to the end. */
export async function crawl(
  settings: Settings,
  terminal: Terminal,
  siteIds: readonly string[],
  reason: string,
): Promise<void> {
  const app = await openApp(settings);
  try {
    const sites = siteIds.length === 0 ? app.config.sites : siteIds.map((id) => findSite(app.config, id));
    const desk = app.openDesk();
    // With Redis the workers do the work; this command only starts the run and watches it.
    if (settings.environment.redisUrl === null) {
      await desk.write();
      await app.crawlPages(sites);
    }
    const results = await runSites(app, desk, terminal, sites, reason);
    printResults(terminal, desk, results);
    requireComplete(results);
  } finally {
    await app.close();
  }
}
