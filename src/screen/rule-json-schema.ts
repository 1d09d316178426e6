import { z } from 'zod';
import { ruleSchema } from './rule.ts';

/**
 * What `rules/rule.schema.json` holds: an editor completes and checks rule files by it. The linter and the cases come on top.
 * Draft 7, which every YAML editor reads.
 */
export function ruleJsonSchema(): object {
  return {
    title: 'A rule of Vindplaats',
    description: 'Made by scripts/write-rule-schema.ts from src/screen/rule.ts; do not edit.',
    ...z.toJSONSchema(ruleSchema, { target: 'draft-7', io: 'input' }),
  };
}

/** Every key that a rule file can hold, at any depth. */
export function ruleKeys(): string[] {
  return [...keysIn(z.toJSONSchema(ruleSchema, { io: 'input' }))];
}

function keysIn(schema: unknown, found = new Set<string>()): Set<string> {
  if (schema === null || typeof schema !== 'object') return found;
  if ('properties' in schema && schema.properties !== null && typeof schema.properties === 'object')
    for (const key of Object.keys(schema.properties)) found.add(key);
  for (const part of Object.values(schema)) keysIn(part, found);
  return found;
}
