import { nodeAdsMax } from '../model/link.ts';
import type { Store } from '../store/open-store.ts';
import { agencyPersonas, isContact, otherContacts } from './edges.ts';
import type { EdgeKind, Evidence } from './edges.ts';
import { deriveGroups, webMax } from './groups.ts';
import { rememberEvidence } from './remember-evidence.ts';

/** What hung on some ads before they changed: things they shared, and the ads of their groups. */
export type Held = { nodes: ReadonlyMap<string, EdgeKind>; ads: ReadonlySet<number> };

/** To be asked before the evidence of these ads changes, and given to `regroup` after. */
export function heldBy(store: Pick<Store, 'evidence' | 'groups'>, ads: Iterable<number>): Held {
  const nodes = new Map<string, EdgeKind>();
  const mates = new Set<number>();
  for (const ad of ads) {
    for (const edge of store.evidence.edgesOf(ad)) nodes.set(edge.node, edge.kind);
    const group = store.groups.groupOf(ad);
    if (group !== null) for (const mate of store.groups.adsOf(group, webMax)) mates.add(mate);
  }
  return { nodes, ads: mates };
}

/**
 * Derives the groups of everything that changed ads touch or touched, and keeps them; the rest of the store is left alone. Inside the
 * transaction that changed the evidence.
 * @param changed every ad whose evidence, facts or decisions changed, its template included.
 * @param evidence of the store as it is now.
 */
export function regroup(
  store: Pick<Store, 'evidence' | 'groups'>,
  changed: Iterable<number>,
  before: Held = { nodes: new Map(), ads: new Set() },
  evidence: Evidence = rememberEvidence(store.evidence),
): void {
  const own = new Set(changed);
  const touched = new Map(before.nodes);
  for (const ad of own) for (const edge of evidence.edgesOf(ad)) touched.set(edge.node, edge.kind);
  const seeds = new Set([...own, ...before.ads]);
  for (const [node, kind] of touched) {
    if (isEveryones(node, kind, evidence, own)) continue;
    for (const ad of evidence.adsOf(node, nodeAdsMax + 1)) seeds.add(ad);
  }
  const grouped = new Set<number>();
  for (const seed of seeds) {
    // An ad that was never linked waits for its own turn.
    if (grouped.has(seed) || evidence.factsOf(seed) === null) continue;
    for (const group of deriveGroups(seed, evidence, store.groups.constraintsOf).groups) {
      store.groups.keep(group.id, group.ads);
      for (const ad of group.ads) grouped.add(ad);
    }
  }
}

/** Tied nothing before and ties nothing now, whatever changed in these ads: an agency's number need not be gone through for each ad. */
function isEveryones(node: string, kind: EdgeKind, evidence: Evidence, changed: ReadonlySet<number>): boolean {
  if (evidence.isMarkedGeneric(node)) return true;
  const others = othersWith(node, evidence, changed);
  if (others.length > nodeAdsMax) return true;
  if (!isContact(kind)) return false;
  return (
    new Set(others.flatMap((ad) => evidence.factsOf(ad)?.persona ?? [])).size > agencyPersonas ||
    otherContacts(others, evidence, agencyPersonas) > agencyPersonas
  );
}

/** Has more ads than are counted, whatever changed in these: one more or less of them changes what is known of no other ad. */
export function isBeyondCounting(node: string, evidence: Evidence, changed: ReadonlySet<number>): boolean {
  return othersWith(node, evidence, changed).length > nodeAdsMax;
}

function othersWith(node: string, evidence: Evidence, changed: ReadonlySet<number>): number[] {
  return evidence.adsOf(node, nodeAdsMax + changed.size + 1).filter((ad) => !changed.has(ad));
}
