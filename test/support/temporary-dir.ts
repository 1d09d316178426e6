import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder of this test alone, gone when it ends. */
export function temporaryDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'vindplaats-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}
