/** Which letters and signs pass for digits, and which letters for Latin ones. */

/** Latin, Greek, Cyrillic, Armenian, full-width and circled letters, and rings, that pass for a digit wherever they stand among digits. */
const zeros = 'OoQΟοОоՕօØøΘθＯｏⓄⓞ⭕🄾🅞🅾○◯⚪ºᴏ';
const ones = 'lI|iІіӀӏΙιıｌＩ';
/** Letters of other alphabets that look like other digits; among Latin ones nobody writes them for anything else. */
const others = new Map(Array.from('ЗзӠӡЧчЅѕб', (char, at) => [char, '333344556'[at] ?? '']));

/** Signs of the list above that are no letters, for a class of characters. */
export const ringSigns = String.raw`\u24C4\u24DE\u2B55\u25CB\u25EF\u26AA\u{1F13E}\u{1F15E}\u{1F17E}`;

/** Whether a word is made of letters that pass for digits without doubt. */
export function isAllLookalikes(word: string): boolean {
  return (
    /[OoQlIi|]|[^\0-\x7f]/.test(word[0] ?? '') && Array.from(word).every((char) => sureLookalikeOf(char) !== undefined)
  );
}

export function sureLookalikeOf(marked: string): string | undefined {
  // "Ó" and "î" pass for what they are without their marks.
  const char = marked > '\x7f' ? (marked.normalize('NFD')[0] ?? marked) : marked;
  if (zeros.includes(char)) return '0';
  return ones.includes(char) ? '1' : others.get(char);
}

/** Those, and the ones that are believed only among many digits. */
export function lookalikeOf(char: string): string | undefined {
  const at = 'ZzSsBΒВGE'.indexOf(char);
  return sureLookalikeOf(char) ?? (at < 0 ? undefined : '225588863'[at]);
}

/** Everything that was ever seen for a digit: believed only where nothing else makes a whole number. */
const doubtful = new Map(
  Object.entries({
    0: 'DU',
    1: '!¡Lj',
    2: 'Ƨƨ',
    3: 'eƐɛЭэЄƷʒȜ',
    4: 'Aa',
    5: '$§Ƽƽ',
    6: 'bϬ',
    7: 'Tt',
    8: 'ßȢȣ',
    9: 'gq',
  }).flatMap(([digit, chars]) => Array.from(chars, (char) => [char, digit] as const)),
);

export function doubtfulLookalikeOf(char: string): string | undefined {
  return lookalikeOf(char) ?? doubtful.get(char);
}

/** Digits that no rule of Unicode turns into plain ones: ten on a key, dice, Roman numerals and Chinese digits. */
const drawn = new Map<string, string>([
  ['🔟', '10'],
  ['零', '0'],
  ...Array.from('〇一二三四五六七八九', (char, at) => [char, String(at)] as const),
  ...Array.from('⚀⚁⚂⚃⚄⚅', (char, at) => [char, String(at + 1)] as const),
  ...Array.from('ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ', (char, at) => [char, String(at + 1)] as const),
  ...Array.from('ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻ', (char, at) => [char, String(at + 1)] as const),
]);
/** For a class of characters: the ones that are no letters, and the ones that are. */
export const drawnSigns = String.raw`\u{1F51F}\u2680-\u2685`;
export const drawnLetters = '零一二三四五六七八九';

export function drawnDigitOf(char: string): string | undefined {
  return drawn.get(char);
}

/** By their looks, and where no Latin letter looks like them by their sound. */
const latin = new Map<string, string>([
  ...pairsOf('аеорсхіѕуктгдзлнвпѵυοαενικτρχ', 'aeopcxisuktgdzlnvnvuoaeviktpx'),
  ...pairsOf('ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ', 'abcdefghijklmnoprstuvwyz'),
  ...pairsOf('łøđıɑɡɩ', 'lodiagi'),
]);

/** A word with letters of other alphabets, small capitals and letters on a dark ground taken for the Latin ones they look like. */
export function latinOf(folded: string): string {
  return Array.from(folded, (char) => latin.get(char) ?? onDarkGround(char) ?? char).join('');
}

/** For a class of characters: letters in circles and squares, which count as signs. */
export const framedLetters = String.raw`\u24B6-\u24E9\u{1F130}-\u{1F149}\u{1F150}-\u{1F169}\u{1F170}-\u{1F189}`;

function onDarkGround(char: string): string | undefined {
  const code = char.codePointAt(0) ?? 0;
  const first = code >= 0x1f170 ? 0x1f170 : 0x1f150;
  return code >= first && code < first + 26 ? String.fromCodePoint(0x61 + code - first) : undefined;
}

function pairsOf(from: string, to: string): [string, string][] {
  const letters = Array.from(to);
  return Array.from(from, (char, at): [string, string] => [char, letters[at] ?? char]);
}
