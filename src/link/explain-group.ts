import { amsterdamDay } from '../lib/amsterdam-day.ts';
import type { Constraint } from '../model/link.ts';
import type { AdFacts, Edge, Evidence } from './edges.ts';
import type { Derivation } from './groups.ts';

/** One step of a path: both ads have the node, and here is where each has it; or a reviewer said they belong together. */
export type PathStep =
  | { from: number; to: number; by: 'evidence'; node: string; fromEdge: Edge; toEdge: Edge; why: string }
  | { from: number; to: number; by: 'reviewer'; constraint: Constraint };

/** @returns the steps in order, none for the same ad, null when the two are not in one group. */
type PathsTo = (to: number) => PathStep[] | null;

/** Why ads are in one group: the shortest chain of shared things that leads from one to each other. The group is gone through once. */
export function explainPathsFrom(derivation: Derivation, from: number): PathsTo {
  const group = derivation.groups.find((one) => one.ads.includes(from));
  if (group === undefined) return () => null;
  const inGroup = new Set(group.ads);
  const byAd = new Map<number, Edge[]>();
  const byNode = new Map<string, Edge[]>();
  for (const edge of derivation.used) {
    if (!inGroup.has(edge.ad)) continue;
    append(byAd, edge.ad, edge);
    append(byNode, edge.node, edge);
  }
  const whys = new Map(group.nodes.map((node) => [node.node, node.why]));
  const cameBy = new Map<number, PathStep | null>([[from, null]]);
  const passed = new Set<string>();
  const queue = [from];
  // Nearest first, so the first step that reaches an ad is the last one of a shortest chain to it.
  for (let at = 0; at < queue.length; at += 1) {
    const ad = queue[at];
    if (ad === undefined) break;
    for (const fromEdge of byAd.get(ad) ?? []) {
      if (passed.has(fromEdge.node)) continue;
      passed.add(fromEdge.node);
      for (const toEdge of byNode.get(fromEdge.node) ?? []) {
        const why = whys.get(fromEdge.node) ?? '';
        step({ from: ad, to: toEdge.ad, by: 'evidence', node: fromEdge.node, fromEdge, toEdge, why });
      }
    }
    for (const constraint of derivation.merges) {
      if (constraint.kind !== 'merge') continue;
      const [one, other] = constraint.ads;
      if (one === ad) step({ from: ad, to: other, by: 'reviewer', constraint });
      if (other === ad) step({ from: ad, to: one, by: 'reviewer', constraint });
    }
  }
  return (to) => {
    if (!inGroup.has(to)) return null;
    const path: PathStep[] = [];
    for (let last = cameBy.get(to) ?? null; last !== null; last = cameBy.get(last.from) ?? null) path.unshift(last);
    return path;
  };

  function step(next: PathStep): void {
    if (cameBy.has(next.to) || !inGroup.has(next.to)) return;
    cameBy.set(next.to, next);
    queue.push(next.to);
  }
}

function append<Key>(lists: Map<Key, Edge[]>, key: Key, edge: Edge): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [edge]);
  else list.push(edge);
}

/** A group as a person looks at it. */
export type GroupOverview = {
  ads: number;
  personas: number;
  /** When the first of them came and the last was seen, ISO 8601 UTC; null when there are none. */
  seen: { first: string; last: string } | null;
  /** CBS codes with how many ads, most first. */
  municipalities: { municipality: string; ads: number }[];
  /** What was first seen on each day (Europe/Amsterdam), oldest first. */
  timeline: { day: string; ads: { ad: number; persona: string; municipality: string | null; age: number | null }[] }[];
};

export function overviewOf(ads: readonly number[], evidence: Pick<Evidence, 'factsOf'>): GroupOverview {
  const facts = ads.flatMap((ad) => evidence.factsOf(ad) ?? []).toSorted(byFirstSeen);
  const first = facts[0]?.firstSeenAt;
  const last = facts
    .map((one) => one.lastSeenAt)
    .toSorted()
    .at(-1);
  const municipalities = new Map<string, number>();
  const days = new Map<string, AdFacts[]>();
  for (const one of facts) {
    if (one.municipality !== null)
      municipalities.set(one.municipality, (municipalities.get(one.municipality) ?? 0) + 1);
    const day = amsterdamDay(one.firstSeenAt);
    days.set(day, [...(days.get(day) ?? []), one]);
  }
  return {
    ads: ads.length,
    personas: new Set(facts.map((one) => one.persona)).size,
    seen: first === undefined || last === undefined ? null : { first, last },
    municipalities: [...municipalities]
      .map(([municipality, count]) => ({ municipality, ads: count }))
      .toSorted((a, b) => b.ads - a.ads || (a.municipality < b.municipality ? -1 : 1)),
    timeline: [...days].map(([day, on]) => ({
      day,
      ads: on.map(({ ad, persona, municipality, age }) => ({ ad, persona, municipality, age })),
    })),
  };
}

export function byFirstSeen(a: AdFacts, b: AdFacts): number {
  return a.firstSeenAt < b.firstSeenAt ? -1 : a.firstSeenAt > b.firstSeenAt ? 1 : a.ad - b.ad;
}
