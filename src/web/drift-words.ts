import type { RunState } from '../model/run.ts';
import type { DriftCode, Finding, ProfiledField } from '../model/site-profile.ts';

/** Words about crawls whose results are held. */
export const heldWords = {
  title: 'Niet alle gegevens zijn van de laatste ronde',
  since: (site: string, day: string) => `De gegevens van ${site} zijn van ${day}, de laatste goede ronde.`,
  never: (site: string) => `Van ${site} is er nog geen goede ronde.`,
  waits: 'Wat daarna is gevonden, wacht op de beheerder.',
  nothing: 'Daarna is er niets nieuws in gebruik genomen.',
  state: {
    crawling: 'Bezig',
    releasing: 'Wordt verwerkt',
    released: 'In gebruik',
    quarantined: 'Vastgehouden: deze ronde wijkt sterk af',
    'rolled-back': 'Verworpen',
  } satisfies Record<RunState, string>,
  why: 'Wat afwijkt',
  minors: (n: number, mayDecide: boolean) =>
    `In ${n} vastgehouden ${n === 1 ? 'advertentie' : 'advertenties'} staat een leeftijd onder de 18. ${mayDecide ? 'Kijk hier als eerste naar' : 'Laat de beheerder hier als eerste naar kijken'}.`,
};

/** What is unusual about a crawl, in plain Dutch. Holds numbers only, so it may stand on any page. */
export function driftSentence(finding: Finding): string {
  const { code, field, measured, expected, unit, source, nights } = finding;
  if (code === 'nothing-read')
    return 'Er is geen enkele advertentie uit de regio gelezen. Een site die niets laat zien, is geen site zonder advertenties.';
  const subject = field === null ? subjects[code] : `${subjects[code]} ${fields[field]}`;
  const from =
    source === 'site-file'
      ? 'volgens de instellingen van de site'
      : nights === 1
        ? 'volgens de ronde die is aanvaard'
        : `in ${nights} goede rondes`;
  return `${subject}: ${shown(measured, unit)}. Gewoon is ${shown(expected[0], unit)} tot ${shown(expected[1], unit)} ${from}.`;
}

const subjects = {
  'nothing-read': 'Gelezen advertenties',
  'readable-share': 'Pagina’s waarop een advertentie te lezen is',
  'region-share': 'Advertenties die in de regio liggen',
  'outside-cards': 'Advertenties die volgens het overzicht buiten de regio liggen',
  'field-filled': 'Ingevuld veld',
  'field-kind': 'Soort inhoud van het veld',
  'field-length': 'Aantal tekens van het veld',
  'cards-per-page': 'Advertenties op een overzichtspagina',
  'listing-pages': 'Aantal overzichtspagina’s',
  'new-share': 'Advertenties die nog niet bekend waren',
  'missing-share': 'Bekende advertenties die er niet meer zijn',
} satisfies Record<DriftCode, string>;

const fields = {
  title: 'titel',
  text: 'tekst',
  age: 'leeftijd',
  phone: 'telefoon',
  price: 'prijs',
  place: 'plaats',
  postedOn: 'geplaatst op',
  photos: 'foto’s',
  name: 'naam',
} satisfies Record<ProfiledField, string>;

function shown(value: number, unit: Finding['unit']): string {
  if (unit === 'share') return `${Math.round(value * 100)} %`;
  return String(value < 10 ? Math.round(value * 10) / 10 : Math.round(value)).replace('.', ',');
}
