import type { Token } from '../lib/tokens.ts';
import { gaps } from '../lib/tokens.ts';
import type { Hit } from './phrase-index.ts';
import type { NegationWords } from './rule-data.ts';

/** Whether the words of a hit are denied by the words around it: "nooit onveilig", "onveilig doe ik niet", "onveilig? nee". */
export type IsNegated = (tokens: readonly Token[], hit: Hit) => boolean;

export function createNegation(words: NegationWords, foldWord: (word: string) => string): IsNegated {
  const setOf = (list: readonly string[]) => new Set(list.map(foldWord));
  const before = setOf(words.before);
  const after = setOf(words.after);
  const answer = setOf(words.answer);
  const emptyWith = setOf(words.emptyWith);

  return (tokens, { first, last }) => {
    for (let at = first - 1; at >= 0 && at >= first - words.reach; at -= 1) {
      // Between a negation and what it denies no new clause begins: "geen haast, veilig" denies only the haste.
      if (gapBefore(tokens, at + 1) !== gaps.none) break;
      if (before.has(wordAt(tokens, at)) && !emptyWith.has(wordAt(tokens, at + 1))) return true;
    }
    for (let at = last + 1; at <= last + words.reach; at += 1) {
      const gap = gapBefore(tokens, at);
      if (gap === gaps.question && at === last + 1) return answer.has(wordAt(tokens, at));
      if (gap !== gaps.none) break;
      if (after.has(wordAt(tokens, at))) return true;
    }
    return false;
  };
}

function wordAt(tokens: readonly Token[], at: number): string {
  return tokens[at]?.folded ?? '';
}

function gapBefore(tokens: readonly Token[], at: number): number {
  return tokens[at]?.gap ?? gaps.sentence;
}
