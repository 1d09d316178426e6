/** So long a name is nothing else when one letter of it is wrong; "Naardn" could be "naar den". */
const misspeltMinChars = 8;
/** Of how somebody or something from a place is called: "Hilversumse masseuse". "Hilversumse straatweg" is a road. */
const personOrWork =
  /^(?:masseuses?|masseurs?|dames?|heren|heer|vrouw|man|meid|jongedame|student(?:e|en)?|praktijk|salon|studio|massagesalon|massagepraktijk|gastvrouw|schoonmaakster|huishoudster|docente?|juf)$/;

/**
 * Names of places that a word means without being one of them: with one letter wrong or missing ("Hilversun"), stretched ("Busssum"), or
 * as what belongs to the place ("Bussumse dame").
 * @param names in small letters, of one word each.
 */
export function createNearNames(names: Iterable<string>): (word: string, next: string | undefined) => string | null {
  const all = new Set(names);
  const byBeginning = new Map<string, string[]>();
  for (const name of all)
    if (name.length >= misspeltMinChars)
      byBeginning.set(name.slice(0, 2), [...(byBeginning.get(name.slice(0, 2)) ?? []), name]);

  return (word, next) => {
    if (word.length < 5 || word.length > 30) return null;
    if (word.endsWith('se') && next !== undefined && personOrWork.test(next)) {
      const stem = word.slice(0, -2);
      if (all.has(stem)) return stem;
    }
    if (/(.)\1\1/.test(word)) {
      for (const times of ['$1$1', '$1']) {
        const short = word.replaceAll(/(.)\1{2,}/g, times);
        if (all.has(short)) return short;
      }
    }
    if (word.length < misspeltMinChars - 1) return null;
    return byBeginning.get(word.slice(0, 2))?.find((name) => isOneLetterOff(word, name)) ?? null;
  };
}

/** One letter other, more or fewer, or two that changed places. */
function isOneLetterOff(word: string, name: string): boolean {
  if (Math.abs(word.length - name.length) > 1) return false;
  let from = 0;
  while (from < word.length && word[from] === name[from]) from += 1;
  const rest = (skipped: number, other: number) => word.slice(from + skipped) === name.slice(from + other);
  return (
    rest(1, 1) ||
    rest(1, 0) ||
    rest(0, 1) ||
    (word[from] === name[from + 1] && word[from + 1] === name[from] && rest(2, 2))
  );
}
