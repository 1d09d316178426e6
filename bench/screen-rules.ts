import { createRandom } from '../src/lib/random.ts';
import type { Random } from '../src/lib/random.ts';
import type { Tokenise } from '../src/lib/tokens.ts';
import type { Screenable } from '../src/screen/case-ad.ts';
import type { Condition } from '../src/screen/condition.ts';
import type { Rule } from '../src/screen/rule.ts';

/** Of the phrases of a made-up rule this share stands in some ad; the others are words of the ads in an order that hardly occurs. */
const standingShare = 0.005;
const phrasesPerRule = 20;

/**
 * Rules for measuring, in the proportions of the catalogue: two in three have phrase lists (every fourth of those with a pair of words
 * near each other), one in three asks a fact or a field. All negation-aware. Each holds on one or two ads in a hundred.
 */
export function drawRules(
  count: number,
  seed: number,
  parts: { pattern: Rule; ads: readonly Screenable[]; tokenise: Tokenise },
): Rule[] {
  const random = createRandom(seed);
  const texts = parts.ads.slice(0, 2000).map(({ ad }) => parts.tokenise(ad.text).map((token) => token.folded));
  const words = [...new Set(texts.flat())];
  return Array.from({ length: count }, (_, at): Rule => ({
    ...parts.pattern,
    id: `made-up-${String(at)}`,
    when: at % 3 === 0 ? askedFact(random) : phrasesFrom(random, { texts, words }, at % 8 === 1),
  }));
}

type Wording = { texts: readonly string[][]; words: readonly string[] };

function phrasesFrom(random: Random, wording: Wording, withNear: boolean): Condition {
  const phrases: Condition = {
    phrases: {
      in: ['title', 'text'],
      any: Array.from({ length: phrasesPerRule }, () => phraseFrom(random, wording)),
      stem: false,
      negation: 'reject',
      atLeast: 1,
    },
  };
  if (!withNear) return phrases;
  const word = () => random.pick(wording.words);
  const near = { in: ['title' as const, 'text' as const], first: [word()], second: [word(), word()], within: 3 };
  return { any: [phrases, { near: { ...near, stem: false, negation: 'reject' } }] };
}

function phraseFrom(random: Random, { texts, words }: Wording): string {
  const length = random.int(2, 3);
  if (!random.chance(standingShare)) return Array.from({ length }, () => random.pick(words)).join(' ');
  const text = random.pick(texts);
  const start = random.int(0, text.length - length);
  return text.slice(start, start + length).join(' ');
}

function askedFact(random: Random): Condition {
  const low = random.int(20, 100);
  return random.pick<Condition>([
    { fact: { name: 'personasPerContact', between: [low, 100] } },
    { fact: { name: 'templateContacts', between: [low, 100] } },
    { fact: { name: 'priceRobustZ', between: [-100, -low / 10] } },
    { field: { name: 'age', between: [low, low + 1] } },
    { count: { of: 'distinctNumbers', between: [low, 50] } },
  ]);
}

/**
 * The part of the catalogue that a rule engine without words can be made to do just the same: without negation, exceptions, stems and
 * pairs of words. Both engines get this and nothing else.
 */
export function comparableRules(rules: readonly Rule[]): Rule[] {
  return rules.flatMap((rule) => {
    const when = comparable(rule.when);
    return when === null || rule.status === 'deprecated' ? [] : [{ ...rule, when }];
  });
}

function comparable(condition: Condition): Condition | null {
  const { all, any, not, phrases, near } = condition;
  if (near) return null;
  if (phrases) return { phrases: { in: phrases.in, any: phrases.any, stem: false, negation: 'ignore', atLeast: 1 } };
  if (not) {
    const part = comparable(not);
    return part && { not: part };
  }
  const parts = (all ?? any)?.map(comparable).filter((part) => part !== null);
  if (parts === undefined) return condition;
  if (parts.length === 0) return null;
  return all ? { all: parts } : { any: parts };
}
