/** A crawler that renders one page, says so, and stays until a test kills it. Arguments: its temporary folder, the site's origin. */
import { openPageSource } from '../../src/crawl/page-source.ts';
import { siteSchema } from '../../src/model/site.ts';
import { createLog } from '../../src/log.ts';

const [temporaryDir = '', origin = ''] = process.argv.slice(2);
const site = siteSchema.parse({
  id: 'proef',
  title: 'Proef',
  network: 'loopback',
  termsReviewedOn: '2026-01-01',
  start: [`${origin}/`],
  lane: 'browser',
  politeness: { delayMs: 0 },
  listing: { card: 'article', link: { selector: 'a' }, ready: 'article' },
  detail: {
    fields: { id: { from: 'url' }, title: { from: 'title' }, text: { from: 'text' }, place: { from: 'text' } },
  },
});
const log = createLog('silent');
const source = openPageSource({ userAgent: 'Vindplaats/0.1 (test)', now: () => new Date(), log, temporaryDir });
const { kind } = await source.get(site, `${origin}/list`, null, new AbortController().signal);
process.stdout.write(`${kind}\n`);
setInterval(() => {}, 60_000);
