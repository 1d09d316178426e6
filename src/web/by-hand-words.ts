import type { HandProblem } from '../model/by-hand.ts';

/** The words of "Zelf toevoegen" and of the evidence of an ad, in plain Dutch (B1). */
export const byHandWords = {
  title: 'Advertentie zelf toevoegen',
  source: 'Zelf toegevoegd',
  link: 'Advertentie zelf toevoegen',
  intro:
    'Je hebt een advertentie zelf geopend en wilt haar laten bekijken. Vindplaats bezoekt de site niet: alleen wat je hier invult, telt.',
  fields: {
    adres: 'Adres van de advertentie (https://…)',
    tekst: 'Tekst of HTML van de advertentie',
    titel: 'Titel',
    plaats: 'Plaats',
    leeftijd: 'Leeftijd',
    telefoon: 'Telefoonnummer',
    aanleiding: 'Aanleiding',
  },
  textHint: 'Plak de hele tekst. De eerste regel wordt de titel. Of kies hieronder een bestand.',
  file: 'Of een bestand: opgeslagen pagina (.html) of tekst (.txt)',
  reasonHint: 'Waarom voeg je haar toe? Noem geen namen.',
  given: 'Wat niet in de tekst staat',
  givenHint: 'Een advertentie zonder plaats in de regio wordt niet opgeslagen.',
  button: 'Toevoegen',
  takingIn: 'De advertentie wordt opgeslagen',
  takingInText:
    'Zij staat klaar, maar is nog niet verwerkt. Duurt het langer dan een minuut? Vraag de beheerder of de verwerking aanstaat.',
  lookAgain: 'Opnieuw kijken',
  noLegalBasis:
    'Er is vandaag geen geldige grondslag om deze advertentie te bekijken. Er is niets opgeslagen. Vraag het de beheerder.',
  unreadable: 'Deze pagina is te groot of te ingewikkeld om te lezen. Plak alleen de tekst.',
  problem: {
    address: 'Het adres klopt niet. Vul het hele adres in. Het begint met http:// of https://.',
    reason: 'Vul de aanleiding in: één regel van hoogstens 500 tekens.',
    empty: 'Er staat geen tekst in. Plak de tekst van de advertentie, of kies een bestand.',
    'two-inputs': 'Plak een tekst of kies een bestand, niet allebei.',
    'too-large': 'Dit is te groot. Voeg alleen de advertentie toe: hoogstens 50.000 tekens of een pagina van 2 MB.',
    'not-text': 'Dit is geen tekst en geen webpagina. Een foto of pdf kan Vindplaats niet lezen.',
    given: 'Controleer titel, plaats, leeftijd en telefoonnummer. Een leeftijd is een getal.',
    site: 'Dit adres hoort niet bij die site.',
    'no-place': 'Er staat geen plaats uit de regio in. Vul de plaats in.',
    'outside-region': 'Deze advertentie ligt buiten de regio.',
  } satisfies Record<HandProblem, string>,
  addedBy: (actor: string, moment: string) => `Zelf toegevoegd door ${actor} op ${moment}.`,
  addedWhy: (reason: string) => `Aanleiding: ${reason}`,
  evidence: {
    title: 'Bewijs',
    intro: 'De pagina waaruit elke versie is gelezen.',
    nothing: 'Van deze advertentie is geen pagina bewaard.',
    page: (version: number, position: number, pages: number) =>
      pages === 1 ? `Versie ${version}` : `Versie ${version}, pagina ${position} van ${pages}`,
    fetched: (moment: string, status: number) => `Opgehaald ${moment}, antwoord ${status}`,
    rendered: (moment: string, status: number) => `Opgehaald ${moment}, antwoord ${status}, getoond door een browser`,
    handedIn: (moment: string) => `Ingevuld door een medewerker, ${moment}`,
    keptUntil: (day: string) => `Pagina bewaard tot ${day}.`,
    keptWhileConfirmed: 'Pagina bewaard zolang de advertentie bevestigd is.',
    tooLarge: 'De pagina was te groot om te bewaren. Alleen haar kenmerk staat hier.',
    erased: (day: string) => `Pagina gewist op ${day}. Alleen haar kenmerk staat hier.`,
    hash: 'SHA-256',
  },
};
