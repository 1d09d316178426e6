import { fold } from '../lib/fold.ts';
import type { Ad, Span } from '../model/ad.ts';
import { dutchAgeWords, englishAgeWords, oneToNine } from './number-words.ts';

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

/** Digits of another look, where a text has them: full-width, mathematical, keycaps. */
const mayHideDigits = /[\uFF10-\uFF19]|\u20E3|\uD835[\uDFCE-\uDFFF]/;
const otherDigits = String.raw`(?:[\uFF10-\uFF19\u{1D7CE}-\u{1D7FF}]|\d\uFE0F?\u20E3){2}(?![\p{Nd}\uFE0F\u20E3])`;
const anyCandidate = new RegExp(String.raw`${notBefore}(?:${otherDigits}|${twoDigits}|[\p{L}\p{M}]{4,24})`, 'gu');

/** Every word of the age words holds one of these, unless letters beyond ASCII stand for them. Most texts hold neither. */
const mayHoldWord =
  /tien|teen|ty|twaalf|twintig|ertig|vijftig|zestig|zeventig|tachtig|negentig|(?![a-z])[\p{L}\p{M}\uFF10-\uFF19\u{1D7CE}-\u{1D7FF}]/iu;

/** "23 jaar", "23 jr", "23-jarige", "23j". */
const unit =
  /^[\s-]{0,2}(?:jaar|lentes?|jarige?|jr|jaren jong|jaartjes|zomers|j|yo|y\/o|y\.o\.?|yrs?(?: old)?|years? (?:old|young))(?![\p{L}\p{N}])/u;
const youngOrOld = /^\s?(?:jaar|jr\.?)\s(?:jong|oud)(?!er)/u;

/** What turns "15 jaar" into a length of time or a rule for visitors. */
const lengthAfter =
  /^\s?(?:jaar|jr\.?|jaren)?[\s,]{0,2}(?:werk|lange? )?(?:ervaring(?![ :]{1,2}\d)|(?:ouder|jonger)(?!\p{L})|gerijpt|in het vak|vakmanschap|vakkennis|expertise|kennis|traditie|historie|praktijk|service|in de branche|in dienst|geleden|actief|werkzaam|lang(?!\p{L})|garantie|bestaan|lid(?!\p{L})|masseu|gediplomeerd|gecertificeerd|als(?!\p{L})|samen|getrouwd|open(?!\p{L})|(?:en|of) (?:ouder|jonger|meer)|plus)/u;
const lengthBefore =
  /(?:^|[^\p{L}])(?:al|ruim|meer dan|sinds|jubileum:?|hebt?|heeft|woont? (?:hier|er|daar|in [^\s.,;:!?]{1,30})(?: nu)?|inmiddels|bestaat|bestaan|werkt?|woont?|doe dit|ervaring:?|na|over|afgelopen|laatste|elke|iedere|per|binnen) $/u;
