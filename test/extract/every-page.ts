/** Every page this project has: the fixtures of sites, the demo sites and the site of the crawl benchmark; and every site file. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { createSiteContents, siteFileOf } from '../../bench/crawl-site.ts';
import { answerMarktplein } from '../../src/demo/marktplein.ts';
import { answerPrikbord } from '../../src/demo/prikbord.ts';
import { siteContents } from '../../src/demo/site-contents.ts';
import { readYamlFile } from '../../src/lib/yaml-file.ts';
import type { PageText } from '../../src/model/page.ts';
import { siteSchema } from '../../src/model/site.ts';
import type { Site } from '../../src/model/site.ts';

const root = join(import.meta.dirname, '../..');
const seed = 2019;
const benchOrigin = 'http://127.0.0.1:9999';

export type SomePage = { name: string; site: string; page: PageText };

export const everySite: Site[] = [
  ...['config', 'fixtures/wordpress/config'].flatMap((config) =>
    readdirSync(join(root, config, 'sites')).map((file) => {
      const read = readYamlFile(join(root, config, 'sites', file), siteSchema);
      if (!read.ok) throw new Error(read.problems.join('\n'));
      return read.value;
    }),
  ),
  siteFileOf(benchOrigin),
];

const fixtures = join(root, 'fixtures/sites');
const aboutSchema = z.object({ url: z.string(), fetchedAt: z.string() });

export const fixturePages: SomePage[] = readdirSync(fixtures, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.html'))
  .toSorted()
  .map((file) => {
    const about = join(fixtures, dirname(file), 'expected.json');
    if (!existsSync(about)) throw new Error(`${file} has no expected.json beside it`);
    const { url, fetchedAt } = aboutSchema.parse(JSON.parse(readFileSync(about, 'utf8')));
    const body = readFileSync(join(fixtures, file), 'utf8');
    return { name: file, site: file.split('/', 1)[0]!, page: { finalUrl: url, fetchedAt, body } };
  });

const prikbord = siteContents('prikbord', seed, 1);
const marktplein = siteContents('marktplein', seed, 1);

export const demoPages: SomePage[] = [
  ...prikbord.pages.map((_, at) => demoPage('prikbord', `/?pagina=${at + 1}`)),
  ...[...prikbord.open.keys()].map((id) => demoPage('prikbord', `/advertentie/${id}`)),
  demoPage('prikbord', '/advertentie/404'),
  // The frame as its server sends it, which a script would fill; the filled pages are among the fixtures.
  demoPage('marktplein', '/lijst'),
  demoPage('marktplein', '/ad/none'),
];

function demoPage(site: 'prikbord' | 'marktplein', path: string): SomePage {
  const url = new URL(path, 'http://127.0.0.1:8091');
  const answer = site === 'prikbord' ? answerPrikbord(prikbord, url) : answerMarktplein(marktplein, url);
  return somePage(site, url.href, String(answer.body));
}

const bench = createSiteContents({ seed, ads: 40, adsPerListing: 20, detailBytes: 82_000, listingBytes: 9_000 });

export const benchPages: SomePage[] = [
  somePage('bench', `${benchOrigin}/lijst/1`, bench.listing(1).toString()),
  somePage('bench', `${benchOrigin}/lijst/2`, bench.listing(2).toString()),
  // Each with other surroundings.
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((ad) => somePage('bench', `${benchOrigin}/ad/${ad}`, bench.detail(ad).toString())),
];

function somePage(site: string, url: string, body: string): SomePage {
  return {
    name: `${site} ${new URL(url).pathname}`,
    site,
    page: { finalUrl: url, fetchedAt: '2019-12-31T12:00:00.000Z', body },
  };
}
