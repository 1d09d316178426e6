import type { Tokenise, WordReader, Words } from '../lib/tokens.ts';
import { gaps } from '../lib/tokens.ts';
import type { Hit } from './phrase-index.ts';
import type { NegationWords } from './rule-data.ts';

/** Whether the words of a hit are denied by the words around it: "nooit onveilig", "onveilig doe ik niet", "onveilig? nee". */
export type IsNegated = (words: Words, hit: Hit) => boolean;

type Sayings = ReadonlyMap<string, { words: string[]; at: number }[]>;

/** @param reader the one that reads the texts in which hits are found. */
export function createNegation(negation: NegationWords, tokenise: Tokenise, reader: WordReader): IsNegated {
  const setOf = (list: readonly string[]) => new Set(list.map((word) => tokenise(word)[0]?.folded ?? word));
  const before = setOf(negation.before);
  const after = setOf(negation.after);
  const answer = setOf(negation.answer);
  const asks = setOf(negation.asks);
  const answerFar = setOf(negation.answerFar);
  const allowedWith = setOf(negation.allowedWith);
  const emptyWith = setOf(negation.emptyWith);
  const emptyAfter = setOf(negation.emptyAfter);
  const undone = setOf(negation.undone);
  const adds = setOf(negation.adds);
  const relates = setOf(negation.relates);
  const ends = setOf(negation.ends);
  const joins = setOf(negation.joins);
  const affirms = setOf(negation.affirms);
  const verbs = setOf(negation.verbs);
  const subjects = setOf(negation.subjects);
  const emptyAround = sayingsOf(negation.emptyAround, (word) => before.has(word) || after.has(word));
  const refuses = sayingsOf(negation.refuses, (_, at) => at === 0);
  const { reach } = negation;

  /** Sayings by the words they are recognised at, those that deny or the first, with the place of each. */
  function sayingsOf(sayings: readonly string[], isKey: (word: string, at: number) => boolean): Sayings {
    const found = new Map<string, { words: string[]; at: number }[]>();
    for (const saying of sayings) {
      const words = tokenise(saying).map(({ folded }) => folded);
      for (const [at, word] of words.entries())
        if (isKey(word, at)) found.set(word, [...(found.get(word) ?? []), { words, at }]);
    }
    return found;
  }

  /** Whether a word is part of a saying: "niet voor niets", "geloof het of niet", "geen optie". */
  function isInSaying(all: Sayings, words: Words, at: number): boolean {
    const sayings = all.get(reader.folded(words.ids[at] ?? 0)) ?? [];
    return sayings.some((saying) =>
      saying.words.every((word, offset) => {
        const place = at - saying.at + offset;
        return place >= 0 && place < words.count && reader.folded(words.ids[place] ?? 0) === word;
      }),
    );
  }

  function stands(set: ReadonlySet<string>, words: Words, at: number): boolean {
    return at >= 0 && at < words.count && set.has(reader.folded(words.ids[at] ?? 0));
  }

  /** "En slaapt", "en ze". */
  function startsAfterAnd(words: Words, at: number): boolean {
    return stands(adds, words, at - 1) && (stands(verbs, words, at) || stands(subjects, words, at));
  }

  /** "Wordt ze", after something else than what is denied: "omdat zij niet spreekt wordt ze geholpen". */
  function startsThought(words: Words, at: number): boolean {
    if (startsAfterAnd(words, at)) return true;
    return stands(verbs, words, at) && stands(subjects, words, at + 1) && gapBefore(words, at + 1) === gaps.none;
  }

  /** The word that denies nearest before a place, in its clause; -1 when there is none. */
  function denialBefore(words: Words, place: number, within = reach): number {
    let furthest = place - within;
    for (let at = place - 1; at >= 0 && at >= furthest; at -= 1) {
      // Between a negation and what it denies no new clause begins: "geen haast, veilig" denies only the haste.
      if (gapBefore(words, at + 1) !== gaps.none || stands(ends, words, at)) return -1;
      // "Niet op zondag of op feestdagen": what is joined stands further away.
      if (stands(joins, words, at)) furthest = Math.min(furthest, at - reach);
      if (stands(before, words, at)) return at;
      // Directly after a denial the verb belongs to it: "nooit heb ik haast".
      if (startsThought(words, at + 1) && at + 1 <= place && !stands(before, words, at)) return -1;
    }
    return -1;
  }

  function denies(words: Words, at: number, place: number): boolean {
    // In "zonder haast" the word that makes other denials empty is the one that is asked about.
    if (at < 0 || (stands(emptyWith, words, at + 1) && at + 1 < place) || isEmpty(words, at)) return false;
    return !isUndone(words, at);
  }

  /** "Nooit zonder", "geen dag dat ik niet", "zonder pas komt u er niet in": two that make none. "Zonder druk en zonder haast" are two. */
  function isUndone(words: Words, at: number): boolean {
    if (stands(undone, words, at) && isDeniedLater(words, at)) return true;
    const near = denialBefore(words, at);
    const other = near < 0 ? denialBefore(words, at, reach * 2) : near;
    if (near < 0)
      for (let between = other + 1; between < at; between += 1) if (stands(adds, words, between)) return false;
    if (other < 0 || words.ids[other] === words.ids[at] || stands(adds, words, at - 1)) return false;
    for (let between = other + 1; between < at; between += 1) if (stands(relates, words, between)) return true;
    return stands(undone, words, at);
  }

  function isDeniedLater(words: Words, at: number): boolean {
    for (let later = at + 2; later <= at + reach * 2; later += 1) {
      if (gapBefore(words, later) !== gaps.none || stands(ends, words, later) || stands(adds, words, later))
        return false;
      if (stands(after, words, later)) return words.ids[later] !== words.ids[at];
    }
    return false;
  }

  function isEmpty(words: Words, at: number): boolean {
    for (let earlier = at - 1; earlier >= at - reach && gapBefore(words, earlier + 1) === gaps.none; earlier -= 1)
      if (stands(asks, words, earlier) || (earlier === at - 1 && stands(emptyAfter, words, earlier))) return true;
    return isInSaying(emptyAround, words, at);
  }

  /** "Niet alleen"; "niet erg" says that something may be. "Niet, alleen ..." is another matter. */
  function isAfterEmpty(words: Words, at: number): boolean {
    if (gapBefore(words, at + 1) !== gaps.none) return false;
    return stands(emptyWith, words, at + 1) || stands(allowedWith, words, at + 1);
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
    // "Zonder pas komt u er niet in": what comes later denies what was denied before.
    if (nearest >= 0 && stands(undone, words, nearest) && isDeniedLater(words, nearest)) return false;
    for (let at = last + 1; at <= last + reach; at += 1) {
      const gap = gapBefore(words, at);
      // Further on a mere "niet" begins a new thought: "... drukte op je werk? Niet bij mij".
      if (gap === gaps.question) {
        // "Nee alleen ..." answers, "no worries" does not.
        if (stands(answerFar, words, at)) return true;
        if (at === last + 1) return stands(answer, words, at) && !isAfterEmpty(words, at);
        break;
      }
      if (gap !== gaps.none || stands(ends, words, at) || startsAfterAnd(words, at)) break;
      if (isInSaying(refuses, words, at)) return true;
      if (stands(after, words, at)) return !isAfterEmpty(words, at) && !isEmpty(words, at);
    }
    return nearest < 0 && isInDeniedList(words, hit);
  };
}

function gapBefore(words: Words, at: number): number {
  return at < words.count ? (words.gaps[at] ?? gaps.sentence) : gaps.sentence;
}
