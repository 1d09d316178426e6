import type { Verdict } from '../model/review.ts';
import { assess } from './assess.ts';
import type { Screenable } from './case-ad.ts';
import type { Ruleset } from './compile-rules.ts';
import { measuredShare } from './measured-share.ts';
import type { MeasuredShare } from './measured-share.ts';
import { createTally } from './rule-tally.ts';
import type { Outcome, ScreenedAd, Tally } from './rule-tally.ts';

/** A stored ad with what is known of it now, to be screened again without a trace. */
export type ReplayedAd = Screenable & {
  id: number;
  /** Ground truth of the demo, for reports only; the rules never see it. */
  scenario?: string;
};

export type DecidedAd = ReplayedAd & {
  /** The decision that stands; null while there is none. */
  verdict: Verdict | null;
  outcome: Outcome | null;
};

export type Backtest = Tally & {
  rulesetHash: string;
  /** Ads at `verhoogd` or above under these rules. */
  flagged: number;
  /** Confirmed, of the decided ads that are flagged. */
  precision: MeasuredShare;
  /** Flagged, of the ads that were confirmed. */
  recall: MeasuredShare;
};

/**
 * Lays rules beside what people decided. It says how well they agree with people, who mostly saw flagged ads and their reasons;
 * not how many bad situations were missed. Only random samples among unflagged ads can tell that.
 */
export function backtest(ruleset: Ruleset, ads: Iterable<DecidedAd>): Backtest {
  const tally = createTally(ruleset.rules);
  const counts = { flagged: 0, confirmed: 0, flaggedDecided: 0, flaggedConfirmed: 0 };
  for (const ad of ads) {
    tally.add(screenedBy(ruleset, ad));
    const isFlagged = assess(ad.ad, ad.facts, ad.local, ruleset).level !== 'laag';
    if (isFlagged) counts.flagged += 1;
    if (ad.verdict === 'confirmed') counts.confirmed += 1;
    if (isFlagged && ad.verdict !== null) counts.flaggedDecided += 1;
    if (isFlagged && ad.verdict === 'confirmed') counts.flaggedConfirmed += 1;
  }
  return {
    ...tally.result(),
    rulesetHash: ruleset.hash,
    flagged: counts.flagged,
    precision: measuredShare(counts.flaggedConfirmed, counts.flaggedDecided),
    recall: measuredShare(counts.flaggedConfirmed, counts.confirmed),
  };
}

/** Which rules of a set speak on an ad, those in shadow included. */
export function screenedBy(ruleset: Ruleset, { ad, facts, local, verdict, outcome }: DecidedAd): ScreenedAd {
  return { spoke: ruleset.hits(ad, facts, local).map(({ rule }) => rule.id), verdict, outcome };
}
