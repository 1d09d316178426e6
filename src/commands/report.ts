import type { Settings } from '../app.ts';
import { VindplaatsError } from '../lib/errors.ts';
import { isoDate } from '../model/scalars.ts';
import { natureAndExtent } from '../report/nature-and-extent.ts';
import type { Terminal } from './terminal.ts';
import { withDesk } from './with-desk.ts';

/** Nature and extent over a period as JSON; without days, over all there is. */
export async function report(
  settings: Settings,
  terminal: Terminal,
  days: { from?: string; to?: string },
): Promise<void> {
  for (const [name, day] of Object.entries(days)) {
    if (!isoDate.safeParse(day).success)
      throw new VindplaatsError('INPUT_INVALID', `--${name} is "${day}"; write a day as YYYY-MM-DD.`);
  }
  await withDesk(settings, async ({ store: { figures } }, app) => {
    const all = figures.period();
    const from = days.from ?? all?.from;
    const to = days.to ?? all?.to;
    if (from === undefined || to === undefined)
      throw new VindplaatsError(
        'NOT_FOUND',
        'Nothing is stored yet to report on; crawl first, or name a period with --from and --to.',
      );
    const rulesetHashes = figures.rulesets(from, to);
    const content = natureAndExtent(figures.count(from, to), app.config.region, { from, to }, { rulesetHashes });
    terminal.print(JSON.stringify(content, null, 2));
  });
}
