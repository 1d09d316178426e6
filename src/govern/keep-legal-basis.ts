import { statSync } from 'node:fs';
import { join } from 'node:path';
import { systemCodeOf } from '../lib/errors.ts';
import { readYamlFile } from '../lib/yaml-file.ts';
import type { Log } from '../log.ts';
import { legalBasisSchema } from '../model/region.ts';
import type { LegalBasis } from '../model/region.ts';

const lookMs = 1000;

/**
 * The legal basis for a program that goes on while its file is edited: a ground that is taken away counts within a second, not at the
 * next start. While the file is broken or not there the last good grounds hold, and the log tells of it; nothing starts with such a file.
 */
export function keepLegalBasis(options: {
  configDir: string;
  begin: LegalBasis;
  now: () => Date;
  log: Log;
}): LegalBasis {
  const { configDir, begin, now, log } = options;
  const file = join(configDir, 'legal-basis.yaml');
  let { grounds } = begin;
  let seen: string | null = null;
  let lookedAt = -Infinity;

  function look(): void {
    const at = now().getTime();
    if (Math.abs(at - lookedAt) < lookMs) return;
    lookedAt = at;
    const signature = signatureOf(file);
    if (signature === seen) return;
    seen = signature;
    const read = readYamlFile(file, legalBasisSchema);
    if (read.ok) grounds = read.value.grounds;
    else
      log.error({ problems: read.problems }, 'legal-basis.yaml was changed and is broken: the last good grounds hold');
  }

  return {
    get grounds() {
      look();
      return grounds;
    },
  };
}

function signatureOf(file: string): string {
  try {
    const { size, mtimeMs, ino } = statSync(file);
    return `${size} ${mtimeMs} ${ino}`;
  } catch (error) {
    return systemCodeOf(error);
  }
}
