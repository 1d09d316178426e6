import { describe, expect, it } from 'vitest';
import { createPlaceIndex } from '../../src/extract/places.ts';
import { regionSchema } from '../../src/model/region.ts';

const index = createPlaceIndex(
  regionSchema.parse({
    name: 'Test',
    operator: { name: 'Test', contact: 'test@example.invalid' },
    municipalities: [
      { code: 'GM0402', name: 'Hilversum' },
      { code: 'GM0406', name: 'Huizen' },
      { code: 'GM0417', name: 'Laren' },
      { code: 'GM0457', name: 'Weesp', validTo: '2022-03-24', successor: 'GM0363' },
      { code: 'GM1696', name: 'Wijdemeren', validTo: '2027-01-01', successor: 'GM0402' },
      { code: 'GM1942', name: 'Gooise Meren' },
    ],
    places: [
      { name: 'Hilversum', postcodes: ['1211-1223'], municipality: 'GM0402' },
      { name: 'Laren', postcodes: ['1251'], municipality: 'GM0417' },
      { name: 'Huizen', municipality: 'GM0406' },
      { name: 'Weesp', postcodes: ['1381-1384'], municipality: 'GM0457' },
      { name: "'s-Graveland", municipality: 'GM1696' },
      { name: 'Nederhorst den Berg', aliases: ['Nederhorst'], municipality: 'GM1696' },
      { name: 'Bussum', municipality: 'GM1942' },
    ],
    review: { capacityPerWeek: 10 },
    retention: { undecidedDays: 1, dismissedDays: 1, confirmedDays: 1 },
  }),
);
const day = '2026-01-01';

