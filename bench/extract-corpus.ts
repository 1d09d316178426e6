import { createRandom } from '../src/lib/random.ts';
import type { Random } from '../src/lib/random.ts';

/** `kind` is how the number is written; texts without a number have none. */
export type ExtractCase = { text: string; phones: string[]; age: number | null; kind: HidingKind | null };

const dutch = 'nul een twee drie vier vijf zes zeven acht negen'.split(' ');
const english = 'zero one two three four five six seven eight nine'.split(' ');
const teens = 'tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien'.split(' ');
const tens = 'twintig dertig veertig vijftig zestig zeventig tachtig negentig'.split(' ');

/** Ways to write the ten digits of a number, as the issue of hidden numbers lists them; written apart from the reader it measures. */
const hidings = {
  plain: (digits, random) =>
    random.pick([
      digits,
      `${digits.slice(0, 2)}-${digits.slice(2)}`,
      pairs(digits).join(' '),
      `+31 6 ${digits.slice(2)}`,
      `(${digits.slice(0, 2)}) ${digits.slice(2, 6)} ${digits.slice(6)}`,
    ]),
  'words-dutch': (digits, random) => spell(digits, dutch).join(random.pick([' ', '-', ', '])),
  'words-english': (digits, random) => spell(digits, english).join(random.pick([' ', '-'])),
  'words-in-pairs': (digits) =>
    pairs(digits)
      .map((pair) => (pair.startsWith('0') ? spell(pair, dutch).join(' ') : wordOfPair(Number(pair))))
      .join(' '),
  'words-and-digits': (digits, random) =>
    Array.from(digits, (digit) => (random.chance(0.5) ? (dutch[Number(digit)] ?? '') : digit)).join(' '),
  'split-by-punctuation': (digits, random) =>
    pairs(digits).join(random.pick([' * ', '_', ' ~ ', ' | ', '...', ' / ', ' : '])),
  'split-by-words': (digits, random) => {
    const between = random.shuffle(['dan', 'en dan', 'daarna', 'en', 'vervolgens', 'bel']);
    return [digits.slice(0, 2), digits.slice(2, 6), digits.slice(6)]
      .map((part, at) => (at === 0 ? part : `${between[at] ?? 'en'} ${part}`))
      .join(' ');
  },
  lookalikes: (digits, random) => {
    const [zero = '', one = ''] = random.pick([
      ['O', 'l'],
      ['o', 'I'],
      ['О', '1'],
      ['O', '1'],
    ]);
    return `${digits.slice(0, 2)}-${digits.slice(2)}`.replaceAll('0', zero).replaceAll('1', one);
  },
  keycaps: (digits) => Array.from(digits, (digit) => `${digit}\u{FE0F}\u{20E3}`).join(''),
  circled: (digits) =>
    Array.from(digits, (digit) => (digit === '0' ? '⓪' : String.fromCodePoint(0x245f + Number(digit)))).join(''),
  'full-width': (digits) => fromZero(digits, 0xff10),
  'other-scripts': (digits, random) => fromZero(digits, random.pick([0x0660, 0x0966, 0x09e6, 0x1d7ce, 0x1d7f6])),
  'zero-width': (digits, random) => Array.from(digits).join(random.pick(['\u200B', '\u200D', '\u2060', '\uFEFF'])),
  'right-to-left': (digits) => `${digits.slice(0, 3)}\u202E${digits.slice(3, 6)}\u202C${digits.slice(6)}`,
  'emoji-between': (digits, random) => pairs(digits).join(random.pick([' ❤ ', '🌸', ' ✨✨ ', '➡️'])),
  'words-and-digits-glued': (digits, random) =>
    Array.from(digits, (digit) => (random.chance(0.4) ? (dutch[Number(digit)] ?? '') : digit)).join(''),
  'letters-apart': (digits) =>
    spell(digits, dutch)
      .map((word) => Array.from(word).join('.'))
      .join('  '),
  'counted-twice': (digits) =>
    digits
      .replaceAll(/(\d)\1/gu, (_, digit: string) => ` dubbel ${dutch[Number(digit)] ?? ''} `)
      .replaceAll(/\d/gu, (digit) => ` ${dutch[Number(digit)] ?? ''} `)
      .replaceAll(/ +/gu, ' ')
      .trim(),
  mixed: (digits, random) =>
    [
      spell(digits.slice(0, 2), dutch).join(' '),
      digits.slice(2, 4).replaceAll('0', 'O'),
      fromZero(digits.slice(4, 6), 0xff10),
      Array.from(digits.slice(6), (digit) => (random.chance(0.5) ? (english[Number(digit)] ?? '') : digit)).join(' '),
    ].join(random.pick([' ', ' - '])),
} satisfies Record<string, (digits: string, random: Random) => string>;

