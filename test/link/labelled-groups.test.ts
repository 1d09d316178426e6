import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { readText } from '../../src/extract/read-text.ts';
import { someAd } from '../support/some-ad.ts';
import { openLink } from './open-link.ts';

/** Data, so that others can add to them: one JSON object a line. Ads without a group belong to nobody. */
const cases = readFileSync(new URL('../../fixtures/link/groups.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) =>
    z
      .strictObject({ id: z.string(), group: z.string().nullable(), about: z.string(), text: z.string() })
      .parse(JSON.parse(line)),
  );

function adOf({ id, text }: (typeof cases)[number]) {
  const read = readText('', text);
  return someAd({ siteAdId: id, title: '', text, ...read, age: read.ages[0]?.years ?? null });
}

it.each([
  ['as they stand', cases],
  ['the other way round', cases.toReversed()],
])('puts the labelled ads in their groups and no others, %s', async (_, ads) => {
  const { night, groups } = openLink();
  await night(ads.slice(0, 11).map(adOf));
  await night(ads.slice(11).map(adOf));
  const labels = new Set(cases.flatMap(({ group }) => group ?? []));
  const expected = [...labels].map((label) =>
    cases
      .filter(({ group }) => group === label)
      .map(({ id }) => id)
      .toSorted()
      .join(' '),
  );
  expect(labels.size).toBeGreaterThanOrEqual(4);
  expect(groups()).toEqual(expected.toSorted());
});
