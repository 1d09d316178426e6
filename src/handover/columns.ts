import type { HandoverItem, HandoverReason } from './handover-item.ts';
import { amsterdamDay } from '../lib/amsterdam-day.ts';
import { decisionReasonLabels, levelLabels } from './wording.ts';

type Column = {
  header: string;
  /** Why the receiver needs it (minimisation): a field without an answer has no place on a list. */
  why: string;
  /** In characters, for sheets. */
  width: number;
  text: (item: HandoverItem) => string;
};

/** What a risk list tells of an ad, in this order, in every format. */
export const columns: readonly Column[] = [
  { header: 'Nr.', why: 'Om over een regel te kunnen praten.', width: 6, text: (item) => String(item.number) },
  {
    header: 'Advertentie-id',
    why: 'Om terug te koppelen aan de ketenregisseur.',
    width: 14,
    text: (item) => String(item.adId),
  },
  { header: 'Niveau', why: 'Om te bepalen wat eerst moet.', width: 14, text: (item) => levelLabels[item.level] },
  {
    header: 'Waarom op de lijst',
    why: 'Om het signaal zelf te kunnen wegen.',
    width: 60,
    text: (item) => reasonLines(item.reasons),
  },
  {
    header: 'Wat spreekt hiertegen',
    why: 'Om het signaal zelf te kunnen wegen.',
    width: 40,
    text: (item) => reasonLines(item.against),
  },
  {
    header: 'Reden van het besluit',
    why: 'Om te zien wat een mens heeft besloten.',
    width: 30,
    text: (item) => decisionReasonLabels[item.decisionReason],
  },
  {
    header: 'Besloten op',
    why: 'Om te zien hoe vers het is.',
    width: 12,
    text: (item) => amsterdamDay(item.decidedAt),
  },
  { header: 'Site', why: 'Om de advertentie terug te vinden.', width: 14, text: (item) => item.site },
  { header: 'Adres', why: 'Om de advertentie terug te vinden.', width: 40, text: (item) => item.url },
  { header: 'Titel', why: 'Om de advertentie te herkennen.', width: 30, text: (item) => item.title },
  { header: 'Tekst', why: 'Om het signaal zelf te kunnen wegen.', width: 60, text: (item) => item.text },
  {
    header: 'Genoemde leeftijd',
    why: 'Om te zien of het om een minderjarige kan gaan.',
    width: 10,
    text: (item) => (item.age === null ? '' : String(item.age)),
  },
  {
    header: 'Telefoon',
    why: 'Om te vergelijken met wat de gemeente al weet.',
    width: 16,
    text: (item) => item.phones.join(', '),
  },
  { header: 'Plaats', why: 'Om te weten waar het speelt.', width: 16, text: (item) => item.place ?? '' },
  { header: 'Gemeente', why: 'Om te weten waar het speelt.', width: 16, text: (item) => item.municipality.name },
  {
    header: 'Eerst gezien',
    why: 'Om te zien hoe lang het speelt.',
    width: 12,
    text: (item) => amsterdamDay(item.firstSeenAt),
  },
  {
    header: 'Laatst gezien',
    why: 'Om te zien hoe lang het speelt.',
    width: 12,
    text: (item) => amsterdamDay(item.lastSeenAt),
  },
  {
    header: 'Verdwenen op',
    why: 'Om niet te zoeken naar wat er niet meer is.',
    width: 12,
    text: (item) => (item.goneAt === null ? '' : amsterdamDay(item.goneAt)),
  },
  {
    header: 'Gewijzigd na besluit',
    why: 'Om te weten dat de site nu een andere tekst kan tonen.',
    width: 12,
    text: (item) => (item.isChangedSince ? 'ja' : 'nee'),
  },
  {
    header: 'Naleving (los van het signaal)',
    why: 'Om regels en zorg uit elkaar te houden.',
    width: 40,
    text: (item) => reasonLines(item.compliance),
  },
];

function reasonLines(reasons: readonly HandoverReason[]): string {
  return reasons.map(({ indicator, title, explanation }) => `${indicator} ${title}: ${explanation}`).join('\n');
}
