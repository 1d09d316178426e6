/** A small site of made-up ads on loopback that lives for some nights, and a configuration in which it has one or more site files. */
import { cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startHttpServer } from './http-server.ts';
import type { Handler, TestServer } from './http-server.ts';

export type SmallSite = TestServer & { showNight(night: number): void };

const adsPerListing = 20;
const places = ['Hilversum', 'Huizen', 'Bussum', 'Laren'];
const tones = ['rustige', 'warme', 'ontspannen', 'vriendelijke', 'klassieke'];

/** What stands under `/scherm/` is the same, but scripts fill it in, so that it needs the browser lane. */
const frame = '<!doctype html><title>Even wachten</title><body><script src="/vul.js"></script>';
const fillScript = `fetch(location.pathname.replace('/scherm/', '/gegevens/'))
  .then((answer) => answer.text())
  .then((html) => { document.body.innerHTML = html; document.body.dataset.klaar = ''; });`;

/** @param answerFirst may answer a request in its own way; it then returns true. */
export async function startSmallSite(options: {
  ads: number;
  tookMs: number;
  robots?: string;
  answerFirst?: (...asked: Parameters<Handler>) => boolean | Promise<boolean>;
}): Promise<SmallSite> {
  const { ads, tookMs, robots, answerFirst } = options;
  let night = 1;
  const server = await startHttpServer(async (request, response, url) => {
    await sleep(tookMs);
    if (await answerFirst?.(request, response, url)) return;
    if (url.pathname === '/robots.txt') {
      response.writeHead(robots === undefined ? 404 : 200, { 'content-type': 'text/plain' }).end(robots);
      return;
    }
    if (url.pathname === '/vul.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(fillScript);
      return;
    }
    const [, by, kind, number] = /^(\/scherm|\/gegevens)?\/(lijst|ad)\/(\d+)$/.exec(url.pathname) ?? [];
    const html = kind === 'lijst' ? listing(Number(number)) : kind === 'ad' ? detail(Number(number)) : null;
    const shown =
      by === '/scherm' ? frame : html?.replaceAll('href="/', by === undefined ? 'href="/' : 'href="/scherm/');
    response.writeHead(html === null ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' }).end(shown);
  });
  return {
    ...server,
    showNight(next) {
      night = next;
    },
  };

  /** Each night some ads are new, some have changed, and some are no longer there. */
  function isUp(ad: number): boolean {
    return ad > (night - 1) * 2 && ad <= ads + night * 3;
  }
  function listing(page: number): string {
    const up = Array.from({ length: ads + night * 3 }, (_, at) => at + 1).filter(isUp);
    const rows = up
      .slice((page - 1) * adsPerListing, page * adsPerListing)
      .map((ad) => `<li class="rij"><a href="/ad/${ad}">Advertentie ${ad}, prijs ${priceOf(ad)}</a></li>`);
    const next = page * adsPerListing < up.length ? `<a class="volgende" href="/lijst/${page + 1}">verder</a>` : '';
    return `<!doctype html><title>Lijst</title><ul>${rows.join('')}</ul>${next}`;
  }
  function detail(ad: number): string | null {
    if (!isUp(ad)) return null;
    const tone = tones[ad % tones.length];
    return `<!doctype html><title>Advertentie ${ad}</title><article data-id="${ad}"><h1>Advertentie ${ad}</h1>
<div class="tekst">Een ${tone} massage aan huis, nummer ${ad}. Een uur kost € ${priceOf(ad)}. Ik ben ${22 + (ad % 30)} jaar.</div>
<p class="tel">06-0000${String(ad % 40).padStart(4, '0')}</p><p class="plaats">${places[ad % places.length]}</p>
<p class="datum">${1 + (ad % 28)}-01-2026</p></article>`;
  }
  function priceOf(ad: number): number {
    return 80 + (ad % 10) * 10 + ((ad + night) % 7 === 0 ? night * 5 : 0);
  }
}

/** The project's configuration with these site files instead of its own, all on one host. @param screens those of the browser lane. */
export function writeSmallConfig(
  config: string,
  origin: string,
  ids: readonly string[],
  politeness: string,
  screens: readonly string[] = [],
): void {
  cpSync('config', config, { recursive: true });
  for (const file of readdirSync(join(config, 'sites'))) rmSync(join(config, 'sites', file));
  const legal = join(config, 'legal-basis.yaml');
  const sources = readFileSync(legal, 'utf8').replace(
    /sources: \[prikbord, marktplein\]/,
    `sources: [${ids.join(', ')}]`,
  );
  writeFileSync(legal, sources);
  for (const id of ids) {
    const isScreen = screens.includes(id);
    writeFileSync(join(config, 'sites', `${id}.yaml`), siteFile(id, origin, politeness, isScreen));
  }
}

function siteFile(id: string, origin: string, politeness: string, isScreen: boolean): string {
  const ready = isScreen ? "\n  ready: 'body[data-klaar]'" : '';
  return `id: ${id}
title: ${id}
network: loopback
termsReviewedOn: 2026-01-05
lane: ${isScreen ? 'browser' : 'http'}
start: ['${origin}${isScreen ? '/scherm' : ''}/lijst/1']
politeness: ${politeness}
listing:${ready}
  card: li.rij
  link: { selector: a }
  next: { selector: a.volgende }
detail:${ready}
  fields:
    id: { selector: article, attr: data-id }
    title: { selector: h1 }
    text: { selector: .tekst }
    phone: { selector: .tel }
    place: { selector: .plaats }
    postedOn: { selector: .datum }
`;
}
