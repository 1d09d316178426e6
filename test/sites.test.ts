import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createPlaceIndex } from '../src/extract/places.ts';
import { readAd } from '../src/extract/read-ad.ts';
import { readListing } from '../src/extract/read-listing.ts';
import { readYamlFile } from '../src/lib/yaml-file.ts';
import type { PageText } from '../src/model/page.ts';
import { regionSchema } from '../src/model/region.ts';
import { siteSchema } from '../src/model/site.ts';
import { z } from 'zod';

/**
 * Walks `fixtures/sites/<site>/<case>/`: `page.html` (then `page-2.html` ...) and `expected.json`, which says what the
 * page is (`kind`, `url`, `fetchedAt`) and what must be read from it (`result`). `-u` writes the results; read them before you commit.
 */
const root = join(import.meta.dirname, '..');
const configs = ['config', 'fixtures/wordpress/config'];
const fixtures = join(root, 'fixtures/sites');

const expectedSchema = z.strictObject({
  kind: z.enum(['listing', 'ad']),
  url: z.string(),
  fetchedAt: z.string(),
  result: z.unknown().optional(),
});
type Expected = z.infer<typeof expectedSchema>;

function yaml<T>(path: string, schema: z.ZodType<T>): T {
  const read = readYamlFile(path, schema);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read.value;
}

const sites = configs.flatMap((config) =>
  readdirSync(join(root, config, 'sites'))
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => ({ name: basename(file, '.yaml'), config: join(root, config) })),
);

describe.each(sites)('site $name', ({ name, config }) => {
  const folder = join(fixtures, name);
  const cases = existsSync(folder) ? readdirSync(folder) : [];

  it('has its name as id, and fixtures of a listing and an ad', () => {
    expect(yaml(join(config, 'sites', `${name}.yaml`), siteSchema).id).toBe(name);
    const kinds = cases.map((each) => expectedOf(join(folder, each)).kind);
    expect(kinds).toEqual(expect.arrayContaining(['listing', 'ad']));
  });

  it.each(cases)('reads %s as expected', async (each) => {
    const site = yaml(join(config, 'sites', `${name}.yaml`), siteSchema);
    const places = createPlaceIndex(yaml(join(config, 'region.yaml'), regionSchema));
    const expected = expectedOf(join(folder, each));
    const pages = pagesOf(join(folder, each), expected);
    const result = expected.kind === 'ad' ? readAd(pages, site, places) : readListing(pages[0]!, site);
    const { kind, url, fetchedAt } = expected;
    await expect(`${JSON.stringify({ kind, url, fetchedAt, result }, null, 2)}\n`).toMatchFileSnapshot(
      join(folder, each, 'expected.json'),
    );
  });
});

it('has no fixtures of a site that is not configured', () => {
  expect(readdirSync(fixtures).filter((folder) => !sites.some((site) => site.name === folder))).toEqual([]);
});

function expectedOf(folder: string): Expected {
  return expectedSchema.parse(JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')));
}

function pagesOf(folder: string, { url, fetchedAt }: Expected): PageText[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.html'))
    .toSorted((a, b) => (a === 'page.html' ? -1 : b === 'page.html' ? 1 : a.localeCompare(b)))
    .map((file) => ({ finalUrl: url, fetchedAt, body: readFileSync(join(folder, file), 'utf8') }));
}
