import type { z } from 'zod';
import type { WebRequest } from './web-context.ts';

/**
 * Reads a plain form; files are never sent here, so nothing else is parsed. A name that comes twice counts once.
 * @returns null when it does not fit the schema.
 */
export async function readForm<T>(c: WebRequest, schema: z.ZodType<T>): Promise<T | null> {
  const fields = Object.fromEntries(new URLSearchParams(await c.req.text()));
  const result = schema.safeParse(fields);
  return result.success ? result.data : null;
}
