import { createShingleCount, smallStoreTexts } from './shingle-weights.ts';
import { siteWordsOf } from './site-words.ts';
import { createTextIndex } from './text-index.ts';
import type { KeptPrint, TextIndex, TextSuggestion } from './text-index.ts';

/** What a site writes can hide behind what another one does; each round parts what hung together by the last. */
const siteRoundsMax = 4;

export type Relearning = ReturnType<typeof startRelearning>;

/**
 * Counts what is boilerplate in the texts of an index and, where the weights in use are wrong by now, links all of them anew, in a
 * second index beside the first: a part at a time, for all at once would take minutes of a large store. Until it is done the first
 * index is the one in use, and nothing is written; a process that ends in between begins again.
 */
export function startRelearning(texts: Pick<TextIndex, 'printOf' | 'weights'>) {
  const count = createShingleCount();
  let counted = 0;
  let index: TextIndex | null = null;
  let linked = 0;
  const everyones = new Set<number>();
  let siteRounds = 0;
  const possible = new Map<number, TextSuggestion[]>();
  /** Their numbers may be given to other texts, which what was compared before says nothing of. */
  const removed = new Set<number>();

  function link(id: number, print: KeptPrint, into: TextIndex): void {
    const { suggestions } = into.add(id, print);
    if (suggestions.length > 0) possible.set(id, suggestions);
  }

  /** Whether links show words of a site that the weights do not know yet, so that all is to be linked once more. */
  function findsSiteWords(linkedAnew: TextIndex, lastId: number): boolean {
    const { texts: learnedFrom } = linkedAnew.weights;
    if (siteRounds === siteRoundsMax || learnedFrom === 0 || learnedFrom > smallStoreTexts) return false;
    siteRounds += 1;
    const before = everyones.size;
    for (const shingle of siteWordsOf(linkedAnew, lastId)) everyones.add(shingle);
    return everyones.size > before;
  }

  return {
    /**
     * First counts, then links.
     * @param lastId of the texts there are.
     * @param most so many texts are gone through; each is twice in the end, and once more for each round of words of sites.
     * @returns the finished index, or `more` to do, or `needless`: the weights in use still say it.
     */
    proceed(lastId: number, most: number): TextIndex | 'more' | 'needless' {
      let left = most;
      if (index === null) {
        for (; counted < lastId && left > 0; left -= 1) {
          counted += 1;
          const print = texts.printOf(counted);
          if (print !== null) count.add(print.shingles);
        }
        if (counted < lastId) return 'more';
        if (!count.outdates(texts.weights)) return 'needless';
      }
      for (;;) {
        const into = (index ??= createTextIndex(count.weights(everyones)));
        for (; linked < lastId && left > 0; left -= 1) {
          linked += 1;
          const print = texts.printOf(linked);
          if (print !== null) link(linked, print, into);
        }
        if (linked < lastId) return 'more';
        if (!findsSiteWords(into, lastId)) return into;
        index = null;
        linked = 0;
        possible.clear();
      }
    },
    /** A text that was added to the first index meanwhile, maybe under the number of one that was removed. */
    add(id: number, print: KeptPrint): void {
      if (index !== null && id <= linked) link(id, print, index);
    },
    remove(id: number): void {
      removed.add(id);
      possible.delete(id);
      index?.remove(id);
    },
    *suggestions(): Generator<[number, TextSuggestion[]]> {
      for (const [id, suggestions] of possible) {
        const standing = suggestions.filter((one) => !removed.has(one.text));
        if (standing.length > 0) yield [id, standing];
      }
    },
  };
}

/** @returns the texts that are of another template in the second index, and which. */
export function changedTemplates(before: TextIndex, after: TextIndex, lastId: number): Map<number, number> {
  const changed = new Map<number, number>();
  for (let id = 1; id <= lastId; id += 1) {
    const template = after.templateOf(id);
    if (template !== null && template !== before.templateOf(id)) changed.set(id, template);
  }
  return changed;
}
