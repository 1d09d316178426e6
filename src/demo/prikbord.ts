import { etagOf, htmlAnswer, photoAnswer, textAnswer } from './answer.ts';
import type { Answer } from './answer.ts';
import type { ShownAd } from './demo-ad.ts';
import type { Card, SiteContents } from './site-contents.ts';

/** A message board of the old kind: tables, definition lists, every page complete as it is sent. */
export function answerPrikbord(contents: SiteContents, url: URL): Answer {
  const { pathname: path } = url;
  if (path === '/robots.txt') return textAnswer('User-agent: *\nDisallow: /besloten/\nDisallow: /beheer/\n');
  if (path === '/') return listing(contents, Number(url.searchParams.get('pagina') ?? '1'));
  const photo = /^\/foto\/([a-z0-9-]{1,40}\.png)$/.exec(path)?.[1];
  if (photo !== undefined) return photoAnswer(photo);
  const [, folder, id = ''] = /^\/(advertentie|besloten)\/(\d{1,9})(?:-[a-z0-9-]{0,80})?$/.exec(path) ?? [];
  const ad = (folder === 'besloten' ? contents.closed : contents.open).get(id);
  return folder === undefined || ad === undefined ? notFound() : tagged(detail(ad));
}

function listing({ pages }: SiteContents, number: number): Answer {
  const cards = pages[number - 1];
  if (cards === undefined) return notFound();
  const rows = cards.map(
    (card) => `<tr class="rij" data-advertentie="${escape(card.siteAdId)}">
<td class="datum">${longDate(card.postedOn)}${card.editedOn === null ? '' : ` <i>gewijzigd ${longDate(card.editedOn)}</i>`}</td>
<td class="kop"><a href="${escape(addressOf(card))}">${escape(card.title)}</a></td>
<td class="plaats">${escape(card.place)}</td>
</tr>`,
  );
  const before = number > 1 ? `<a class="vorige" rel="prev" href="${pageAddress(number - 1)}">Vorige</a>` : '';
  const after =
    number < pages.length ? `<a class="volgende" rel="next" href="${pageAddress(number + 1)}">Volgende</a>` : '';
  return tagged(
    frame(
      `Alle advertenties, pagina ${number}`,
      `<h1>Alle advertenties</h1>
<table class="lijst">
<thead><tr><th>Datum</th><th>Advertentie</th><th>Plaats</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
<p class="bladeren">${before} Pagina ${number} van ${pages.length} ${after}</p>`,
    ),
  );
}

function detail(ad: ShownAd): string {
  const phone =
    ad.phone === null || ad.phone.includes('/')
      ? ad.phone && escape(ad.phone)
      : `<a href="tel:${escape(ad.phone.replaceAll(/[^\d+]/g, ''))}">${escape(ad.phone)}</a>`;
  const fields = [
    ['Naam', ad.name && escape(ad.name)],
    ['Leeftijd', ad.age && escape(ad.age)],
    ['Telefoon', phone],
    ['Prijs', ad.price && escape(ad.price)],
    ['Plaats', escape(ad.place)],
    ['Geplaatst', longDate(ad.postedOn)],
  ].flatMap(([name, value]) => (value === null ? [] : [`<dt>${name}</dt><dd>${value}</dd>`]));
  const photos = ad.photoFiles.map((file) => `<img src="/foto/${escape(file)}" alt="" width="120" height="120">`);
  const paragraphs = ad.text.split('\n').map((paragraph) => `<p>${escape(paragraph)}</p>`);
  return frame(
    ad.title,
    `<article class="advertentie" data-id="${escape(ad.siteAdId)}">
<h1>${escape(ad.title)}</h1>
<div class="fotos">${photos.join('')}</div>
<div class="omschrijving">
${paragraphs.join('\n')}
</div>
<dl class="kenmerken">
${fields.join('\n')}
</dl>
</article>
<p><a href="/">Terug naar alle advertenties</a></p>`,
  );
}

function frame(title: string, main: string): string {
  return `<!doctype html>
<html lang="nl">
<head><meta charset="utf-8"><title>${escape(title)} | Prikbord</title></head>
<body>
<div id="kop"><a href="/">Prikbord</a> - verzonnen advertenties om Vindplaats te tonen</div>
<div id="inhoud">
${main}
</div>
<div id="voet">Klantenservice van Prikbord: <a href="tel:+31880001234">088 000 12 34</a>. Alle advertenties zijn verzonnen.</div>
</body>
</html>
`;
}

function tagged(body: string): Answer {
  return { ...htmlAnswer(body), etag: etagOf(body) };
}

function notFound(): Answer {
  return htmlAnswer(frame('Niet gevonden', '<h1>Deze pagina bestaat niet (meer)</h1>'), 404);
}

function addressOf(card: Card): string {
  const words = card.title.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const folder = card.kind === 'closed' ? 'besloten' : 'advertentie';
  return `/${folder}/${card.siteAdId}-${words.join('-').slice(0, 60)}`;
}

function pageAddress(number: number): string {
  return number === 1 ? '/' : `/?pagina=${number}`;
}

const dateFormat = new Intl.DateTimeFormat('nl-NL', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

function longDate(day: string): string {
  return dateFormat.format(new Date(`${day}T00:00:00Z`));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}
