/** `npm run bench:extract`: how well phones, ages and other fields are read, on planted texts, the demo, the labelled cases, or data of your own. */
import { createReadStream } from 'node:fs';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { demoSeed } from '../src/commands/demo-seed.ts';
import { readConfig } from '../src/config.ts';
import { createCorpus } from '../src/demo/corpus.ts';
import { findAges } from '../src/extract/ages.ts';
import { findPhones } from '../src/extract/phones.ts';
import { createPlaceIndex } from '../src/extract/places.ts';
import { readAd } from '../src/extract/read-ad.ts';
import { readingsByAnotherHand } from './another-hand.ts';
import { pageOf } from './demo-page.ts';
import { extractCorpus } from './extract-corpus.ts';
import { handFields, hands, readingsByHand } from './hands.ts';
import { countryOf } from './region.ts';
import { casesOf } from '../test/support/labelled-cases.ts';

const { values: options } = parseArgs({
  options: {
    cases: { type: 'string', default: '8000' },
    seed: { type: 'string', default: '7' },
    input: { type: 'string' },
    region: { type: 'string', default: 'NL' },
  },
});
const country = countryOf(options.region);
const say = (text: string) => process.stdout.write(`${text}\n`);

/** What was stated and what was read of one field of one text. */
type Reading = {
  corpus: string;
  field: 'phone' | 'age' | 'price' | 'place' | 'postedOn';
  kind: string;
  truth: string[];
  read: string[];
};

const line = z.object({
  id: z.coerce.string(),
  text: z.string(),
  truth: z.object({ phones: z.array(z.string()).default([]), age: z.number().nullish() }),
});

function ageOf(text: string): number | null {
  return findAges('text', text)[0]?.years ?? null;
}

function phonesIn(text: string): string[] {
  return findPhones('text', text, country).map(({ e164 }) => e164);
}

function one(value: string | number | null | undefined): string[] {
  return value === null || value === undefined ? [] : [String(value)];
}

async function readingsOfInput(path: string): Promise<Reading[]> {
  const readings: Reading[] = [];
  let number = 0;
  for await (const raw of createInterface({ input: createReadStream(path) })) {
    number += 1;
    if (raw.trim() === '') continue;
    const parsed = line.safeParse(JSON.parse(raw));
    if (!parsed.success)
      throw new Error(
        `${path}, line ${number}: write {"id": "1", "text": "...", "truth": {"phones": ["+31600001234"], "age": 23}}`,
      );
    const { text, truth } = parsed.data;
    readings.push({ corpus: 'input', field: 'phone', kind: 'all', truth: truth.phones, read: phonesIn(text) });
    // Where the truth does not speak of an age, none is measured.
    if (truth.age !== undefined)
      readings.push({ corpus: 'input', field: 'age', kind: 'all', truth: one(truth.age), read: one(ageOf(text)) });
  }
  return readings;
}

function readingsOfPlanted(): Reading[] {
  return extractCorpus({ cases: Number(options.cases), seed: Number(options.seed) }).flatMap(
    ({ text, phones, age, kind }) => [
      { corpus: 'planted', field: 'phone', kind: kind ?? 'none', truth: phones, read: phonesIn(text) },
      { corpus: 'planted', field: 'age', kind: 'all', truth: one(age), read: one(ageOf(text)) },
    ],
  );
}

/** The demo ads inside the region, each through its page and the site file. */
function readingsOfDemo(): Reading[] {
  const { region, sites } = readConfig('config');
  const site = sites.find(({ id }) => id === 'prikbord');
  if (site === undefined) throw new Error('config/sites/prikbord.yaml is not there');
  const places = createPlaceIndex(region);
  return createCorpus(demoSeed)
    .filter(({ truth }) => truth.inRegion)
    .flatMap((demoAd, at): Reading[] => {
      const reading = readAd([pageOf(demoAd, at, site)], site, places);
      if (reading.kind !== 'ad') throw new Error(`the page of demo ad ${demoAd.shown.siteAdId} was not read as an ad`);
      const { ad } = reading;
      const { truth, shown } = demoAd;
      const styles = [...new Set(truth.phones.map(({ style }) => style))].join('+');
      const phones = truth.phones.map(({ e164 }) => e164);
      const of = (field: Reading['field'], stated: string | number | null, read: string | number | null): Reading => ({
        corpus: 'demo',
        field,
        kind: 'all',
        truth: one(stated),
        read: one(read),
      });
      return [
        {
          corpus: 'demo',
          field: 'phone',
          kind: styles || 'none',
          truth: phones,
          read: ad.phones.map(({ e164 }) => e164),
        },
        of('age', truth.age, ad.age),
        of('price', truth.priceCents, ad.priceCents),
        of('place', truth.municipality, ad.municipality),
        of('postedOn', shown.postedOn, ad.postedOn),
      ];
    });
}

