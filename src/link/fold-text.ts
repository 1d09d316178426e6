import { fold } from '../lib/fold.ts';
import type { Ad } from '../model/ad.ts';

/** What stands in a slot: the things in which ads of one template differ. `number` is any other number. */
export type SlotKind = 'name' | 'age' | 'phone' | 'place' | 'number';

/** A word of a text as it is compared. `start` and `end` are UTF-16 offsets in the RAW text, half-open. */
export type FoldedWord = { folded: string; slot: SlotKind | null; start: number; end: number };

/** A stretch of the raw text that is known to be a slot. */
export type SlotSpan = { kind: SlotKind; start: number; end: number };

/** What an ad says beyond this is not compared; no ad needs more, and every later step is linear in it. */
export const foldLimits = { textChars: 50_000, wordChars: 64, words: 5000 } as const;

const memoMaxWords = 100_000;
const wordPattern = /[\p{L}\p{N}][\p{L}\p{N}\p{M}\p{Cf}'’ʼ＇]*/gu;
const digit = /\p{N}/u;

export type FoldText = (text: string, slots?: readonly SlotSpan[]) => FoldedWord[];

/**
 * A folder with a memory for words. Words are folded (NFKC, capitals, accents), every number is a slot, and so are the given
 * stretches; slots of one kind that follow each other are one, so that a number written in groups equals one written in a row.
 */
export function createFoldText(): FoldText {
  const memo = new Map<string, string>();

  function foldedOf(raw: string): string {
    const known = memo.get(raw);
    if (known !== undefined) return known;
    const folded = fold(raw.length > foldLimits.wordChars ? raw.slice(0, foldLimits.wordChars) : raw);
    if (memo.size >= memoMaxWords) memo.clear();
    if (raw.length <= foldLimits.wordChars) memo.set(raw, folded);
    return folded;
  }

  return (text, slots = []) => {
    const words: FoldedWord[] = [];
    const sorted = slots.toSorted((a, b) => a.start - b.start);
    let nextSlot = 0;
    for (const match of text.slice(0, foldLimits.textChars).matchAll(wordPattern)) {
      if (words.length >= foldLimits.words) break;
      const raw = match[0];
      const start = match.index;
      const end = start + raw.length;
      while ((sorted[nextSlot]?.end ?? Infinity) <= start) nextSlot += 1;
      const known = sorted[nextSlot];
      const slot = known !== undefined && known.start < end ? known.kind : digit.test(raw) ? 'number' : null;
      const before = words.at(-1);
      if (slot !== null && before !== undefined && before.slot === slot) {
        before.end = end;
        continue;
      }
      // One token for all slots: whether the extractor knew a number for an age must not part two ads.
      const folded = slot === null ? foldedOf(raw) : slotWord;
      if (folded !== '') words.push({ folded, slot, start, end });
    }
    return words;
  };
}

/** Holds a space, so that no word of a text equals it. */
export const slotWord = ' slot';

/** The slots of one field by what the extractor found there: phones, ages, the names the ad goes by, its place. */
export function slotsOfAd(ad: Ad, field: 'title' | 'text'): SlotSpan[] {
  const raw = ad[field];
  const spans: SlotSpan[] = [
    ...ad.phones.map((phone) => ({ kind: 'phone' as const, span: phone.span })),
    ...ad.ages.map((age) => ({ kind: 'age' as const, span: age.span })),
  ].flatMap(({ kind, span }) => (span.field === field ? [{ kind, start: span.start, end: span.end }] : []));
  for (const name of ad.personaNames) spans.push(...occurrences(raw, name, 'name'));
  for (const place of new Set([ad.place, ad.raw.place])) {
    if (place !== null) spans.push(...occurrences(raw, place, 'place'));
  }
  return spans;
}

const occurrencesMax = 50;

/** Where a name stands as a whole word. */
function occurrences(text: string, wanted: string, kind: SlotKind): SlotSpan[] {
  const spans: SlotSpan[] = [];
  const name = wanted.trim();
  if (name.length < 2) return spans;
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + name.length)) {
    const end = at + name.length;
    if (!letterAt(text, at - 1) && !letterAt(text, end)) spans.push({ kind, start: at, end });
    if (spans.length >= occurrencesMax) break;
  }
  return spans;
}

function letterAt(text: string, at: number): boolean {
  return /\p{L}/u.test(text.charAt(at));
}
