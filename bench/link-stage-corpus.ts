import { createRandom } from '../src/lib/random.ts';
import type { Ad } from '../src/model/ad.ts';
import { linkCorpus } from './link-corpus.ts';
import type { BenchAd } from './link-corpus.ts';
import type { StoredAd } from './linking.ts';

const sites = 12;
/** So many ads one agency places under one number, next to the one whose number is on a share of all ads, however many those are. */
const adsPerAgency = 60;
const firstLine = /^Ik ben (\S+), (\d+) jaar, in (\S+?)\./;

/**
 * The texts of `linkCorpus` as whole ads: of a ring two thirds share one number and the others have one each; of ads that belong to
 * nobody one in ten is a second ad under the number of another; one in 200 is of an agency, and one in 500 has one platform's number.
 * Seven in ten name a price. Numbers are too long to exist.
 */
export function* linkStageCorpus(options: { ads: number; seed: number }): Generator<StoredAd> {
  const random = createRandom(options.seed + 1);
  const municipalities = Array.from({ length: 7 }, (_, nth) => `GM${String(402 + nth).padStart(4, '0')}`);
  let lastOwn = 0;
  let ofAgencies = 0;
  let nth = 0;
  for (const one of linkCorpus({ ...options, edits: 'mixed' })) {
    nth += 1;
    const [, name = '', years = '', place = ''] = firstLine.exec(one.text) ?? [];
    const municipality = random.pick(municipalities);
    const per60Cents = random.chance(0.7) ? random.int(80, 200) * 100 : null;
    yield {
      site: `site-${random.int(1, sites)}`,
      siteAdId: String(nth),
      url: `https://site.example/${nth}`,
      title: `Gezelschap in ${place}`,
      text: one.text,
      raw: { age: years, phone: null, price: null, place, postedOn: null },
      age: Number(years),
      ages: [{ years: Number(years), span: { field: 'age', start: 0, end: years.length } }],
      ageRanges: [],
      phones: [phone(numberOf(one))],
      contacts: [],
      priceCents: per60Cents,
      prices: { per30Cents: null, per60Cents },
      place,
      municipality,
      postedOn: `2026-01-${String(random.int(1, 28)).padStart(2, '0')}`,
      photoUrls: [],
      personaNames: [name],
    };
  }

  function numberOf({ kind, truth }: BenchAd): string {
    if (kind === 'ring') return random.chance(0.66) ? `1${truth.slice('ring-'.length)}` : `2${nth}`;
    if (random.chance(1 / 500)) return '3';
    if (random.chance(1 / 200)) {
      ofAgencies += 1;
      return `4${Math.floor(ofAgencies / adsPerAgency)}`;
    }
    if (random.chance(0.1)) return `5${lastOwn}`;
    lastOwn = nth;
    return `5${nth}`;
  }
}

function phone(number: string): Ad['phones'][number] {
  const e164 = `+31600${number[0] ?? '0'}${number.slice(1).padStart(9, '0')}`;
  return { rawForm: e164, e164, obfuscationKinds: [], span: { field: 'phone', start: 0, end: e164.length } };
}
