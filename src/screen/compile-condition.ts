import type { Words } from '../lib/tokens.ts';
import type { Ad, Span } from '../model/ad.ts';
import type { LinkFacts } from '../model/assessment.ts';
import type {
  Condition,
  FactCondition,
  FieldCondition,
  NearCondition,
  PhrasesCondition,
  TextField,
} from './condition.ts';
import { ageSpans, countHolds, factHolds, fieldHolds, obscuredSpans } from './field-conditions.ts';
import type { Local } from './local.ts';
import type { IsNegated } from './negation.ts';
import { numberIn } from './number-columns.ts';
import type { NumberColumn, NumberRange } from './number-columns.ts';
import type { Hit, PhraseIndexBuilder } from './phrase-index.ts';
import { withoutContained } from './spans.ts';

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
  /** What must be there for it to hold, one of these at least; null when it may hold on any ad. Saves asking most rules. */
  triggers: readonly Trigger[] | null;
};

/** A hit of a phrase list, by its number, or a number of the ad in a range. */
export type Trigger = number | NumberRange;

export type ConditionTools = { index: PhraseIndexBuilder; isNegated: IsNegated };

export function compileCondition(condition: Condition, tools: ConditionTools): CompiledCondition {
  const parts = (list: readonly Condition[]) => list.map((part) => compileCondition(part, tools));
  if (condition.all) return compileAll(parts(condition.all));
  if (condition.any) return compileAny(parts(condition.any));
  if (condition.not) return compileNot(compileCondition(condition.not, tools));
  if (condition.phrases) return compilePhrases(condition.phrases, tools);
  if (condition.near) return compileNear(condition.near, tools);
  const { field, count, fact, phone, age, licence } = condition;
  if (field) return onNumber(rangeOfField(field), ({ ad }) => fieldHolds(field, ad));
  if (count) return onNumber(rangeOf(count.of, count.between), ({ ad }) => countHolds(count, ad));
  if (fact) return onNumber(rangeOfFact(fact), ({ ad, facts }) => factHolds(fact, facts, ad));
  if (phone) return onNumber(rangeOf('isObscured', yes), ({ ad }) => obscuredSpans(ad));
  // What these two ask is just what the column says, so there is nothing left to ask.
  if (age)
    return onNumber(rangeOf('isBelowMinimum', yes), (view) => (isYes('isBelowMinimum', view) ? statedAge(view) : null));
  if (licence) return onNumber(rangeOf('licenceRequired', yes), (view) => (isYes('licenceRequired', view) ? [] : null));
  throw new RangeError('a condition without an operator: the schema lets none through');
}

const yes = [1, 1] as const;

function isYes(column: NumberColumn, { ad, facts, local }: View): boolean {
  return numberIn(column, ad, facts, local) === 1;
}

function statedAge({ ad }: View): Span[] {
  return ageSpans(ad, [ad.age]);
}

function rangeOf(column: NumberColumn, [low, high]: readonly [number, number]): NumberRange {
  return { column, low, high };
}

/** Any of several ages, or the absence of a number, is no range of one number. */
function rangeOfField({ name, between }: FieldCondition): NumberRange | null {
  return between === undefined || name === 'anyAge' ? null : rangeOf(name, between);
}

function rangeOfFact({ name, between, is }: FactCondition): NumberRange | null {
  if (between !== undefined) return rangeOf(name, between);
  return is === undefined ? null : rangeOf(name, is ? yes : [0, 0]);
}

function onNumber(range: NumberRange | null, holds: Holds): CompiledCondition {
  return { holds, triggers: range && [range] };
}

function compileAll(parts: readonly CompiledCondition[]): CompiledCondition {
  // Any part that needs something is reason enough not to ask; the first will do.
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
  const triggers: Trigger[] = [];
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
  return { holds: (view) => (part.holds(view) === null ? [] : null), triggers: null };
}

function compilePhrases(condition: PhrasesCondition, { index, isNegated }: ConditionTools): CompiledCondition {
  const { negation } = condition;
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
          if (negation === 'ignore' || isNegated(view.words[field], hit) === (negation === 'require'))
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
  const { negation } = condition;
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
        const words = view.words[field];
        for (const one of view.hits(field, first))
          for (const other of others)
            if (
              areNear(one, other, condition.within) &&
              (negation === 'ignore' || (isNegated(words, one) || isNegated(words, other)) === (negation === 'require'))
            )
              spans.push(spanOf(view, field, Math.min(one.first, other.first), Math.max(one.last, other.last)));
      }
      return spans.length > 0 ? withoutContained(spans) : null;
    },
  };
}

function areNear(one: Hit, other: Hit, within: number): boolean {
  const wordsBetween = Math.max(one.first, other.first) - Math.min(one.last, other.last) - 1;
  return wordsBetween >= 0 && wordsBetween <= within;
}

function spanOf(view: View, field: TextField, first: number, last: number): Span {
  const { starts, ends } = view.words[field];
  return { field, start: starts[first] ?? 0, end: ends[last] ?? 0 };
}
