import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { sha256Hex } from '../lib/hash.ts';

/** A file for the browser, under a name that changes with its content, so that it may be kept for ever. */
export type Asset = { path: string; contentType: string; bytes: string };
export type Assets = { stylesheet: Asset; script: Asset; icon: Asset };

const manifestSchema = z.strictObject({ stylesheet: z.string(), script: z.string(), icon: z.string() });
const ownFolder = fileURLToPath(new URL('./assets', import.meta.url));

/**
 * Reads the stylesheet, script and icon once. A build leaves one hashed file of each and `assets.json`;
 * run from source there is no such file, and the sources are joined here in the same way.
 */
export function readAssets(folder: string = ownFolder): Assets {
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const names = readdirSync(folder).toSorted();
  const manifest = names.includes('assets.json') ? manifestSchema.parse(JSON.parse(read('assets.json'))) : null;
  function load(built: string | undefined, extension: 'css' | 'js' | 'svg', contentType: string): Asset {
    if (built !== undefined) return { path: `/assets/${built}`, contentType, bytes: read(built) };
    const bytes = names
      .filter((name) => name.endsWith(`.${extension}`))
      .map(read)
      .join('\n');
    return { path: `/assets/vindplaats-${sha256Hex(bytes).slice(0, 12)}.${extension}`, contentType, bytes };
  }
  return {
    stylesheet: load(manifest?.stylesheet, 'css', 'text/css; charset=utf-8'),
    script: load(manifest?.script, 'js', 'text/javascript; charset=utf-8'),
    icon: load(manifest?.icon, 'svg', 'image/svg+xml'),
  };
}
