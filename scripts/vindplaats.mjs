// Runs one vindplaats command, installing and building first where needed: npm run vindplaats -- <command>
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { requireBuild, requireNode, requirePackages, root } from './prepare.mjs';

requireNode();
requirePackages();
requireBuild();
const child = spawn(
  process.execPath,
  ['--enable-source-maps', join(root, 'dist', 'src', 'cli.js'), ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
// Ctrl-C reaches the child by itself; a stop from a system has to be handed on.
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
