/** What looks like a phone number to a careless reader and is something else. */

type Stretch = { start: number; end: number };

/** Each pattern runs from left to right with bounded repeats: linear on any text. */
const others = [
  // Accounts, VAT numbers.
  /\b[A-Z]{2}\d{2} ?[A-Z]{4}(?: ?\d){8,10}/g,
  /\bnl ?\d\d ?[a-z]{4}(?: ?\d){10}/gi,
  /\bNL ?\d{9}B\d{2}\b/g,
  // Accounts of countries where all behind the letters is digits, and addresses of devices.
  /\b(?:A[DT]|BE|C[HZ]|D[EK]|E[ES]|F[IR]|GR|H[RU]|L[TU]|NO|P[LT]|S[EIK])\d\d(?: ?\d{4}){2,6} ?\d{1,4}(?!\d)/g,
  /(?<![:\w])(?:[\dA-F]{2}:){5}[\dA-F]{2}(?![:\w])/gi,
  // Dates with a full year, day first or year first.
  /(?<![\d]|\d[-/.])(?:0?[1-9]|[12]\d|3[01])([-/.])(?:0?[1-9]|1[0-2])\1(?:19|20)\d\d(?![-/.]?\d)/g,
  /(?<![\d]|\d[-/.])(?:19|20)\d\d([-/.])(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])(?!\d)/g,
  // Dates with the month in letters and a full year.
  /(?<!\d|\d[-/.])(?:0?[1-9]|[12]\d|3[01]) (?:jan|feb|m(?:aa)?r|apr|mei|jun|jul|aug|sep|okt|nov|dec)[a-z]{0,6}\.? (?:19|20)\d\d(?!\d)/gi,
  // Since a month.
  /(?<=\b(?:sinds|since) )(?:0?[1-9]|1[0-2])[-/](?:19|20)\d\d(?![-/. ]{0,2}\d)/gi,
  // Times of day, alone with a colon or as a stretch.
  /(?<![\d.:])(?:[01]?\d|2[0-4])[.:][0-5]\d ?(?:uur|u|h)? ?(?:-|–|tot|t\/m|en) ?(?:[01]?\d|2[0-4])[.:][0-5]\d(?![.:]?\d)/g,
  /(?<![\d.:])(?:[01]?\d|2[0-4]):[0-5]\d(?![.:]?\d)/g,
  // The same without a colon, after the day of the week or "open": "vr 0900-1730".
  /[0-2]\d[0-5]\d(?<=(?:\b(?:ma|di|wo|do|vr|za|zo)|dag|open|tijden)[ .:]{1,2}\d{4}) ?[-–] ?(?:[01]\d|2[0-4])[0-5]\d(?!\d)/gi,
  // Parcels: the post's own codes.
  /3S(?<![\p{L}\p{N}]3S)[A-Z]{2,6}\d{7,13}(?!\d)/gu,
  // Prices; what follows "80 euro" is no part of it, and no price begins with "06".
  /(?:€|\beuro?\b)(?<!\d ?(?:€|euro?)) ?(?!0\d)\d{1,5}(?:[.,]\d{1,3})?(?!\d)/gi,
  /(?<!\d|\d,)\d{1,4}(?:,\d\d|,-| ?euro\b)(?!\d|,\d)/gi,
  /(?<![\p{L}\p{N}$])\$ ?[1-9]\d{1,3}(?:\.\d\d)?(?![\d-]|[.) ]\d)/gu,
  // Heights in feet, weights, and sizes: "5'8", "123 lbs", "34B-27-37".
  /(?<![\d'’.,-])[4-6] ?(?:['’]|ft\.? ?)\d{1,2}(?:["”]|'')?(?![\d'’.,-])/gi,
  /(?<![\d.,/-])\d{2,3} ?(?:lbs?|kg)(?!\p{L})/giu,
  /(?<![\p{L}\p{N}-])\d{2}[A-H]{1,3}[-/]\d{2}[-/]\d{2}(?![\d-])/gu,
  // Around the clock.
  /(?<![\d/])24 ?[/x] ?7(?![\d/])/g,
  // Places on the map, west of Greenwich or south of the equator: "40.7128, -74.0060".
  /(?<![\d.])\d{1,2}\.\d{3,8}°?[ ,]{1,3}(?:[a-z]{1,10}[ .:=]{1,3})?-\d{1,3}\.\d{3,8}(?![\d.])/gi,
  // Web addresses; numbers in links to a chat are read before.
  /\b(?:https?:\/\/|www\.)[^\s<>"']{1,500}/gi,
];
/** These try every word of a text, so only one with the sign is asked: mail addresses, web addresses without "www", files. */
const othersBySign = [
  { sign: /@/, pattern: /[\w.+-]{1,64}@[\w-]{1,64}\./g },
  {
    sign: /\.(?:nl|be|com|eu|net|org)\//i,
    pattern: /\b[a-z][\w-]{1,62}\.(?:nl|be|com|eu|net|org)\/[^\s<>"']{1,500}/gi,
  },
  {
    sign: /\.(?:jpe?g|png|gif|webp|pdf|docx?|html?|mp4)(?!\w)/i,
    pattern: /(?<![\w-])[\w-]{1,80}\.(?:jpe?g|png|gif|webp|pdf|docx?|html?|mp4)(?!\w)/gi,
  },
];

/** Stretches no phone number may touch, sorted by where they begin. */
export function notPhonesIn(text: string): Stretch[] {
  return [...others, ...othersBySign.flatMap(({ sign, pattern }) => (sign.test(text) ? [pattern] : []))]
    .flatMap((pattern) =>
      Array.from(text.matchAll(pattern), (match) => ({ start: match.index, end: match.index + match[0].length })),
    )
    .toSorted((a, b) => a.start - b.start);
}

/** Names of numbers, also with a word or two before the number itself. */
const otherNumbers =
  'referentie ref kenmerk kvk btw vat iban rekening rek rekeningnr bic factuur factuurnr barcode bedrag dossier ' +
  'dossiernr zaaknr vergunning vergunningnr licentie licentienr postbus klantnr lidnr huisnr bsn rsin ean isbn wachtwoord password wifi ' +
  'giftcard cadeaukaart cadeaubon voucher polis code lic license licence invoice tracking permit confirmation cert certificate';
/** Words that name a number only just before it; elsewhere "advertentie van Lisa: 06..." is about her. */
const otherBefore =
  'big id advertentie advertentienr ordernr order model serie ticket type zaak artikel artikelnr suite apt zip account acct giro kassabon coupon routing serial';
/** And words that do so with "nr" or "#": "Ad" alone is a name. */
const numberedOther = new Set(
  'ad adv case listing review klant lid booking reservation member claim diploma certification conf invoice'.split(' '),
);
const namedOther = new Set(`${otherNumbers} ${otherBefore}`.split(' '));
const namedFromAfar = new Set(otherNumbers.split(' '));
/** What stands before "nummer" or "nr" when a phone is meant; before any other word it numbers something else. */
const phoneNumberWords = new Set(
  ' telefoon tel mobiel mob bel app contact gsm whatsapp nood mobiele telefoons werk prive privé thuis'.split(' '),
);

/** What may stand between the name of a number and the number: "kenmerk van de betaling is", "wifi voor gasten:", "kvk onder nummer". */
const ofWhat = String.raw`(?:van|voor|bij|onder|op|met|in) (?:(?:de|het|een|uw|je|mijn|ons|onze|deze|dit) )?(?!bel|app|sms|tel|what|mob|bereik|contact)\p{L}{2,14}`;
const linking = new RegExp(
  String.raw`(?<=\p{L}{2} )(?:(?:${ofWhat}:? )?(?:is|luidt|wordt|was|heet|eindigt op|begint met)|${ofWhat} ?:|(?:(?:inschrijving|registratie) )?(?:onder|met|bij) (?:het )?(?:nummer|nr\.?):?|(?<=code )\p{L}{3,14}:?) ?$`,
  'u',
);

/**
 * Whether the words just before a number say that it is something else ("Referentie", "KvK-nummer:", "lidnummer").
 * @param isLater it may begin within a longer number: "kenmerk 0600 0027 1834 0000".
 */
export function isNamedOtherwise(text: string, start: number, isLater = false): boolean {
  const whole = text.slice(Math.max(0, start - 40), start).toLowerCase();
  // "Z/26/060000" is the number of a case, "2024-06-0000" of a bill.
  if (/\p{L}\/\d{1,4}\/$|(?<!\d|\d[-/.])20[12]\d[-/]$/u.test(whole)) return true;
  const near = isLater ? whole.replace(/(?:\d{3,5} ){1,4}$/u, '') : whole;
  const before = near.replace(linking, '');
  if (/(?<!\p{L})area code\W{0,3}$/u.test(before)) return false;
  // "Bestelling 0600001290 staat klaar"; "voor een bestelling 06-..." has one call.
  if (/(?<!voor (?:een |uw |je )?)(?:bestelling|zending|pakket) $/u.test(before)) return true;
  const match = /([\p{L}-]{2,30})([ .:#]{0,3}(?:nr|no|nummer|number))?([ .:#=(+]{0,4})$/u.exec(before);
  // A full stop ends a sentence, but for an abbreviation: "gratis wifi. 06...", "ref. 06...".
  const [, name = '', numberedBy, signs = ''] = match ?? [];
  if (match === null || (/\. /.test(signs) && numberedBy === undefined && !/^.{0,3}$|nr$/u.test(name))) return false;
  const word = name.replaceAll('-', '');
  const numbered = /^(.*?)(?:nummers?|nrs?)$/u.exec(word)?.[1];
  return (
    (near === before ? namedOther : namedFromAfar).has(word) ||
    ((numberedBy !== undefined || signs.includes('#')) && numberedOther.has(word)) ||
    name.endsWith('-id') ||
    /kenmerk$|referentie$|polis$|\p{L}code$|wachtwoord$/u.test(word) ||
    (numbered !== undefined && !phoneNumberWords.has(numbered))
  );
}

/** Whether a sentence goes before results of matches, tables of sums or a place with a number, and so before several small numbers. */
export function listsNumbers(sentence: string): boolean {
  return /(?:kamer|zaal|tafel|lijn|bus|perron|spoor|rij|stoel|straat|laan|weg|plein|kade|gracht) $|uitslag|scores?\b|(?:eind|tussen)?stand\b|wedstrijd|tafel van|gewonnen|verloren/u.test(
    sentence,
  );
}

const otherThings =
  /kvk|koophandel|licentie|vergunning|iban|rekening|bestel|\border|factu|(?<!area )code|kenteken|\b(?:cadeau|kassa)?bon\b|\bpin|polis|dienst\b|trein|cursus|lidmaat|referentie|kenmerk|dossier|zaak|registr|\bbtw|\bbig|huisn|serie|artikel|verzeker|paspoort|van (?:uw|je|jouw)|bijvoorbeeld|\bbijv|\bbv\b|\boud(?:e)? n|pasje|kaart(?:en|nummer|je)?\b|ticket|loterij|pakket|zending|parcel|formulier/u;

/**
 * Whether a sentence speaks of a number that is none of a telephone: "het bestelnummer begint met". For digits that only words join.
 * @param sentence in small letters.
 */
export function namesSomethingElse(sentence: string): boolean {
  if (otherThings.test(sentence)) return true;
  return Array.from(sentence.matchAll(/(\p{L}{2,30})-?(?:nummers?|nrs?)(?!\p{L})/gu)).some(
    ([, word = '']) => !phoneNumberWords.has(word),
  );
}

/** The words of the same sentence just before a place, in small letters. Dots in a row, and digits on a line of their own, end none. */
export function clauseBefore(text: string, start: number, from = 0): string {
  const before = text.slice(Math.max(from, start - 90), start);
  return before.slice(clauseStartIn(before)).toLowerCase();
}

function clauseStartIn(before: string): number {
  let start = 0;
  for (const match of before.matchAll(/(?:(?<!\.)[.!?]\s+|\n\s*)(?=[(["'“]{0,2}\p{L})/gu))
    start = match.index + match[0].length;
  return start;
}
