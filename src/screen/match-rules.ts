import { createTokeniser, createWords } from '../lib/tokens.ts';
import type { WordReader, Words } from '../lib/tokens.ts';
import type { Ad, Span } from '../model/ad.ts';
import type { LinkFacts } from '../model/assessment.ts';
import { isValidOn } from '../model/scalars.ts';
import { compileCondition } from './compile-condition.ts';
import type { View } from './compile-condition.ts';
import type { Local } from './local.ts';
import type { TextField } from './condition.ts';
import { createNegation } from './negation.ts';
import { createRangeIndex } from './number-columns.ts';
import type { NumberRange } from './number-columns.ts';
import { createPhraseIndexBuilder } from './phrase-index.ts';
import type { Hit } from './phrase-index.ts';
import type { Rule } from './rule.ts';
import type { NegationWords } from './rule-data.ts';
import { withoutContained } from './spans.ts';

/** As much of a rule as decides whether it holds. */
export type Matchable = Pick<Rule, 'when' | 'validFrom' | 'validTo' | 'municipalities'>;

/** All rules that hold on an ad, in the order in which they were given, each with its places. */
export type MatchRules<R extends Matchable> = (ad: Ad, facts: LinkFacts, local: Local) => { rule: R; spans: Span[] }[];

/** More hits of one phrase list in one field say nothing new, and keep hostile texts cheap. */
const hitsMaxPerList = 200;

/** More places than a reader will look at. */
const spansMaxPerRule = 20;

const noHits: readonly Hit[] = [];

/** Compiles conditions into one pass over the words of an ad and a question to the few rules that these words concern. */
export function createMatcher<R extends Matchable>(
  rules: readonly R[],
  negation: NegationWords,
  reader: WordReader,
): MatchRules<R> {
  const tokenise = createTokeniser(reader);
  const index = createPhraseIndexBuilder(tokenise);
  const isNegated = createNegation(negation, tokenise, reader);
  const compiled = rules.map((rule) => ({ rule, ...compileCondition(rule.when, { index, isNegated }) }));
  const phrases = index.build(reader);

  // Which rules to ask on what, so that an ad costs what stands in it and not what stands in the rules.
  const unconditional: number[] = [];
  const askedBy: number[][] = Array.from({ length: index.size() }, () => []);
  const waiting: { range: NumberRange; position: number }[] = [];
  for (const [position, { triggers }] of compiled.entries()) {
    if (triggers === null) unconditional.push(position);
    for (const trigger of triggers ?? [])
      if (typeof trigger === 'number') askedBy[trigger]?.push(position);
      else waiting.push({ range: trigger, position });
  }
  const wakeByNumbers = createRangeIndex(waiting);

  const titleHits = createHitLists(index.size());
  const textHits = createHitLists(index.size());
  const isAsked = new Uint8Array(compiled.length);

  const words = { title: createWords(), text: createWords() };

  function ask(position: number): void {
    isAsked[position] = 1;
  }

  function readWords(text: string, into: Words, hits: HitLists): void {
    reader.read(text, into);
    hits.clear();
    phrases.scan(into, (list, first, last) => {
      if (hits.add(list, first, last)) for (const position of askedBy[list] ?? []) ask(position);
    });
  }

  return (ad, facts, local) => {
    // One ad at a time: what the last one left behind is wiped first, which is far cheaper than making it anew.
    isAsked.fill(0);
    for (const position of unconditional) isAsked[position] = 1;
    wakeByNumbers(ad, facts, local, ask);
    reader.tidy();
    readWords(ad.title, words.title, titleHits);
    readWords(ad.text, words.text, textHits);
    const view: View = {
      ad,
      facts,
      local,
      words,
      hits: (field: TextField, list) => (field === 'title' ? titleHits : textHits).of(list),
    };
    const held: { rule: R; spans: Span[] }[] = [];
    for (let position = 0; position < compiled.length; position += 1) {
      const one = isAsked[position] === 1 ? compiled[position] : undefined;
      if (one === undefined || !applies(one.rule, local)) continue;
      const spans = one.holds(view);
      if (spans !== null) held.push({ rule: one.rule, spans: atMost(spansMaxPerRule, withoutContained(spans)) });
    }
    return held;
  };
}

function atMost(count: number, spans: Span[]): Span[] {
  return spans.length > count ? spans.slice(0, count) : spans;
}

type HitLists = {
  clear(): void;
  /** @returns whether it is the first hit of the list. */
  add(list: number, first: number, last: number): boolean;
  of(list: number): readonly Hit[];
};

function createHitLists(size: number): HitLists {
  const lists: Hit[][] = Array.from({ length: size }, () => []);
  const filled: number[] = [];
  return {
    clear() {
      for (const list of filled) lists[list] = [];
      filled.length = 0;
    },
    add(list, first, last) {
      const hits = lists[list];
      if (hits === undefined || hits.length >= hitsMaxPerList) return false;
      hits.push({ first, last });
      if (hits.length > 1) return false;
      filled.push(list);
      return true;
    },
    of: (list) => lists[list] ?? noHits,
  };
}

function applies(rule: Matchable, local: Local): boolean {
  return (
    isValidOn(rule, local.day) &&
    (rule.municipalities === undefined ||
      (local.municipality !== null && rule.municipalities.includes(local.municipality)))
  );
}
