import type { App } from '../app.ts';
import { createLegalGate } from '../govern/legal-basis.ts';
import { amsterdamDay } from '../lib/amsterdam-day.ts';
import type { Site } from '../model/site.ts';
import type { GapReason } from '../report/pace.ts';
import { planCrawl } from '../report/plan-crawl.ts';
import type { NightPlan, Origin } from '../report/plan-crawl.ts';
import { showBytes, showMinutes } from './show-sizes.ts';
import type { Terminal } from './terminal.ts';

const gapReasons = {
  'site-file': 'politeness.delayMs of its site file',
  robots: 'robots.txt, as read in its last run',
  latency: 'its answers took so long in its last run',
} as const satisfies Record<GapReason, string>;

/** Requests, bytes and minutes a site before anything runs, and where each number comes from. Fetches nothing. */
export function printPlan(app: App, terminal: Terminal, sites: readonly Site[]): void {
  const { store } = app.openDesk();
  const gate = createLegalGate(app.config.legalBasis, () => amsterdamDay(app.now()));
  const plans = sites.map((site) => planCrawl(store, site));
  terminal.table(
    ['site', 'night', 'requests', 'bytes', 'minutes', 'from'],
    plans.flatMap((plan) => [
      [plan.site, 'first', ...cellsOf(plan.firstNight)],
      [plan.site, 'usual', ...cellsOf(plan.usualNight)],
    ]),
  );
  for (const { site, gap } of plans) {
    terminal.print(`${site}: a request every ${gap.gapMs} ms (${gapReasons[gap.because]})`);
    if (!gate.permits(site, 'crawl', null))
      terminal.print(`${site}: would be refused today, it has no valid legal basis`);
  }
  terminal.print('Nothing was fetched.');
}

function cellsOf({ requests, wireBytes, minutes, from }: NightPlan): string[] {
  const most = from.kind === 'limit' ? 'at most ' : '';
  const shown = (value: number | null, show: (value: number) => string) =>
    value === null ? 'unknown' : `${most}${show(value)}`;
  return [shown(requests, String), shown(wireBytes, showBytes), shown(minutes, showMinutes), wordsFor(from)];
}

function wordsFor(from: Origin): string {
  switch (from.kind) {
    case 'run':
      return `run ${from.id}`;
    case 'median':
      return from.runs === 1 ? 'the last run' : `median of the last ${from.runs} runs`;
    case 'limit':
      return `site file: maxListingPages ${from.maxListingPages} x (2 + ${from.cardsPerPage} cards x ${from.requestsPerAd}), without redirects and what a browser loads`;
    case 'unknown':
      return 'no run yet';
  }
}
