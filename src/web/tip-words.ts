import type { TipSubjectKind } from '../model/tip.ts';

/** The words of the page on tips. */
export const tipWords = {
  title: 'Tips',
  lead: 'Een tip komt van buiten: van Meld Misdaad Anoniem, van Watch Nederland of uit de mailbox. Hier leg je haar naast de advertenties.',
  notProof: 'Een tip is geen bewijs. Jij beslist.',
  add: 'Tip invoeren',
  source: 'Bron',
  receivedOn: 'Binnengekomen op',
  about: 'Waar gaat de tip over?',
  aboutHint:
    'Vul in wat je weet, ten minste één. Het wordt versleuteld bewaard en alleen vergeleken; je kunt het daarna niet teruglezen.',
  kind: {
    phone: 'Telefoonnummer',
    email: 'E-mailadres',
    url: 'Webadres van de advertentie',
    ad: 'Nummer van de advertentie',
  } satisfies Record<TipSubjectKind, string>,
  kindShort: {
    phone: 'telefoonnummer',
    email: 'e-mailadres',
    url: 'webadres',
    ad: 'advertentie',
  } satisfies Record<TipSubjectKind, string>,
  note: 'Wat staat er in de tip?',
  noteHint: 'Niet verplicht. Schrijf niet meer op dan nodig is.',
  save: 'Tip bewaren',
  notSaved: 'De tip is niet bewaard',
  dayNeeded: 'Vul de dag in waarop de tip binnenkwam.',
  tooLong: 'Een van de velden is te lang: ten hoogste 500 tekens, en 4000 voor de tekst van de tip.',
  noLegalBasis:
    'Er is vandaag geen geldige grondslag om gegevens van buiten te gebruiken. Vraag de beheerder om config/legal-basis.yaml na te kijken.',
  saved: (id: number, ads: number) =>
    `Tip ${id} is bewaard. ${ads === 0 ? 'Er past nog geen advertentie bij. Komt die er later, dan telt de tip alsnog.' : `Er ${ads === 1 ? 'past 1 advertentie' : `passen ${ads} advertenties`} bij. Die ${ads === 1 ? 'wordt' : 'worden'} opnieuw gescreend.`}`,
  undone: (id: number) => `Tip ${id} is ingetrokken en telt niet meer mee.`,
  list: 'Ingevoerde tips',
  none: 'Er zijn nog geen tips ingevoerd.',
  columns: { tip: 'Tip', about: 'Gaat over', ads: 'Advertenties', note: 'Tekst', act: 'Actie' },
  tip: (id: number) => `Tip ${id}`,
  by: (actor: string, when: string) => `ingevoerd door ${actor}, ${when}`,
  noAds: 'nog geen',
  moreAds: (n: number) => `en ${n} meer`,
  undo: 'Intrekken',
  undoOf: (id: number) => `van tip ${id}`,
  isUndone: (when: string) => `ingetrokken op ${when}`,
  onAd: 'Tips over deze advertentie of dit contact',
  received: (source: string, day: string) => `${source}, ${day}`,
};
