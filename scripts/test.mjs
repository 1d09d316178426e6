// npm test: installs what the tests need, then runs all of them: real Redis, real Chromium, real LibreOffice.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { requireBuild, requireNode, requirePackages, root, run } from './prepare.mjs';

const programs = [
  { names: ['redis-server'], package: 'redis-server', use: 'the queue on Redis' },
  {
    names: ['chromium', 'chromium-browser', 'google-chrome'],
    package: 'chromium',
    use: 'the browser lane and the pages',
  },
  { names: ['soffice'], package: 'libreoffice-calc', use: 'opening the risk list as its readers do' },
];
const programsMissingExitCode = 3;

requireNode();
requirePackages();
requirePrograms();
requireBuild();
run(process.execPath, [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', ...process.argv.slice(2)], {
  stdio: 'inherit',
});

function requirePrograms() {
  const missing = programs.filter((program) => !program.names.some(isOnPath));
  if (missing.length === 0) return;
  const packages = missing.map((program) => program.package);
  const mayInstall = process.getuid?.() === 0 && isOnPath('apt-get');
  if (!mayInstall) {
    console.error(
      `The tests need ${missing.map((program) => `${program.package} (${program.use})`).join(', ')}. Install them, for example: sudo apt-get install --no-install-recommends ${packages.join(' ')}`,
    );
    process.exit(programsMissingExitCode);
  }
  console.error(`Installing ${packages.join(', ')} from Debian ...`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  run('apt-get', ['update', '-qq'], { env });
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env });
}

function isOnPath(name) {
  return spawnSync('sh', ['-c', `command -v ${name}`], { stdio: 'ignore' }).status === 0;
}
