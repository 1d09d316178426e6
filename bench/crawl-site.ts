/** A site of made-up ads for the crawl benchmark: the same seed gives the same bytes, and every page has the size that was asked for. */
import { createRandom } from '../src/lib/random.ts';
import type { Random } from '../src/lib/random.ts';
import { siteSchema } from '../src/model/site.ts';
import type { Site } from '../src/model/site.ts';

export type SiteShape = { seed: number; ads: number; adsPerListing: number; detailBytes: number; listingBytes: number };

export type SiteContents = { listings: number; listing(page: number): Buffer; detail(ad: number): Buffer };

const places = ['Hilversum', 'Huizen', 'Bussum', 'Laren', 'Blaricum', 'Naarden'];
const names = ['Anna', 'Bo', 'Chris', 'Dani', 'Eva', 'Fem', 'Gijs', 'Hanna', 'Iris', 'Jip'];
const words =
  'rustige massage aan huis met aandacht en tijd voor een kop thee vooraf ook in het weekend na afspraak parkeren voor de deur schone handdoeken liggen klaar bel of app gerust voor een plek in de agenda'.split(
    ' ',
  );

/** What the ad itself takes of its page at most; the surroundings get the rest. */
const articleMaxBytes = 3_000;

/** Different surroundings a page may have, so that no two neighbours are the same bytes. */
const surroundings = 8;

export function createSiteContents({ seed, ads, adsPerListing, detailBytes, listingBytes }: SiteShape): SiteContents {
  const listings = Math.ceil(ads / adsPerListing);
  const fillers = Array.from({ length: surroundings }, (_, at) => fillerOf(createRandom(seed + at), detailBytes));
  return {
    listings,
    listing(page) {
      const first = (page - 1) * adsPerListing + 1;
      const rows = Array.from({ length: Math.min(adsPerListing, ads - first + 1) }, (_, at) => rowOf(seed, first + at));
      const next =
        page < listings ? `<p class="bladeren"><a class="volgende" href="/lijst/${page + 1}">verder</a></p>` : '';
      const start = `${head('Alle advertenties')}<main><table class="lijst">${rows.join('\n')}</table>${next}</main>`;
      return padded(start, listingBytes);
    },
    detail(ad) {
      const filler = fillers[ad % surroundings] ?? '';
      return padded(`${head(`Advertentie ${ad}`)}${articleOf(seed, ad)}${filler}`, detailBytes);
    },
  };
}

/** What Vindplaats has to know of the site; the selectors are those a person would write. */
export function siteFileOf(origin: string, concurrency = 1): Site {
  return siteSchema.parse({
    id: 'bench',
    title: 'Bench',
    network: 'loopback',
    termsReviewedOn: '2026-01-01',
    start: [`${origin}/lijst/1`],
    politeness: { delayMs: 0, concurrency },
    listing: {
      card: 'table.lijst tr.rij',
      link: { selector: 'td.kop a' },
      place: { selector: 'td.plaats' },
      next: { selector: 'p.bladeren a.volgende' },
    },
    detail: {
      fields: Object.fromEntries(
        Object.entries(fieldSelectors).map(([field, { selector, attr }]) => [
          field,
          attr === undefined ? { selector } : { selector, attr },
        ]),
      ),
    },
  });
}

/** Ten fields; with its address an ad has eleven. Both crawlers are given these. */
export const fieldSelectors: Record<string, { selector: string; attr?: string }> = {
  id: { selector: 'article.advertentie', attr: 'data-id' },
  title: { selector: 'article.advertentie h1' },
  text: { selector: 'article.advertentie .omschrijving' },
  name: { selector: 'dl.kenmerken dd.naam' },
  age: { selector: 'dl.kenmerken dd.leeftijd' },
  phone: { selector: 'dl.kenmerken dd.telefoon' },
  price: { selector: 'dl.kenmerken dd.prijs' },
  place: { selector: 'dl.kenmerken dd.plaats' },
  postedOn: { selector: 'dl.kenmerken dd.geplaatst' },
  photos: { selector: 'article.advertentie .fotos img', attr: 'src' },
};

