import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { serveDemo } from '../../src/demo/sites.ts';
import { temporaryDir } from './temporary-dir.ts';

/** The demo site prikbord on a free port, with a configuration that knows it and an empty data folder. `atNight` moves the demo on. */
export async function demoFolders() {
  let night = 1;
  const demo = await serveDemo({ night: () => night, seed: 2019, ports: { prikbord: 0, marktplein: 0 } });
  onTestFinished(() => demo.close());
  const dir = temporaryDir();
  const config = join(dir, 'config');
  const data = join(dir, 'data');
  cpSync('config', config, { recursive: true });
  rmSync(join(config, 'sites', 'marktplein.yaml'));
  const file = join(config, 'sites', 'prikbord.yaml');
  const { host } = new URL(demo.urls.prikbord);
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('127.0.0.1:8091', host));
  return {
    config,
    data,
    args: ['--config', config, '--data', data],
    requests: () => demo.requests(),
    atNight: (next: number) => (night = next),
  };
}
