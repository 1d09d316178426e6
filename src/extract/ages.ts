import { fold } from '../lib/fold.ts';
import type { Ad, Span } from '../model/ad.ts';
import { dutchAgeWords } from './number-words.ts';

type Age = Ad['ages'][number];

const agesMax = 50;
const textMaxChars = 100_000;
/** In running text a lower number is a child's age, a duration or a count, not the advertiser's. */
const youngestInText = 12;

/** Two digits, or a word that may be a number; not part of a larger number, a time, a price or a "18+". */
const notBefore = String.raw`(?<![\p{L}\p{M}\p{N}]|\d[.,:/-]|[€+]\s?)`;
const twoDigits = String.raw`\d{2}(?!\d|[.,:/]\d|\s?[+%€]|,-)`;
const candidate = new RegExp(String.raw`${notBefore}(?:${twoDigits}|[\p{L}\p{M}]{4,24})`, 'gu');
const digitCandidate = new RegExp(`${notBefore}${twoDigits}`, 'gu');

/** Every word of `dutchAgeWords` holds one of these, unless letters beyond ASCII stand for them. Most texts hold neither. */
const mayHoldWord = /tien|twaalf|twintig|ertig|vijftig|zestig|zeventig|tachtig|negentig|(?![a-z])[\p{L}\p{M}]/iu;

/** "23 jaar", "23 jr", "23-jarige", "23j". */
const unit = /^[\s-]{0,2}(?:jaar|jarige?|jr|jaren jong|j|yo|y\/o|years? old)(?![\p{L}\p{N}])/u;
const youngOrOld = /^\s?(?:jaar|jr\.?)\s(?:jong|oud)(?!er)/u;

/** What turns "15 jaar" into a length of time or a rule for visitors. */
const lengthAfter =
  /^\s?(?:jaar|jr\.?|jaren)?[\s,]{0,2}(?:werk|lange? )?(?:ervaring|in het vak|in de branche|in dienst|geleden|actief|werkzaam|lang(?!\p{L})|garantie|bestaan|lid(?!\p{L})|masseu|gediplomeerd|gecertificeerd|als(?!\p{L})|samen|getrouwd|open(?!\p{L})|(?:en|of) (?:ouder|jonger|meer)|plus)/u;
const lengthBefore =
  /(?:^|[^\p{L}])(?:al|ruim|meer dan|sinds|inmiddels|bestaat|bestaan|werkt?|woont?|doe dit|ervaring:?|na|over|afgelopen|laatste|elke|iedere|per|binnen) $/u;
const limitBefore =
  /(?:^|[^\p{L}])(?:vanaf|minimaal|minimum|min\.?|minstens|ten ?minste|onder|boven|ouder dan|jonger dan|tot|t\/m|maximaal|max\.?|tussen(?: de)? \S{1,16} en|minim(?:um|ale) ?leeftijd:?|leeftijdsgrens:?|(?:heren|mannen|dames|vrouwen|klanten|gasten|bezoekers) van|(?:dochter|zoon|kind|kinderen|hond|kat) van) (?:de )?(?:leeftijd van )?$/u;
/** "begin twintig", "rond de 30": no exact age. */
const vague = /(?:^|[^\p{L}])(?:begin|midden|eind|ongeveer|circa|ca\.?|rond|bijna|in) (?:de )?$/u;

const label = /(?:^|[^\p{L}])(?:leeftijd|age)\s?(?:is)?\s?[:=-]?\s?$/u;
const iAm =
  /(?:^|[^\p{L}])(?:ik ben|ben ik|i am|i['’]m) (?:\p{L}[\p{L}\p{M}'’-]{1,20}(?:,| en) )?(?:nu |pas |net |al |een )?$/u;
const otherUnit =
  /^(?:u(?!\p{L})|[\s-]?(?:cm|kg|uur|uren|min|x(?!\p{L})|keer|dagen|meter|m(?!\p{L})|m2|km|euro|eur|minuten|procent|weken|maanden|\/|van de))/u;

/** A name just before: "Anna (23)", and at the start of a title "Anna, 23". */
const nameAndBracket = /(?<!\p{L})(\p{Lu}[\p{L}\p{M}'’-]{1,24}) ?\($/u;
const nameAndComma = /(?<!\p{L})\p{Lu}[\p{L}\p{M}'’-]{1,24}, $/u;
const titleStart = /^(\p{Lu}[\p{L}\p{M}'’-]{1,24}),? $/u;
const numberedThings = new Set([
  'maat',
  'kamer',
  'studio',
  'nummer',
  'nr',
  'huis',
  'cup',
  'open',
  'pagina',
  'foto',
  'ad',
]);

/**
 * Every exact age a field states of the advertised person, in order; lengths of time, limits for visitors and
 * vague ages are none. Looks at a fixed stretch around each number, so it is linear.
 */
export function findAges(field: Span['field'], text: string): Age[] {
  const raw = text.slice(0, textMaxChars);
  if (field === 'age') return agesOfField(raw.slice(0, 200));
  const ages: Age[] = [];
  for (const match of raw.matchAll(mayHoldWord.test(raw) ? candidate : digitCandidate)) {
    const years = yearsOf(match[0]);
    if (years === null || years < youngestInText) continue;
    const start = match.index;
    const end = start + match[0].length;
    if (!isStated(field, raw, start, end)) continue;
    ages.push({ years, span: { field, start, end } });
    if (ages.length >= agesMax) break;
  }
  return ages;
}

/** A field of its own needs no words around the number; two different numbers ("21-25") are no exact age. */
function agesOfField(raw: string): Age[] {
  const found = Array.from(raw.matchAll(/\d{1,4}|[\p{L}\p{M}]{3,24}/gu), (match) => ({
    years: yearsOf(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  })).flatMap(({ years, start, end }) =>
    years === null || years > 120 ? [] : [{ years, span: { field: 'age' as const, start, end } }],
  );
  const first = found[0];
  if (first === undefined || found.some((age) => age.years !== first.years)) return [];
  const before = raw.slice(0, first.span.start).toLowerCase();
  const after = raw.slice(first.span.end);
  return vague.test(before) || limitBefore.test(before) || /^\s?(?:\+|%)/.test(after) ? [] : [first];
}

function isStated(field: Span['field'], raw: string, start: number, end: number): boolean {
  const beforeRaw = raw.slice(Math.max(0, start - 48), start).replaceAll(/[\s\u00A0]+/gu, ' ');
  const before = beforeRaw.toLowerCase();
  const after = raw
    .slice(end, end + 32)
    .toLowerCase()
    .replaceAll(/[\s\u00A0]+/gu, ' ');
  if (vague.test(before) || limitBefore.test(before)) return false;
  if (!youngOrOld.test(after) && (lengthAfter.test(after) || (lengthBefore.test(before) && !iAm.test(before))))
    return false;
  if (unit.test(after)) return true;
  if (label.test(before)) return true;
  if (otherUnit.test(after)) return false;
  if (iAm.test(before)) return true;
  if (after.startsWith(')')) return isName(nameAndBracket.exec(beforeRaw)?.[1]);
  if (nameAndComma.test(beforeRaw) && after.startsWith(',')) return true;
  return field === 'title' && /^(?:$|[,. –-])/u.test(after) && isName(titleStart.exec(raw.slice(0, start))?.[1]);
}

function isName(word: string | undefined): boolean {
  return word !== undefined && !numberedThings.has(word.toLowerCase());
}

function yearsOf(word: string): number | null {
  return /^\d+$/.test(word) ? Number(word) : (dutchAgeWords.get(fold(word)) ?? null);
}
