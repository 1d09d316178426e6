import { manualSource } from '../model/by-hand.ts';
import type { Cell, Report, Share } from './nature-and-extent.ts';

/** Fractions that a reader knows by name; a share within one in a hundred of it is called so. */
const fractions: readonly [number, string][] = [
  [1 / 4, 'Een kwart'],
  [1 / 3, 'Een derde'],
  [1 / 2, 'De helft'],
  [2 / 3, 'Twee derde'],
  [3 / 4, 'Drie kwart'],
];
const day = new Intl.DateTimeFormat('nl-NL', { dateStyle: 'long', timeZone: 'UTC' });
const number = new Intl.NumberFormat('nl-NL');

/** "In het kort": three sentences in plain Dutch, made from the numbers alone. */
export function inShort(report: Report): [string, string, string] {
  return [extentSentence(report), ageSentence(report), riskSentence(report)];
}

/** A count in a table: `12`, `< 5`, or `niet getoond` where it would give away a smaller one. */
export function cellText(cell: Cell): string {
  if (cell.count !== null) return number.format(cell.count);
  return cell.mask === 'under-5' ? '< 5' : 'niet getoond';
}

/** A share in a table: `25%`, or `–` where it is not shown. */
export function shareText(share: Share): string {
  return share === null ? '–' : `${Math.round(share * 100)}%`;
}

function extentSentence({ total, perSite, period }: Report): string {
  // What people added stands among the sites in the table, and is none.
  const sites = perSite.filter(({ site }) => site !== manualSource).length;
  const added = sites < perSite.length;
  const when = `Van ${day.format(new Date(period.from))} tot en met ${day.format(new Date(period.to))}`;
  if (total.ads.count === 0) return `${when} zijn geen advertenties beoordeeld.`;
  if (sites === 0) return `${when} zijn ${inWords(total.ads)} zelf toegevoegde advertenties beoordeeld.`;
  const where = `op ${sites} ${sites === 1 ? 'site' : 'sites'}`;
  return `${when} zijn ${inWords(total.ads)} advertenties ${where} beoordeeld${added ? ', zelf toegevoegde inbegrepen' : ''}.`;
}

function ageSentence({ total }: Report): string {
  const { aged21to25, aged21to25Share } = total;
  if (aged21to25.count === 0) return 'Geen advertentie noemt een leeftijd van 21 tot en met 25 jaar.';
  if (aged21to25.count === null || aged21to25Share === null) {
    return `${capitalised(inWords(aged21to25))} advertenties noemen een leeftijd van 21 tot en met 25 jaar.`;
  }
  const named = fractions.find(([value]) => Math.abs(value - aged21to25Share) <= 0.01)?.[1];
  const count = `${number.format(aged21to25.count)} advertenties`;
  const share = shareText(aged21to25Share);
  const amount = named === undefined ? `${share} (${count})` : `${named} (${share}, ${count})`;
  return `${amount} noemt een leeftijd van 21 tot en met 25 jaar.`;
}

function riskSentence({ total }: Report): string {
  const { risky, riskyShare, confirmed, dismissed, handedOver } = total;
  const share = riskyShare === null ? '' : ` (${shareText(riskyShare)})`;
  const byRules = `De regels zetten ${inWords(risky)} advertenties${share} op verhoogd of hoger`;
  const byPeople = `mensen bevestigden er ${inWords(confirmed)} en wezen er ${inWords(dismissed)} af`;
  return `${byRules}; ${byPeople}; ${inWords(handedOver)} zijn overgedragen aan een gemeente.`;
}

function inWords(cell: Cell): string {
  if (cell.count === 0) return 'geen';
  if (cell.count !== null) return number.format(cell.count);
  return cell.mask === 'under-5' ? 'minder dan 5' : 'een niet getoond aantal';
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
