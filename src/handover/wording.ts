import type { Level } from '../model/assessment.ts';
import type { Confirmation } from '../store/handovers.ts';

/** The Dutch words of a risk list; every format and the pages take them from here. */

export const decisionReasonLabels = {
  'possible-minor': 'Mogelijk minderjarig',
  'same-contact-several-personas': 'Zelfde contact, meerdere personen',
  'directed-by-third-party': 'Aangestuurd door derde',
  'changing-places': 'Snel wisselende plaatsen',
  'restricted-freedom': 'Beperking van vrijheid of keuze',
  'unsafe-services': 'Onveilige diensten',
  other: 'Anders (uitleg bij de ketenregisseur)',
} as const satisfies Record<Confirmation['reason'], string>;

export const levelLabels = {
  laag: 'Laag',
  verhoogd: 'Verhoogd',
  hoog: 'Hoog',
  direct: 'Direct: mogelijk minderjarig',
} as const satisfies Record<Level, string>;

export const purpose =
  'Een gemeente laten nagaan of de persoon in de advertentie hulp of bescherming nodig heeft, en of er aanwijzingen zijn van mensenhandel.';

/** Guard-rail G14: care is the first line a reader meets, and a signal is never told as a fact. */
export const notices = {
  care: 'Denk eerst aan hulp en veiligheid van de persoon in de advertentie.',
  signal: 'Dit is een signaal, geen vaststelling.',
  compliance: 'Naleving van regels staat in een eigen kolom. Zij telt niet mee voor het signaal.',
} as const;

export function classification(municipalityName: string): string {
  return `VERTROUWELIJK. Bevat bijzondere persoonsgegevens. Alleen voor de aangewezen medewerker van de gemeente ${municipalityName}. Niet doorsturen.`;
}
