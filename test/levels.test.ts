import { expect, it, onTestFinished } from 'vitest';
import { demoSeed } from '../src/commands/demo-seed.ts';
import { readConfig } from '../src/config.ts';
import { createCorpus } from '../src/demo/corpus.ts';
import { createKeyedHash } from '../src/lib/hash.ts';
import { createRandom } from '../src/lib/random.ts';
import { createLinkStage } from '../src/link/link-stage.ts';
import { createLog } from '../src/log.ts';
import { adsJobSchema } from '../src/model/visit.ts';
import { loadRuleset } from '../src/screen/load-rules.ts';
import { createScreenStage } from '../src/screen/screen-stage.ts';
import { openStore } from '../src/store/open-store.ts';
import { someAd, somePage, somePhone } from './support/some-ad.ts';
import type { KeepableAd } from './support/some-ad.ts';
import { temporaryDir } from './support/temporary-dir.ts';

const { region } = readConfig('config');
const ruleset = loadRuleset('rules');

/** Of the demo, inside the region. */
const ads = createCorpus(demoSeed).flatMap(({ shown, truth }) =>
  truth.municipality === null
    ? []
    : someAd({
        site: shown.site,
        siteAdId: shown.siteAdId,
        title: shown.title,
        text: shown.text,
        postedOn: shown.postedOn,
        municipality: truth.municipality,
        age: truth.age,
        ages: [],
        phones: truth.phones.map(({ e164 }) => somePhone(e164)),
        priceCents: truth.priceCents,
        prices: { per30Cents: null, per60Cents: truth.priceCents },
        personaNames: shown.name === null ? [] : [shown.name],
      }),
);

/** What stands of each ad in the end, when they come in this order and in stretches of so many. */
async function findingsOf(
  order: readonly KeepableAd[],
  { perStretch, key }: { perStretch: number; key: number },
): Promise<string[]> {
  const store = openStore(temporaryDir());
  onTestFinished(() => store.close());
  const link = createLinkStage({ store, hash: createKeyedHash(Buffer.alloc(32, key)) });
  const screen = createScreenStage({ store, region, rules: { ruleset: () => ruleset } });
  const run = {
    signal: new AbortController().signal,
    now: () => new Date('2026-01-05T02:00:00.000Z'),
    log: createLog('silent'),
    gate: { permits: () => true, require: () => 'ground' },
  };
  for (let from = 0; from < order.length; from += perStretch) {
    const adIds = order.slice(from, from + perStretch).map((ad) => {
      const name = `${ad.site} ${ad.siteAdId}`;
      const page = somePage('2026-01-05T01:00:00.000Z');
      return store.ads.keep({ ad, addressHash: name, contentHash: name, page }).adId;
    });
    const jobs = await link.handle({ adIds }, run);
    for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) {
      if (job.queue === 'screen') await screen.handle(adsJobSchema.parse(job.payload), run);
      else jobs.push(...(await link.handle(link.input.parse(job.payload), run)));
    }
  }
  const findings = store.ads.ids().map((id) => {
    const { site, siteAdId } = store.ads.find(id)!;
    const { level, points, reasons, inputHash } = store.assessments.current(id)!;
    return [site, siteAdId, level, points, ...reasons.map(({ rule }) => rule), inputHash].join(' ');
  });
  return findings.toSorted();
}

// Words are hashed by the key: with bands alone it decided which texts that are half alike ever met.
it.each([
  ['order of arrival', createRandom(3).shuffle(ads), { perStretch: 60, key: 1 }],
  ['key of the installation', ads, { perStretch: 150, key: 2 }],
])(
  'levels and their reasons depend on no %s',
  async (_, order, how) => {
    const straight = await findingsOf(ads, { perStretch: 150, key: 1 });
    expect(straight.some((finding) => finding.includes('shared-template'))).toBe(true);
    expect(await findingsOf(order, how)).toEqual(straight);
  },
  60_000,
);
