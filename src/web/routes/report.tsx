import { Hono } from 'hono';
import { VindplaatsError } from '../../lib/errors.ts';
import { natureAndExtent } from '../../report/nature-and-extent.ts';
import type { Report } from '../../report/nature-and-extent.ts';
import { heldSites } from '../held-sites.ts';
import { siteTitle } from '../place-names.ts';
import type { RenderPage } from '../render-page.tsx';
import { HeldNotice } from '../views/held-notice.tsx';
import { ReportPage } from '../views/report-page.tsx';
import type { WebDeps, WebEnv } from '../web-context.ts';
import { words } from '../words.ts';

/** Nature and extent over a period: figures only, so an auditor may see them too. */
export function createReportRoutes(deps: WebDeps, render: RenderPage) {
  const { store, region, sites, now } = deps;
  const routes = new Hono<WebEnv>();

  routes.get('/', (c) => {
    const { period, report } = read(c.req.query());
    return render(
      c,
      { title: words.report.title, place: 'report', status: report ? 200 : 422 },
      <>
        <HeldNotice sites={heldSites(deps)} />
        <ReportPage period={period} report={report} titleOfSite={(site) => siteTitle(sites, site)} />
      </>,
    );
  });

  routes.get('/cijfers.json', (c) => {
    const { report } = read(c.req.query());
    return report ? c.json(report) : c.json({ error: words.report.invalidPeriod }, 422);
  });

  return routes;

  /** Without a choice: all days with an ad. `report` is null when what was chosen is no period. */
  function read(query: Record<string, string>): { period: { from: string; to: string }; report: Report | null } {
    const today = now().toISOString().slice(0, 10);
    const whole = store.figures.period() ?? { from: today, to: today };
    const period = { from: query['van'] ?? whole.from, to: query['tot'] ?? whole.to };
    const { from, to } = period;
    try {
      const source = { rulesetHashes: store.figures.rulesets(from, to) };
      return { period, report: natureAndExtent(store.figures.count(from, to), region, period, source) };
    } catch (error) {
      if (error instanceof VindplaatsError && error.code === 'INPUT_INVALID') return { period, report: null };
      throw error;
    }
  }
}
