/**
 * The cases of authors who never saw the reader, a folder of fixtures/extract each. Where an author's cases are parted, the folder
 * `held` is only scored: nobody reads it and the reader is never mended on it, so its figure stays one of texts it does not know.
 */
import { readdirSync } from 'node:fs';
import { z } from 'zod';
import { readConfig } from '../src/config.ts';
import { findAges } from '../src/extract/ages.ts';
import { findContacts } from '../src/extract/contacts.ts';
import { postedDayOf } from '../src/extract/dates.ts';
import { personaNamesIn } from '../src/extract/persona-names.ts';
import { americanPhones, dutchPhones } from '../src/extract/phone-countries.ts';
import { findPhones } from '../src/extract/phones.ts';
import { createPlaceIndex } from '../src/extract/places.ts';
import { findPrices, pricesPerDuration } from '../src/extract/prices.ts';
import { casesOf } from '../test/support/labelled-cases.ts';
import { createDenialReader } from '../test/support/denial-reader.ts';

/** A folder of the same files is one line more here. */
export const hands = [
  { name: 'a third hand', folder: 'by-a-third-hand' },
  { name: 'a fourth hand, open', folder: 'by-a-fourth-hand/open' },
  { name: 'a fourth hand, held', folder: 'by-a-fourth-hand/held' },
  { name: 'a fifth hand, open', folder: 'by-a-fifth-hand/open' },
  { name: 'a fifth hand, held', folder: 'by-a-fifth-hand/held' },
  { name: 'a sixth hand, open', folder: 'by-a-sixth-hand/open' },
  { name: 'a sixth hand, held', folder: 'by-a-sixth-hand/held' },
] as const;
export const handFields = ['phone', 'age', 'negation', 'place', 'price', 'postedOn', 'contact', 'persona'] as const;

type Field = (typeof handFields)[number];
type HandReading = { field: Field; kind: string; truth: string[]; read: string[] };

/** Where a case of a place names no day, its label holds on any before 2027-01-01, when Wijdemeren merges into Hilversum. */
const day = '2026-11-01';

/**
 * @param folder of fixtures/extract, with any of `phones*.jsonl` (American in `phones-us.jsonl`), `ages.jsonl`, `negation.jsonl`,
 *   `places.jsonl`, `prices.jsonl`, `dates.jsonl`, `contacts.jsonl` and `personas.jsonl`.
 */
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
    ...read('place', 'places', placeLabels, ({ text, municipalities, day: on }) => {
      const found = municipalityIn(text, on);
      const truth = municipalities.find((name) => found.includes(name)) ?? municipalities[0];
      return { truth: truth === undefined ? [] : [truth], read: found };
    }),
    ...read('price', 'prices', { per30Cents: cents, per60Cents: cents }, ({ text, ...stated }) => ({
      truth: lengthsOf(stated),
      read: lengthsOf(pricesPerDuration(findPrices('text', text))),
    })),
    ...read('postedOn', 'dates', { readAt: z.string(), day: z.string().nullable() }, (one) => ({
      truth: one.day === null ? [] : [one.day],
      read: [postedDayOf(one.text, one.readAt) ?? []].flat(),
    })),
    // The name counts, not on which service it is.
    ...read('contact', 'contacts', { contacts: z.array(z.string()) }, ({ text, contacts }) => ({
      truth: contacts,
      read: findContacts('text', text).map(({ kind, value }) =>
        kind === 'handle' ? `handle ${value.slice(value.indexOf(':') + 1)}` : `${kind} ${value}`,
      ),
    })),
    ...read('persona', 'personas', { names: z.array(z.string()) }, ({ text, names: stated }) => ({
      truth: stated,
      read: personaNamesIn([text]).map((name) => name.toLowerCase()),
    })),
  ];
}

const common = { how: z.string(), text: z.string() };
const placeLabels = { municipalities: z.array(z.string()), day: z.string().default(day) };
const cents = z.number().nullable();

function lengthsOf({ per30Cents, per60Cents }: { per30Cents: number | null; per60Cents: number | null }): string[] {
  return [
    ...(per30Cents === null ? [] : [`30 min ${per30Cents}`]),
    ...(per60Cents === null ? [] : [`60 min ${per60Cents}`]),
  ];
}

function createMunicipalityReader(): (text: string, day: string) => string[] {
  const { region } = readConfig('config');
  const index = createPlaceIndex(region);
  return (text, on) => {
    const hit = index.findInText(text, on);
    return region.municipalities.filter(({ code }) => code === hit?.municipality).map(({ name }) => name);
  };
}
