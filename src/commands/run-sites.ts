import type { App, Desk } from '../app.ts';
import type { StartedRun } from '../crawl/start-run.ts';
import { VindplaatsError } from '../lib/errors.ts';
import type { RunCounts, RunState } from '../model/run.ts';
import type { Site } from '../model/site.ts';
import { leftWords } from './left-words.ts';
import { printFindings } from './runs.ts';
import type { Terminal } from './terminal.ts';

export type SiteResult = {
  runId: string;
  site: string;
  state: RunState;
  counts: RunCounts;
  openAddresses: number;
  listingsAway: number;
};

/**
 * Crawls these sites to the end of all their work, telling how far it is. A site without a legal basis does not keep the others from
 * being crawled; its refusal is thrown by `requireComplete`.
 */
export async function runSites(
  app: App,
  desk: Desk,
  terminal: Terminal,
  planned: readonly { site: Site; reason: string }[],
): Promise<{ results: SiteResult[]; refusals: VindplaatsError[] }> {
  const runs: StartedRun[] = [];
  const refusals: VindplaatsError[] = [];
  for (const { site, reason } of planned) {
    try {
      runs.push(await desk.startRun(site, reason));
    } catch (error) {
      if (!(error instanceof VindplaatsError) || error.code !== 'LEGAL_BASIS_MISSING') throw error;
      refusals.push(error);
    }
  }
  for (const run of runs)
    if (run.isResumed) terminal.complain(`${run.site}: going on with the crawl that was interrupted`);

  const sites = planned.map(({ site }) => site);
  await app.untilIdle(sites, (jobs) => {
    const perSite = runs.map((run) => {
      const counts = desk.store.runs.counts(run.runId);
      const site = sites.find(({ id }) => id === run.site);
      const left = site ? `, ${leftWords(desk.store, site, run.runId)}` : '';
      return `${run.site} ${counts.pages} pages, ${counts.newAds + counts.changedAds + counts.unchangedAds} ads in region${left}`;
    });
    terminal.progress(`${perSite.join(' · ')} · ${jobs} jobs to go`);
  });
  terminal.endProgress();
  return { results: runs.map((run) => resultOf(desk, run)), refusals };
}

export function resultOf({ store }: Desk, { site, runId }: Pick<StartedRun, 'site' | 'runId'>): SiteResult {
  return {
    runId,
    site,
    state: store.runs.find(runId)?.state ?? 'crawling',
    counts: store.runs.counts(runId),
    openAddresses: store.runs.countOpen(runId),
    listingsAway: store.runs.countListingsAway(runId),
  };
}

export function printResults(terminal: Terminal, desk: Desk, results: readonly SiteResult[]): void {
  terminal.table(
    [
      'site',
      'pages',
      'ads seen',
      'in region',
      'new',
      'changed',
      'unchanged',
      'missed',
      'gone',
      'back',
      'outside',
      'failed',
    ],
    results.map(({ site, counts, openAddresses }) => [
      site,
      counts.pages,
      counts.adsSeen,
      counts.newAds + counts.changedAds + counts.unchangedAds,
      counts.newAds,
      counts.changedAds,
      counts.unchangedAds,
      counts.missedAds,
      counts.goneAds,
      counts.returnedAds,
      (counts.leftOut['skipped:outside-region'] ?? 0) + (counts.leftOut['skipped:outside-region-card'] ?? 0),
      failuresOf(counts) + openAddresses,
    ]),
  );
  for (const { site, counts } of results) {
    const leftOut = Object.entries(counts.leftOut).map(([reason, number]) => `${reason} ${number}`);
    if (leftOut.length > 0) terminal.print(`left out at ${site}: ${leftOut.join(', ')}`);
  }
  for (const { runId, site, state } of results)
    if (state === 'quarantined') printFindings(terminal, desk, { id: runId, site });
}

/**
 * Every site must have been crawled, and every address ended as stored, unchanged or left out for a reason that is not a failure.
 * @throws VindplaatsError `LEGAL_BASIS_MISSING`, `SITE_BLOCKED`, `RUN_QUARANTINED`, `CHROMIUM_MISSING`, `SITE_UNREACHABLE`, `AD_ID_SHARED` or `RUN_INCOMPLETE`, after everything else was kept. Of several
 * the first is thrown, and the others are told.
 */
