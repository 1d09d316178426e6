import { Engine } from 'json-rules-engine';
import type { NestedCondition, TopLevelCondition } from 'json-rules-engine';
import { fold } from '../src/lib/fold.ts';
import { gaps } from '../src/lib/tokens.ts';
import type { Tokenise } from '../src/lib/tokens.ts';
import type { Screenable } from '../src/screen/case-ad.ts';
import type { Condition } from '../src/screen/condition.ts';
import type { Rule } from '../src/screen/rule.ts';

/** What json-rules-engine is given of an ad. */
export type PeerFacts = Record<string, unknown>;

/**
 * How the rules are written for json-rules-engine. `manual`: one condition a phrase under `any`, as its manual has it. `tuned`: one
 * operator of our own that takes a whole phrase list, which suits it best. Both ask whether the words of the ad, as one string, hold it.
 */
export type PeerStyle = 'manual' | 'tuned';

export function createPeer(
  rules: readonly Rule[],
  tokenise: Tokenise,
  style: PeerStyle,
): { hits(facts: PeerFacts): Promise<string[]> } {
  const engine = new Engine([], { allowUndefinedFacts: true });
  engine.addOperator<string, string>('holdsPhrase', (words, phrase) => words.includes(phrase));
  engine.addOperator<string, string[]>('holdsSome', (words, phrases) => phrases.some((one) => words.includes(one)));
  engine.addOperator<number[], [number, number]>('someBetween', (values, [low, high]) =>
    values.some((value) => low <= value && value <= high),
  );
  for (const rule of rules)
    engine.addRule({ conditions: topLevel(translate(rule.when, tokenise, style)), event: { type: rule.id } });
  return {
    async hits(facts) {
      const { events } = await engine.run(facts);
      return events.map((event) => event.type);
    },
  };
}

export function peerFactsOf({ ad, facts, local }: Screenable, tokenise: Tokenise): PeerFacts {
  const plain = new Set(ad.phones.filter((phone) => phone.obfuscationKinds.length === 0).map((phone) => phone.e164));
  return {
    ...facts,
    words: wordsOf(ad.title, tokenise) + wordsOf(ad.text, tokenise),
    age: ad.age,
    statedAges: [ad.age, ...ad.ages.map((age) => age.years)].filter((years) => years !== null),
    priceCents: ad.priceCents,
    distinctAges: new Set(ad.ages.map((age) => age.years)).size,
    distinctNumbers: new Set(ad.phones.map((phone) => phone.e164)).size,
    personaNames: new Set(ad.personaNames.map(fold)).size,
    isObscured: ad.phones.some((phone) => phone.obfuscationKinds.length > 0 && !plain.has(phone.e164)),
    isBelowMinimum: ad.age !== null && local.minimumAge !== null && ad.age < local.minimumAge,
    licenceRequired: local.licenceRequired,
  };
}

/** Folded words with a space on both sides; a full stop keeps phrases from running into the next sentence. */
function wordsOf(text: string, tokenise: Tokenise): string {
  let words = '';
  for (const { folded, gap } of tokenise(text)) words += gap >= gaps.sentence ? ` . ${folded}` : ` ${folded}`;
  return `${words} `;
}

function translate(condition: Condition, tokenise: Tokenise, style: PeerStyle): NestedCondition {
  const { all, any, not, phrases, field, count, fact, phone, age, licence } = condition;
  if (all) return { all: all.map((part) => translate(part, tokenise, style)) };
  if (any) return { any: any.map((part) => translate(part, tokenise, style)) };
  if (not) return { not: translate(not, tokenise, style) };
  if (phrases) {
    if (phrases.in.length !== 2) throw new Error('the peer is given title and text together');
    const value = phrases.any.map(
      (phrase) =>
        ` ${tokenise(phrase)
          .map((token) => token.folded)
          .join(' ')} `,
    );
    if (style === 'tuned') return { fact: 'words', operator: 'holdsSome', value };
    return { any: value.map((phrase) => ({ fact: 'words', operator: 'holdsPhrase', value: phrase })) };
  }
  if (field?.between && field.name === 'anyAge')
    return { fact: 'statedAges', operator: 'someBetween', value: field.between };
  if (field?.between) return between(field.name, field.between);
  if (count) return between(count.of, count.between);
  if (fact?.between) return between(fact.name, fact.between);
  if (fact) return { fact: fact.name, operator: 'equal', value: fact.is };
  if (phone) return { fact: 'isObscured', operator: 'equal', value: true };
  if (age) return { fact: 'isBelowMinimum', operator: 'equal', value: true };
  if (licence) return { fact: 'licenceRequired', operator: 'equal', value: true };
  throw new Error(`the peer has no such condition: ${JSON.stringify(condition)}`);
}

function between(fact: string, [low, high]: readonly [number, number]): NestedCondition {
  return {
    all: [
      { fact, operator: 'greaterThanInclusive', value: low },
      { fact, operator: 'lessThanInclusive', value: high },
    ],
  };
}

function topLevel(condition: NestedCondition): TopLevelCondition {
  if ('all' in condition || 'any' in condition || 'not' in condition) return condition;
  return { all: [condition] };
}
