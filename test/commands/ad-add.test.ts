import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { addAd } from '../../src/commands/ad-add.ts';
import { readEnvironment } from '../../src/config.ts';
import { handLimits } from '../../src/crawl/hand-desk.ts';
import { collectingTerminal } from '../support/collecting-terminal.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

it('adds an ad from a file or from standard input, and says where it stands', async () => {
  const dir = temporaryDir();
  const settings = {
    configDir: 'config',
    dataDir: join(dir, 'data'),
    rulesDir: 'rules',
    environment: readEnvironment({ LOG_LEVEL: 'silent' }),
  };
  const { terminal, lines } = collectingTerminal();
  const options = { url: 'https://elders.example/17', reason: 'melding' };
  const file = join(dir, 'advertentie.txt');
  writeFileSync(file, 'Massage in Hilversum. Bel 06-00001234.');
  const none = Readable.from([]);

  await addAd(settings, terminal, undefined, { ...options, text: file }, none);
  expect(lines.at(-1)).toBe('Ad 1, version 1: laag.');
  await addAd(settings, terminal, '-', { ...options, age: '17' }, Readable.from(['Massage in Hilversum.']));
  expect(lines.at(-1)).toBe('Ad 1, version 2: direct.');

  const endless = Readable.from(
    (function* () {
      for (;;) yield 'a'.repeat(100_000);
    })(),
  );
  await expect(addAd(settings, terminal, '-', options, endless)).rejects.toThrow(`larger than ${handLimits.bytes}`);
  const refused = { code: 'INPUT_INVALID' };
  await expect(addAd(settings, terminal, undefined, options, none)).rejects.toMatchObject(refused);
  await expect(addAd(settings, terminal, '-', { ...options, text: file }, none)).rejects.toMatchObject(refused);
  await expect(addAd(settings, terminal, undefined, { ...options, text: `${file}x` }, none)).rejects.toMatchObject(
    refused,
  );
}, 60_000);