export function requireComplete(
  terminal: Terminal,
  { results, refusals }: { results: readonly SiteResult[]; refusals: readonly VindplaatsError[] },
): void {
  const [first, ...others] = [...refusals, ...results.flatMap(problemsOf)];
  for (const other of others) terminal.complain(other.message);
  if (first !== undefined) throw first;
}

/** What keeps a run from being complete: nothing, or one error. */
export function problemsOf({ runId, site, state, counts, openAddresses, listingsAway }: SiteResult): VindplaatsError[] {
  if ((counts.leftOut['failed:LEGAL_BASIS_MISSING'] ?? 0) > 0) {
    return [
      new VindplaatsError(
        'LEGAL_BASIS_MISSING',
        `The legal basis for the crawl of "${site}" ended while it was going on, so nothing more was asked of it; ${counts.leftOut['skipped:no-legal-basis'] ?? 0} addresses were left. See legal-basis.yaml in the configuration folder. What was stored stays.`,
      ),
    ];
  }
  if ((counts.leftOut['failed:SITE_BLOCKED'] ?? 0) > 0) {
    return [
      new VindplaatsError(
        'SITE_BLOCKED',
        `Site "${site}" keeps us out, so nothing more was asked of it; ${counts.leftOut['skipped:site-blocks'] ?? 0} addresses were left. Ask its owner, or take its ads in by hand. What was stored stays.`,
      ),
    ];
  }
  if (state === 'quarantined') {
    return [
      new VindplaatsError(
        'RUN_QUARANTINED',
        `What the crawl of "${site}" found is very unlike the nights before, and is held; look at it with "vindplaats runs", then accept or roll back ${runId}. The data of the last good night stays in use.`,
      ),
    ];
  }
  if ((counts.leftOut['failed:CHROMIUM_MISSING'] ?? 0) > 0) {
    return [
      new VindplaatsError(
        'CHROMIUM_MISSING',
        `The crawl of "${site}" needs a browser, and no Chromium starts here: install one ("apt install chromium", or "npx playwright install chromium"), or set CHROMIUM_PATH to one; then crawl again. What was stored stays.`,
      ),
    ];
  }
  if (counts.pages === 0 && (counts.leftOut['failed:SITE_UNREACHABLE'] ?? 0) > 0) {
    return [
      new VindplaatsError(
        'SITE_UNREACHABLE',
        `Site "${site}" gave no page: it does not answer, or its robots.txt cannot be had (the log says which); check its start address in sites/${site}.yaml and the network, then crawl again. What was stored stays.`,
      ),
    ];
  }
  const shared = counts.leftOut['failed:AD_ID_SHARED'] ?? 0;
  if (shared > 0) {
    return [
      new VindplaatsError(
        'AD_ID_SHARED',
        `${shared} pages of "${site}" tell the id of another ad, so what they say was not stored; correct detail.fields.id in sites/${site}.yaml, then crawl again. What was stored stays.`,
      ),
    ];
  }
  const failed = failuresOf(counts);
  if (failed + openAddresses > 0) {
    return [
      new VindplaatsError(
        'RUN_INCOMPLETE',
        `The crawl of "${site}" is not complete: ${failed} pages failed and ${openAddresses} were never tried; crawl again, what was stored stays.`,
      ),
    ];
  }
  // Of the ads on such a page nothing is known tonight, and nobody would hear of it: they are neither seen nor gone.
  if (listingsAway > 0) {
    return [
      new VindplaatsError(
        'RUN_INCOMPLETE',
        `The crawl of "${site}" is not complete: ${listingsAway} of its listing pages are gone, forbidden or elsewhere; correct start or listing.next in sites/${site}.yaml. What was stored stays.`,
      ),
    ];
  }
  return [];
}

function failuresOf(counts: RunCounts): number {
  return Object.entries(counts.leftOut).reduce(
    (sum, [reason, number]) => (reason.startsWith('failed:') ? sum + number : sum),
    0,
  );
}
