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
  const emptyAfter = setOf(negation.emptyAfter);
  const undone = setOf(negation.undone);
  const adds = setOf(negation.adds);
  const relates = setOf(negation.relates);
  const ends = setOf(negation.ends);
  const joins = setOf(negation.joins);
  const affirms = setOf(negation.affirms);
  const { reach } = negation;

  function stands(set: ReadonlySet<string>, words: Words, at: number): boolean {
    return at >= 0 && at < words.count && set.has(reader.folded(words.ids[at] ?? 0));
  }

  /** The word that denies nearest before a place, in its clause; -1 when there is none. */
  function denialBefore(words: Words, place: number): number {
    let furthest = place - reach;
    for (let at = place - 1; at >= 0 && at >= furthest; at -= 1) {
      // Between a negation and what it denies no new clause begins: "geen haast, veilig" denies only the haste.
      if (gapBefore(words, at + 1) !== gaps.none || stands(ends, words, at)) return -1;
      // "Niet op zondag of op feestdagen": what is joined stands further away.
      if (stands(joins, words, at)) furthest = Math.min(furthest, at - reach);
      if (stands(before, words, at)) return at;
    }
    return -1;
  }

  function denies(words: Words, at: number, place: number): boolean {
    // In "zonder haast" the word that makes other denials empty is the one that is asked about.
    if (at < 0 || (stands(emptyWith, words, at + 1) && at + 1 < place) || isEmpty(words, at)) return false;
    return !isUndone(words, at);
  }

  /** "Nooit zonder", "geen dag dat ik niet": two denials that make none. "Zonder druk en zonder haast" are two. */
  function isUndone(words: Words, at: number): boolean {
    const other = denialBefore(words, at);
    if (other < 0 || words.ids[other] === words.ids[at] || stands(adds, words, at - 1)) return false;
    for (let between = other + 1; between < at; between += 1) if (stands(relates, words, between)) return true;
    return stands(undone, words, at);
  }

  function isEmpty(words: Words, at: number): boolean {
    return gapBefore(words, at) === gaps.none && stands(emptyAfter, words, at - 1);
  }

  /** Whether a hit is part of "geen naam, adres of aanbetaling": parts of one or two words, the last one joined, and nothing said after it. */
  function isInDeniedList(words: Words, { first, last }: Hit): boolean {
    let isJoined = stands(joins, words, last + 1) && gapBefore(words, last + 1) === gaps.none;
    let end = isJoined ? last + 2 : last;
    for (let at = first - 1; at >= 0 && at >= first - 2 && !isJoined; at -= 1) {
      if (gapBefore(words, at + 1) !== gaps.none) break;
      isJoined = stands(joins, words, at);
    }
    if (!isJoined) return false;
    for (let said = 0; said < 3; said += 1) {
      end += 1;
      if (end >= words.count || gapBefore(words, end) !== gaps.none) break;
      if (stands(affirms, words, end)) return false;
    }
    let part = 0;
    let parts = 0;
    for (let at = first - 1; at >= 0 && parts < 4; at -= 1) {
      const gap = gapBefore(words, at + 1);
      if (gap > gaps.clause) return false;
      if (gap === gaps.clause) {
        if (stands(affirms, words, at + 1)) return false;
        parts += 1;
        part = 0;
      }
      if (stands(before, words, at)) return parts > 0 && denies(words, at, first);
      part += stands(joins, words, at) ? 0 : 1;
      if (part > 2 || stands(ends, words, at)) return false;
    }
    return false;
  }

  return (words, hit) => {
    const { first, last } = hit;
    const nearest = denialBefore(words, first);
    if (denies(words, nearest, first)) return true;
    for (let at = last + 1; at <= last + reach; at += 1) {
      const gap = gapBefore(words, at);
      if (gap === gaps.question && at === last + 1) return stands(answer, words, at);
      if (gap !== gaps.none || stands(ends, words, at)) break;
      if (stands(after, words, at)) return !stands(emptyWith, words, at + 1) && !isEmpty(words, at);
    }
    return nearest < 0 && isInDeniedList(words, hit);
  };
}

function gapBefore(words: Words, at: number): number {
  return at < words.count ? (words.gaps[at] ?? gaps.sentence) : gaps.sentence;
}
