/** The script of the demo site Marktplein, as the browser gets it. Only `textContent` is set, so nothing in an ad becomes markup. */
export const marktpleinScript = `'use strict';
const app = document.getElementById('app');

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

function dutchDate(day) {
  return day.split('-').reverse().join('-');
}

function time(day) {
  const made = element('time', 'sinds', dutchDate(day));
  made.dateTime = day;
  return made;
}

function showList(data) {
  const tiles = element('section', 'tegels');
  for (const kaart of data.kaarten) {
    const tile = element('a', 'tegel');
    tile.href = kaart.adres;
    tile.append(element('span', 'tegel-kop', kaart.kop), ' ', time(kaart.datum));
    if (kaart.gewijzigd) tile.append(' ', element('i', '', 'gewijzigd ' + dutchDate(kaart.gewijzigd)));
    tiles.append(tile);
  }
  app.replaceChildren(element('h1', '', 'Nieuwste advertenties'), tiles);
  if (data.volgende) {
    const next = element('a', 'meer', 'Meer advertenties');
    next.href = data.volgende;
    app.append(next);
  }
}

function showAd(ad) {
  const card = element('div', 'kaart');
  card.dataset.nummer = ad.nummer;
  const story = element('div', 'kaart-verhaal');
  for (const alinea of ad.alineas) story.append(element('div', '', alinea));
  const facts = element('ul', 'kaart-feiten');
  for (const name of ['naam', 'leeftijd', 'telefoon', 'tarief', 'plaats']) {
    if (ad[name] === null) continue;
    const fact = element('li', 'feit feit-' + name);
    fact.append(element('b', '', name), ' ', element('span', '', ad[name]));
    facts.append(fact);
  }
  const pictures = element('div', 'kaart-beelden');
  for (const beeld of ad.beelden) {
    const picture = element('img');
    picture.src = beeld;
    picture.alt = '';
    pictures.append(picture);
  }
  card.append(element('h2', 'kaart-kop', ad.kop), time(ad.datum), pictures, story, facts);
  app.replaceChildren(card);
  document.title = ad.kop + ' - Marktplein';
}

async function show() {
  const isAd = /^\\/(ad|besloten)\\//.test(location.pathname);
  const address = isAd ? '/api' + location.pathname : '/api/lijst' + location.search;
  const answer = await fetch(address);
  if (answer.ok) (isAd ? showAd : showList)(await answer.json());
  else app.replaceChildren(element('p', 'weg', 'Deze pagina bestaat niet (meer).'));
  app.dataset.klaar = 'ja';
}

void show();
`;
