import type { Desk, Settings } from '../app.ts';
import { VindplaatsError } from '../lib/errors.ts';
import type { CrawlRun, SkipReason } from '../model/run.ts';
import { runReport } from '../report/run-report.ts';
import type { RunReport } from '../report/run-report.ts';
import { showBytes, showDuration } from './show-sizes.ts';
import type { Terminal } from './terminal.ts';
import { withDesk } from './with-desk.ts';

/** What a skip reason means, for who reads a report on the command line. */
const skipWords = {
  robots: 'robots.txt does not allow it',
  'crawl-delay': 'robots.txt asks for a pause of more than a minute; to keep it, set politeness.delayMs to it',
  'outside-region': 'outside the region',
  'outside-region-card': 'outside the region, as its card says',
  'outside-scope': 'outside the scope of the site file',
  'no-legal-basis': 'no valid legal basis',
  'not-an-ad': 'no ad that can be read',
  gone: 'not there any more',
  'page-limit': 'past the limit of listing pages',
  'rolled-back': 'thrown away by a person',
  'known-in-row': 'behind enough known ads in a row',
  'site-blocks': 'the site keeps us out, so nothing more was asked of it',
  'address-too-long': 'an address longer than any page has',
  'path-repeats': 'an address that repeats itself',
  'query-explodes': 'an address with too many parameters',
  'listing-repeats': 'behind five listing pages without a new ad',
  'too-many-cards': 'more ads on a listing page than is looked at',
} as const satisfies Record<SkipReason, string>;

/** One run, or the last run of every site: what it asked, what became of every address, and whether that adds up. */
export async function reportRun(
  settings: Settings,
  terminal: Terminal,
  runId: string | null,
  { json }: { json?: true },
): Promise<void> {
  await withDesk(settings, async (desk, app) => {
    const runs = runId === null ? latestRuns(desk, app.config.sites) : [findRun(desk, runId)];
    const reports = runs.map((run) => runReport(desk.store, run, app.now()));
    if (json === true) terminal.print(JSON.stringify(reports, null, 2));
    else for (const report of reports) printReport(terminal, report);
  });
}

function latestRuns({ store }: Desk, sites: readonly { id: string }[]): CrawlRun[] {
  const runs = sites.flatMap(({ id }) => store.runs.latest(id) ?? []);
  if (runs.length > 0) return runs;
  throw new VindplaatsError('NOT_FOUND', 'Nothing was crawled yet; start with: vindplaats crawl --reason TEXT.');
}

function findRun({ store }: Desk, id: string): CrawlRun {
  const run = store.runs.find(id);
  if (run !== null) return run;
  throw new VindplaatsError('NOT_FOUND', `There is no run "${id}"; leave it out to see the last run of every site.`);
}

function printReport(terminal: Terminal, report: RunReport): void {
  const { outcomes } = report;
  const end = report.finishedAt === null ? 'still going on' : `ended ${report.finishedAt}`;
  terminal.print(`${report.id} (${report.reason}): ${report.state}`);
  terminal.print(`  began ${report.startedAt}, ${end}, ${showDuration(report.durationSeconds)}`);
  terminal.print(`  ${report.requests} requests, ${showBytes(report.wireBytes)} on the wire`);
  const parts = Object.entries(outcomes).map(([outcome, count]) => `${count} ${outcome}`);
  const open = report.open === 0 ? '' : ` + ${report.open} open`;
  terminal.print(
    `  ${report.discovered} addresses discovered = ${parts.join(' + ')}${open}: ${report.isComplete ? 'complete' : 'not complete'}`,
  );
  if (report.goneAds > 0) terminal.print(`  ${report.goneAds} ads are gone`);
  for (const { reason, count } of report.skipped) terminal.print(`  skipped ${count}: ${skipWords[reason]}`);
  for (const { sentence } of report.findings) terminal.print(`  unusual: ${sentence}`);
  for (const { code, count } of report.failed) terminal.print(`  failed ${count}: ${code}`);
}
