/** A site on loopback whose ads a test adds, edits and takes away, also between two requests, and which counts what it sends. */
import { createHash } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { startHttpServer } from '../support/http-server.ts';

export type SiteAd = { id: number; title: string; place: string; text: string; isDead?: boolean };

const perPage = 10;
/** As much around an ad as on a real site: a detail page is larger than a line of a listing. */
const surroundings = `<aside>${'<p>Meer advertenties in deze rubriek, met een regel tekst.</p>'.repeat(300)}</aside>`;

export async function startGrowingSite(options: { validators: 'etag' | 'last-modified' | 'none' }) {
  /** Newest first. */
  const ads: SiteAd[] = [];
  const asked: string[] = [];
  const state = { bodyBytes: 0, beforeAnswer: (_path: string) => {} };
  let newest = 0;

  function listing(page: number): string {
    const cards = ads
      .slice((page - 1) * perPage, page * perPage)
      .map(({ id, title }) => `<article><a href="/ad/${id}">${title}</a></article>`);
    const next = page * perPage < ads.length ? `<a class="next" href="/lijst?p=${page + 1}">verder</a>` : '';
    return `<!doctype html><title>Lijst</title>${cards.join('\n')}${next}`;
  }
  function detail(id: number): string | null {
    const ad = ads.find((each) => each.id === id);
    if (ad === undefined || ad.isDead === true) return null;
    return `<!doctype html><title>${ad.title}</title><main data-id="${id}"><h1>${ad.title}</h1><p class="text">${ad.text}</p><p class="place">${ad.place}</p></main>${surroundings}`;
  }

  const server = await startHttpServer((request, response, url) => {
    if (url.pathname === '/robots.txt') return void response.writeHead(404).end();
    const path = `${url.pathname}${url.search}`;
    state.beforeAnswer(path);
    asked.push(path);
    const html =
      url.pathname === '/lijst'
        ? listing(Number(url.searchParams.get('p') ?? '1'))
        : detail(Number(url.pathname.slice('/ad/'.length)));
    if (html === null) return void response.writeHead(404, { 'content-type': 'text/html' }).end('weg');
    const hash = createHash('sha256').update(html).digest();
    // A moment that stands for the bytes, as the day of a file does.
    const changedAt = new Date(1_500_000_000_000 + hash.readUInt32BE(0) * 1000).toUTCString();
    const etag = `"${hash.toString('hex').slice(0, 20)}"`;
    const validators =
      options.validators === 'etag' ? { etag } : options.validators === 'none' ? {} : { 'last-modified': changedAt };
    const isKnown =
      options.validators === 'etag'
        ? request.headers['if-none-match'] === etag
        : options.validators === 'last-modified' && request.headers['if-modified-since'] === changedAt;
    if (isKnown) return void response.writeHead(304, validators).end();
    state.bodyBytes += Buffer.byteLength(html);
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...validators }).end(html);
  });
  onTestFinished(() => server.close());

  return {
    start: `${server.origin}/lijst`,
    ads,
    /** Puts new ads on top of the list. @returns them. */
    post(count: number, place = 'Hilversum'): SiteAd[] {
      return Array.from({ length: count }, () => {
        newest += 1;
        const ad = { id: newest, title: `Massage ${newest}`, place, text: `Rustig adres nummer ${newest}.` };
        ads.unshift(ad);
        return ad;
      });
    },
    remove(id: number): SiteAd {
      const [removed] = ads.splice(
        ads.findIndex((ad) => ad.id === id),
        1,
      );
      return removed!;
    },
    /** Called before each answer, so that the list can move while it is read. */
    whenAsked(hook: (path: string) => void): void {
      state.beforeAnswer = hook;
    },
    /** What was asked and sent since the last time this was asked. */
    takeStock(): { paths: string[]; bodyBytes: number } {
      const stock = { paths: asked.splice(0), bodyBytes: state.bodyBytes };
      state.bodyBytes = 0;
      state.beforeAnswer = () => {};
      return stock;
    },
  };
}
