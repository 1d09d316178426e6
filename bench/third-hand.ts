/**
 * The cases of a third author, who never saw the reader. `held` ones are only scored: nobody reads them, and the reader is never mended
 * on them, so their figure stays one of texts it does not know. `open` ones may be read, and the reader was mended on them.
 */
import { z } from 'zod';
import { readConfig } from '../src/config.ts';
import { findAges } from '../src/extract/ages.ts';
import { findPhones } from '../src/extract/phones.ts';
import { createPlaceIndex } from '../src/extract/places.ts';
import { createTokeniser, createWordReader, createWords } from '../src/lib/tokens.ts';
import { readYamlFile } from '../src/lib/yaml-file.ts';
import { createNegation } from '../src/screen/negation.ts';
import { negationSchema } from '../src/screen/rule-data.ts';
import { casesOf } from '../test/support/labelled-cases.ts';

export const halves = ['held', 'open'] as const;
export const thirdHandFields = ['phone', 'age', 'negation', 'place'] as const;

type ThirdHandReading = {
  half: (typeof halves)[number];
  field: (typeof thirdHandFields)[number];
  kind: string;
  truth: string[];
  read: string[];
};

/** The labels of places hold on any day before 2027-01-01, when Wijdemeren merges into Hilversum. */
const day = '2026-11-01';

export function readingsByAThirdHand(): ThirdHandReading[] {
  const municipalityIn = createMunicipalityReader();
  const isNegated = createNegationReader();
  return halves.flatMap((half): ThirdHandReading[] => {
    const of = (field: ThirdHandReading['field'], kind: string, truth: string[], read: string[]) => ({
      half,
      field,
      kind,
      truth,
      read,
    });
    return [
      ...['phones-in-parts', 'phones-any'].flatMap((name) =>
        casesOf(`by-a-third-hand/${half}/${name}`, z.object({ ...common, phones: z.array(z.string()) })).map(
          ({ how, text, phones }) =>
            of(
              'phone',
              how,
              phones,
              findPhones('text', text).map(({ e164 }) => e164),
            ),
        ),
      ),
      ...casesOf(`by-a-third-hand/${half}/ages`, z.object({ ...common, ages: z.array(z.number()) })).map(
        ({ how, text, ages }) =>
          of(
            'age',
            how,
            ages.map(String),
            findAges('text', text).map(({ years }) => String(years)),
          ),
      ),
      // What counts as found is a denial.
      ...casesOf(
        `by-a-third-hand/${half}/negation`,
        z.object({ ...common, word: z.string(), negated: z.boolean() }),
      ).map(({ how, text, word, negated }) =>
        of('negation', how, negated ? ['negated'] : [], isNegated(text, word) ? ['negated'] : []),
      ),
      // The product takes one municipality from running text: where a text names several, any of them is right.
      ...casesOf(`by-a-third-hand/${half}/places`, z.object({ ...common, municipalities: z.array(z.string()) })).map(
        ({ how, text, municipalities }) => {
          const read = municipalityIn(text);
          const truth = municipalities.find((name) => read.includes(name)) ?? municipalities[0];
          return of('place', how, truth === undefined ? [] : [truth], read);
        },
      ),
    ];
  });
}

const common = { how: z.string(), text: z.string() };

function createMunicipalityReader(): (text: string) => string[] {
  const { region } = readConfig('config');
  const index = createPlaceIndex(region);
  return (text) => {
    const hit = index.findInText(text, day);
    return region.municipalities.filter(({ code }) => code === hit?.municipality).map(({ name }) => name);
  };
}

/** As a rule sees it: the words of the case are the hit of a phrase. */
function createNegationReader(): (text: string, word: string) => boolean {
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