const limitBefore =
  /(?:^|[^\p{L}])(?:vanaf|minimaal|minimum|min\.?|minstens|ten ?minste|onder|boven|(?:ouder|jonger)(?: zijn| bent)? dan|at least|over|under|above|older than|younger than|tot|t\/m|maximaal|max\.?|tussen(?: de)? \S{1,16} en|minim(?:um|ale) ?leeftijd:?|minimum age:?|mijn (?:moeder|vader|oma|opa|broer|man|partner) (?:is|van)|leeftijdsgrens:?|(?:heren|mannen|dames|vrouwen|klanten|gasten|bezoekers) van|(?:dochter|zoon|zoontje|dochtertje|kind|kinderen|hond|kat|auto|fiets|scooter|caravan|boot|bank|kast|huis|woning|meubels|meubelen|pand|gebouw|salon|zaak|bedrijf|fles|boerderij|tafel|stoel|piano|wijn|whisky|foto|foto['’]s) (?:van|is|zijn)(?: \d{1,2} en)?) (?:de )?(?:leeftijd van )?$/u;
/** "begin twintig", "rond de 30": no exact age. */
const vague = /(?:^|[^\p{L}])(?:begin|midden|eind|ongeveer|circa|ca\.?|rond|bijna|in) (?:de )?$/u;

const label = /(?:^|[^\p{L}])(?:leeftijd|lftd?\.?|aged?)\s?(?:is|\(jaar\))?\s?[:=?-]?\s?$/u;
const iAm =
  /(?:^|[^\p{L}])(?:ik ben|ben ik|i am|i['’]m) (?:\p{L}[\p{L}\p{M}'’-]{1,20}(?:,| en) )?(?:(?:nu|pas|net|al|inmiddels|intussen|ondertussen|alweer|zelf|een) ){0,2}$/u;
const otherUnit =
  /^(?:u(?!\p{L})|[\s-]?(?:cm|kg|uur|uren|min|x(?!\p{L})|keer|dagen|meter|m(?!\p{L})|m2|km|euro|eur|minuten|procent|weken|maanden|graden|personen|klanten| (?:jan|feb|maart|mrt|apr|mei(?!d)|jun|jul|aug|sep|okt|nov|dec)|\/|van de))/u;

/** "Net 22 geworden", "dame van 41", "vrouw (42)", "Ik (m, 29)"; who is looked for is somebody else. */
const justTurned = /(?:^|[^\p{L}])(?:net|pas|onlangs|ik ben|ben|(?:deze|vorige) (?:week|maand)|gisteren|vandaag) $/u;
/** "Ben 31, ...", "Net negentien en ..." at the beginning of a sentence. */
const benAtStart = /(?:^|[.!?] |\n)ben $/u;
const netAtStart = /(?:^|[.!?] |\n)(?:net|pas) $/u;
const personBefore =
  /(?:^|[^\p{L}])(?:vrouw|man|dame|masseuse|masseur|student|studente|scholier|oppas|moeder|weduwe|lady|woman|gastvrouw|therapeute?)(?: van | ?\()$/u;
const sexAndComma = /(?:^|[.!?|] |\()(?:v|m|vrouw|man)(?:, | ?\/ ?)$/u;
const somebodyElse = /(?:^|[^\p{L}])(?:zoek|zoekt|gezocht|voor|met|geen)(?=[^\p{L}])/u;
/** "Sofie - 27 - masseuse", on a line of its own. */
const nameAndDash = /(?:^|\n)(\p{Lu}[\p{L}\p{M}'’-]{1,24}) [-–|/] $/u;

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
  const pattern = !mayHoldWord.test(raw) ? digitCandidate : mayHideDigits.test(raw) ? anyCandidate : candidate;
  for (const match of raw.matchAll(pattern)) {
    // Most words are ruled out by how they end; letters beyond ASCII may stand for others.
    if (noAgeWord.test(match[0])) continue;
    const read = ageAt(raw, match[0], match.index);
    if (read === null || read.years < youngestInText) continue;
    const { years, start, end } = read;
    if (!isStated(field, raw, years, start, end)) continue;
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

function isStated(field: Span['field'], raw: string, years: number, start: number, end: number): boolean {
  const beforeRaw = raw.slice(Math.max(0, start - 48), start).replaceAll(/[\s\u00A0]+/gu, ' ');
  const before = beforeRaw.toLowerCase();
  const after = raw
    .slice(end, end + 32)
    .toLowerCase()
    .replaceAll(/[\s\u00A0]+/gu, ' ');
  // First what makes it an age: most numbers have nothing of that, and are done with.
  return saysAge() && !vague.test(before) && !limitBefore.test(before) && !isLength();

  function isLength(): boolean {
    if (youngOrOld.test(after)) return false;
    if (/^[\s-]?jarige? (?:bestaan|jubileum)/u.test(after)) return true;
    return lengthAfter.test(after) || (lengthBefore.test(before) && !iAm.test(before));
  }

  /** The ends are compared first because patterns that look for an end try every beginning. */
  function isOfPerson(): boolean {
    if (before.endsWith(' van ') || before.endsWith('(')) return personBefore.test(before);
    const parted = before.endsWith(', ') || before.endsWith('/') || before.endsWith('/ ');
    return parted && sexAndComma.test(before) && /^(?:$|[,) ])/u.test(after);
  }

  function saysAge(): boolean {
    if (unit.test(after)) return true;
    if (label.test(before)) return true;
    if (otherUnit.test(after)) return false;
    if (iAm.test(before)) return true;
    if (after.startsWith(' geworden')) return justTurned.test(before);
    if (/^ om precies te zijn|^ to be (?:exact|precise)/u.test(after)) return /leeftijd|\bage/u.test(before);
    if (benAtStart.test(before)) return /^(?:$|[,.!]| en )/u.test(after);
    // As for "Maandag - 17" below: too weak to call somebody a minor.
    if (netAtStart.test(before)) return years >= 18 && /^(?:[,.!]| en )/u.test(after);
    if (isOfPerson()) return !somebodyElse.test(before) && !after.startsWith(' gezocht');
    // "Maandag - 17 - Hilversum" has this form as well: too weak to call somebody a minor.
    const dashed =
      /^ [-–|/] \p{L}/u.test(after) && Number(raw.slice(start, end)) >= 18
        ? nameAndDash.exec(raw.slice(Math.max(0, start - 48), start))
        : null;
    if (dashed !== null) return isName(dashed[1]);
    if (after.startsWith(')')) return isName(nameAndBracket.exec(beforeRaw)?.[1]);
    if (nameAndComma.test(beforeRaw) && after.startsWith(',')) return true;
    return field === 'title' && /^(?:$|[,. –-])/u.test(after) && isName(titleStart.exec(raw.slice(0, start))?.[1]);
  }
}

function isName(word: string | undefined): boolean {
  return word !== undefined && !numberedThings.has(word.toLowerCase());
}

function yearsOf(word: string): number | null {
  if (/^\d+$/.test(word)) return Number(word);
  const folded = fold(word);
  return dutchAgeWords.get(folded) ?? englishAgeWords.get(folded) ?? null;
}

const noAgeWord = /^[a-z]+(?<!tien|teen|tig|ty|twaalf|jarig|jarige)$/iu;

/** What a candidate and the words it goes on in say: "vijfentwintigjarige", "zes en twintig", "twenty-three", "2️⃣3️⃣". */
function ageAt(raw: string, word: string, start: number): { years: number; start: number; end: number } | null {
  const end = start + word.length;
  if (/^\d\d$/.test(word)) return { years: Number(word), start, end };
  if (!/^\p{L}/u.test(word)) {
    const digits = word.normalize('NFKC').replaceAll(/\D/gu, '');
    return digits.length === 2 ? { years: Number(digits), start, end } : null;
  }
  const bare = word.replace(/jarige?$/iu, '');
  const years = yearsOf(bare);
  if (years === null) return null;
  if (years < 20 || years % 10 !== 0) return { years, start, end: start + bare.length };
  const before = /(?<!\p{L})(\p{L}{3,5})[ -]en[ -]$/u.exec(raw.slice(Math.max(0, start - 10), start));
  const after = /^[ -](\p{L}{3,5})(?!\p{L})/u.exec(raw.slice(end, end + 7));
  const dutchOne = before === null ? undefined : oneToNine.get(fold(before[1] ?? ''));
  if (before !== null && dutchOne !== undefined)
    return { years: years + dutchOne, start: start - before[0].length, end };
  const englishOne =
    after !== null && englishAgeWords.has(fold(bare)) ? oneToNine.get(fold(after[1] ?? '')) : undefined;
  if (after !== null && englishOne !== undefined)
    return { years: years + englishOne, start, end: end + after[0].length };
  return { years, start, end: start + bare.length };
}
