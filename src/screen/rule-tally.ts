import type { Verdict } from '../model/review.ts';
import { measuredShare } from './measured-share.ts';
import type { MeasuredShare } from './measured-share.ts';
import type { Rule } from './rule.ts';

/** What a municipality answered on a confirmed ad: the signal was right, or it was not. */
export type Outcome = 'right' | 'wrong';

/** What became of one ad: which rules spoke on it (shadow ones too) and what people made of it. Null: not known yet. */
export type ScreenedAd = { spoke: readonly string[]; verdict: Verdict | null; outcome: Outcome | null };

export type RuleTally = {
  rule: string;
  /** Experimental: counted here, without points and unseen by reviewers. */
  isShadow: boolean;
  hits: number;
  /** Confirmed, of the decided ads on which it spoke. */
  confirmed: MeasuredShare;
  /** Found right by municipalities, of the ads with an answer on which it spoke. */
  right: MeasuredShare;
};

export type Tally = {
  ads: number;
  /** Of all decided ads, whatever spoke on them: what a rule has to be compared with. */
  confirmed: MeasuredShare;
  right: MeasuredShare;
  /** In the order of the rules. */
  rules: RuleTally[];
};

type Counts = { hits: number; decided: number; confirmed: number; answered: number; right: number };

/** Counts per rule what people made of the ads on which it spoke. */
export function createTally(rules: readonly Rule[]): { add(ad: ScreenedAd): void; result(): Tally } {
  const all = noCounts();
  const ofRule = new Map(rules.map((rule) => [rule.id, noCounts()]));
  return {
    add(ad) {
      count(all, ad);
      for (const id of new Set(ad.spoke)) {
        const counts = ofRule.get(id);
        if (counts !== undefined) count(counts, ad);
      }
    },
    result: () => ({
      ads: all.hits,
      ...sharesOf(all),
      rules: rules.map((rule) => {
        const counts = ofRule.get(rule.id) ?? noCounts();
        return { rule: rule.id, isShadow: rule.status === 'experimental', hits: counts.hits, ...sharesOf(counts) };
      }),
    }),
  };
}

function noCounts(): Counts {
  return { hits: 0, decided: 0, confirmed: 0, answered: 0, right: 0 };
}

function count(counts: Counts, { verdict, outcome }: ScreenedAd): void {
  counts.hits += 1;
  if (verdict !== null) counts.decided += 1;
  if (verdict === 'confirmed') counts.confirmed += 1;
  if (outcome !== null) counts.answered += 1;
  if (outcome === 'right') counts.right += 1;
}

function sharesOf(counts: Counts): { confirmed: MeasuredShare; right: MeasuredShare } {
  return {
    confirmed: measuredShare(counts.confirmed, counts.decided),
    right: measuredShare(counts.right, counts.answered),
  };
}
