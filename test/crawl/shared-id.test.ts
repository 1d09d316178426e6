import { expect, it } from 'vitest';
import { startHttpServer } from '../support/http-server.ts';
import { closing, siteAt } from './crawl-fixtures.ts';
import { openNights } from './nights.ts';

/** A site of three ads, of which each page tells the id and the title that `tell` gives it. */
async function nightsOf(tell: (page: string) => { id: string; title: string }) {
  const server = await closing(
    startHttpServer((_request, response, { pathname }) => {
      const page = /^\/ad\/(\d)$/.exec(pathname)?.[1];
      if (pathname !== '/' && page === undefined) return void response.writeHead(404).end();
      const { id, title } = tell(page ?? '');
      const html =
        page === undefined
          ? ['1', '2', '3'].map((ad) => `<article><a href="/ad/${ad}">${tell(ad).title}</a></article>`).join('')
          : `<title>${title}</title><p id="nr">${id}</p><p class="tekst">${title} aan huis in Hilversum</p>`;
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html);
    }),
  );
  const site = siteAt(server.origin, {
    id: 'prikbord',
    detail: {
      fields: {
        id: { selector: '#nr' },
        title: { from: 'title' },
        text: { selector: '.tekst' },
        place: { selector: '.tekst', pattern: '\\w+$' },
      },
    },
  });
  return openNights(site);
}

it('an id that pages of other ads tell as well writes over none of them, and is told', async () => {
  let isBroken = false;
  const { crawl, store } = await nightsOf((page) => ({
    id: isBroken ? '1' : page,
    title: `Massage ${page}${isBroken ? ' nieuw' : ''}`,
  }));
  expect((await crawl(1)).counts).toMatchObject({ newAds: 3, leftOut: {} });
  isBroken = true;
  expect((await crawl(2)).counts).toMatchObject({ newAds: 0, changedAds: 1, leftOut: { 'failed:AD_ID_SHARED': 2 } });
  expect(store.ads.ids().map((id) => store.ads.find(id)?.version)).toEqual([2, 1, 1]);
  expect(store.ads.content(1, 2)?.title).toBe('Massage 1 nieuw');
  // Such a page is asked again, until its id is one. The ad that has the id is known by its card, and stays what it is.
  expect((await crawl(3)).counts).toMatchObject({ changedAds: 0, leftOut: { 'failed:AD_ID_SHARED': 2 } });
  expect(store.ads.content(1, 2)?.title).toBe('Massage 1 nieuw');
  isBroken = false;
  expect((await crawl(4)).counts).toMatchObject({ newAds: 0, goneAds: 0, leftOut: {} });
  expect(store.ads.ids().map((id) => store.ads.find(id)?.goneAt)).toEqual([null, null, null]);
});

it('one ad at several addresses is one ad with one version', async () => {
  const { crawl, store } = await nightsOf(() => ({ id: '7', title: 'Massage' }));
  expect((await crawl(1)).counts).toMatchObject({ newAds: 1, changedAds: 0, unchangedAds: 2, leftOut: {} });
  expect((await crawl(2)).counts).toMatchObject({ newAds: 0, changedAds: 0, unchangedAds: 3, missedAds: 0 });
  expect(store.ads.find(1)).toMatchObject({ version: 1, goneAt: null });
});
