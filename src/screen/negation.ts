import type { Tokenise, WordReader, Words } from '../lib/tokens.ts';
import { gaps } from '../lib/tokens.ts';
import type { Hit } from './phrase-index.ts';
import type { NegationWords } from './rule-data.ts';

/** Whether the words of a hit are denied by the words around it: "nooit onveilig", "onveilig doe ik niet", "onveilig? nee". */
export type IsNegated = (words: Words, hit: Hit) => boolean;

/** @param reader the one that reads the texts in which hits are found. */
export function createNegation(negation: NegationWords, tokenise: Tokenise, reader: WordReader): IsNegated {
  const setOf = (list: readonly string[]) => new Set(list.map((word) => tokenise(word)[0]?.folded ?? word));
  const before = setOf(negation.before);
  const after = setOf(negation.after);
  const answer = setOf(negation.answer);
  const emptyWith = setOf(negation.emptyWith);
  const { reach } = negation;

  function stands(set: ReadonlySet<string>, words: Words, at: number): boolean {
    return at < words.count && set.has(reader.folded(words.ids[at] ?? 0));
  }

  return (words, { first, last }) => {
    for (let at = first - 1; at >= 0 && at >= first - reach; at -= 1) {
      // Between a negation and what it denies no new clause begins: "geen haast, veilig" denies only the haste.
      if (gapBefore(words, at + 1) !== gaps.none) break;
      if (stands(before, words, at) && !stands(emptyWith, words, at + 1)) return true;
    }
    for (let at = last + 1; at <= last + reach; at += 1) {
      const gap = gapBefore(words, at);
      if (gap === gaps.question && at === last + 1) return stands(answer, words, at);
      if (gap !== gaps.none) break;
      if (stands(after, words, at)) return true;
    }
    return false;
  };
}

function gapBefore(words: Words, at: number): number {
  return at < words.count ? (words.gaps[at] ?? gaps.sentence) : gaps.sentence;
}
