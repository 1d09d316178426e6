import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { PhoneUnit } from './phone-unit.ts';

/** A number that digits may be; `sure` when no other length of the same digits would do better. */
export type PhoneReading = { e164: string; sure: boolean };

/** How numbers are written within a country, without an international prefix. */
export type PhoneCountry = {
  /** The digits a number may begin with. */
  begins: RegExp;
  /** @param inGroups whether the digits stood in several groups. */
  read(digits: string, inGroups: boolean): PhoneReading | null;
  /**
   * Words between the digits are believed only for the numbers people hide that way.
   * @param groups how many digits stood in each group, where the groups are known.
   */
  mayHideInWords(read: PhoneReading, groups?: readonly number[]): boolean;
  /** The stretch in which something still begins as a number does, so that guesses are worth their time; null when nothing does. */
  mayBeginIn(units: readonly PhoneUnit[], text: string): { start: number; end: number } | null;
};

export const dutchPhones: PhoneCountry = {
  begins: /^(?:0|31)/,
  read: dutch,
  mayHideInWords: ({ e164 }) => /^\+316\d{8}$/.test(e164),
  mayBeginIn: (units, text) => {
    const spelled = units.filter(({ digits, kinds }) => digits !== '1' && kinds.includes('words'));
    // Of a number whose beginning is not read yet, some other words may be.
    if (spelled.length > 4 || nearlyBegins.test(text)) return { start: 0, end: text.length };
    const beginnings = units.filter(
      ({ digits, start }, at) =>
        /^(?:06|31|003)/.test(digits) ||
        // "een" may stand between: "een 0, dan een 6".
        (digits === '0' && units.slice(at + 1, at + 3).some((next) => next.digits.startsWith('6'))) ||
        (digits.startsWith('6') && 'DUQOo)]'.includes(text[start - 1] ?? ' ')),
    );
    const [first, last] = [beginnings[0], beginnings.at(-1)];
    return first === undefined || last === undefined
      ? null
      : { start: Math.max(0, first.start - 4), end: last.start + longestNumberChars };
  },
};

/** From the beginning of a number to its end, with words and empty lines between its digits. */
const longestNumberChars = 300;
/** "OG", "0b", "n*l", "zeero siix": what begins a number with no digit that is read yet. */
const nearlyBegins =
  /[OoQD0][Gb](?<![\p{L}\p{N}]..)(?!(?!o)[a-z]{2})|[nozv][*!$@][a-z*]|(?!(?:nul|zero)[ ,.-]{1,2}(?:zes|six)(?![a-z]))(?:z{1,4}e{1,4}r{1,4}o|n{1,4}u{1,4}l)[orl]{0,3}[ ,.-]{1,2}[sz]{1,4}[ie]/iu;

/** For `npm run bench:extract -- --region US` on data of others; the product never uses it. */
export const americanPhones: PhoneCountry = {
  begins: /^[1-9]/,
  read: american,
  mayHideInWords: ({ sure }, groups) => sure && (groups === undefined || areAmericanGroups(groups)),
  mayBeginIn: (units, text) => (units.length > 0 ? { start: 0, end: text.length } : null),
};

/** Area code, exchange and line each begin with a group, unless all digits stand in pairs: "80 to 120" begins no number. */
function areAmericanGroups(groups: readonly number[]): boolean {
  if (groups.every((size) => size === 2)) return true;
  let seen = 0;
  const ends = groups.map((size) => (seen += size));
  const country = seen - 10;
  return ends.includes(country + 3) && ends.includes(country + 6);
}

function dutch(digits: string, inGroups: boolean): PhoneReading | null {
  if (digits.startsWith('00')) {
    if (digits.length < 11) return null;
    // "00" also opens article numbers: a number nobody wrote in groups must be a valid one.
    const read = internationalOf(digits.slice(2));
    return read?.sure === true || inGroups ? read : null;
  }
  if (/^31(?:0?6)\d{8}$/.test(digits)) return internationalOf(digits);
  // Any 06 number of ten digits: numbers for tests are possible, not valid.
  if (/^06\d{8}$/.test(digits)) return { e164: `+31${digits.slice(1)}`, sure: true };
  if (!/^0\d{9}$|^0[89]0\d{5}$/.test(digits)) return null;
  const parsed = parsePhoneNumberFromString(digits, 'NL');
  return parsed?.isValid() === true ? { e164: parsed.number, sure: true } : null;
}

function american(digits: string): PhoneReading | null {
  const national = /^1?([2-9]\d{2}[2-9]\d{6})$/.exec(digits)?.[1];
  if (national === undefined) return null;
  // 555-01xx is given out to nobody, and what texts for tests are written with.
  if (/^\d{3}55501\d{2}$/.test(national)) return { e164: `+1${national}`, sure: true };
  const parsed = parsePhoneNumberFromString(national, 'US');
  return parsed?.isValid() === true ? { e164: parsed.number, sure: true } : null;
}

/** @param digits with the country code and without a prefix. */
export function internationalOf(digits: string): PhoneReading | null {
  // "+31 (0)6 ..." keeps the national zero.
  const clean = digits.replace(/^310(?=\d{9}$)/, '31');
  if (!/^[1-9]\d{7,14}$/.test(clean)) return null;
  // A Dutch mobile number has one length; shorter, it is cut off.
  if (clean.startsWith('316')) return clean.length === 11 ? { e164: `+${clean}`, sure: true } : null;
  const parsed = parsePhoneNumberFromString(`+${clean}`);
  if (parsed === undefined || !parsed.isPossible()) return null;
  return { e164: parsed.number, sure: parsed.isValid() };
}
