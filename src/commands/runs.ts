import type { Desk, Settings } from '../app.ts';
import type { CrawlRun } from '../model/run.ts';
import { leftWords } from './left-words.ts';
import { finishWork } from './finish-work.ts';
import type { Terminal } from './terminal.ts';
import { commandLine, withDesk } from './with-desk.ts';

/** Runs of each site that are shown. */
const shownPerSite = 10;

/** The last runs of every site, newest first, and what is unusual about those that are held. */
export async function listRuns(settings: Settings, terminal: Terminal): Promise<void> {
  await withDesk(settings, async (desk, app) => {
    const { runs } = desk.store;
    const all = runs.sites().flatMap((site) => runs.list(site, shownPerSite));
    terminal.table(
      ['run', 'site', 'began', 'state', 'new', 'changed', 'unchanged', 'gone'],
      all.map((run) => {
        const counts = runs.counts(run.id);
        return [
          run.id,
          run.site,
          run.startedAt.slice(0, 16).replace('T', ' '),
          run.state,
          counts.newAds,
          counts.changedAds,
          counts.unchangedAds,
          counts.goneAds,
        ];
      }),
    );
    for (const run of all) {
      const site = app.config.sites.find(({ id }) => id === run.site);
      if (run.state === 'crawling' && site) terminal.print(`${run.id}: ${leftWords(desk.store, site, run.id)}`);
    }
    for (const run of all) if (run.state === 'quarantined') printFindings(terminal, desk, run);
  });
}

/** What is unusual about a run, and what a person can do now. */
export function printFindings(terminal: Terminal, { store }: Desk, run: Pick<CrawlRun, 'id' | 'site'>): void {
  terminal.print(`${run.id} is held; the data of ${run.site} is still that of the last good night:`);
  for (const { sentence } of store.checks.findings(run.id)) terminal.print(`  ! ${sentence}`);
  const minors = store.held.countMinors(run.id);
  if (minors > 0)
    terminal.print(
      `  ! ${minors} of its ads state an age under 18. A changed page may cause that, or it is true: decide on this run first.`,
    );
  terminal.print(
    `  When the site itself has changed like this: vindplaats run accept ${run.id} --reason TEXT. Otherwise mend sites/${run.site}.yaml, and: vindplaats run rollback ${run.id} --reason TEXT.`,
  );
}

/** Puts a held run to use, and waits until it is. */
export async function acceptRun(settings: Settings, terminal: Terminal, runId: string, reason: string): Promise<void> {
  await withDesk(settings, async (desk, app) => {
    await desk.runDesk.accept(runId, reason, commandLine);
    if (!(await finishWork(settings, app, desk))) {
      terminal.print(`${runId} is accepted; the Vindplaats that is running puts it to use.`);
      return;
    }
    const { newAds, changedAds, unchangedAds, goneAds } = desk.store.runs.counts(runId);
    terminal.print(
      `${runId} is accepted and in use: ${newAds} new, ${changedAds} changed, ${unchangedAds} unchanged, ${goneAds} gone.`,
    );
  });
}

/** Throws away what a held run found. */
export async function rollBackRun(
  settings: Settings,
  terminal: Terminal,
  runId: string,
  reason: string,
): Promise<void> {
  await withDesk(settings, async (desk) => {
    desk.runDesk.rollBack(runId, reason, commandLine);
    terminal.print(`${runId} is rolled back; the data of the last good night stays in use.`);
  });
}
