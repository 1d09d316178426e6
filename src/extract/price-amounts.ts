import { fold } from '../lib/fold.ts';
import type { PriceLength } from './price-lengths.ts';
import { amountOfWord } from './number-words.ts';

/** An amount in a sentence; `minutes` where it stands so close to a length that it can be of no other. */
export type Amount = { cents: number; start: number; end: number; isFormer: boolean; minutes: number | null };

const centsMax = 10_000_000;
/** Below it a bare number is a count, a clock or a house number far sooner than a price. */
const bareEurosMin = 20;

const whole = String.raw`(\d{1,3}(?:\.\d{3})+(?!\d)|\d{1,6})`;
const euro = String.raw`(?:€|eur(?:o(?:['’]?s|otjes?)?|i|ie)?(?!\p{L}))`;
/** Written instead of "euro" where a site forbids prices; flowers are sold too, so it counts only for a length. */
const slang = String.raw`(?:roosjes|rozen|roses|kusjes|piek)(?!\p{L})`;
/** "€ 120", "EUR 120,00", "120 euro", "120,-", "honderdtwintig euro", "120 roosjes"; one group or pair for each way of writing. */
const amount = new RegExp(
  [
    String.raw`(?<![\p{L}\p{N}])${euro}\s?${whole}(?:[.,](\d{2})(?!\d)|,[-=]{1,2})?(?!\d)`,
    String.raw`(?<![\p{L}\p{N}.,])${whole}(?:[.,](\d{2})|,-)?\s?${euro}`,
    String.raw`(?<![\p{L}\p{N},]|\d\.)(\d{2,5}),-`,
    String.raw`(?<![\p{L}\p{N}\p{M}])([\p{L}\p{M}]{3,30})\s?${euro}(?!\s?\d)`,
    String.raw`(?<![\p{L}\p{N}.,])(\d{2,3}) ?${slang}`,
  ].join('|'),
  'giu',
);

/** Every way of writing holds one of these; a text without is done with at once. Within a word "eur" is a door, a colour or a scent. */
export const mayHoldAmount = /€|euro|(?<![a-z])eur|,-|\d ?(?:ro[oz]|roses|kusjes|piek)/i;

/** Other things that cost money, right before what they cost: "reiskosten: ", "parkeren kost ", "de douche erbij voor ". */
const notTheFeeBefore =
  /(?:korting|toeslag|reiskosten|voorrijkosten|park(?:eren|eer\p{L}{1,12})|borg|aanbetaling|extra|erbij|boete|bon|waarde|fooi|taxi)(?: van| is| kost| kosten| voor|:)? ?$/u;
const notTheFeeAfter =
  /^ ?(?:korting|toeslag|extra|fooi|boete|reiskosten|borg|per minuut|p\/m|per km|per kilometer|voor (?:het |de )?(?:parkeren|taxi|reiskosten))/u;
/** "Normaal 100, nu 80": counts only where no other amount stands beside it. */
const formerBefore = /(?:normaal|voorheen|eerst|i\.?p\.?v\.?|in plaats van)(?: van)?:? ?$/u;
/** Before an amount, the one that counts: the lower end of a range, or what is asked "in plaats van" it. */
const rangeOrNow = String.raw`\s?(?:i\.?p\.?v\.?|in plaats van|-|–|tot(?: en met)?|à|t\/m)(?: (?:van|wel))?\s?(?:€ ?)?`;
const firstBefore = new RegExp(
  String.raw`(?:(?<![\p{L}\p{N}.,:/€-]|€ )(\d{2,4})(?:,-)?${rangeOrNow}|tussen(?: de)? (\d{2,4}) en )$`,
  'iu',
);
const joinsTwo = new RegExp(String.raw`^${rangeOrNow}$`, 'iu');

/** The amounts of a sentence that are marked as money, without those asked for something else. */
export function markedAmountsIn(sentence: string): (Amount & { isSlang: boolean })[] {
  const all = Array.from(sentence.matchAll(amount)).flatMap((match) => {
    const cents =
      match[6] === undefined
        ? centsOf(match[1] ?? match[3] ?? match[5] ?? match[7], match[2] ?? match[4])
        : centsOfWord(match[6]);
    const end = match.index + match[0].length;
    if (cents === null) return [];
    const before = sentence.slice(Math.max(0, match.index - 40), match.index);
    const [first, counted] = firstOfTwo(before, cents);
    const start = match.index - first.length;
    const said = before.slice(0, before.length - first.length).toLowerCase();
    if (notTheFeeBefore.test(said) || notTheFeeAfter.test(sentence.slice(end, end + 24).toLowerCase())) return [];
    return [
      { cents: counted, start, end, isFormer: formerBefore.test(said), minutes: null, isSlang: match[7] !== undefined },
    ];
  });
  // "€ 80 - € 120" and "€ 75 ipv € 90" are one price, the first.
  const one: typeof all = [];
  for (const each of all) {
    const last = one.at(-1);
    if (last !== undefined && joinsTwo.test(sentence.slice(last.end, each.start)))
      one.splice(-1, 1, { ...last, end: each.end });
    else one.push(each);
  }
  return one;
}

