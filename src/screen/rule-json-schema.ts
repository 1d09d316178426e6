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
