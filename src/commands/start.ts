import { openApp } from '../app.ts';
import type { App, Desk, Settings } from '../app.ts';
import { serveDemo } from '../demo/sites.ts';
import { itself } from '../model/actor.ts';
import { levels } from '../model/assessment.ts';
import type { Level } from '../model/assessment.ts';
import { printResults, requireComplete, runSites } from './run-sites.ts';
import { demoSeed } from './demo-seed.ts';
import type { SiteResult } from './run-sites.ts';
import type { Terminal } from './terminal.ts';
import { untilStopped } from './until-stopped.ts';

/** The main job on the embedded default: demo sites up, crawl, screen, table, and the pages stay open until stopped. */
export async function start(settings: Settings, terminal: Terminal, { isOnce }: { isOnce: boolean }): Promise<void> {
  const startedAtMs = Date.now();
  const app = await openApp(settings);
  try {
    const desk = app.openDesk();
    await desk.write();
    // Before the long work, so that a port in use is told at once.
    const url = isOnce ? null : await desk.serve();
    const closeDemo = await serveDemoSites(app, desk, terminal);
    try {
      const { sites } = app.config;
      await app.crawlPages(sites);
      terminal.complain(`Crawling ${sites.map((site) => site.id).join(' and ')} ...`);
      const reason = 'demo: vindplaats start';
      const ended = await runSites(
        app,
        desk,
        terminal,
        sites.map((site) => ({ site, reason })),
      );
      const { results } = ended;
      printResults(terminal, desk, results);
      printLevels(terminal, desk);
      if (url !== null) await printFirstLogin(terminal, desk, url);
      terminal.print(`RESULT ${JSON.stringify(resultOf(desk, results, (Date.now() - startedAtMs) / 1000))}`);
      requireComplete(terminal, ended);
      if (!isOnce) await Promise.race([untilStopped(), app.halted]);
    } finally {
      await closeDemo();
    }
  } finally {
    await app.close();
  }
}

async function serveDemoSites(app: App, desk: Desk, terminal: Terminal): Promise<() => Promise<void>> {
  const demo = app.config.sites.filter((site) => site.demo !== undefined);
  if (demo.length === 0) return async () => {};
  // The demo moves on by one night with every finished crawl.
  const night = Math.min(...demo.map((site) => desk.store.runs.countFinished(site.id))) + 1;
  const server = await serveDemo({ night: () => night, seed: demoSeed });
  terminal.complain(
    `Demo sites with synthetic ads are up: ${demo.map((site) => site.start[0]).join(' and ')} (night ${night})`,
  );
  return () => server.close();
}

function printLevels(terminal: Terminal, desk: Desk): void {
  const { perLevel } = assessed(desk);
  terminal.table(
    ['level', 'ads'],
    levels.toReversed().map((level) => [level, perLevel[level]]),
  );
}

async function printFirstLogin(terminal: Terminal, desk: Desk, url: string): Promise<void> {
  const name = 'ketenregisseur';
  terminal.print(`Review pages: ${url}`);
  if (desk.store.accounts.count() > 0) {
    terminal.print('Log in with the account you have; forgotten: npm run vindplaats -- account reset ketenregisseur');
    return;
  }
  const password = await desk.access.addAccount(name, 'ketenregisseur', itself);
  terminal.print(`First login: ${name} / ${password} (shown once)`);
}

/** Counts over all assessed ads in the store. */
function assessed(desk: Desk) {
  const rows = desk.store.figures.count('0000-01-01', '9999-12-31');
  const perLevel: Record<Level, number> = { laag: 0, verhoogd: 0, hoog: 0, direct: 0 };
  for (const row of rows) perLevel[row.level] += row.ads;
  const total = sum(rows);
  const share = (part: number) => (total === 0 ? null : Math.round((part / total) * 1000) / 1000);
  return {
    perLevel,
    age21to25Share: share(sum(rows.filter((row) => row.ageBand === '21-25'))),
    riskyShare: share(sum(rows.filter((row) => row.level !== 'laag'))),
  };
}

function resultOf(desk: Desk, results: readonly SiteResult[], seconds: number) {
  const total = (pick: (counts: SiteResult['counts']) => number) =>
    results.reduce((all, { counts }) => all + pick(counts), 0);
  const { perLevel, age21to25Share, riskyShare } = assessed(desk);
  return {
    pages: total((counts) => counts.pages),
    adsSeen: total((counts) => counts.adsSeen),
    adsInRegion: total((counts) => counts.newAds + counts.changedAds + counts.unchangedAds),
    age21to25Share,
    perLevel,
    riskyShare,
    newAds: total((counts) => counts.newAds),
    changedAds: total((counts) => counts.changedAds),
    missedAds: total((counts) => counts.missedAds),
    goneAds: total((counts) => counts.goneAds),
    returnedAds: total((counts) => counts.returnedAds),
    seconds: Math.round(seconds * 10) / 10,
  };
}

function sum(rows: readonly { ads: number }[]): number {
  return rows.reduce((all, row) => all + row.ads, 0);
}
