import { describe, expect, it } from 'vitest';
import { personaNamesIn } from '../../src/extract/persona-names.ts';

describe('persona names', () => {
  it.each([
    ['Ik ben Anna uit Bussum', ['Anna']],
    ['Mijn naam is Zoë.', ['Zoë']],
    ['Anna (23) ontvangt', ['Anna']],
    ['Daniëlle heet u welkom', ['Daniëlle']],
    ['Ik ben Ilse en dit is Renée (31 jr)', ['Ilse', 'Renée']],
    ['Ik ben Anna. Groetjes, Anna', ['Anna']],
    ['ik ben vrij', []],
    ['Bel (06) 0000 1234', []],
    ['Ik ben Beschikbaar', []],
    ['Wij zijn Anna, Zoë en Ilse.', ['Anna', 'Zoë', 'Ilse']],
    ['Onze dames: Anna & Ilse', ['Anna', 'Ilse']],
    ['Anna en Ilse geven samen les', ['Anna', 'Ilse']],
    ['Vraag naar Anna of Ilse', ['Anna', 'Ilse']],
    ['Bel Anna op 06-00001234', ['Anna']],
    ['Hallo, met Anna.', ['Anna']],
    ['Nieuw: Ilse, 25, op maandag', ['Ilse']],
    ['Bel Mij op 06-00001234', []],
    ['Vraag naar Informatie', []],
    ['Maandag en Dinsdag werken wij niet', []],
    ['Ik ben Gediplomeerd en Vriendelijk', []],
    ['Wij zijn Polen en Roemenen', []],
    ['Onze dames: Poolse, Hongaarse en Braziliaanse', []],
  ])('in %j', (text, names) => {
    expect(personaNamesIn([text])).toEqual(names);
  });

  it.each(
    'Nederlandse Poolse Braziliaanse Roemeense Thaise Chinese Belgische Surinaamse Marokkaanse Turkse Spaanse Latina Aziatische Italiaanse'.split(
      ' ',
    ),
  )('are never an origin: Ik ben %s', (word) => {
    expect(personaNamesIn([`Ik ben ${word} en 23 jaar`])).toEqual([]);
  });
});
