import type { AdFacts, Edge, EdgeKind, Evidence } from '../../src/link/edges.ts';

/** An ad as a test says it: its nodes by name (`phone:x`), and what matters of its facts. */
export type SomeAd = { ad: number; nodes: readonly string[]; day?: string } & Partial<Omit<AdFacts, 'ad'>>;

/** @param cores how much of its texts a template is, where that is known. */
export function evidenceOf(
  ads: readonly SomeAd[],
  generic: readonly string[] = [],
  cores: Readonly<Record<string, number>> = {},
): Evidence {
  const byAd = new Map(ads.map((one) => [one.ad, one]));
  const byNode = new Map<string, number[]>();
  for (const { ad, nodes } of ads) for (const node of nodes) byNode.set(node, [...(byNode.get(node) ?? []), ad]);
  return {
    edgesOf: (ad) => (byAd.get(ad)?.nodes ?? []).map((node) => edge(ad, node)),
    adsOf: (node, limit) => (byNode.get(node) ?? []).toSorted((a, b) => a - b).slice(0, limit),
    factsOf(ad) {
      const one = byAd.get(ad);
      if (one === undefined) return null;
      const {
        identity = `site ${String(ad).padStart(9, '0')}`,
        persona = `persona ${ad}`,
        isNamed = true,
        municipality = 'GM0402',
        age = null,
        day = '2026-01-05',
        postedAt = `${day}T00:00:00.000Z`,
      } = one;
      const { firstSeenAt = `${day}T01:00:00.000Z`, lastSeenAt = firstSeenAt } = one;
      return { ad, identity, persona, isNamed, municipality, age, postedAt, firstSeenAt, lastSeenAt };
    },
    coreOf: (node) => cores[node] ?? null,
    isMarkedGeneric: (node) => generic.includes(node),
  };
}

function edge(ad: number, node: string): Edge {
  const kind = node.slice(0, node.indexOf(':')) as EdgeKind;
  const pairs = kind === 'text' ? (node.startsWith('text:short') ? 9 : 40) : null;
  return { ad, node, kind, distance: null, pairs };
}

/** So many ads with the same nodes. */
export function adsWith(from: number, count: number, nodes: readonly string[], parts: Partial<SomeAd> = {}): SomeAd[] {
  return Array.from({ length: count }, (_, nth) => ({ ad: from + nth, nodes, persona: 'one', ...parts }));
}
