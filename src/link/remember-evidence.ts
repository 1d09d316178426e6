import type { AdFacts, Edge, Evidence } from './edges.ts';

/** So many answers are kept; a derivation over all ads of a store must not hold all of it. */
const answersMax = 20_000;

/**
 * Evidence that asks the store once. The ads of one contact or template ask the same of each other; use it only while nothing is
 * written.
 */
export function rememberEvidence(evidence: Evidence): Evidence {
  const edges = remembered<number, readonly Edge[]>((ad) => evidence.edgesOf(ad));
  const facts = remembered<number, AdFacts | null>((ad) => evidence.factsOf(ad));
  const adsByLimit = remembered<number, (node: string) => readonly number[]>((limit) =>
    remembered((node: string) => evidence.adsOf(node, limit)),
  );
  return {
    edgesOf: edges,
    factsOf: facts,
    adsOf: (node, limit) => adsByLimit(limit)(node),
    isMarkedGeneric: (node) => evidence.isMarkedGeneric(node),
  };
}

function remembered<Key, Answer>(ask: (key: Key) => Answer): (key: Key) => Answer {
  const answers = new Map<Key, { answer: Answer }>();
  return (key) => {
    const known = answers.get(key);
    if (known !== undefined) return known.answer;
    const answer = ask(key);
    if (answers.size >= answersMax) answers.clear();
    answers.set(key, { answer });
    return answer;
  };
}
