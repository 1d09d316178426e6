import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { keepLegalBasis } from '../../src/govern/keep-legal-basis.ts';
import { createLegalGate } from '../../src/govern/legal-basis.ts';
import { readYamlFile } from '../../src/lib/yaml-file.ts';
import { createLog } from '../../src/log.ts';
import { legalBasisSchema } from '../../src/model/region.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

it('a ground that is taken away counts in a running program, and a broken file changes nothing', () => {
  const configDir = temporaryDir();
  const file = join(configDir, 'legal-basis.yaml');
  const whole = readFileSync('config/legal-basis.yaml', 'utf8');
  writeFileSync(file, whole);
  const read = readYamlFile(file, legalBasisSchema);
  if (!read.ok) throw new Error(read.problems.join());
  let at = Date.parse('2026-01-05T01:00:00Z');
  const basis = keepLegalBasis({ configDir, begin: read.value, now: () => new Date(at), log: createLog('silent') });
  const gate = createLegalGate(basis, () => '2026-01-05');
  const mayCrawl = () => {
    at += 1000;
    return gate.permits('prikbord', 'crawl', null);
  };
  expect(mayCrawl()).toBe(true);
  writeFileSync(file, whole.replace('sources: [prikbord, marktplein]', 'sources: [marktplein]'));
  expect(mayCrawl()).toBe(false);
  writeFileSync(file, 'grounds: [');
  expect(mayCrawl()).toBe(false);
  writeFileSync(file, whole);
  expect(mayCrawl()).toBe(true);
  rmSync(file);
  expect(mayCrawl()).toBe(true);
});
