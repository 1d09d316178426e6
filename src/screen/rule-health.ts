import type { MeasuredShare } from './measured-share.ts';
import { createTally } from './rule-tally.ts';
import type { RuleTally, ScreenedAd, Tally } from './rule-tally.ts';
import type { Rule } from './rule.ts';
import { waitsFor } from './waiting-facts.ts';
import type { UnfedFact } from './waiting-facts.ts';

/** What the figures suggest to do with a rule. A person decides; nothing here changes a rule. */
export type Proposal = {
  kind: 'promote' | 'change' | 'retire' | 'none';
  /** Plain Dutch, for the page Regels. */
  text: string;
};

export type RuleHealth = RuleTally & {
  /** It cannot speak while nothing works these out; its silence says nothing about it. */
  waitsFor: UnfedFact[];
  /** Never spoke, on enough ads to expect that it would have. */
  isDead: boolean;
  /** Speaks on so many ads that it no longer tells them apart. */
  isNoisy: boolean;
  proposal: Proposal;
};

export type HealthLimits = {
  /** A rule that never spoke on so many ads is dead. */
  deadAfterAds: number;
  /** A class A or B rule that speaks on more than this share of all ads is noisy. */
  noisyShare: number;
};

/** Ours: the region sees about 430 ads a year, and the share that can be looked at is about a tenth. */
export const healthLimits: HealthLimits = { deadAfterAds: 400, noisyShare: 0.1 };

/** Per rule, in the order given: what it found, what people made of it, and what to consider. */
export function ruleHealth(
  rules: readonly Rule[],
  screened: Iterable<ScreenedAd>,
  unfed: readonly UnfedFact[],
  limits: HealthLimits = healthLimits,
): RuleHealth[] {
  const counting = createTally(rules);
  for (const ad of screened) counting.add(ad);
  const tally = counting.result();
  return rules.flatMap((rule, at) => {
    const figures = tally.rules[at];
    if (figures === undefined) return [];
    const waits = waitsFor(rule.when, unfed);
    const isDead =
      rule.status !== 'deprecated' && waits.length === 0 && figures.hits === 0 && tally.ads >= limits.deadAfterAds;
    const isNoisy = drivesLevels(rule) && tally.ads > 0 && figures.hits / tally.ads > limits.noisyShare;
    const proposal = proposalFor(rule, figures, { isDead, isNoisy }, tally);
    return [{ ...figures, waitsFor: waits, isDead, isNoisy, proposal }];
  });
}

function drivesLevels(rule: Rule): boolean {
  return rule.class === 'A' || rule.class === 'B';
}

function proposalFor(
  rule: Rule,
  figures: RuleTally,
  { isDead, isNoisy }: { isDead: boolean; isNoisy: boolean },
  all: Tally,
): Proposal {
  if (rule.status === 'deprecated') return { kind: 'none', text: 'Deze regel doet niet meer mee.' };
  if (rule.class === 'S') return { kind: 'none', text: 'Stopregel: blijft altijd staan, hoe zelden hij ook aanslaat.' };
  if (rule.class === 'L')
    return { kind: 'none', text: 'Volgt de plaatselijke regels; verander hem als die veranderen.' };
  if (isDead)
    return {
      kind: 'retire',
      text: `Sloeg in ${String(all.ads)} advertenties nooit aan. Overweeg om de regel te stoppen of de woorden aan te passen.`,
    };
  if (isNoisy)
    return {
      kind: 'change',
      text: `Slaat aan op ${percent(figures.hits / all.ads)} van de advertenties. Overweeg om de regel smaller te maken.`,
    };
  if (rule.class === 'C') return { kind: 'none', text: 'Achtergrond: telt nooit mee voor het niveau.' };
  return rule.class === 'P' ? proposalFromShares(rule, figures, all, -1) : proposalFromShares(rule, figures, all, 1);
}

/** @param wanted 1 when ads with this rule should be confirmed more often than others, -1 when less often. */
function proposalFromShares(rule: Rule, figures: RuleTally, all: Tally, wanted: 1 | -1): Proposal {
  const byReviewers = wanted * sideOf(figures.confirmed, all.confirmed);
  const byMunicipalities = wanted * sideOf(figures.right, all.right);
  if (figures.confirmed.interval === null)
    return { kind: 'none', text: `Te weinig gegevens: ${String(figures.confirmed.of)} besliste advertenties.` };
  if (byReviewers < 0 && byMunicipalities < 0)
    return {
      kind: 'retire',
      text: 'Medewerkers en gemeenten zien het omgekeerde van wat de regel zegt. Overweeg om te stoppen.',
    };
  if (byReviewers < 0 || byMunicipalities < 0)
    return {
      kind: 'change',
      text: 'De beslissingen wijzen de andere kant op dan de regel. Overweeg om hem aan te passen.',
    };
  if (byReviewers > 0 && rule.status === 'experimental')
    return {
      kind: 'promote',
      text: 'Onderscheidt advertenties volgens de beslissingen. Overweeg om hem op ‘test’ te zetten.',
    };
  if (byReviewers > 0 && byMunicipalities > 0 && rule.status === 'test')
    return {
      kind: 'promote',
      text: 'Medewerkers en gemeenten bevestigen de regel. Overweeg om hem op ‘stable’ te zetten.',
    };
  return { kind: 'none', text: 'Geen voorstel: de cijfers wijzen geen kant op die de status verandert.' };
}

/** 1 when the share lies surely above that of all ads, -1 when surely below, 0 when nobody can tell. */
function sideOf(measured: MeasuredShare, all: MeasuredShare): number {
  if (measured.interval === null || all.interval === null) return 0;
  if (measured.interval.low > all.interval.share) return 1;
  return measured.interval.high < all.interval.share ? -1 : 0;
}

function percent(share: number): string {
  return `${String(Math.round(share * 100))}%`;
}
