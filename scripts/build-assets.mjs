// Joins what stands in src/web/assets into one hashed stylesheet, script and icon, and says their names in assets.json.
// Another folder than dist/src/web/assets can be given as argument.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const from = join(root, 'src/web/assets');
const to = process.argv[2] ?? join(root, 'dist/src/web/assets');

// Old hashes would pile up, and only the newest is ever asked for.
mkdirSync(to, { recursive: true });
for (const name of readdirSync(to)) {
  if (name.startsWith('vindplaats-')) rmSync(join(to, name));
}

const manifest = {
  stylesheet: write('css'),
  script: write('js'),
  icon: write('svg'),
};
writeFileSync(join(to, 'assets.json'), `${JSON.stringify(manifest, null, 2)}\n`);

function write(extension) {
  const bytes = readdirSync(from)
    .filter((name) => name.endsWith(`.${extension}`))
    .toSorted()
    .map((name) => readFileSync(join(from, name), 'utf8'))
    .join('\n');
  const name = `vindplaats-${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}.${extension}`;
  writeFileSync(join(to, name), bytes);
  return name;
}