/** What stands before an amount in one price with it, and the cents that count. */
function firstOfTwo(before: string, cents: number): [first: string, cents: number] {
  const match = firstBefore.exec(before);
  const first = centsOf(match?.[1] ?? match?.[2], undefined);
  return match === null || first === null || first >= cents ? ['', cents] : [match[0], first];
}

const bareNumber = String.raw`(\d{2,3}(?:,\d{2})?)(?:,-| ?e(?!\p{L}))?`;
const bareWord = String.raw`([\p{L}\p{M}]{5,30})`;
/** "80 per", "95/", "zestig het halve", "130 voor een" and then a length. */
const bareBefore = new RegExp(
  String.raw`(?<![\p{L}\p{M}\p{N}.,:/-]|€ ?)(?:${bareNumber}|${bareWord})(?: ?\/ ?| (?:per|het|voor(?: een| het| 1)?|an)(?: heel| hele| vol)? )$`,
  'iu',
);
/** The same before a length that says "per" itself: "65 p/u", "65/u". */
const bareBeforePer = new RegExp(String.raw`(?<![\p{L}\p{M}\p{N}.,:/-]|€ ?)(?:${bareNumber}|${bareWord}) ?$`, 'iu');
const endsPrice = String.raw`(?=\s*(?:$|[\n;|)]|\/(?!\d)|[.,](?!\d)|(?:en|of|maar|dus|plus|incl|excl|ex|all|graag|contant)(?!\p{L})|half|heel |anderhalf|kwartier|[1-3] ?u(?!\p{L})|\d{2,3} ?m(?:in|(?= \d))|\p{L}+ uur))`;
/** A length and then ": 80", " massage kost 80", " is tachtig". */
const bareAfter = new RegExp(
  String.raw`^(?:[^\p{L}\p{N}\n€]{1,10}|(?: \p{L}{3,14})? (?:kost|is|voor|à|doe ik voor) )(?:${bareNumber}|${bareWord})${endsPrice}`,
  'iu',
);

/** What a bare number beside a length counts: "kamer 24 voor een uur". */
const otherNumberBefore = /(?:kamer|nummer|nr\.?|bus|lijn|huisnummer|maat|leeftijd|binnen|om|elke) ?$/iu;
const otherWordEuros = 40;

/** Numbers and words without a sign of money, right beside a length: "80 per uur", "half uur: 60", "een uur kost honderd". */
export function bareAmountsAround(sentence: string, { minutes, start, end }: PriceLength): Amount[] {
  const isPer = /[p/]/i.test(sentence.charAt(start));
  const from = Math.max(0, start - 50);
  const before = (isPer ? bareBeforePer : bareBefore).exec(sentence.slice(from, start));
  const after = bareAfter.exec(sentence.slice(end, end + 60));
  return [
    ...(before === null || otherNumberBefore.test(sentence.slice(0, from + before.index).slice(-16))
      ? []
      : bareAmount(before, from + before.index, minutes)),
    ...(after === null ? [] : bareAmount(after, end + after[0].length - (after[1] ?? after[2] ?? '').length, minutes)),
  ];
}

function bareAmount([, digits, spelled]: RegExpExecArray, start: number, minutes: number): Amount[] {
  const [euros, cents] = (digits ?? '').split(',');
  const value = spelled === undefined ? centsOf(euros, cents) : centsOfWord(spelled);
  const least = (spelled === undefined ? bareEurosMin : otherWordEuros) * 100;
  const isPrice = value !== null && (value >= least || cents !== undefined);
  return isPrice
    ? [{ cents: value, start, end: start + (digits ?? spelled ?? '').length, isFormer: false, minutes }]
    : [];
}

function centsOfWord(word: string): number | null {
  const euros = amountOfWord(fold(word));
  // "een euro" and the like is said of a tip or a discount, never of a service.
  return euros === null || euros < 10 ? null : euros * 100;
}

export function centsOf(euros: string | undefined, cents: string | undefined): number | null {
  if (euros === undefined) return null;
  const value = Number(euros.replaceAll('.', '')) * 100 + Number(cents ?? 0);
  return value > 0 && value <= centsMax ? value : null;
}
