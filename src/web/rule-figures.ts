import { reviewStateSchema } from '../model/review.ts';
import { screenedBy } from '../screen/backtest.ts';
import type { DecidedAd } from '../screen/backtest.ts';
import type { Ruleset } from '../screen/compile-rules.ts';
import type { ScreenedAd } from '../screen/rule-tally.ts';
import { replayStored } from '../screen/replay-stored.ts';
import { ruleHealth } from '../screen/rule-health.ts';
import type { RuleHealth } from '../screen/rule-health.ts';
import type { UnfedFact } from '../screen/waiting-facts.ts';
import type { WebDeps } from './web-context.ts';

/** What the rules do on the ads that are stored now. */
export type RuleFigures = { ads: number; decided: number; health: ReadonlyMap<string, RuleHealth> };

const keptMs = 60_000;

/**
 * Figures per rule, kept for a minute as long as neither the rules nor the work changed.
 * Making them walks ALL stored ads within the request: fine for the ads of a region; a larger store wants a rollup table.
 */
export function createRuleFigures({ store, region, sites, now }: Pick<WebDeps, 'store' | 'region' | 'sites' | 'now'>) {
  const unfed = unfedBy(sites);
  let kept: { key: string; untilMs: number; figures: RuleFigures } | null = null;
  return (ruleset: Ruleset): RuleFigures => {
    // A decision or a new assessment moves one of these counts; what moves none of them is seen after a minute.
    const counts = reviewStateSchema.options.map((state) => store.reviews.countPerLevel({ state }));
    const key = JSON.stringify([ruleset.hash, counts]);
    const atMs = now().getTime();
    if (kept?.key === key && atMs < kept.untilMs) return kept.figures;
    const figures = figuresOf(ruleset, replayStored(store, region), unfed);
    kept = { key, untilMs: atMs + keptMs, figures };
    return figures;
  };
}

/** Photos are compared only where the file of a site asks for it. */
function unfedBy(sites: WebDeps['sites']): UnfedFact[] {
  return sites.some((site) => 'photos' in site && site.photos !== undefined) ? [] : ['photoPersonas'];
}

function figuresOf(ruleset: Ruleset, ads: Iterable<DecidedAd>, unfed: readonly UnfedFact[]): RuleFigures {
  const counts = { ads: 0, decided: 0 };
  const health = ruleHealth(ruleset.rules, screened(), unfed);
  return { ...counts, health: new Map(health.map((figures) => [figures.rule, figures])) };

  function* screened(): Generator<ScreenedAd> {
    for (const ad of ads) {
      counts.ads += 1;
      if (ad.verdict !== null) counts.decided += 1;
      yield screenedBy(ruleset, ad);
    }
  }
}
