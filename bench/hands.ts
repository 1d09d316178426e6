/**
 * The cases of authors who never saw the reader, a folder of fixtures/extract each. Where an author's cases are parted, the folder
 * `held` is only scored: nobody reads it and the reader is never mended on it, so its figure stays one of texts it does not know.
 */
import { readdirSync } from 'node:fs';
import { z } from 'zod';
import { readConfig } from '../src/config.ts';
import { findAges } from '../src/extract/ages.ts';
import { americanPhones, dutchPhones } from '../src/extract/phone-countries.ts';
import { findPhones } from '../src/extract/phones.ts';
import { createPlaceIndex } from '../src/extract/places.ts';
import { casesOf } from '../test/support/labelled-cases.ts';
import { createDenialReader } from '../test/support/denial-reader.ts';

/** A folder of the same files is one line more here. */
export const hands = [
  { name: 'a third hand', folder: 'by-a-third-hand' },
  { name: 'a fourth hand, open', folder: 'by-a-fourth-hand/open' },
  { name: 'a fourth hand, held', folder: 'by-a-fourth-hand/held' },
  { name: 'a fifth hand, open', folder: 'by-a-fifth-hand/open' },
  { name: 'a fifth hand, held', folder: 'by-a-fifth-hand/held' },
] as const;
export const handFields = ['phone', 'age', 'negation', 'place'] as const;

type Field = (typeof handFields)[number];
type HandReading = { field: Field; kind: string; truth: string[]; read: string[] };

/** The labels of places hold on any day before 2027-01-01, when Wijdemeren merges into Hilversum. */
const day = '2026-11-01';

/** @param folder of fixtures/extract, with any of `phones*.jsonl` (American in `phones-us.jsonl`), `ages.jsonl`, `negation.jsonl` and `places.jsonl`. */
export function readingsByHand(folder: string): HandReading[] {
  const municipalityIn = createMunicipalityReader();
  const isDenied = createDenialReader();
  const names = readdirSync(new URL(`../fixtures/extract/${folder}`, import.meta.url))
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => name.slice(0, -'.jsonl'.length));
  const read = <T extends z.ZodRawShape>(
    field: Field,
    beginning: string,
    labels: T,
    readingOf: (one: z.infer<z.ZodObject<typeof common & T>>, name: string) => Pick<HandReading, 'truth' | 'read'>,
  ): HandReading[] =>
    names
      .filter((name) => name.startsWith(beginning))
      .flatMap((name) =>
        casesOf(`${folder}/${name}`, z.object({ ...common, ...labels })).map((one) => ({
          field,
          kind: name.endsWith('-us') ? `${one.how} (US)` : one.how,
          ...readingOf(one, name),
        })),
      );

  return [
    ...read('phone', 'phones', { phones: z.array(z.string()) }, ({ text, phones }, name) => ({
      truth: phones,
      read: findPhones('text', text, name.endsWith('-us') ? americanPhones : dutchPhones).map(({ e164 }) => e164),
    })),
    ...read('age', 'ages', { ages: z.array(z.number()) }, ({ text, ages }) => ({
      truth: ages.map(String),
      read: findAges('text', text).map(({ years }) => String(years)),
    })),
    // What counts as found is a denial.
    ...read('negation', 'negation', { word: z.string(), negated: z.boolean() }, ({ text, word, negated }) => ({
      truth: negated ? ['negated'] : [],
      read: isDenied(text, word) ? ['negated'] : [],
    })),
    // The product takes one municipality from running text: where a text names several, any of them is right.
    ...read('place', 'places', { municipalities: z.array(z.string()) }, ({ text, municipalities }) => {
      const found = municipalityIn(text);
      const truth = municipalities.find((name) => found.includes(name)) ?? municipalities[0];
      return { truth: truth === undefined ? [] : [truth], read: found };
    }),
  ];
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
