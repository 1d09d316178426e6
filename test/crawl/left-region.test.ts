import { expect, it } from 'vitest';
import { startHttpServer } from '../support/http-server.ts';
import { closing, siteAt } from './crawl-fixtures.ts';
import { openNights } from './nights.ts';

it.each([{ onCard: false }, { onCard: true }])(
  'an ad that moves out of the region is gone after two nights, and back when it returns ($onCard: its card names the place)',
  async ({ onCard }) => {
    let place = 'Hilversum';
    const server = await closing(
      startHttpServer((_request, response, { pathname }) => {
        const page = /^\/ad\/(\d)$/.exec(pathname)?.[1];
        if (pathname !== '/' && page === undefined) return void response.writeHead(404).end();
        const placeOf = (ad: string) => (ad === '1' ? place : 'Hilversum');
        const html =
          page === undefined
            ? ['1', '2', '3', '4', '5', '6']
                .map((ad) => `<article><a href="/ad/${ad}">${ad}</a><i>${placeOf(ad)}</i></article>`)
                .join('')
            : `<title>Massage ${page}</title><p id="nr">${page}</p><p class="plaats">${placeOf(page)}</p><p class="tekst">Massage aan huis</p>`;
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html);
      }),
    );
    const { crawl, store } = openNights(
      siteAt(server.origin, {
        id: 'prikbord',
        listing: { card: 'article', link: { selector: 'a' }, ...(onCard ? { place: { selector: 'i' } } : {}) },
        detail: {
          fields: {
            id: { selector: '#nr' },
            title: { from: 'title' },
            text: { selector: '.tekst' },
            place: { selector: '.plaats' },
          },
        },
      }),
    );
    expect((await crawl(1)).counts).toMatchObject({ newAds: 6 });
    place = 'Maastricht';
    expect((await crawl(2)).counts).toMatchObject({ missedAds: 1, goneAds: 0 });
    expect((await crawl(3)).counts).toMatchObject({ missedAds: 0, goneAds: 1 });
    expect((await crawl(4)).counts).toMatchObject({ missedAds: 0, goneAds: 0 });
    place = 'Hilversum';
    expect((await crawl(5)).counts).toMatchObject({ returnedAds: 1, unchangedAds: 6 });
    expect(store.ads.find(1)?.goneAt).toBeNull();
  },
);
