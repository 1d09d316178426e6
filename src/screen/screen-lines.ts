import { z } from 'zod';
import type { Ad } from '../model/ad.ts';
import type { Region } from '../model/region.ts';
import { assess } from './assess.ts';
import { counterfactualOf } from './counterfactual.ts';
import { screenableOf } from './case-ad.ts';
import type { Screenable } from './case-ad.ts';
import type { Ruleset } from './compile-rules.ts';
import { caseAdSchema } from './rule.ts';
import { localOf } from './screen-stage.ts';

/** What extraction reads from running text; handed in, because stages do not know each other. */
export type ReadText = (
  title: string,
  text: string,
) => Pick<Ad, 'ages' | 'ageRanges' | 'phones' | 'contacts' | 'priceCents' | 'prices' | 'personaNames'>;

export type LineScreening = {
  ruleset: Ruleset;
  readText: ReadText;
  region: Region;
  /** YYYY-MM-DD, for lines that name no day. */
  today: string;
};

const cases = caseAdSchema.shape;

/** One line of input: an ad with a text at least; what is not given is read from title and text, or empty. */
const lineSchema = z.strictObject({
  ...cases,
  id: z.union([z.string().max(200), z.number()]).optional(),
  text: z.string().max(50_000).default(''),
  phones: cases.phones.unwrap().optional(),
  names: cases.names.unwrap().optional(),
  minimumAge: cases.minimumAge.unwrap().optional(),
  licenceRequired: z.boolean().optional(),
  day: cases.day.unwrap().optional(),
});
type Line = z.infer<typeof lineSchema>;

const lineMaxLength = 200_000;

/**
 * Screens ads that come as JSON Lines; nothing is stored. Every line of input gives one line of output, in order.
 * @returns an assessment with its nearest counterfactual, or `problem` when the line is no ad; `line` counts from 1.
 */
export async function* screenLines(
  lines: AsyncIterable<string>,
  screening: LineScreening,
): AsyncGenerator<{ json: string; isRefused: boolean }> {
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (line.trim() === '') continue;
    const read = readLine(line);
    if ('problem' in read) {
      yield { json: JSON.stringify({ line: number, problem: read.problem }), isRefused: true };
      continue;
    }
    const { ad, facts, local } = screenableFrom(read.given, screening);
    const assessment = assess(ad, facts, local, screening.ruleset);
    const counterfactual = counterfactualOf(assessment, screening.ruleset);
    const known = read.given.id === undefined ? { line: number } : { line: number, id: read.given.id };
    yield { json: JSON.stringify({ ...known, ...assessment, counterfactual }), isRefused: false };
  }
}

function readLine(line: string): { given: Line } | { problem: string } {
  if (line.length > lineMaxLength)
    return { problem: `is longer than ${String(lineMaxLength)} characters; give one ad a line` };
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { problem: 'is not JSON; write one ad a line, for example {"title": "...", "text": "..."}' };
  }
  const result = lineSchema.safeParse(value);
  if (result.success) return { given: result.data };
  return {
    problem: result.error.issues.map(({ path, message }) => `${path.join('.') || 'the line'}: ${message}`).join('; '),
  };
}

function screenableFrom(given: Line, { readText, region, today }: LineScreening): Screenable {
  const { id: _, phones = [], names = [], day = today, minimumAge, licenceRequired, ...rest } = given;
  const law = localOf(region, given.municipality ?? '', day);
  const { ad, facts } = screenableOf({
    ...rest,
    phones,
    names,
    day,
    minimumAge: null,
    licenceRequired: false,
  });
  const read = readText(given.title, given.text);
  const ages = given.age === undefined && given.ages === undefined ? read.ages : ad.ages;
  return {
    ad: {
      ...ad,
      ages,
      ageRanges: read.ageRanges,
      contacts: read.contacts,
      age: given.age ?? ages[0]?.years ?? null,
      phones: given.phones === undefined ? read.phones : ad.phones,
      personaNames: given.names ?? read.personaNames,
      priceCents: given.priceCents ?? read.priceCents,
      prices: given.priceCents === undefined ? read.prices : ad.prices,
    },
    facts,
    local: {
      day,
      municipality: given.municipality,
      minimumAge: minimumAge === undefined ? law.minimumAge : minimumAge,
      licenceRequired: licenceRequired ?? law.licenceRequired,
    },
  };
}
