import { htmlAnswer, jsonAnswer, photoAnswer, textAnswer } from './answer.ts';
import type { Answer } from './answer.ts';
import type { ShownAd } from './demo-ad.ts';
import { marktpleinScript } from './marktplein-script.ts';
import type { SiteContents } from './site-contents.ts';

/** A market place of the new kind: an empty frame, and a script that asks for data and builds the page. */
export function answerMarktplein(contents: SiteContents, url: URL): Answer {
  const { pathname: path } = url;
  const folderAd = /^(\/api)?\/(ad|besloten)\/([a-z0-9]{1,12})$/.exec(path);
  if (folderAd !== null) {
    const ad = (folderAd[2] === 'besloten' ? contents.closed : contents.open).get(folderAd[3] ?? '');
    if (folderAd[1] === undefined) return ad === undefined ? frame(404) : frame();
    return ad === undefined ? jsonAnswer({ fout: 'niet gevonden' }, 404) : jsonAnswer(adData(ad));
  }
  if (path === '/api/lijst' || path === '/lijst') {
    const number = Number(url.searchParams.get('p') ?? '1');
    const isData = path === '/api/lijst';
    const data = listData(contents, number);
    if (data === null) return isData ? jsonAnswer({ fout: 'niet gevonden' }, 404) : frame(404);
    return isData ? jsonAnswer(data) : frame();
  }
  const photo = /^\/beeld\/([a-z0-9-]{1,40}\.png)$/.exec(path)?.[1];
  if (photo !== undefined) return photoAnswer(photo);
  switch (path) {
    case '/':
      return frame();
    case '/app.js':
      return { status: 200, type: 'text/javascript; charset=utf-8', body: marktpleinScript };
    case '/robots.txt':
      return textAnswer('User-agent: *\nDisallow: /besloten/\nDisallow: /api/besloten/\n');
    default:
      return frame(404);
  }
}

/** Says nothing about the place: that is on the page of the ad only. */
function listData({ pages }: SiteContents, number: number) {
  const cards = pages[number - 1];
  if (cards === undefined) return null;
  return {
    kaarten: cards.map((card) => ({
      adres: `/${card.kind === 'closed' ? 'besloten' : 'ad'}/${card.siteAdId}`,
      kop: card.title,
      datum: card.postedOn,
      ...(card.editedOn === null ? {} : { gewijzigd: card.editedOn }),
    })),
    volgende: number < pages.length ? `/lijst?p=${number + 1}` : null,
  };
}

function adData(ad: ShownAd) {
  return {
    nummer: ad.siteAdId,
    kop: ad.title,
    alineas: ad.text.split('\n'),
    naam: ad.name,
    leeftijd: ad.age,
    telefoon: ad.phone,
    tarief: ad.price,
    plaats: ad.place,
    datum: ad.postedOn,
    beelden: ad.photoFiles.map((file) => `/beeld/${file}`),
  };
}

/** Every page is this same frame; its entity tag says nothing about what the script puts in it. */
function frame(status = 200): Answer {
  return {
    ...htmlAnswer(
      `<!doctype html>
<html lang="nl">
<head><meta charset="utf-8"><title>Marktplein</title><script src="/app.js" defer></script></head>
<body>
<header>Marktplein - verzonnen advertenties om Vindplaats te tonen</header>
<main id="app"></main>
<footer>Vragen aan Marktplein? <a href="tel:+31880001235">088 000 12 35</a>. Alle advertenties zijn verzonnen.</footer>
</body>
</html>
`,
      status,
    ),
    ...(status === 200 ? { etag: '"frame"' } : {}),
  };
}
