import { nodeAdsMax } from '../model/link.ts';
import type { Constraint } from '../model/link.ts';
import { edgeKinds, judgeNode } from './edges.ts';
import type { Edge, Evidence, NodeJudgement } from './edges.ts';

/** Constraints as the store finds them for an ad. */
export type Constraints = (ad: number) => readonly Constraint[];

export type Group = {
  /** The smallest ad id: a property of the group, not of its history. */
  id: number;
  ads: number[];
  /** What ties it together, heaviest first. */
  nodes: NodeJudgement[];
};

/** Everything that hangs together with one ad, before weak links and decisions part it. */
export type Derivation = {
  groups: Group[];
  /** Evidence that was used, for paths. */
  used: Edge[];
  /** Reviewer's merges that were used. */
  merges: Constraint[];
  /** Links that may be true and were not followed, for a person to look at. */
  suggestions: { node: string; why: string; ads: number[] }[];
  /** Shared by too many to mean anything, or by an agency. */
  setAside: NodeJudgement[];
  /** True when the web was too large to be followed to its end; then only strong links are used. */
  isCut: boolean;
};

/**
 * One weak link does not join two groups of at least this many ads. What most ads of both have is no single link: a ring that goes round
 * several numbers with one short text has as many links as ads.
 */
export const largeGroup = 8;
/** A web of more ads than this is cut: the strong links of what was reached are all a person can judge anyway. */
export const webMax = 5000;

/**
 * Derives the groups of everything that hangs together with one ad. A pure function of the evidence and the constraints:
 * it knows nothing of nights or order, and an ad that is erased or split only takes this web with it.
 */
export function deriveGroups(seed: number, evidence: Evidence, constraints: Constraints = () => []): Derivation {
  const judged = new Map<string, NodeJudgement>();
  const edges = new Map<string, Edge[]>();
  const decisions = new Map<number, Constraint>();
  const reached = new Set([seed]);
  const queue = [seed];
  let isCut = false;
  for (let ad = queue.pop(); ad !== undefined; ad = queue.pop()) {
    for (const edge of evidence.edgesOf(ad)) {
      const known = edges.get(edge.node);
      if (known !== undefined) {
        known.push(edge);
        continue;
      }
      edges.set(edge.node, [edge]);
      const judgement = judgeNode(edge.node, edge.kind, evidence);
      judged.set(edge.node, judgement);
      if (merges(judgement)) reach(evidence.adsOf(edge.node, nodeAdsMax));
    }
    for (const constraint of constraints(ad)) {
      decisions.set(constraint.id, constraint);
      if (constraint.kind === 'merge') reach(constraint.ads);
    }
  }

  function reach(ads: readonly number[]): void {
    for (const ad of ads) {
      if (reached.has(ad)) continue;
      if (reached.size >= webMax) {
        isCut = true;
        return;
      }
      reached.add(ad);
      queue.push(ad);
    }
  }

  const ordered = [...decisions.values()].toSorted((a, b) => a.id - b.id);
  const union = createUnion([...reached], ordered);
  const merged = ordered.filter((one) => one.kind === 'merge' && union.unite(one.ads[0], one.ads[1]));
  const used: Edge[] = [];
  const suggestions: Derivation['suggestions'] = [];
  const { nodes, edgesOf } = inFixedOrder([...judged.values()], edges, evidence);
  for (const judgement of nodes) {
    const mine = edgesOf(judgement.node);
    const ads = mine.map((edge) => edge.ad);
    if (judgement.disposition === 'possible' && judgement.ads > 1) {
      suggestions.push({
        node: judgement.node,
        why: judgement.why,
        ads: [...evidence.adsOf(judgement.node, nodeAdsMax)],
      });
    }
    if (!merges(judgement) || ads.length < 2 || (isCut && judgement.disposition === 'weak')) continue;
    const apart = judgement.disposition === 'weak' ? union.apartAmong(ads) : new Set<number>();
    if (apart.size > 0) {
      suggestions.push({
        node: judgement.node,
        why: `${judgement.why} Eén zwak verband voegt geen twee grote groepen samen.`,
        ads,
      });
    }
    // A star with refused pairs falls apart in stars: each ad goes to the first part that may have it.
    const centres: number[] = [];
    for (const edge of mine) {
      if (apart.has(edge.ad)) continue;
      if (centres.some((centre) => union.unite(centre, edge.ad) || union.areTogether(centre, edge.ad))) used.push(edge);
      else {
        centres.push(edge.ad);
        used.push(edge);
      }
    }
  }
  const groups = union.groups().map((ads): Group => {
    const own = new Set(ads);
    const shared = nodes.filter(
      (one) => merges(one) && (edges.get(one.node) ?? []).filter((edge) => own.has(edge.ad)).length > 1,
    );
    return { id: ads[0] ?? seed, ads, nodes: shared };
  });
  const setAside = nodes.filter(
    (one) => one.ads > 1 && (one.disposition === 'generic' || one.disposition === 'agency'),
  );
  return { groups, used, merges: merged, suggestions, setAside, isCut };
}

