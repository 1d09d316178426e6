import { openApp } from '../app.ts';
import type { Settings } from '../app.ts';
import { groundTruth } from '../demo/nights.ts';
import { backtest } from '../screen/backtest.ts';
import { diffAssessments } from '../screen/diff-assessments.ts';
import type { Movement } from '../screen/diff-assessments.ts';
import { loadRuleset } from '../screen/load-rules.ts';
import type { MeasuredShare } from '../screen/measured-share.ts';
import { replayStored } from '../screen/replay-stored.ts';
import type { DecidedAd, NamedAgreement } from '../screen/backtest.ts';
import { demoSeed } from './demo-seed.ts';
import type { Terminal } from './terminal.ts';
import { withDesk } from './with-desk.ts';

/** As many moved ads as fit on a screen; the counts above them are of all. */
const movesShown = 20;

/** @throws VindplaatsError `RULES_INVALID` with every problem of every file. */
export async function checkRules(settings: Settings, terminal: Terminal): Promise<void> {
  const ruleset = loadRuleset(settings.rulesDir);
  terminal.print(`${ruleset.rules.length} rules, all their cases hold, ruleset ${ruleset.hash.slice(0, 12)}.`);
}

/** Screens the stored ads under two folders of rules and shows who would rise and who would fall. Stores nothing. */
export async function diffRules(settings: Settings, terminal: Terminal, oldDir: string, newDir: string): Promise<void> {
  const [before, after] = [loadRuleset(oldDir), loadRuleset(newDir)];
  const diff = await withStoredAds(settings, (ads) => diffAssessments(before, after, ads));
  terminal.print(
    `${diff.ads} stored ads: ${diff.rises} rise, ${diff.falls} fall (${before.hash.slice(0, 12)} -> ${after.hash.slice(0, 12)}).`,
  );
  const movements = (name: string, rows: readonly Movement[]) =>
    terminal.table(
      [name, 'ads', 'rise', 'fall'],
      rows.map((row) => [row.name, row.ads, row.rises, row.falls]),
    );
  movements('municipality', diff.perMunicipality);
  if (diff.perScenario.length > 0) movements('scenario (demo)', diff.perScenario);
  terminal.table(
    ['rule', 'change', 'hits before', 'hits after'],
    diff.perRule
      .filter((rule) => rule.change !== 'same')
      .map((rule) => [
        rule.isShadow ? `${rule.rule} (shadow)` : rule.rule,
        rule.change,
        rule.hitsBefore,
        rule.hitsAfter,
      ]),
  );
  terminal.table(
    ['ad', 'before', 'after', 'because of'],
    diff.moves
      .slice(0, movesShown)
      .map((move) => [
        move.id,
        `${move.before.level} ${move.before.points}`,
        `${move.after.level} ${move.after.points}`,
        [...move.gained.map((rule) => `+${rule}`), ...move.lost.map((rule) => `-${rule}`)].join(' ') || 'points',
      ]),
  );
}

/** Screens the stored ads under the rules of the folder and lays the result beside what people decided. Stores nothing. */
export async function backtestRules(settings: Settings, terminal: Terminal): Promise<void> {
  const ruleset = loadRuleset(settings.rulesDir);
  const result = await withStoredAds(settings, (ads) => backtest(ruleset, ads));
  terminal.print(
    `${result.ads} stored ads, ${result.flagged} at verhoogd or above, under ruleset ${result.rulesetHash.slice(0, 12)}.`,
  );
  terminal.print(`precision (confirmed, of the decided ads that are flagged): ${shown(result.precision)}`);
  terminal.print(`recall (flagged, of the ads that were confirmed): ${shown(result.recall)}`);
  terminal.print(
    `precision by municipalities (found right, of the flagged ads they answered on): ${shown(result.precisionByOutcome)}`,
  );
  terminal.print(`recall by municipalities (flagged, of the ads they found right): ${shown(result.recallByOutcome)}`);
  const agreements = (name: string, rows: readonly NamedAgreement[]) =>
    terminal.table(
      [name, 'ads', 'flagged', 'precision', 'recall', 'precision by municipality', 'recall by municipality'],
      rows.map((row) => [
        row.name,
        row.ads,
        row.flagged,
        ...[row.precision, row.recall, row.precisionByOutcome, row.recallByOutcome].map(shown),
      ]),
    );
  agreements('municipality', result.perMunicipality);
  if (result.perScenario.length > 0) agreements('scenario (demo)', result.perScenario);
  terminal.table(
    ['rule', 'hits', 'confirmed', 'found right'],
    result.rules.map((rule) => [
      rule.isShadow ? `${rule.rule} (shadow)` : rule.rule,
      rule.hits,
      shown(rule.confirmed),
      shown(rule.right),
    ]),
  );
}

/** Puts every open ad that was screened by other rules on the queue, and waits until all are screened. No crawl. */
export async function rescreen(settings: Settings, terminal: Terminal): Promise<void> {
  await withDesk(settings, async (desk, app) => {
    const { ads, upToDate, decided } = await desk.write();
    await app.untilIdle([]);
    terminal.print(
      `${ads} open ads screened again, ${upToDate} already were by these rules, ${decided} decided ones left as they are.`,
    );
  });
}

async function withStoredAds<T>(settings: Settings, work: (ads: Iterable<DecidedAd>) => T): Promise<T> {
  const app = await openApp(settings);
  try {
    // The scenarios of the demo are known to its commands only; a real site has none.
    const truth = new Map(groundTruth(demoSeed).map((row) => [`${row.site} ${row.siteAdId}`, row.scenario]));
    return work(
      replayStored(app.openDesk().store, app.config.region, (site, siteAdId) => truth.get(`${site} ${siteAdId}`)),
    );
  } finally {
    await app.close();
  }
}

function shown({ of, count, interval }: MeasuredShare): string {
  if (interval === null) return `${count} of ${of}, too few to say`;
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  return `${count} of ${of}, ${percent(interval.share)} (${percent(interval.low)} to ${percent(interval.high)})`;
}
