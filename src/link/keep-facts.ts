import type { Store } from '../store/open-store.ts';
import { derivedFactsOf } from './derived-facts.ts';
import type { NodeFacts } from './derived-facts.ts';
import type { Evidence } from './edges.ts';

/** Keeps what rules may know of these ads' links. @returns the ads whose facts are other than before. */
export function keepFacts(store: Pick<Store, 'evidence'>, ads: Iterable<number>, evidence: Evidence): number[] {
  const known: NodeFacts = new Map();
  return [...ads].filter((id) => store.evidence.keepFacts(id, derivedFactsOf(id, evidence, known)));
}
