import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { exportEvidence, sweepEvidence } from '../../src/commands/evidence.ts';
import { verify } from '../../src/commands/verify.ts';
import { readEnvironment } from '../../src/config.ts';
import { createSeal } from '../../src/lib/seal.ts';
import { openStore } from '../../src/store/open-store.ts';
import { collectingTerminal } from '../support/collecting-terminal.ts';
import { runCli } from '../support/run-cli.ts';
import { addScreenedAd } from '../support/seed-store.ts';
import { someBody, someEvidence } from '../support/some-ad.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

it('verifies, exports and sweeps from the command line', async () => {
  const key = Buffer.alloc(32, 1);
  const env = { VINDPLAATS_KEY: key.toString('base64'), LOG_LEVEL: 'silent' };
  const dir = temporaryDir();
  const settings = {
    configDir: 'config',
    dataDir: join(dir, 'data'),
    rulesDir: 'rules',
    environment: readEnvironment(env),
  };
  const { terminal, lines } = collectingTerminal();

  const store = openStore(settings.dataDir);
  const { adId } = addScreenedAd(store);
  store.runs.start({ id: 'run-1', site: 'prikbord', reason: 'test', startedAt: '2019-01-05T01:00:00.000Z' });
  const page = someEvidence('<h1>Gezelschap in Hilversum</h1>', '2019-01-05T01:00:00.000Z');
  store.bodies.put('run-1', [someBody(createSeal(key), '<h1>Gezelschap in Hilversum</h1>')]);
  store.pages.add({ adId, version: 1 }, 'run-1', [page]);
  store.runs.finish('run-1', '2019-01-05T02:00:00.000Z');
  store.close();

  const file = join(dir, 'ad.warc.gz');
  const exported = await runCli(['--data', settings.dataDir, 'evidence', 'export', String(adId), '--out', file], env);
  expect(exported).toMatchObject({ exitCode: 0, stderr: '' });
  expect(gunzipSync(readFileSync(file)).toString()).toContain(`WARC-Payload-Digest: sha256:${page.sha256}`);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const again = exportEvidence(settings, terminal, String(adId), file);
  await expect(again).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  await expect(exportEvidence(settings, terminal, '0', null)).rejects.toMatchObject({ code: 'INPUT_INVALID' });

  await verify(settings, terminal);
  expect(lines.at(-1)).toBe('The pages kept as evidence are whole: 1 pages.');
  await sweepEvidence(settings, terminal);
  expect(lines.at(-1)).toBe('1 pages erased; the term is 30 days.');
  const after = openStore(settings.dataDir);
  expect(after.bodies.read(page.sha256)).toBeNull();
  after.close();
  const gone = exportEvidence(settings, terminal, String(adId), null);
  await expect(gone).rejects.toMatchObject({ code: 'NOT_FOUND' });
}, 60_000);