export type HidingKind = keyof typeof hidings;
const kinds = Object.keys(hidings).filter((kind): kind is HidingKind => kind in hidings);

const fillers = [
  'Rustige kamer met warme ontvangst.',
  'Massage aan huis, ook in de avond.',
  'Alleen op afspraak, parkeren voor de deur.',
  'Neem gerust contact op voor meer informatie.',
  'Gezelschap voor een etentje of een wandeling.',
  'Schoon, netjes en discreet.',
];
const ageSentences = [
  (years: number) => `Ik ben ${years} jaar.`,
  (years: number) => `Leeftijd: ${years}.`,
  (years: number) => `Ik ben ${wordOfPair(years)} jaar jong.`,
  (years: number) => `Een dame van ${years} jaar.`,
  (years: number) => `${years}-jarige masseuse.`,
];

/** Texts with a number hidden in each of the ways in turn, a stated age in half of them, and in each one to three things that look alike. */
export function extractCorpus({ cases, seed }: { cases: number; seed: number }): ExtractCase[] {
  const random = createRandom(seed);
  return Array.from({ length: cases }, (_, at) => {
    const kind = at % (kinds.length + 1) === kinds.length ? null : (kinds[at % (kinds.length + 1)] ?? null);
    // 06-00 is given out to nobody and cannot ring.
    const digits = `0600${String(random.int(0, 999_999)).padStart(6, '0')}`;
    const age = random.chance(0.5) ? random.int(21, 59) : null;
    const sentences = random.shuffle([
      random.pick(fillers),
      random.pick(fillers),
      ...Array.from({ length: random.int(1, 3) }, () => distractor(random)),
      ...(age === null ? [] : [random.pick(ageSentences)(age)]),
      ...(kind === null
        ? []
        : [`${random.pick(['Bel', 'App', 'Bereikbaar op', 'Tel:'])} ${hidings[kind](digits, random)}`]),
    ]);
    return {
      text: sentences.join(random.pick(['\n', '\n\n'])),
      phones: kind === null ? [] : [`+31${digits.slice(1)}`],
      age,
      kind,
    };
  });
}

/** What holds numbers and is neither a phone number nor the age of the advertiser. */
function distractor(random: Random): string {
  const digits = (count: number) => Array.from({ length: count }, () => random.int(0, 9)).join('');
  return random.pick([
    () => `Postcode ${random.int(1200, 1299)} ${random.pick(['AB', 'KL', 'XZ'])}, huisnummer ${random.int(1, 99)}.`,
    () => `€ ${random.int(40, 95)} per half uur, € ${random.int(100, 180)} per uur.`,
    () => `KvK ${random.int(10_000_000, 99_999_999)}.`,
    () => `IBAN NL${digits(2)}BANK0${digits(9)}.`,
    () => `Geplaatst op ${random.int(10, 28)}-0${random.int(1, 9)}-${random.int(2018, 2025)}.`,
    () => `Open van ${random.int(10, 12)}.00 tot ${random.int(18, 23)}.00 uur.`,
    () => `Al ${random.int(3, 25)} jaar ervaring.`,
    () => `Vergunningnummer 0600-${digits(6)}.`,
    () => `Advertentienummer ${digits(10)}.`,
    () => 'Toegang vanaf 18 jaar, 18+.',
    () => `Heren van ${random.int(30, 60)} jaar zijn ook welkom.`,
    () => `Maat ${random.int(34, 46)}, ${random.int(155, 185)} cm.`,
    () => `Werkzaam sinds ${random.int(2005, 2022)}.`,
    () => `Bezoek duurt ${random.int(30, 90)} minuten.`,
    () => `Factuur ${random.int(2019, 2025)}-${digits(5)}.`,
  ])();
}

function spell(digits: string, words: readonly string[]): string[] {
  return Array.from(digits, (digit) => words[Number(digit)] ?? '');
}

function pairs(digits: string): string[] {
  return digits.match(/../gu) ?? [];
}

function wordOfPair(number: number): string {
  if (number < 10) return dutch[number] ?? '';
  if (number < 20) return teens[number - 10] ?? '';
  const ten = tens[Math.floor(number / 10) - 2] ?? '';
  const one = number % 10;
  if (one === 0) return ten;
  return `${dutch[one] ?? ''}${one === 2 || one === 3 ? 'ën' : 'en'}${ten}`;
}

function fromZero(digits: string, zero: number): string {
  return Array.from(digits, (digit) => String.fromCodePoint(zero + Number(digit))).join('');
}
