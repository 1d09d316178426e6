/** The groups that the whole product makes of ads of which only the text is given: what stands in the text, linked by all of it. */
import { findPhones } from '../src/extract/phones.ts';
import type { PhoneCountry } from '../src/extract/phone-countries.ts';
import { readText } from '../src/extract/read-text.ts';
import type { BenchAd } from './link-corpus.ts';
import { openLinking } from './linking.ts';
import type { StoredAd } from './linking.ts';
import { scoreGroups } from './link-scores.ts';
import type { Scores } from './link-scores.ts';
import { cpuSince } from './timing.ts';

const adsPerPart = 1000;

/** @returns how well the groups of ads fit the truth, and the time that reading and linking took. */
export async function measureGroups(
  dataDir: string,
  ads: AsyncIterable<BenchAd>,
  country: PhoneCountry,
): Promise<Scores & { cpuSeconds: number }> {
  const linking = openLinking(dataDir);
  const truth: string[] = [];
  const ids: number[] = [];
  const start = process.cpuUsage();
  for await (const { text, truth: label } of ads) {
    ids.push(linking.keep(adOf(text, ids.length + 1, country)));
    truth.push(label);
    if (ids.length % adsPerPart === 0) await linkLast(adsPerPart);
  }
  await linkLast(ids.length % adsPerPart);
  const cpuSeconds = cpuSince(start);
  const scores = scoreGroups(
    ids.map((id) => linking.store.groups.groupOf(id) ?? -id),
    truth,
  );
  await linking.close();
  return { ...scores, cpuSeconds };

  async function linkLast(count: number): Promise<void> {
    if (count > 0) await linking.link(ids.slice(-count));
    await linking.dropScreening();
  }
}

function adOf(text: string, nth: number, country: PhoneCountry): StoredAd {
  const read = readText('', text);
  return {
    ...read,
    phones: findPhones('text', text, country),
    site: 'input',
    siteAdId: String(nth),
    url: `https://site.example/${nth}`,
    title: '',
    text,
    raw: { age: null, phone: null, price: null, place: null, postedOn: null },
    age: read.ages[0]?.years ?? null,
    place: null,
    municipality: 'GM0402',
    postedOn: null,
    photoUrls: [],
  };
}