describe('places', () => {
  it.each([
    ['Hilversum', 'Hilversum', 'GM0402'],
    ['HILVERSUM', 'Hilversum', 'GM0402'],
    ['Hilversum en omgeving', 'Hilversum', 'GM0402'],
    ['regio Bussum', 'Bussum', 'GM1942'],
    ['1211 AB Hilversum', 'Hilversum', 'GM0402'],
    ['’s-Graveland', "'s-Graveland", 'GM1696'],
    ["'s Graveland", "'s-Graveland", 'GM1696'],
    ['S-GRAVELAND', "'s-Graveland", 'GM1696'],
    ['nederhorst  den berg', 'Nederhorst den Berg', 'GM1696'],
    ['Nederhorst', 'Nederhorst den Berg', 'GM1696'],
    ['1211 AB', 'Hilversum', 'GM0402'],
    ['1223kl', 'Hilversum', 'GM0402'],
    [' 1251 ', 'Laren', 'GM0417'],
    ['Laren, 1251 AB', 'Laren', 'GM0417'],
    ['Amsterdam / Húizen', 'Huizen', 'GM0406'],
  ])('knows %s', (raw, place, municipality) => {
    expect(index.find(raw, day)).toEqual({ place, municipality });
  });

  it.each([
    'Amsterdam',
    'Hilversumseweg',
    'Huizenstraat 3',
    '',
    '7245 AB',
    'Laren, 7245 AB',
    'nummer 1211',
    'den Berg',
  ])('does not know %j', (raw) => {
    expect(index.find(raw, day)).toBeNull();
  });

  it('reads a whole postcode in running text, and a number or a name of elsewhere as nothing', () => {
    expect(index.findInText('Ontvangst in 1251 AB, op afspraak.', day)?.place).toBe('Laren');
    expect(index.findInText('Sinds 1251 op de markt, 1383 keer.', day)).toBeNull();
    expect(index.findInText('Ontvangst in 1251 ab.', day)).toBeNull();
  });

  it.each([
    ['Hilversun, massage op afspraak', 'Hilversum'],
    ['Praktijk in Hilvesrum', 'Hilversum'],
    ['Busssum, elke dag', 'Bussum'],
    ['Bussumse dame biedt gezelschap', 'Bussum'],
    ['Gezelschap in huizen, Noord-Holland', 'Huizen'],
    ['Ik kom uit Bussum maar werk in Huizen', 'Huizen'],
    ['Ik woon in Bussum, maar ontvang alleen in het weekend', 'Bussum'],
    ['Niet in IJmuiden maar in Laren vindt u mij', 'Laren'],
  ])('reads where %j is', (text, place) => {
    expect(index.findInText(text, day)?.place).toBe(place);
  });

  it.each([
    'Baarn, vlak bij Hilversum en Bussum',
    'Bussumse straatweg te Baarn',
    'Ik woon in Bussum maar werk in Almere',
    'De salon in Laren is gesloten',
    'Laden en lossen in Barneveld',
  ])('finds no place in %j', (text) => {
    expect(index.findInText(text, day)).toBeNull();
  });

  it('places a postcode in the municipality of that day', () => {
    expect(index.find('1381 AB', '2022-03-23')?.municipality).toBe('GM0457');
    expect(index.find('1381 AB', '2022-03-24')).toBeNull();
  });

  it('leaves a place out from the day its municipality leaves the region', () => {
    expect(index.find('Weesp', '2022-03-23')?.municipality).toBe('GM0457');
    expect(index.find('Weesp', '2022-03-24')).toBeNull();
  });

  it('follows a merger within the region from its day on', () => {
    expect(index.find("'s-Graveland", '2026-12-31')?.municipality).toBe('GM1696');
    expect(index.find("'s-Graveland", '2027-01-01')?.municipality).toBe('GM0402');
  });

  it('takes a name that is a word too from running text only with a capital', () => {
    expect(index.findInText('Ik kom bij u in alle huizen', day)).toBeNull();
    expect(index.findInText('Ik woon in Huizen', day)?.place).toBe('Huizen');
    expect(index.findInText("In 's-Graveland ontvang ik", day)?.place).toBe("'s-Graveland");
  });

  it.each([
    ['massage in hilversum', 'Hilversum'],
    ['privé in nederhorst-den-berg', 'Nederhorst den Berg'],
    ['ik kom in alle huizen, praktijk in bussum', 'Bussum'],
    ['Postcodegebied 1251, aan de rand', 'Laren'],
    ['pc 1215', 'Hilversum'],
    ['Mevrouw Van Laren ontvangt u in Bussum', 'Bussum'],
    ['Neem afslag Hilversum, ik woon in Bussum', 'Bussum'],
    ['Niet alleen in Hilversum', 'Hilversum'],
    ['Van Huizen tot Bussum', 'Huizen'],
    ['ik ontvang in huizen', 'Huizen'],
    ['🏠 Huizen, vlak bij de haven', 'Huizen'],
    ['5 minuten lopen van Hilversum CS', 'Hilversum'],
    ['Vanuit Bussum kom ik naar u toe', 'Bussum'],
    ['Ik kom uit Hilversum', 'Hilversum'],
    ['Massage vlakbij Hilversum', 'Hilversum'],
    ['Ik zit in Hilversum en werk een dag in Utrecht', 'Hilversum'],
    ['1251 AB Laren', 'Laren'],
    ['Postcode is 1215 kb', 'Hilversum'],
  ])('reads where the ad is in "%s"', (text, place) => {
    expect(index.findInText(text, day)?.place).toBe(place);
  });

  it.each([
    'ik kom in alle huizen',
    'J. van Huizen, Almere',
    'Ik reis niet naar Huizen of Bussum',
    'Mijn vriend komt uit Laren',
    'Ik masseer in huizen en kantoren',
    'ALLE HUIZEN SCHOON',
    'Huizen te koop gezocht',
    'Huizen van klanten',
    'Praktijk in Soest, vlakbij Hilversum',
    'Afslag 8 Hilversum, salon in Baarn',
    'Mevrouw Huizen masseert in Ede',
    'Vraag naar Kim van Bussum',
    'Tussen Hilversum en Utrecht',
    'Van Bussum naar Amsterdam verhuisd',
    'Vanuit Bussum naar Amsterdam',
    'Jaren in Hilversum gewerkt, nu in Zeist',
    'Kwartiertje van Laren, in Soest',
    'Hilversum is 20 minuten rijden van mijn salon in Utrecht',
    '20 min from Hilversum',
    'Salon in 7245 AB Laren',
    'Laren (Gelderland)',
    'mail info@hilversum.example, of hilversum.nl',
    'pc 1251 AB2, 1251 euro',
  ])('reads no place in "%s"', (text) => {
    expect(index.findInText(text, day)).toBeNull();
  });

  it('takes the name of a municipality for it, and follows its merger', () => {
    expect(index.findInText('In de gemeente Gooise Meren', day)?.municipality).toBe('GM1942');
    expect(index.findInText('In de gemeente Wijdemeren', '2026-12-31')?.municipality).toBe('GM1696');
    expect(index.findInText('In de gemeente Wijdemeren', '2027-01-01')?.municipality).toBe('GM0402');
  });
});
