import { isName } from './age-words.ts';

const name = String.raw`(\p{Lu}[\p{L}\p{M}'’-]{1,24})(?![\p{L}\p{M}])`;
/** More of them: ", Vera en Mila". */
const others = String.raw`((?:(?:, | ?& | en | of )\p{Lu}[\p{L}\p{M}'’-]{1,24}(?![\p{L}\p{M}])){0,9})`;
const someAndMore = name + others;
const namesMax = 10;
const textMaxChars = 20_000;

/** Where an ad says who is advertised. Only the word that stands in the place of a first name is taken. */
const introductions = [
  {
    hint: /naam is|NAAM IS|k heet|aam:|oem me|iefs|roet|[Kk]us|y name is/,
    source: String.raw`(?<!\p{L})(?:[Mm]ijn naam is|MIJN NAAM IS|[Ii]k heet|[Nn]aam:|[Nn]oem me|[Ll]iefs,?|[Gg]roet(?:en|jes)?,?|[Kk]us(?:jes)?,?|[Mm]y name is) ${name}`,
  },
  { hint: /k ben /, source: String.raw`(?<!\p{L})[Ii]k ben (?:het, )?${name}` },
  {
    hint: /ij zijn [^a-z\d]|nze (?:dames|meiden|heren|masseu)|[Zz]us(?:jes|sen) [^a-z]|werken [^a-z\d]/,
    source: String.raw`(?<!\p{L})(?:[Ww]ij zijn|[Oo]nze (?:dames|meiden|heren|masseuses|masseurs)(?: zijn| heten)?:?|(?:[Dd]e )?[Zz]us(?:jes|sen)|(?:[Vv]andaag|[Mm]orgen|[Hh]ier) werken) ${someAndMore}`,
  },
  {
    hint: /(?:naar|fspraak (?:met|bij)|eserveer bij|ollega['’]?s?|(?:allo|[Hh]oi|[Dd]ag|[Hh]i|[Hh]ey),? met) [^a-z\d]/,
    source: String.raw`(?<!\p{L})(?:[Vv]raag (?:dan |gerust )?naar|[Aa]fspraak (?:met|bij)|[Rr]eserveer bij|[Mm]ijn collega['’]?s?|(?:[Hh]allo|[Hh]oi|[Dd]ag|[Hh]i|[Hh]ey),? met) ${someAndMore}`,
  },
  {
    hint: /ieuw(?: bij ons)?: /,
    source: String.raw`(?<!\p{L})[Nn]ieuw(?: bij ons)?: ${name},? \(?[1-9]\d(?= ?(?:jaar|jr|[,.)]|$))`,
  },
  { hint: /[Bb]el (?:met )?[^a-z\d\s(]/, source: String.raw`(?<!\p{L})[Bb]el (?:met )?${name} (?:op|via|voor|:)` },
  // In a sentence only names have a capital: "Vera en Mila geven samen massage".
  {
    hint: / (?:en|&) [^a-z\d\s]\S{1,24} (?:geven|werken|ontvangen|maken|masseren|helpen|komen)/,
    source: String.raw`(?:^|[.!?:] |\n)${name}((?:, \p{Lu}[\p{L}\p{M}'’-]{1,24}){0,8} (?:en|&) \p{Lu}[\p{L}\p{M}'’-]{1,24}) (?:geven|werken|ontvangen|maken|masseren|helpen|komen)(?!\p{L})`,
  },
  { hint: / heet [^a-z]/, source: String.raw`(?<!\p{L})(?:vriendin|collega|zus|zusje|zij|ze) heet ${name}` },
  { hint: / heet /, source: String.raw`${name} heet (?:u|je|jou|jullie) welkom` },
  { hint: /\([1-9]/, source: String.raw`(?<!\p{L})${name} ?\([1-9]\d(?: ?(?:jaar|jr\.?))?\)` },
  // A text without the hint cannot hold the introduction, and is found out many times faster.
].map(({ hint, source }) => ({ hint, pattern: new RegExp(source, 'gu') }));

/**
 * "Ik ben Poolse" states an origin, which must never be kept, least of all as a name (guard-rail G5).
 * Endings of such words, plus the short ones; a name lost to an ending costs a count, an origin kept breaks the law.
 */
const origin =
  /(?:aanse?|eense?|andse?|ische?|oolse?|aarse?|aamse?|urkse?|aise|inese|anse|gese|spaanse?|griekse?|belg|fries|friezin|russin|zweedse?|deense?|noorse?|ierse?|duitse?|britse?|engelse?|franse?|tsjechische?|baltische?|latina|latino|anen|enen|ezen|ers|belgen|polen|russen|turken|grieken|denen|zweden|[bdfgkmprt]se|riese)$/iu;
const notNames = new Set(
  'Bel App Tel Telefoon Leeftijd Een De Het Ik Jij Uw Beschikbaar Nieuw Nu Vrij Open Welkom Altijd Maat Kamer Dame Heer Vrouw Man Masseuse Masseur Alleen Elke Vandaag Nederland Hilversum Student Studente Mij Me Ons Onze Mijn Je Jou Direct Gerust Gewoon Even Snel Meer Informatie Info Prijzen Tarieven Tarief Mogelijkheden Allemaal Samen Studio Salon Praktijk Hotel Massages Receptie Kantoor Balie Kerst Pasen Rust Ontspanning Kwaliteit Moslim Moslima Christen Joods Joodse Hindoe Trans Transgender Blond Blonde Brunette Donker Donkere Blank Blanke Zwanger'.split(
    ' ',
  ),
);
/** "Ik ben Gediplomeerd en Vriendelijk": how somebody is, with a capital. No first name of some use ends so. */
const manner = /(?:lijk|eerd|baar|loos|zaam|vrij|igd?)$/u;

/** Names the advertised person goes by, in order, each once; only for counting distinct personas. */
export function personaNamesIn(texts: readonly string[]): string[] {
  const names = new Set<string>();
  for (const text of texts.map((each) => each.slice(0, textMaxChars))) {
    for (const { pattern } of introductions.filter(({ hint }) => hint.test(text))) {
      for (const match of text.matchAll(pattern)) {
        const together = [match[1] ?? '', ...(match[2] ?? '').split(/, | ?& | en | of /u)].filter(
          (each) => each !== '',
        );
        // Where one of several is no name, as in "Hilversum en Bussum" or "Rust en Aandacht", the others are none either.
        if (!together.every(mayBeName)) continue;
        for (const found of together) if (names.size < namesMax) names.add(found);
      }
    }
  }
  return [...names];
}

function mayBeName(word: string): boolean {
  return !notNames.has(word) && !origin.test(word) && !manner.test(word) && isName(word);
}