/** The hand-written cases of fixtures/extract. */
function readingsOfLabelled(): Reading[] {
  const phones = z.object({
    text: z.string(),
    phones: z.array(z.object({ e164: z.string(), kinds: z.array(z.string()) })),
  });
  const ages = z.object({ field: z.literal(['text', 'title', 'age']), text: z.string(), ages: z.array(z.number()) });
  return [
    ...casesOf('phones', phones).map(({ text, phones: stated }): Reading => ({
      corpus: 'labelled',
      field: 'phone',
      kind: [...new Set(stated.flatMap(({ kinds }) => kinds))].join('+') || (stated.length === 0 ? 'none' : 'plain'),
      truth: stated.map(({ e164 }) => e164),
      read: phonesIn(text),
    })),
    ...casesOf('ages', ages).map(({ field, text, ages: stated }): Reading => ({
      corpus: 'labelled',
      field: 'age',
      kind: 'all',
      truth: stated.map(String),
      read: findAges(field, text).map(({ years }) => String(years)),
    })),
  ];
}

type Score = { precision: number; recall: number; stated: number; read: number };

function score(readings: readonly Pick<Reading, 'truth' | 'read'>[]): Score {
  const stated = readings.reduce((sum, { truth }) => sum + truth.length, 0);
  const read = readings.reduce((sum, reading) => sum + reading.read.length, 0);
  const right = readings.reduce(
    (sum, { truth, read: values }) => sum + values.filter((value) => truth.includes(value)).length,
    0,
  );
  return { precision: read === 0 ? 1 : right / read, recall: stated === 0 ? 1 : right / stated, stated, read };
}

function print(name: string, { precision, recall, stated, read }: Score): void {
  say(
    `${name.padEnd(36)} ${precision.toFixed(4).padStart(9)} ${recall.toFixed(4).padStart(7)} ${String(stated).padStart(7)} ${String(read).padStart(6)}`,
  );
}

const readings =
  options.input === undefined
    ? [...readingsOfPlanted(), ...readingsOfDemo(), ...readingsOfLabelled()]
    : await readingsOfInput(options.input);
const by = (test: (reading: Reading) => boolean) => readings.filter(test);

say(`${'field'.padEnd(36)} precision  recall  stated   read`);
for (const corpus of new Set(readings.map((reading) => reading.corpus))) {
  for (const field of ['phone', 'age', 'price', 'place', 'postedOn'] as const) {
    const mine = by((reading) => reading.corpus === corpus && reading.field === field);
    if (mine.length > 0) print(`${corpus}: ${field}`, score(mine));
  }
}
const phones = by(({ field }) => field === 'phone');
const phoneRecallByKind: Record<string, number> = {};
for (const kind of [...new Set(phones.map((reading) => reading.kind))].toSorted()) {
  const mine = phones.filter((reading) => reading.kind === kind);
  print(`  phones written: ${kind}`, score(mine));
  if (kind !== 'none') phoneRecallByKind[kind] = score(mine).recall;
}

/** Kept out of the totals, which are of cases by the hand of the reader. */
const byAnotherHand: Record<string, number> = {};
if (options.input === undefined) {
  const hand = readingsByAnotherHand();
  for (const field of ['phone', 'age', 'price', 'postedOn', 'contact'] as const) {
    const mine = hand.filter((reading) => reading.field === field);
    const measured = score(mine);
    print(`by another hand: ${field}`, measured);
    byAnotherHand[`${field}Precision`] = measured.precision;
    byAnotherHand[`${field}Recall`] = measured.recall;
    if (field !== 'phone') continue;
    for (const kind of [...new Set(mine.map((reading) => reading.kind))].toSorted())
      print(`  phones by another hand: ${kind}`, score(mine.filter((reading) => reading.kind === kind)));
  }
  byAnotherHand['cases'] = hand.length;
}

const byHand: Record<string, Record<string, number>> = {};
if (options.input === undefined) {
  for (const { name, folder } of hands) {
    const figures: Record<string, number> = {};
    byHand[folder] = figures;
    const hand = readingsByHand(folder);
    for (const field of handFields) {
      const mine = hand.filter((reading) => reading.field === field);
      // Not every author wrote of every field.
      if (mine.length === 0) continue;
      const measured = score(mine);
      print(`by ${name}: ${field}`, measured);
      figures[`${field}Precision`] = measured.precision;
      figures[`${field}Recall`] = measured.recall;
      figures[`${field}Cases`] = mine.length;
      if (field !== 'phone') continue;
      for (const kind of [...new Set(mine.map((reading) => reading.kind))].toSorted())
        print(`  phones by ${name}: ${kind}`, score(mine.filter((reading) => reading.kind === kind)));
    }
  }
}
const phone = score(phones);
const age = score(by(({ field }) => field === 'age'));
say(
  `RESULT ${JSON.stringify({
    phonePrecision: phone.precision,
    phoneRecall: phone.recall,
    phoneRecallByKind,
    agePrecision: age.precision,
    ageRecall: age.recall,
    cases: phones.length,
    ...(options.input === undefined ? { byAnotherHand, byHand } : {}),
    seed: Number(options.seed),
    node: process.versions.node,
    cores: availableParallelism(),
  })}`,
);
