// Installs the peers of the benchmarks in bench/ when they are not there as bench/package.json names them. Plain Node: it runs before tsx.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { requireNode, requirePackages, root, run } from '../scripts/prepare.mjs';

requireNode();
requirePackages();

const { dependencies } = readJson(join(root, 'bench', 'package.json'));
const missing = Object.entries(dependencies).filter(([name, version]) => {
  const installed = join(root, 'bench', 'node_modules', name, 'package.json');
  return !existsSync(installed) || readJson(installed).version !== version;
});
if (missing.length > 0) {
  process.stderr.write(`Installing the peers of the benchmarks: ${missing.map(([name]) => name).join(', ')} ...\n`);
  run('npm', ['install', '--prefix', join(root, 'bench'), '--no-audit', '--no-fund', '--loglevel=error']);
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}
