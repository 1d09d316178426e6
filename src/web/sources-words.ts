import type { Outcome } from '../model/run.ts';
import { codeWords } from './code-words.ts';

/** The words of the page on sources. */
export const sourcesWords = {
  title: 'Bronnen',
  intro: 'De laatste ronde langs elke site.',
  none: 'Er zijn nog geen bronnen ingesteld.',
  never: 'Nog nooit bezocht.',
  running: 'Bezig sinds',
  finished: 'Klaar op',
  reason: 'Aanleiding',
  pages: 'Pagina’s',
  adsSeen: 'Advertenties gezien',
  newAds: 'Nieuw',
  changedAds: 'Gewijzigd',
  unchangedAds: 'Gelijk gebleven',
  missedAds: 'Niet gevonden',
  goneAds: 'Verdwenen',
  returnedAds: 'Teruggekomen',
  leftOut: 'Overgeslagen of mislukt',
  leftOutNothing: 'Niets overgeslagen of mislukt.',
  leftOutColumns: { why: 'Waarom', count: 'Aantal' },
  failed: (code: string) => {
    const why = Object.entries(codeWords.failed).find(([known]) => known === code)?.[1];
    return why === undefined ? `mislukt (${code})` : `mislukt: ${why}`;
  },
  took: (time: string, requests: string, size: string) =>
    `Duur ${time}, ${requests} verzoeken aan de site, ${size} opgehaald.`,
  sum: (found: string, parts: string) => `${found} ${found === '1' ? 'adres' : 'adressen'} gevonden = ${parts}.`,
  outcomes: {
    stored: 'nieuw',
    changed: 'gewijzigd',
    unchanged: 'gelijk',
    listed: 'overzichten',
    skipped: 'overgeslagen',
    failed: 'mislukt',
  } satisfies Record<Outcome, string>,
  oneListed: 'overzicht',
  open: 'nog open',
  complete: 'De ronde is compleet.',
  incomplete: 'De ronde is niet compleet.',
};
