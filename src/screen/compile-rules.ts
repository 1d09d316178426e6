import { canonicalJson, sha256Hex } from '../lib/hash.ts';
import type { WordReader } from '../lib/tokens.ts';
import type { Span } from '../model/ad.ts';
import { createMatcher } from './match-rules.ts';
import type { MatchRules } from './match-rules.ts';
import type { Rule } from './rule.ts';
import type { NegationWords, Scoring } from './rule-data.ts';

/** A rule that holds on an ad, before any points are given. */
export type RuleHit = { rule: Rule; spans: Span[] };

export type Ruleset = {
  /** SHA-256 over everything that can change an assessment, the engine included. */
  hash: string;
  /** By id. */
  rules: readonly Rule[];
  scoring: Scoring;
  /** All rules that hold, by id, experimental ones too (they run in shadow and give no points). */
  hits: MatchRules<Rule>;
};

/** Raise it when the engine reads the same rules differently: assessments of old and new are then told apart. */
const engineVersion = 2;

export function compileRules(
  rules: readonly Rule[],
  data: { scoring: Scoring; negation: NegationWords },
  reader: WordReader,
): Ruleset {
  const sorted = rules.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const running = sorted.filter((rule) => rule.status !== 'deprecated');
  return {
    hash: sha256Hex(canonicalJson({ engineVersion, rules: sorted, ...data })),
    rules: sorted,
    scoring: data.scoring,
    hits: createMatcher(running, data.negation, reader),
  };
}
