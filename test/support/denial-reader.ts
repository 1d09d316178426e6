import { createTokeniser, createWordReader, createWords } from '../../src/lib/tokens.ts';
import { readYamlFile } from '../../src/lib/yaml-file.ts';
import { createNegation } from '../../src/screen/negation.ts';
import { negationSchema } from '../../src/screen/rule-data.ts';

/** Whether a text denies some words of itself, as a rule sees it: the words are the hit of a phrase. */
export function createDenialReader(): (text: string, word: string) => boolean {
  const reader = createWordReader();
  const tokenise = createTokeniser(reader);
  const negation = readYamlFile('rules/negation.yaml', negationSchema);
  if (!negation.ok) throw new Error(negation.problems.join('\n'));
  const isNegated = createNegation(negation.value, tokenise, reader);
  return (text, word) => {
    const words = createWords();
    reader.read(text, words);
    const start = text.indexOf(word);
    const starts = words.starts.subarray(0, words.count);
    const ends = words.ends.subarray(0, words.count);
    const first = ends.findIndex((end) => end > start);
    const last = starts.findLastIndex((from) => from < start + word.length);
    if (start < 0 || first < 0) throw new Error('a case of negation must hold its word');
    return isNegated(words, { first, last });
  };
}
