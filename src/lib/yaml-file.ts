import { readFileSync } from 'node:fs';
import { LineCounter, isNode, parseDocument } from 'yaml';
import type { z } from 'zod';
import { messageOf } from './errors.ts';

/** What is wrong in a file, as one line a person can act on: `file:line path: message`. */
export type Problem = string;

export type ReadResult<T> = { ok: true; value: T } | { ok: false; problems: Problem[] };

/**
 * Reads one YAML file and checks it whole: every problem at once, each with file, line and path.
 * @param shownAs the file name as the reader knows it.
 */
export function readYamlFile<T>(path: string, schema: z.ZodType<T>, shownAs: string = path): ReadResult<T> {
  let source: string;
  try {
    source = readFileSync(path, 'utf8');
  } catch (error) {
    return { ok: false, problems: [`${shownAs}: cannot be read (${messageOf(error)})`] };
  }
  return parseYaml(source, schema, shownAs);
}

export function parseYaml<T>(source: string, schema: z.ZodType<T>, shownAs: string): ReadResult<T> {
  const lines = new LineCounter();
  // Aliases off: a few bytes of them can unfold into gigabytes.
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    return {
      ok: false,
      problems: document.errors.map((error) => `${shownAs}:${lines.linePos(error.pos[0]).line}: ${error.message}`),
    };
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 0 });
  } catch (error) {
    return { ok: false, problems: [`${shownAs}: ${messageOf(error)}`] };
  }
  const result = schema.safeParse(value);
  if (result.success) return { ok: true, value: result.data };

  function lineOf(path: readonly PropertyKey[]): number {
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  }
  return {
    ok: false,
    problems: flatten(result.error.issues).map(
      ({ path, message }) => `${shownAs}:${lineOf(path)} ${path.map(String).join('.') || '(top)'}: ${message}`,
    ),
  };
}

/** A union reports one list of issues per branch; the branch with the fewest is the one that was meant. */
function flatten(
  issues: readonly z.core.$ZodIssue[],
  above: readonly PropertyKey[] = [],
): { path: PropertyKey[]; message: string }[] {
  return issues.flatMap((issue) => {
    const path = [...above, ...issue.path];
    if (issue.code === 'invalid_union' && issue.errors.length > 0) {
      const nearest = issue.errors.toSorted((a, b) => a.length - b.length)[0] ?? [];
      return flatten(nearest, path);
    }
    return [{ path, message: issue.message }];
  });
}
