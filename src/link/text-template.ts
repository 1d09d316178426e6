import { alignWords, alignedWordsMax } from './align-words.ts';
import { slotWord } from './fold-text.ts';
import type { FoldedWord, SlotKind } from './fold-text.ts';

/** A stretch of a template: words all its ads have, or a place where they differ. `free` is a slot of no known kind. */
export type TemplatePart =
  { type: 'constant'; words: readonly string[] } | { type: 'slot'; kind: SlotKind | 'free'; isOptional: boolean };

/** `isCut`: the texts go on beyond what was aligned. */
export type TextTemplate = { parts: readonly TemplatePart[]; texts: number; isCut: boolean };

/**
 * One ad laid against its template. `start` and `end` lie in the ad's raw text; `missing` has the words the ad leaves out, and from
 * `beyond` on nothing was compared.
 */
export type TemplateSegment =
  | { type: 'match' | 'inserted'; start: number; end: number }
  | { type: 'slot'; kind: SlotKind | 'free'; start: number; end: number }
  | { type: 'changed'; start: number; end: number; expected: readonly string[] }
  | { type: 'missing'; at: number; expected: readonly string[] }
  | { type: 'beyond'; at: number };

/** A template is described from so many of its texts; more of them change nothing a reader would see. */
export const describedTextsMax = 12;
/** A word is constant when it stands in at least this share of the texts. */
const constantShare = 0.6;

/**
 * What the texts of one template have in common and where they differ.
 * @param texts at least one; the first is the backbone, so give them in an order that is always the same.
 */
export function describeTemplate(texts: readonly (readonly FoldedWord[])[]): TextTemplate {
  const used = texts.slice(0, describedTextsMax);
  const backbone = (used[0] ?? []).slice(0, alignedWordsMax);
  const words = backbone.map((word) => word.folded);
  const present = backbone.map(() => 1);
  const slotKinds = backbone.map((word) => new Map(word.slot === null ? [] : [[word.slot, 1]]));
  /** In how many other texts something stands before backbone word n that the backbone does not have. */
  const between = Array.from({ length: backbone.length + 1 }, () => 0);
  for (const text of used.slice(1)) {
    let before: readonly [number, number] = [-1, -1];
    for (const match of [
      ...alignWords(
        words,
        text.map((word) => word.folded),
      ),
      [backbone.length, text.length] as const,
    ]) {
      const [mine, theirs] = match;
      if (mine < backbone.length) {
        present[mine] = (present[mine] ?? 0) + 1;
        const kind = text[theirs]?.slot;
        const kinds = slotKinds[mine];
        if (kind !== undefined && kind !== null && kinds !== undefined) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      }
      if (mine - before[0] === 1 && theirs - before[1] > 1) between[mine] = (between[mine] ?? 0) + 1;
      before = [mine, theirs];
    }
  }

  const parts: TemplatePart[] = [];
  for (let at = 0; at <= backbone.length; at += 1) {
    if ((between[at] ?? 0) >= used.length * constantShare) addSlot('free', true);
    const word = backbone[at];
    if (word === undefined) break;
    const isCommon = (present[at] ?? 0) >= used.length * constantShare;
    if (word.slot !== null) addSlot(mostCommon(slotKinds[at]) ?? word.slot, !isCommon);
    else if (!isCommon) addSlot('free', true);
    else addWord(word.folded);
  }
  return { parts, texts: texts.length, isCut: (used[0] ?? []).length > alignedWordsMax };

  function addWord(word: string): void {
    const last = parts.at(-1);
    if (last?.type === 'constant') parts[parts.length - 1] = { type: 'constant', words: [...last.words, word] };
    else parts.push({ type: 'constant', words: [word] });
  }

  function addSlot(kind: SlotKind | 'free', isOptional: boolean): void {
    const last = parts.at(-1);
    if (last?.type === 'slot' && last.kind === kind) return;
    parts.push({ type: 'slot', kind, isOptional });
  }
}

function mostCommon(kinds: ReadonlyMap<SlotKind, number> | undefined): SlotKind | null {
  // Any kind says more than "a number".
  const known = [...(kinds ?? [])].filter(([kind]) => kind !== 'number').toSorted((a, b) => b[1] - a[1]);
  return known[0]?.[0] ?? kinds?.keys().next().value ?? null;
}

/** Lays an ad's words against a template: what fits, what fills a slot, what is changed, added or left out. In order. */
export function compareWithTemplate(template: TextTemplate, words: readonly FoldedWord[]): TemplateSegment[] {
  const expected = template.parts.flatMap((part, nth) =>
    part.type === 'constant' ? part.words.map((word) => ({ word, part: nth })) : [{ word: slotWord, part: nth }],
  );
  const segments: TemplateSegment[] = [];
  let fromExpected = 0;
  let fromWord = 0;
  const matches = alignWords(
    expected.map((one) => one.word),
    words.map((word) => word.folded),
  );
  // Behind the last match of a text or template that was cut, nobody can tell what is extra or missing.
  const isCut = template.isCut || words.length > alignedWordsMax;
  for (const [nextExpected, nextWord] of isCut ? matches : [...matches, [expected.length, words.length] as const]) {
    between(fromExpected, nextExpected, fromWord, nextWord);
    const word = words[nextWord];
    const one = expected[nextExpected];
    if (word !== undefined && one !== undefined) {
      const part = template.parts[one.part];
      if (part?.type === 'slot') add({ type: 'slot', kind: word.slot ?? part.kind, start: word.start, end: word.end });
      else add({ type: 'match', start: word.start, end: word.end });
    }
    fromExpected = nextExpected + 1;
    fromWord = nextWord + 1;
  }
  if (isCut && fromWord < words.length) segments.push({ type: 'beyond', at: words[fromWord - 1]?.end ?? 0 });
  return segments;

  /** What lies between two matches: the template's rest against the ad's rest. */
  function between(expectedFrom: number, expectedTo: number, wordFrom: number, wordTo: number): void {
    const lost = expected.slice(expectedFrom, expectedTo);
    const gained = words.slice(wordFrom, wordTo);
    const slots = lost.flatMap(({ part }) => template.parts[part] ?? []).filter((part) => part.type === 'slot');
    const kinds = new Set(slots.map((slot) => slot.kind));
    const [slotKind] = kinds;
    const left = lost.flatMap((one) => (template.parts[one.part]?.type === 'constant' ? [one.word] : []));
    const first = gained[0];
    const last = gained.at(-1);
    if (first === undefined || last === undefined) {
      if (left.length > 0) add({ type: 'missing', at: words[wordFrom - 1]?.end ?? 0, expected: left });
      return;
    }
    const span = { start: first.start, end: last.end };
    if (slotKind !== undefined) {
      // Words in several slots are not told apart.
      add({ type: 'slot', kind: first.slot ?? (kinds.size === 1 ? slotKind : 'free'), ...span });
      if (left.length > 0) add({ type: 'missing', at: span.end, expected: left });
    } else if (left.length > 0) add({ type: 'changed', ...span, expected: left });
    else add({ type: 'inserted', ...span });
  }

  function add(segment: TemplateSegment): void {
    const last = segments.at(-1);
    if (last?.type === 'match' && segment.type === 'match')
      segments[segments.length - 1] = { ...last, end: segment.end };
    else segments.push(segment);
  }
}