/**
 * Shared things heaviest first, and the ads of each, in an order that knows neither ids nor names of templates: those depend on what came
 * first, and every refusal in the derivation depends on the order. Things that the same ads share may come in any order.
 */
function inFixedOrder(
  nodes: readonly NodeJudgement[],
  edges: ReadonlyMap<string, readonly Edge[]>,
  evidence: Evidence,
) {
  const ads = [...new Set([...edges.values()].flatMap((shared) => shared.map((edge) => edge.ad)))];
  const named = ads.map((ad) => ({ ad, identity: evidence.factsOf(ad)?.identity ?? '' }));
  const rank = new Map(
    named
      .toSorted((a, b) => (a.identity < b.identity ? -1 : a.identity > b.identity ? 1 : a.ad - b.ad))
      .map((one, at) => [one.ad, at]),
  );
  const rankOf = (edge: Edge) => rank.get(edge.ad) ?? 0;
  const sorted = new Map([...edges].map(([node, shared]) => [node, shared.toSorted((a, b) => rankOf(a) - rankOf(b))]));
  const edgesOf = (node: string) => sorted.get(node) ?? [];
  return { nodes: nodes.toSorted(compare), edgesOf };

  function compare(a: NodeJudgement, b: NodeJudgement): number {
    if (a.weight !== b.weight) return b.weight - a.weight;
    if (a.kind !== b.kind) return edgeKinds.indexOf(a.kind) - edgeKinds.indexOf(b.kind);
    const others = edgesOf(b.node);
    for (const [at, edge] of edgesOf(a.node).entries()) {
      const other = others[at];
      if (other === undefined) return 1;
      if (other.ad !== edge.ad) return rankOf(edge) - rankOf(other);
    }
    return -1;
  }
}

export function merges(judgement: NodeJudgement): boolean {
  return judgement.disposition === 'strong' || judgement.disposition === 'weak';
}

/** A union-find over ads that refuses what a reviewer split. */
function createUnion(ads: readonly number[], constraints: readonly Constraint[]) {
  const groupOf = new Map(ads.map((ad) => [ad, { ads: [ad] }]));
  const refused = new Map<number, Set<number>>();
  for (const constraint of constraints) {
    if (constraint.kind !== 'split') continue;
    const [left, right] = constraint.sides;
    for (const [side, others] of [[left, right] as const, [right, left] as const]) {
      for (const ad of side) refused.set(ad, new Set([...(refused.get(ad) ?? []), ...others]));
    }
  }

  function mayMeet(one: readonly number[], other: ReadonlySet<number>): boolean {
    return one.every((ad) => {
      const never = refused.get(ad);
      return never === undefined || ![...never].some((stranger) => other.has(stranger));
    });
  }

  return {
    areTogether: (a: number, b: number) => groupOf.get(a) === groupOf.get(b),
    /** @returns whether they were apart and are together now. */
    unite(a: number, b: number): boolean {
      const one = groupOf.get(a);
      const other = groupOf.get(b);
      if (one === undefined || other === undefined || one === other) return false;
      if (refused.size > 0 && !mayMeet(one.ads, new Set(other.ads))) return false;
      const [larger, smaller] = one.ads.length >= other.ads.length ? [one, other] : [other, one];
      for (const ad of smaller.ads) {
        larger.ads.push(ad);
        groupOf.set(ad, larger);
      }
      return true;
    },
    /**
     * What of these ads stays apart where several large groups have some of them: those of a group that consists for the most part of
     * others, and all of them when no group consists of them.
     */
    apartAmong(of: readonly number[]): Set<number> {
      const held = new Map<{ ads: number[] }, number[]>();
      for (const ad of of) {
        const group = groupOf.get(ad);
        if (group === undefined || group.ads.length < largeGroup) continue;
        const some = held.get(group);
        if (some === undefined) held.set(group, [ad]);
        else some.push(ad);
      }
      if (held.size < 2) return new Set();
      const loose = [...held].filter(([group, some]) => 2 * some.length < group.ads.length);
      return new Set(loose.length === held.size ? of : loose.flatMap(([, some]) => some));
    },
    groups: () =>
      [...new Set(groupOf.values())]
        .map((group) => group.ads.toSorted((a, b) => a - b))
        .toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0)),
  };
}
