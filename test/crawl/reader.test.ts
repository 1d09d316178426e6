import { expect, it } from 'vitest';
import { followAd } from '../../src/crawl/reader.ts';
import { openReader } from '../../src/pipeline.ts';
import { sendHtml, startHttpServer } from '../support/http-server.ts';
import { seededRegion } from '../support/seed-store.ts';
import { closing, never, pageSource, siteAt } from './crawl-fixtures.ts';

/** The pages of one ad, each with the address that its link to the next one names. */
async function followed(pages: Record<string, string>): Promise<string[]> {
  const server = await closing(
    startHttpServer((request, response) => {
      const address = request.url ?? '';
      if (address === '/robots.txt') return void response.writeHead(404).end();
      // By the address only where the page is its own: some sites answer the same page under any number.
      const next = pages[address] ?? pages['*'];
      sendHtml(response, `<p>${address in pages ? address : 'the same'}</p><a class="more" href="${next}">verder</a>`);
    }),
  );
  const site = siteAt(server.origin, { detail: { ...siteAt(server.origin).detail, next: { selector: 'a.more' } } });
  const source = pageSource();
  const reader = openReader(seededRegion, () => new Date());
  const first = await source.get(site, `${server.origin}/ad/1`, null, never);
  if (first.kind !== 'page') throw new Error(`expected a page, got ${first.kind}`);
  const found = await followAd(source, reader, first.page, site, never);
  await reader.close();
  return found.map(({ url }) => url.slice(server.origin.length));
}

it('follows an ad over its pages to the last', async () => {
  expect(await followed({ '/ad/1': '/ad/1?p=2', '/ad/1?p=2': '/ad/1?p=3', '/ad/1?p=3': '' })).toEqual([
    '/ad/1',
    '/ad/1?p=2',
    '/ad/1?p=3',
  ]);
});

it('takes each page once when they lead in a circle', async () => {
  expect(await followed({ '/ad/1': '/ad/1?p=2', '/ad/1?p=2': '/ad/1' })).toEqual(['/ad/1', '/ad/1?p=2']);
});

it('ends where another address shows the same page', async () => {
  expect(await followed({ '/ad/1': '/ad/1?p=2', '*': '/ad/1?p=3' })).toEqual(['/ad/1', '/ad/1?p=2']);
});
