// What start, test and vindplaats have in common: the right Node, the packages, the build. Plain Node: it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

const oldest = [20, 18, 1];
const nodeTooOldExitCode = 10;

/** One sentence instead of a syntax error deep in a package. */
export function requireNode(version = process.versions.node) {
  const parts = version.split('.').map(Number);
  const differing = oldest.findIndex((part, index) => parts[index] !== part);
  if (differing === -1 || parts[differing] > oldest[differing]) return;
  console.error(
    `Vindplaats needs Node.js ${oldest.join('.')} or later and this is ${version}; install a newer one from your system or nodejs.org and try again.`,
  );
  process.exit(nodeTooOldExitCode);
}

/** Installs what package-lock.json names, when that is not what stands in node_modules. */
export function requirePackages() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs) return;
  console.error('Installing packages (the first time takes one to three minutes) ...');
  // The Node we need was checked above; two tools of `npm run check` alone ask for 20.19 and must not stop a start on 20.18.
  // Not `npm ci`: that refuses a lock file in which a registry had not every platform's build of an optional package.
  run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error', '--engine-strict=false']);
}

/** Compiles when a source is newer than the last build. */
export function requireBuild() {
  const stamp = join(root, 'dist', '.tsbuildinfo');
  const builtAt = existsSync(stamp) ? statSync(stamp).mtimeMs : 0;
  if (newestIn(['src', 'workers', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json']) < builtAt) return;
  console.error('Building ...');
  run('npm', ['run', '--silent', 'build']);
}

/** Runs a program in the project and ends with its exit code when it fails. */
export function run(command, args, options = {}) {
  const { status, signal, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ['inherit', 2, 'inherit'],
    ...options,
  });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? (signal ? 1 : 0));
}

function newestIn(paths) {
  return Math.max(
    ...paths.map((path) => {
      const full = join(root, path);
      const { mtimeMs } = statSync(full);
      if (!statSync(full).isDirectory()) return mtimeMs;
      return Math.max(mtimeMs, ...readdirSync(full).map((name) => newestIn([join(path, name)])));
    }),
  );
}
