import type { AdFacts, Edge, Evidence } from './edges.ts';
import { coreOf, coreTextsMax } from './template-core.ts';

/** So many answers are kept; a derivation over all ads of a store must not hold all of it. */
const answersMax = 20_000;

/** As the store gives it. */
type StoredEvidence = Omit<Evidence, 'coreOf'> & {
  /** Packed texts of a template, the same ones whenever it holds the same texts; none of what is no template. */
  textsOf(node: string, limit: number): readonly Uint32Array[];
};

/**
 * Evidence that asks the store once. The ads of one contact or template ask the same of each other; use it only while nothing is
 * written.
 */
export function rememberEvidence(evidence: StoredEvidence): Evidence {
  const edges = remembered<number, readonly Edge[]>((ad) => evidence.edgesOf(ad));
  const facts = remembered<number, AdFacts | null>((ad) => evidence.factsOf(ad));
  const ads = new Map<string, { limit: number; ads: readonly number[] }>();
  return {
    edgesOf: edges,
    factsOf: facts,
    adsOf(node, limit) {
      const known = ads.get(node);
      // All of them, or enough of them, were read before.
      if (known !== undefined && (known.ads.length < known.limit || limit <= known.limit)) {
        return known.ads.length <= limit ? known.ads : known.ads.slice(0, limit);
      }
      if (ads.size >= answersMax) ads.clear();
      const read = evidence.adsOf(node, limit);
      ads.set(node, { limit, ads: read });
      return read;
    },
    coreOf: remembered<string, number | null>((node) => coreOf(evidence.textsOf(node, coreTextsMax))),
    isMarkedGeneric: remembered<string, boolean>((node) => evidence.isMarkedGeneric(node)),
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
