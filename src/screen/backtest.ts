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

/** How well flagging agrees with people: with reviewers, and with municipalities that answered on what they were handed. */
export type Agreement = {
  ads: number;
  /** Ads at `verhoogd` or above under these rules. */
  flagged: number;
  /** Confirmed, of the decided ads that are flagged. */
  precision: MeasuredShare;
  /** Flagged, of the ads that were confirmed. */
  recall: MeasuredShare;
  /** Found right, of the flagged ads with an answer. */
  precisionByOutcome: MeasuredShare;
  /** Flagged, of the ads that were found right. */
  recallByOutcome: MeasuredShare;
};
export type NamedAgreement = Agreement & { name: string };

export type Backtest = Tally &
  Agreement & {
    rulesetHash: string;
    perMunicipality: NamedAgreement[];
    /** Only of ads with a known ground truth. */
    perScenario: NamedAgreement[];
  };

/**
 * Lays rules beside what people decided. It says how well they agree with people, who mostly saw flagged ads and their reasons;
 * not how many bad situations were missed. Only random samples among unflagged ads can tell that.
 */
export function backtest(ruleset: Ruleset, ads: Iterable<DecidedAd>): Backtest {
  const tally = createTally(ruleset.rules);
  const whole = countAgreement();
  const perMunicipality = countEach();
  const perScenario = countEach();
  for (const ad of ads) {
    tally.add(screenedBy(ruleset, ad));
    const isFlagged = assess(ad.ad, ad.facts, ad.local, ruleset).level !== 'laag';
    whole.add(ad, isFlagged);
    perMunicipality.of(ad.local.municipality ?? 'onbekend').add(ad, isFlagged);
    if (ad.scenario !== undefined) perScenario.of(ad.scenario).add(ad, isFlagged);
  }
  return {
    ...tally.result(),
    ...whole.result(),
    rulesetHash: ruleset.hash,
    perMunicipality: perMunicipality.list(),
    perScenario: perScenario.list(),
  };
}

function countAgreement() {
  const counts = { ads: 0, flagged: 0 };
  const reviewers = { flagged: 0, agreed: 0, flaggedAgreed: 0 };
  const municipalities = { flagged: 0, agreed: 0, flaggedAgreed: 0 };
  function count(by: typeof reviewers, isFlagged: boolean, agrees: boolean): void {
    if (isFlagged) by.flagged += 1;
    if (agrees) by.agreed += 1;
    if (isFlagged && agrees) by.flaggedAgreed += 1;
  }
  return {
    add({ verdict, outcome }: DecidedAd, isFlagged: boolean): void {
      counts.ads += 1;
      if (isFlagged) counts.flagged += 1;
      if (verdict !== null) count(reviewers, isFlagged, verdict === 'confirmed');
      if (outcome !== null) count(municipalities, isFlagged, outcome === 'right');
    },
    result: (): Agreement => ({
      ...counts,
      precision: measuredShare(reviewers.flaggedAgreed, reviewers.flagged),
      recall: measuredShare(reviewers.flaggedAgreed, reviewers.agreed),
      precisionByOutcome: measuredShare(municipalities.flaggedAgreed, municipalities.flagged),
      recallByOutcome: measuredShare(municipalities.flaggedAgreed, municipalities.agreed),
    }),
  };
}

function countEach() {
  const each = new Map<string, ReturnType<typeof countAgreement>>();
  return {
    of(name: string) {
      const known = each.get(name) ?? countAgreement();
      each.set(name, known);
      return known;
    },
    list: (): NamedAgreement[] =>
      [...each]
        .map(([name, counting]) => ({ name, ...counting.result() }))
        .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

/** Which rules of a set speak on an ad, those in shadow included. */
export function screenedBy(ruleset: Ruleset, { ad, facts, local, verdict, outcome }: DecidedAd): ScreenedAd {
  return { spoke: ruleset.hits(ad, facts, local).map(({ rule }) => rule.id), verdict, outcome };
}
