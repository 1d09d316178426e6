/** What looks like a phone number to a careless reader and is something else. */

type Stretch = { start: number; end: number };

/** Each pattern runs from left to right with bounded repeats: linear on any text. */
const others = [
  // Accounts, VAT numbers.
  /\b[A-Z]{2}\d{2} ?[A-Z]{4}(?: ?\d){8,10}/g,
  /\bNL ?\d{9}B\d{2}\b/g,
  // Dates with a full year, day first or year first.
  /(?<![\d]|\d[-/.])(?:0?[1-9]|[12]\d|3[01])([-/.])(?:0?[1-9]|1[0-2])\1(?:19|20)\d\d(?![-/.]?\d)/g,
  /(?<![\d]|\d[-/.])(?:19|20)\d\d([-/.])(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])(?!\d)/g,
  // Times of day, alone with a colon or as a stretch.
  /(?<![\d.:])(?:[01]?\d|2[0-4])[.:][0-5]\d ?(?:uur|u|h)? ?(?:-|–|tot|t\/m|en) ?(?:[01]?\d|2[0-4])[.:][0-5]\d(?![.:]?\d)/g,
  /(?<![\d.:])(?:[01]?\d|2[0-4]):[0-5]\d(?![.:]?\d)/g,
  // The same without a colon, after the day of the week: "vr 0900-1730".
  /[0-2]\d[0-5]\d(?<=(?:\b(?:ma|di|wo|do|vr|za|zo)|dag)[ .:]{1,2}\d{4}) ?[-–] ?(?:[01]\d|2[0-4])[0-5]\d(?!\d)/gi,
  // Parcels: the post's own codes.
  /3S(?<![\p{L}\p{N}]3S)[A-Z]{2,6}\d{7,13}(?!\d)/gu,
  // Prices; what follows "80 euro" is no part of it, and no price begins with "06".
  /(?:€|\beuro?\b)(?<!\d ?(?:€|euro?)) ?(?!0\d)\d{1,5}(?:[.,]\d{1,3})?(?!\d)/gi,
  /(?<!\d|\d,)\d{1,4}(?:,\d\d|,-| ?euro\b)(?!\d|,\d)/gi,
  // Web addresses; numbers in links to a chat are read before.
  /\b(?:https?:\/\/|www\.)[^\s<>"']{1,500}/gi,
];
/** Tries every word of a text, so only one with the sign is asked. */
const mailAddress = /[\w.+-]{1,64}@[\w-]{1,64}\./g;

/** Stretches no phone number may touch, sorted by where they begin. */
export function notPhonesIn(text: string): Stretch[] {
  return (text.includes('@') ? [...others, mailAddress] : others)
    .flatMap((pattern) =>
      Array.from(text.matchAll(pattern), (match) => ({ start: match.index, end: match.index + match[0].length })),
    )
    .toSorted((a, b) => a.start - b.start);
}

const namedOther = new Set(
  (
    'referentie ref kenmerk kvk btw vat iban rekening rek rekeningnr bic big id code advertentie advertentienr ordernr order factuur factuurnr ' +
    'barcode bedrag model serie ticket type dossier dossiernr zaak zaaknr vergunning vergunningnr licentie licentienr postbus artikel artikelnr klantnr lidnr huisnr bsn rsin ean isbn'
  ).split(' '),
);
/** What stands before "nummer" or "nr" when a phone is meant; before any other word it numbers something else. */
const phoneNumberWords = new Set(
  ' telefoon tel mobiel mob bel app contact gsm whatsapp nood mobiele telefoons werk prive privé thuis'.split(' '),
);

/** Whether the words just before a number say that it is something else ("Referentie", "KvK-nummer:", "lidnummer"). */
export function isNamedOtherwise(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - 40), start).toLowerCase();
  const match = /([\p{L}-]{2,30})(?:[ .:#]{0,3}(nr|no|nummer))?[ .:#(+]{0,4}$/u.exec(before);
  if (match === null) return false;
  const word = (match[1] ?? '').replaceAll('-', '');
  const numbered = /^(.*?)(?:nummers?|nrs?)$/u.exec(word)?.[1];
  return namedOther.has(word) || (numbered !== undefined && !phoneNumberWords.has(numbered));
}
