// npx tsx scripts/write-rule-schema.ts: writes rules/rule.schema.json, by which an editor completes and checks rule files.
import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { ruleJsonSchema } from '../src/screen/rule-json-schema.ts';

const path = 'rules/rule.schema.json';
const options = { ...(await resolveConfig(path)), filepath: path };
writeFileSync(path, await format(JSON.stringify(ruleJsonSchema()), options));
