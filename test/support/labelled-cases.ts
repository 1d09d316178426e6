import { readFileSync } from 'node:fs';
import type { z } from 'zod';

/**
 * The labelled cases of one file of fixtures/extract. They are data, so that others can add to them: one JSON object a line.
 * @param name without its ending, `by-another-hand/phones` for one in a folder.
 */
export function casesOf<T>(name: string, schema: z.ZodType<T>): T[] {
  return readFileSync(new URL(`../../fixtures/extract/${name}.jsonl`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => schema.parse(JSON.parse(line)));
}
