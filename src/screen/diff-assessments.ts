import { canonicalJson } from '../lib/hash.ts';
import { levels } from '../model/assessment.ts';
import type { Level } from '../model/assessment.ts';
import { assess } from './assess.ts';
import type { ReplayedAd } from './backtest.ts';
import type { Ruleset } from './compile-rules.ts';
import { compareRank } from './work-list.ts';
import type { Ranked } from './work-list.ts';

/** One ad that comes to stand higher or lower. */
export type Move = {
  id: number;
  municipality: string | null;
  scenario: string | null;
  before: Ranked;
  after: Ranked;
  /** Ids of rules that speak only after the change, and only before it; rules in shadow included. */
  gained: string[];
  lost: string[];
};

export type Movement = { name: string; ads: number; rises: number; falls: number };

export type RuleMovement = {
  rule: string;
  change: 'added' | 'removed' | 'changed' | 'same';
  hitsBefore: number;
  hitsAfter: number;
  /** It would not count after the change. */
  isShadow: boolean;
};

export type AssessmentDiff = {
  rulesetBefore: string;
  rulesetAfter: string;
  ads: number;
  rises: number;
  falls: number;
  /** How many ads go from which level to which. */
  levels: Record<Level, Record<Level, number>>;
  /** Those that change level first, then by how far; at most `movesListed`. */
  moves: Move[];
  perMunicipality: Movement[];
  perScenario: Movement[];
  /** By id, every rule of either set. */
  perRule: RuleMovement[];
};

/** More moved ads than a person will read; the counts are always of all. */
export const movesListed = 200;

/** Screens ads under two rulesets and says what would change. Nothing is stored. */
export function diffAssessments(before: Ruleset, after: Ruleset, ads: Iterable<ReplayedAd>): AssessmentDiff {
  const moves: Move[] = [];
  const perMunicipality = createMovements();
  const perScenario = createMovements();
  const hits = { before: new Map<string, number>(), after: new Map<string, number>() };
  const perLevels = levelTable();
  let count = 0;

  for (const replayed of ads) {
    count += 1;
    const { ad, facts, local } = replayed;
    const was = assess(ad, facts, local, before);
    const becomes = assess(ad, facts, local, after);
    const spokeBefore = countHits(before, replayed, hits.before);
    const spokeAfter = countHits(after, replayed, hits.after);
    perLevels[was.level][becomes.level] += 1;
    const direction = Math.sign(compareRank(becomes, was));
    const scenario = replayed.scenario ?? null;
    perMunicipality.add(local.municipality ?? 'onbekend', direction);
    if (scenario !== null) perScenario.add(scenario, direction);
    if (direction === 0) continue;
    moves.push({
      id: replayed.id,
      municipality: local.municipality,
      scenario,
      before: { level: was.level, points: was.points },
      after: { level: becomes.level, points: becomes.points },
      gained: [...spokeAfter].filter((rule) => !spokeBefore.has(rule)),
      lost: [...spokeBefore].filter((rule) => !spokeAfter.has(rule)),
    });
  }

  const rises = moves.filter((move) => compareRank(move.after, move.before) > 0).length;
  return {
    rulesetBefore: before.hash,
    rulesetAfter: after.hash,
    ads: count,
    rises,
    falls: moves.length - rises,
    levels: perLevels,
    moves: moves.toSorted((a, b) => compareNumbers(farness(b), farness(a)) || a.id - b.id).slice(0, movesListed),
    perMunicipality: perMunicipality.list(),
    perScenario: perScenario.list(),
    perRule: ruleMovements(before, after, hits),
  };
}

function countHits(ruleset: Ruleset, { ad, facts, local }: ReplayedAd, counts: Map<string, number>): Set<string> {
  const spoke = new Set(ruleset.hits(ad, facts, local).map(({ rule }) => rule.id));
  for (const rule of spoke) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return spoke;
}

function createMovements() {
  const all = new Map<string, Movement>();
  return {
    add(name: string, direction: number): void {
      const movement = all.get(name) ?? { name, ads: 0, rises: 0, falls: 0 };
      all.set(name, movement);
      movement.ads += 1;
      if (direction > 0) movement.rises += 1;
      if (direction < 0) movement.falls += 1;
    },
    list: () => [...all.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

function levelTable(): Record<Level, Record<Level, number>> {
  const row = () => ({ laag: 0, verhoogd: 0, hoog: 0, direct: 0 });
  return { laag: row(), verhoogd: row(), hoog: row(), direct: row() };
}

/** Levels crossed, then points. */
function farness({ before, after }: Move): [number, number] {
  return [Math.abs(levels.indexOf(after.level) - levels.indexOf(before.level)), Math.abs(after.points - before.points)];
}

function compareNumbers(a: [number, number], b: [number, number]): number {
  return a[0] - b[0] || a[1] - b[1];
}

function ruleMovements(
  before: Ruleset,
  after: Ruleset,
  hits: Record<'before' | 'after', Map<string, number>>,
): RuleMovement[] {
  const old = new Map(before.rules.map((rule) => [rule.id, rule]));
  const fresh = new Map(after.rules.map((rule) => [rule.id, rule]));
  return [...new Set([...old.keys(), ...fresh.keys()])].toSorted().map((rule) => {
    const was = old.get(rule);
    const becomes = fresh.get(rule);
    return {
      rule,
      change:
        was === undefined
          ? 'added'
          : becomes === undefined
            ? 'removed'
            : canonicalJson(was) === canonicalJson(becomes)
              ? 'same'
              : 'changed',
      hitsBefore: hits.before.get(rule) ?? 0,
      hitsAfter: hits.after.get(rule) ?? 0,
      isShadow: becomes?.status === 'experimental',
    };
  });
}
