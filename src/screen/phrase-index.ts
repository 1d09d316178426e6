import type { Tokenise, WordReader, Words } from '../lib/tokens.ts';
import { gaps } from '../lib/tokens.ts';

/** Where a phrase of a list was found: tokens `first` to `last`, both included. */
export type Hit = { first: number; last: number };

/** All phrase lists of all rules as one trie over words, so that the cost of a text hardly grows with the number of rules. */
export type PhraseIndex = {
  /** Calls `found` for every phrase of every list in one pass, in the order of the text. */
  scan(words: Words, found: (list: number, first: number, last: number) => void): void;
};

export type PhraseIndexBuilder = {
  /** @returns the number of the list, by which `scan` reports. @throws RangeError when a phrase holds no word or too many. */
  add(phrases: readonly string[], compare: Compare): number;
  /** How many lists were added. */
  size(): number;
  /** @param reader the one that reads the texts to be scanned. */
  build(reader: WordReader): PhraseIndex;
};

export const phraseMaxWords = 8;

type Compare = 'folded' | 'stem';

type Node = { next: Map<string, Node>; lists: number[] };

/** Where the phrases go on that begin with a word: as written, and by its stem. */
type Start = { folded: Node | undefined; stem: Node | undefined };

export function createPhraseIndexBuilder(tokenise: Tokenise): PhraseIndexBuilder {
  // Two roots: a word as written and its stem are different alphabets, and a phrase is all of one.
  const roots = { folded: createNode(), stem: createNode() };
  let lists = 0;

  return {
    add(phrases, compare) {
      const list = lists;
      lists += 1;
      for (const phrase of phrases) {
        const words = tokenise(phrase).map((token) => token[compare]);
        if (words.length === 0 || words.length > phraseMaxWords)
          throw new RangeError(`"${phrase}" must hold 1 to ${String(phraseMaxWords)} words`);
        const node = words.reduce(childOf, roots[compare]);
        if (!node.lists.includes(list)) node.lists.push(list);
      }
      return list;
    },
    size: () => lists,
    build(reader) {
      const startOf = rememberStarts(roots, reader);
      return {
        scan(words, found) {
          const starts = startOf();
          for (let first = 0; first < words.count; first += 1) {
            const start = starts(words.ids[first] ?? 0);
            if (start === null) continue;
            if (start.folded !== undefined) walk(start.folded, reader.folded, words, first, found);
            if (start.stem !== undefined) walk(start.stem, reader.stem, words, first, found);
          }
        },
      };
    },
  };
}

/** Nearly no word of a text begins a phrase; that is found out once a word, and then read by its number. */
function rememberStarts(roots: Record<Compare, Node>, reader: WordReader): () => (id: number) => Start | null {
  let known: (Start | null | undefined)[] = [];
  let generation = 0;

  function startOf(id: number): Start | null {
    const start = known[id];
    if (start !== undefined) return start;
    // Filled without holes, for an array with holes is slow to read.
    while (known.length < id) known.push(undefined);
    return (known[id] = lookUp(id));
  }

  function lookUp(id: number): Start | null {
    const start = { folded: roots.folded.next.get(reader.folded(id)), stem: roots.stem.next.get(reader.stem(id)) };
    return start.folded === undefined && start.stem === undefined ? null : start;
  }

  return () => {
    // The numbers mean other words by now when the reader has tidied up.
    if (generation !== reader.generation()) {
      known = [];
      generation = reader.generation();
    }
    return startOf;
  };
}

function walk(
  start: Node,
  formOf: (id: number) => string,
  words: Words,
  first: number,
  found: (list: number, first: number, last: number) => void,
): void {
  let node = start;
  for (let last = first; ;) {
    for (const list of node.lists) found(list, first, last);
    if (node.next.size === 0) return;
    last += 1;
    // A phrase does not run on into the next sentence: "Geen. Limiet 5 kg."
    if (last >= words.count || (words.gaps[last] ?? gaps.sentence) >= gaps.sentence) return;
    const next = node.next.get(formOf(words.ids[last] ?? 0));
    if (next === undefined) return;
    node = next;
  }
}

function createNode(): Node {
  return { next: new Map(), lists: [] };
}

function childOf(node: Node, word: string): Node {
  const known = node.next.get(word);
  if (known !== undefined) return known;
  const child = createNode();
  node.next.set(word, child);
  return child;
}