function head(title: string): string {
  return `<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>${title}</title><link rel="stylesheet" href="/a.css"></head><body>`;
}

function rowOf(seed: number, ad: number): string {
  const random = createRandom(seed * 7919 + ad);
  return `<tr class="rij"><td class="kop"><a href="/ad/${ad}">${random.pick(names)}, ${sentence(random, 3)}</a></td><td class="plaats">${random.pick(places)}</td></tr>`;
}

function articleOf(seed: number, ad: number): string {
  const random = createRandom(seed * 7919 + ad);
  const name = random.pick(names);
  const heading = `${name}, ${sentence(random, 3)}`;
  const place = random.pick(places);
  const number = String(ad % 10_000).padStart(4, '0');
  const paragraphs = Array.from({ length: 5 }, () => `<p>${sentence(random, 40)}</p>`).join('\n');
  const photos = [1, 2, 3].map((photo) => `<img src="/foto/${ad}-${photo}.jpg" alt="">`).join('');
  return `<main><article class="advertentie" data-id="${ad}"><h1>${heading}</h1>
<div class="fotos">${photos}</div>
<div class="omschrijving"><p>Ik ben ${name} en ${random.int(22, 49)} jaar.</p>${paragraphs}<p>Een uur kost &euro; ${random.int(8, 20)}0.</p></div>
<dl class="kenmerken"><dt>Naam</dt><dd class="naam">${name}</dd><dt>Leeftijd</dt><dd class="leeftijd">${random.int(22, 49)} jaar</dd>
<dt>Telefoon</dt><dd class="telefoon">06-0000${number}</dd><dt>Prijs</dt><dd class="prijs">&euro; ${random.int(8, 20)}0 per uur</dd>
<dt>Plaats</dt><dd class="plaats">${place}</dd><dt>Geplaatst</dt><dd class="geplaatst">${random.int(1, 28)}-01-2026</dd></dl></article></main>`;
}

/** What stands around an ad on a large site: other ads, now and then a script. Mostly markup, for that is what costs. */
function fillerOf(random: Random, sizeBytes: number): string {
  let filler = '';
  for (let at = 0; ; at += 1) {
    const part = at % 8 === 7 ? scriptOf(random, at) : tileOf(random, at);
    if (filler.length + part.length > sizeBytes - articleMaxBytes) return `<aside class="meer">${filler}</aside>`;
    filler += part;
  }
}

function scriptOf(random: Random, at: number): string {
  return `<script>window.q=window.q||[];q.push({plek:"tegel-${at}",woorden:"${sentence(random, 220)}"});</script>\n`;
}

function tileOf(random: Random, at: number): string {
  return `<div class="tegel tegel--breed kolom-${at % 7} js-volgen" data-plek="tegel-${at}" data-bron="aanbevolen"><a class="tegel__beeld tegel__beeld--klein" href="/ander/${random.int(1, 9999)}-${sentence(random, 4).replaceAll(' ', '-')}?van=tegel&amp;nr=${at}"><img class="lui" src="/klein/${random.int(1, 9999)}.jpg" alt="${sentence(random, 5)}" width="120" height="90" loading="lazy"></a><div class="tegel__tekst"><h3 class="tegel__kop"><a href="/ander/${at}">${sentence(random, 6)}</a></h3><p class="tegel__intro">${sentence(random, 45)}</p><ul class="tegel__punten"><li>${random.int(22, 60)} jaar</li><li><b>${random.pick(words)}</b></li><li><span class="tegel__prijs">&euro; ${random.int(50, 200)}</span></li></ul></div></div>\n`;
}

function sentence(random: Random, length: number): string {
  return Array.from({ length }, () => random.pick(words)).join(' ');
}

/** Closes a page and brings it to its size with a comment, which is a small part of a large one. */
function padded(html: string, sizeBytes: number): Buffer {
  const end = '</body></html>';
  const missing = sizeBytes - Buffer.byteLength(html) - end.length - '<!---->'.length;
  return Buffer.from(missing > 0 ? `${html}<!--${'.'.repeat(missing)}-->${end}` : html + end);
}
