import type { Words } from '../lib/tokens.ts';
import type { Ad, Span } from '../model/ad.ts';
import type { LinkFacts } from '../model/assessment.ts';
import type { Condition, NearCondition, Negation, PhrasesCondition, TextField } from './condition.ts';
import { ageSpans, countHolds, factHolds, fieldHolds, obscuredSpans } from './field-conditions.ts';
import type { IsNegated } from './negation.ts';
import type { Hit, PhraseIndexBuilder } from './phrase-index.ts';
import { withoutContained } from './spans.ts';

/** What local law and the calendar say at the place and on the day of the ad. */
export type Local = {
  day: string;
  municipality: string | null;
  minimumAge: number | null;
  licenceRequired: boolean;
};

/** One ad as conditions see it: read and cut into words once, for all rules. */
export type View = {
  ad: Ad;
  facts: LinkFacts;
  local: Local;
  words: Readonly<Record<TextField, Words>>;
  /** In the order of the text. */
  hits(field: TextField, list: number): readonly Hit[];
};

/** @returns where the condition stands in the ad (maybe nowhere in particular), or null when it does not hold. */
export type Holds = (view: View) => Span[] | null;

export type CompiledCondition = {
  holds: Holds;
  /** Phrase lists without a hit of which it cannot hold; null when it may hold on any ad. Saves asking most rules. */
  triggers: readonly number[] | null;
};

export type ConditionTools = { index: PhraseIndexBuilder; isNegated: IsNegated };

export function compileCondition(condition: Condition, tools: ConditionTools): CompiledCondition {
  const parts = (list: readonly Condition[]) => list.map((part) => compileCondition(part, tools));
  if (condition.all) return compileAll(parts(condition.all));
  if (condition.any) return compileAny(parts(condition.any));
  if (condition.not) return compileNot(compileCondition(condition.not, tools));
  if (condition.phrases) return compilePhrases(condition.phrases, tools);
  if (condition.near) return compileNear(condition.near, tools);
  const { field, count, fact, phone, age, licence } = condition;
  if (field) return always((view) => fieldHolds(field, view.ad));
  if (count) return always((view) => countHolds(count, view.ad));
  if (fact) return always(({ ad, facts }) => factHolds(fact, facts, ad));
  if (phone) return always(({ ad }) => obscuredSpans(ad));
  if (age) return always(({ ad, local }) => (isBelow(ad.age, local.minimumAge) ? ageSpans(ad, [ad.age]) : null));
  if (licence) return always(({ local }) => (local.licenceRequired ? [] : null));
  throw new RangeError('a condition without an operator: the schema lets none through');
}

function always(holds: Holds): CompiledCondition {
  return { holds, triggers: null };
}

function compileAll(parts: readonly CompiledCondition[]): CompiledCondition {
  // Any part that needs a phrase is reason enough not to ask; the first will do.
  const triggers = parts.find((part) => part.triggers !== null)?.triggers ?? null;
  return {
    triggers,
    holds(view) {
      const spans: Span[] = [];
      for (const part of parts) {
        const found = part.holds(view);
        if (found === null) return null;
        spans.push(...found);
      }
      return spans;
    },
  };
}

function compileAny(parts: readonly CompiledCondition[]): CompiledCondition {
  const triggers: number[] = [];
  for (const part of parts) if (part.triggers) triggers.push(...part.triggers);
  return {
    triggers: parts.every((part) => part.triggers !== null) ? triggers : null,
    holds(view) {
      // All parts are asked, also after the first that holds: the reader sees every place.
      let spans: Span[] | null = null;
      for (const part of parts) {
        const found = part.holds(view);
        if (found !== null) spans = spans === null ? found : [...spans, ...found];
      }
      return spans;
    },
  };
}

function compileNot(part: CompiledCondition): CompiledCondition {
  return always((view) => (part.holds(view) === null ? [] : null));
}

function compilePhrases(condition: PhrasesCondition, { index, isNegated }: ConditionTools): CompiledCondition {
  const compare = condition.stem ? 'stem' : 'folded';
  const wanted = index.add(condition.any, compare);
  const except = condition.except && index.add(condition.except, compare);
  return {
    triggers: [wanted],
    holds(view) {
      const spans: Span[] = [];
      for (const field of condition.in) {
        const innocent = except === undefined ? none : view.hits(field, except);
        for (const hit of view.hits(field, wanted)) {
          if (innocent.some((around) => around.first <= hit.first && hit.last <= around.last)) continue;
          if (fits(condition.negation, () => isNegated(view.words[field], hit)))
            spans.push(spanOf(view, field, hit.first, hit.last));
        }
      }
      if (spans.length < condition.atLeast) return null;
      const separate = withoutContained(spans);
      return separate.length >= condition.atLeast ? separate : null;
    },
  };
}

const none: readonly Hit[] = [];

function compileNear(condition: NearCondition, { index, isNegated }: ConditionTools): CompiledCondition {
  const compare = condition.stem ? 'stem' : 'folded';
  const first = index.add(condition.first, compare);
  const second = index.add(condition.second, compare);
  return {
    triggers: [first],
    holds(view) {
      const spans: Span[] = [];
      for (const field of condition.in) {
        const others = view.hits(field, second);
        if (others.length === 0) continue;
        const denies = (hit: Hit) => isNegated(view.words[field], hit);
        for (const one of view.hits(field, first))
          for (const other of others)
            if (areNear(one, other, condition.within) && fits(condition.negation, () => denies(one) || denies(other)))
              spans.push(spanOf(view, field, Math.min(one.first, other.first), Math.max(one.last, other.last)));
      }
      return spans.length > 0 ? withoutContained(spans) : null;
    },
  };
}

function fits(negation: Negation, isNegated: () => boolean): boolean {
  return negation === 'ignore' || isNegated() === (negation === 'require');
}

function areNear(one: Hit, other: Hit, within: number): boolean {
  const wordsBetween = Math.max(one.first, other.first) - Math.min(one.last, other.last) - 1;
  return wordsBetween >= 0 && wordsBetween <= within;
}

function spanOf(view: View, field: TextField, first: number, last: number): Span {
  const { starts, ends } = view.words[field];
  return { field, start: starts[first] ?? 0, end: ends[last] ?? 0 };
}

function isBelow(age: number | null, minimum: number | null): boolean {
  return age !== null && minimum !== null && age < minimum;
}
