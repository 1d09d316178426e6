import type { Token, Tokenise } from '../lib/tokens.ts';
import { placeholders } from './assess.ts';
import { isCommonWord } from './common-words.ts';
import type { Condition } from './condition.ts';
import { phraseMaxWords } from './phrase-index.ts';
import type { Rule } from './rule.ts';
import type { ForbiddenTerms } from './rule-data.ts';
import type { FileProblem } from './tell-issues.ts';

/** As much of a rule as could be read: a rule that is broken in one place is still looked at in the others. */
export type Readable = { [Key in keyof Rule]?: Rule[Key] | undefined };

export type LintRule = (rule: Readable) => FileProblem[];

/** A word this short occurs in any text; as a phrase of its own it says nothing. */
const shortWordLength = 4;
/** From this length on, a forbidden term is also sought at the ends of longer words ("latinameisje"). */
const compoundMinLength = 6;

/**
 * The linter against discrimination and noise (guard-rail G5). That a rule cannot read language, dialling codes or the
 * origin of names at all, and holds no pattern that could run away, is the condition language's doing; this looks at the
 * words a rule brings in itself, in its phrases and in what it tells the reader.
 */
export function createLinter(forbidden: ForbiddenTerms, tokenise: Tokenise): LintRule {
  const banned = forbidden.categories.flatMap(({ name, terms }) =>
    terms.map((term) => ({ name, term, tokens: tokenise(term) })),
  );

  /** Class X: in a phrase it would select by origin, in an explanation it would put origin into the reader's head. */
  function forbiddenIn(text: string): string[] {
    const messages: string[] = [];
    if (/\p{Regional_Indicator}|\p{Emoji_Presentation}|\p{Extended_Pictographic}/u.test(text))
      messages.push(`"${text}" holds an emoji or flag: flags stand for origin (class X); take it out`);
    if (/(?:\+|\b00)\s?\d/u.test(text))
      messages.push(`"${text}" looks like a dialling code, which stands for origin (class X); take it out`);
    const tokens = tokenise(text);
    const hit = banned.find((entry) => tokens.some((_, at) => standsAt(tokens, at, entry.tokens)));
    if (hit)
      messages.push(
        `"${text}" is about ${hit.name} ("${hit.term}"), which no rule may look at (class X); take it out, or say what happens instead of who it is about`,
      );
    return messages;
  }

  function lintPhrase(phrase: string, alone: boolean): string[] {
    const messages = forbiddenIn(phrase);
    const words = tokenise(phrase).map((token) => token.folded);
    if (words.length === 0 || words.length > phraseMaxWords)
      messages.push(
        `"${phrase}" must hold 1 to ${String(phraseMaxWords)} words; leave words out or make it two phrases`,
      );
    else if (alone && words.length === 1 && (words[0]?.length ?? 0) < shortWordLength)
      messages.push(`"${phrase}" is one short word, which stands in any text; write more of the phrase`);
    else if (alone && words.every(isCommonWord))
      messages.push(`"${phrase}" holds only words that stand in any text; write more of the phrase`);
    return messages;
  }

  return (rule) => [
    ...(rule.when === undefined ? [] : phraseListsOf(rule.when, ['when'])).flatMap(({ path, phrases, alone }) =>
      phrases.flatMap((phrase, at) => lintPhrase(phrase, alone).map((message) => ({ path: [...path, at], message }))),
    ),
    ...(['title', 'explanation'] as const).flatMap((part) =>
      forbiddenIn(rule[part] ?? '').map((message) => ({ path: [part], message })),
    ),
    ...lintShape(rule),
  ];
}

function standsAt(tokens: readonly Token[], at: number, term: readonly Token[]): boolean {
  return (
    term.length > 0 &&
    term.every((word, offset) => {
      const token = tokens[at + offset];
      return token !== undefined && (token.folded === word.folded || sharesStem(token, word) || isPartOf(token, word));
    })
  );
}

/** Stems of very short words meet by accident. */
function sharesStem(token: Token, word: Token): boolean {
  return word.folded.length >= shortWordLength && token.stem === word.stem;
}

function isPartOf(token: Token, word: Token): boolean {
  return (
    word.folded.length >= compoundMinLength &&
    (token.folded.startsWith(word.folded) || token.folded.endsWith(word.folded))
  );
}

type PhraseList = { path: (string | number)[]; phrases: readonly string[]; alone: boolean };

function phraseListsOf(condition: Condition, path: (string | number)[]): PhraseList[] {
  const { phrases, near } = condition;
  const parts = [
    ...(condition.all ?? []).map((part, at) => ({ part, path: [...path, 'all', at] })),
    ...(condition.any ?? []).map((part, at) => ({ part, path: [...path, 'any', at] })),
    ...(condition.not ? [{ part: condition.not, path: [...path, 'not'] }] : []),
  ];
  return [
    ...(phrases ? [{ path: [...path, 'phrases', 'any'], phrases: phrases.any, alone: true }] : []),
    ...(phrases?.except ? [{ path: [...path, 'phrases', 'except'], phrases: phrases.except, alone: true }] : []),
    // In a pair one word may be short ("ik" near "bijna 18"), never both.
    ...(near ? [{ path: [...path, 'near', 'first'], phrases: near.first, alone: false }] : []),
    ...(near ? [{ path: [...path, 'near', 'second'], phrases: near.second, alone: true }] : []),
    ...parts.flatMap((entry) => phraseListsOf(entry.part, entry.path)),
  ];
}

/** Whether class, points, family and the rest fit each other. */
function lintShape(rule: Readable): FileProblem[] {
  const problems: FileProblem[] = [];
  const refuse = (path: keyof Rule, message: string) => problems.push({ path: [path], message });

  if (rule.indicator !== undefined && /^IND-9\d$/.test(rule.indicator))
    refuse(
      'indicator',
      'IND-90 and up are forbidden attributes (class X); no rule may be made of them: take the file out',
    );
  if (rule.class !== undefined) {
    const points = pointsOf(rule.class);
    if (rule.points !== undefined && (rule.points < points.from || rule.points > points.to))
      refuse('points', `${points.says}; write a number from ${String(points.from)} to ${String(points.to)}`);
    if ((rule.class === 'A' || rule.class === 'B') && rule.family === null)
      refuse('family', 'a rule of class A or B belongs to a family; write one of F1 to F7');
    if (rule.municipalities && rule.class !== 'L')
      refuse('municipalities', 'only rules about local law (class L) may differ by municipality; take it out');
  }
  if (rule.validFrom && rule.validTo && rule.validTo <= rule.validFrom)
    refuse('validTo', `is not after validFrom (${rule.validFrom}); write a later day, or take it out`);
  for (const [, name = ''] of (rule.explanation ?? '').matchAll(/\{([^{}]*)\}/g))
    if (!placeholders.some((known) => known === name))
      refuse('explanation', `{${name}} is not known; use one of ${placeholders.map((p) => `{${p}}`).join(', ')}`);
  return problems;
}

function pointsOf(ruleClass: Rule['class']): { from: number; to: number; says: string } {
  switch (ruleClass) {
    case 'A':
    case 'B':
      return { from: 1, to: 50, says: 'a rule of class A or B has points' };
    case 'C':
      return { from: 0, to: 1, says: 'context (class C) has 0 points or 1' };
    case 'P':
      return { from: -50, to: -1, says: 'a protective rule (class P) has points below 0' };
    case 'L':
    case 'S':
      return { from: 0, to: 0, says: 'classes L and S have 0 points: they stand outside the score' };
  }
}
