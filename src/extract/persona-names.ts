const name = String.raw`(\p{Lu}[\p{L}\p{M}'’-]{1,24})(?![\p{L}\p{M}])`;
const namesMax = 10;
const textMaxChars = 20_000;

/** Where an ad says who is advertised. Only the word that stands in the place of a first name is taken. */
const introductions = [
  {
    hint: /naam is|NAAM IS|k heet|aam:|oem me|iefs|roet|[Kk]us|y name is/,
    source: String.raw`(?<!\p{L})(?:[Mm]ijn naam is|MIJN NAAM IS|[Ii]k heet|[Nn]aam:|[Nn]oem me|[Ll]iefs,?|[Gg]roet(?:en|jes)?,?|[Kk]us(?:jes)?,?|[Mm]y name is) ${name}`,
  },
  { hint: /k ben /, source: String.raw`(?<!\p{L})[Ii]k ben ${name}` },
  { hint: / heet /, source: String.raw`${name} heet (?:u|je|jou|jullie) welkom` },
  { hint: /\([1-9]/, source: String.raw`(?<!\p{L})${name} ?\([1-9]\d(?: ?(?:jaar|jr\.?))?\)` },
  // A text without the hint cannot hold the introduction, and is found out many times faster.
].map(({ hint, source }) => ({ hint, pattern: new RegExp(source, 'gu') }));

/**
 * "Ik ben Poolse" states an origin, which must never be kept, least of all as a name (guard-rail G5).
 * Endings of such words, plus the short ones; a name lost to an ending costs a count, an origin kept breaks the law.
 */
const origin =
  /(?:aanse?|eense?|andse?|ische?|oolse?|aarse?|aamse?|urkse?|aise|inese|anse|gese|spaanse?|griekse?|belg|fries|friezin|russin|zweedse?|deense?|noorse?|ierse?|duitse?|britse?|engelse?|franse?|tsjechische?|baltische?|latina|latino)$/iu;
const notNames = new Set(
  'Bel App Tel Telefoon Leeftijd Een De Het Ik Jij Uw Beschikbaar Nieuw Nu Vrij Open Welkom Altijd Maat Kamer Dame Heer Vrouw Man Masseuse Masseur Alleen Elke Vandaag Nederland Hilversum'.split(
    ' ',
  ),
);

/** Names the advertised person goes by, in order, each once; only for counting distinct personas. */
export function personaNamesIn(texts: readonly string[]): string[] {
  const names = new Set<string>();
  for (const text of texts.map((each) => each.slice(0, textMaxChars))) {
    for (const { pattern } of introductions.filter(({ hint }) => hint.test(text))) {
      for (const match of text.matchAll(pattern)) {
        const found = match[1] ?? '';
        if (names.size < namesMax && !notNames.has(found) && !origin.test(found)) names.add(found);
      }
    }
  }
  return [...names];
}
