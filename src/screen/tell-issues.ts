import { z } from 'zod';
import { nearestWord } from './nearest-word.ts';

/** Something in a rule file that must not stand there, with the place in the file and what to do instead. */
export type FileProblem = { path: (string | number)[]; message: string };

/** A schema of which every refusal says what to write instead, not only what is wrong. */
export function told<T>(schema: z.ZodType<T>): z.ZodType<T> {
  const keys = keysOf(schema);
  return z.unknown().transform((given, context) => {
    const result = schema.safeParse(given);
    if (result.success) return result.data;
    for (const { path, message } of tellIssues(result.error.issues, given, keys))
      context.issues.push({ code: 'custom', path, message, input: given });
    return z.NEVER;
  });
}

/**
 * @param given what was read, in which the issues lie.
 * @param keys every key that may stand anywhere in it, to guess what a mistyped one was meant to be.
 */
export function tellIssues(
  issues: readonly z.core.$ZodIssue[],
  given: unknown,
  keys: readonly string[],
): FileProblem[] {
  const mistyped = new Set(
    issues
      .filter((issue) => issue.code === 'unrecognized_keys')
      .map(pathOf)
      .map(String),
  );
  return issues.flatMap((issue) => {
    const path = pathOf(issue);
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ path: [...path, key], message: unknownKey(key, keys) }));
    // "Needs exactly one of ..." follows from the mistyped key and is told with it.
    if (issue.code === 'custom' && mistyped.has(String(path))) return [];
    return [{ path, message: insteadOf(issue, valueAt(given, path)) }];
  });
}

function insteadOf(issue: z.core.$ZodIssue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      if (value === undefined)
        return `is missing; write ${kindOf(issue.expected)} (rules/README.md shows a whole rule)`;
      return `holds ${shown(value)}, which does not belong here; write ${kindOf(issue.expected)}${typeof value === 'string' || issue.expected !== 'string' ? '' : ' in quotes'}`;
    case 'invalid_value': {
      const choices = issue.values.map(String);
      // Any other one of two letters is near.
      const near = typeof value === 'string' && value.length > 2 ? nearestWord(value, choices) : null;
      const meant = near === null ? '' : ` (did you mean "${near}"?)`;
      return `${value === undefined ? 'is missing' : `holds ${shown(value)}, which is no choice`}; write one of ${choices.join(', ')}${meant}`;
    }
    case 'too_small':
      return `${tooLittle(issue.origin)}; write ${amountOf(issue.origin, issue.minimum)} or more`;
    case 'too_big':
      return `${tooMuch(issue.origin)}; write ${amountOf(issue.origin, issue.maximum)} or fewer`;
    case 'invalid_format':
      return issue.format === 'date' ? `holds ${shown(value)}, which is no day; write it as 2026-01-31` : issue.message;
    // The words of these are our own, and say it already.
    case 'custom':
    case 'unrecognized_keys':
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
    case 'not_multiple_of':
      return issue.message;
  }
}

const kinds = new Map([
  ['string', 'text'],
  ['number', 'a number without quotes'],
  ['int', 'a whole number without quotes'],
  ['boolean', 'true or false'],
  ['array', 'a list: each entry on a line of its own after a dash'],
  ['tuple', 'two numbers, as [low, high]'],
  ['object', 'keys on the lines below, indented'],
  ['record', 'keys on the lines below, indented'],
]);

function kindOf(expected: string): string {
  return kinds.get(expected) ?? expected;
}

function tooLittle(origin: string): string {
  if (origin === 'string') return 'is too short';
  return origin === 'array' ? 'lists too few' : 'is too small';
}

function tooMuch(origin: string): string {
  if (origin === 'string') return 'is too long';
  return origin === 'array' ? 'lists too many' : 'is too large';
}

function amountOf(origin: string, amount: number | bigint): string {
  if (origin === 'string') return `${String(amount)} characters`;
  return origin === 'array' ? `${String(amount)} ${Number(amount) === 1 ? 'entry' : 'entries'}` : String(amount);
}

const shownMaxChars = 40;

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'object') return 'keys of its own';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `"${text.length > shownMaxChars ? `${text.slice(0, shownMaxChars)}...` : text}"`;
}

const patternKey = /^(pattern|regex|regexp|match|matches|like)$/i;
const originKey = /^(language|lang|country|countryCode|diallingCode|nationality|origin|name|names)$/i;

function unknownKey(key: string, keys: readonly string[]): string {
  const wrong = `"${key}" is no key here`;
  if (patternKey.test(key))
    return `${wrong}; there are no patterns here, on purpose: write the phrases under \`phrases: { any: [...] }\``;
  if (originKey.test(key))
    return `${wrong}; language, names, numbers and where people come from cannot be read by a rule, on purpose`;
  const near = nearestWord(key, keys);
  return `${wrong}; ${near === null ? 'take it out, rules/README.md names all keys' : `did you mean "${near}"?`}`;
}

function pathOf(issue: z.core.$ZodIssue): (string | number)[] {
  return issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
}

function valueAt(given: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce(
    (value: unknown, key) =>
      value !== null && typeof value === 'object' ? new Map(Object.entries(value)).get(String(key)) : undefined,
    given,
  );
}

/** Every key that a file of this schema can hold, at any depth. */
export function keysOf(schema: z.ZodType): string[] {
  return [...keysIn(z.toJSONSchema(schema, { io: 'input' }))];
}

function keysIn(schema: unknown, found = new Set<string>()): Set<string> {
  if (schema === null || typeof schema !== 'object') return found;
  if ('properties' in schema && schema.properties !== null && typeof schema.properties === 'object')
    for (const key of Object.keys(schema.properties)) found.add(key);
  for (const part of Object.values(schema)) keysIn(part, found);
  return found;
}
