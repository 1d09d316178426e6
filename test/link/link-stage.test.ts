import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findContacts } from '../../src/extract/contacts.ts';
import { createKeyedHash } from '../../src/lib/hash.ts';
import { createRandom } from '../../src/lib/random.ts';
import { learnJobSchema } from '../../src/link/learn-job.ts';
import { createLinkStage, unlinkedJobs } from '../../src/link/link-stage.ts';
import { createLog } from '../../src/log.ts';
import { adsJobSchema } from '../../src/model/visit.ts';
import type { NewJob } from '../../src/queue/queue.ts';
import { openStore } from '../../src/store/open-store.ts';
import { someAd, somePage, somePhone } from '../support/some-ad.ts';
import type { KeepableAd } from '../support/some-ad.ts';
import { temporaryDir } from '../support/temporary-dir.ts';
import { someWords } from './texts.ts';

const shared = somePhone('+31600001111');

const hash = createKeyedHash(Buffer.alloc(32, 1));

function openLink(dataDir = temporaryDir()) {
  const store = openStore(dataDir);
  onTestFinished(() => store.close());
  const stage = createLinkStage({ store, hash });
  const run = {
    signal: new AbortController().signal,
    now: () => new Date(),
    log: createLog('silent'),
    gate: { permits: () => true, require: () => 'ground' },
  };
  let count = 0;
  function keep(parts: Partial<KeepableAd>): number {
    count += 1;
    const ad = someAd({ siteAdId: String(count), ...parts });
    return store.ads.keep({
      ad,
      addressHash: ad.siteAdId,
      contentHash: JSON.stringify(parts),
      page: somePage('2026-01-05T01:00:00.000Z'),
    }).adId;
  }
  const link = (...adIds: number[]) => stage.handle({ adIds }, run);
  /** Ads of other people, of which no two share words. */
  async function linkStrangers(howMany: number): Promise<void> {
    for (let nth = 0; nth < howMany; nth += 1) {
      const phone = somePhone(`+3160000${3000 + nth}`);
      await link(keep({ siteAdId: `stranger ${nth}`, text: someText(1000 + nth), phones: [phone] }));
    }
  }
  return { store, dataDir, keep, link, linkStrangers, run, stage };
}

/** The ads that jobs are of, in their order. */
function screened(jobs: readonly NewJob[]): number[] {
  const ofAds = jobs.filter(({ payload }) => !learnJobSchema.safeParse(payload).success);
  return ofAds.flatMap((job) => adsJobSchema.parse(job.payload).adIds);
}

function someText(seed: number): string {
  return someWords(createRandom(seed), 50).join(' ');
}

/** An ad of a ring: the text of the others but for a few words, a number and a name of its own. */
function ofRing(nth: number): Partial<KeepableAd> {
  const words = someWords(createRandom(7), 50);
  words[nth] = 'anders';
  return {
    siteAdId: `ring ${nth}`,
    text: words.join(' '),
    phones: [somePhone(`+3160000200${nth}`)],
    personaNames: [`Naam${nth}`],
  };
}

it('counts personas, ages and municipalities behind one number', async () => {
  const { store, keep, link } = openLink();
  const anna = keep({ phones: [shared], personaNames: ['Anna'], age: 28 });
  const annaAgain = keep({ phones: [shared], personaNames: ['ANNA'], age: 28 });
  const zoe = keep({ phones: [shared], personaNames: ['Zoë'], age: 22, municipality: 'GM0406' });
  const other = keep({ phones: [somePhone('+31600002222')] });
  for (const id of [anna, annaAgain, zoe, other]) await link(id);
  expect(store.identifiers.facts(anna)).toMatchObject({
    adsPerContact: 3,
    personasPerContact: 2,
    agesPerContact: 2,
    municipalitiesPerContact: 2,
  });
  expect(store.identifiers.facts(other).adsPerContact).toBe(1);
  expect(store.identifiers.linkedAds(anna, 10)).toEqual([zoe, annaAgain]);
});

it('links ads by one e-mail address or handle, however it is written, and not by a web address', async () => {
  const { store, keep, link } = openLink();
  const withText = (text: string) => keep({ text, contacts: findContacts('text', text), phones: [] });
  const plain = withText('Mail naam@voorbeeld.nl voor een afspraak.');
  const hidden = withText('Schrijf naar naam apenstaartje voorbeeld punt nl.');
  const handle = withText('Telegram: @roos_88');
  const link88 = withText('Op t.me/Roos_88 te vinden.');
  const site = withText('Zie www.prikbord.example.');
  const sameSite = withText('Meer op https://prikbord.example/');
  for (const id of [plain, hidden, handle, link88, site, sameSite]) await link(id);
  expect(store.identifiers.linkedAds(plain, 10)).toEqual([hidden]);
  expect(store.identifiers.linkedAds(handle, 10)).toEqual([link88]);
  expect(store.identifiers.linkedAds(site, 10)).toEqual([]);
});

it('asks for screening of every ad whose facts may have changed', async () => {
  const { keep, link } = openLink();
  const first = keep({ phones: [shared] });
  const second = keep({ phones: [shared], personaNames: ['Eva'] });
  expect(await link(first)).toMatchObject([{ queue: 'screen', payload: { adIds: [first] } }]);
  expect(screened(await link(second))).toEqual([second, first]);
});

it('gives a screening with other facts another key, so that a running one does not swallow it', async () => {
  const { keep, link } = openLink();
  const first = keep({ phones: [shared] });
  const [before] = await link(first);
  const [same] = await link(first);
  const second = keep({ phones: [shared], personaNames: ['Eva'] });
  const after = (await link(second)).find((job) => screened([job]).includes(first));
  expect(same!.key).toBe(before!.key);
  expect(after!.key).not.toBe(before!.key);
});

it('lets go of a number that an ad no longer has, and screens those it leaves behind', async () => {
  const { store, keep, link } = openLink();
  const first = keep({ phones: [shared] });
  const second = keep({ phones: [shared], personaNames: ['Eva'] });
  await link(first);
  await link(second);
  store.ads.keep({
    ad: someAd({ siteAdId: '2', phones: [] }),
    addressHash: '2',
    contentHash: 'later',
    page: somePage('2026-01-06T01:00:00.000Z'),
  });
  expect(screened(await link(second))).toEqual([second, first]);
  expect(store.identifiers.facts(first).adsPerContact).toBe(1);
  expect(store.identifiers.facts(second).adsPerContact).toBe(0);
});

it('keeps a number only as a hash that asks for the key', async () => {
  const { store, keep, link } = openLink();
  await link(keep({ phones: [shared] }));
  const { before } = store.identifiers.replace(1, []);
  expect(before).toEqual([createKeyedHash(Buffer.alloc(32, 1))('phone', shared.e164)]);
  expect(before).not.toEqual([createKeyedHash(Buffer.alloc(32, 2))('phone', shared.e164)]);
});

it('understands a job of an older Vindplaats, which is of one ad', async () => {
  const { store, keep, run, stage } = openLink();
  const first = keep({ phones: [shared] });
  expect(screened(await stage.handle(stage.input.parse({ adId: first }), run))).toEqual([first]);
  expect(store.identifiers.facts(first).adsPerContact).toBe(1);
  expect(stage.input.safeParse({ adIds: [] }).success).toBe(false);
  expect(stage.input.safeParse({ adIds: Array.from({ length: 101 }, (_, nth) => nth) }).success).toBe(false);
});

it('links a stretch at once as it links its ads one by one, whatever runs twice', async () => {
  const ads = [ofRing(0), { phones: [shared], age: 30 }, ofRing(1), { phones: [shared], age: 22 }, ofRing(2)];
  const [single, stretch] = [openLink(), openLink()];
  for (const { linkStrangers } of [single, stretch]) await linkStrangers(45);
  const [ones, same] = [single, stretch].map(({ keep }) => ads.map((ad) => keep(ad))) as [number[], number[]];
  for (const id of ones) await single.link(id);
  const jobs = await stretch.link(...same);
  expect(await stretch.link(...same)).toEqual(jobs);
  expect(jobs).toHaveLength(1);
  expect(screened(jobs)).toEqual(same);
  expect(same.map((id) => stretch.store.identifiers.facts(id))).toEqual(
    ones.map((id) => single.store.identifiers.facts(id)),
  );
  expect(same.map((id) => stretch.store.groups.groupOf(id))).toEqual(ones.map((id) => single.store.groups.groupOf(id)));
});

it('screens many ads in several stretches, none of them longer than a job may be', async () => {
  const { keep, link } = openLink();
  const ads = Array.from({ length: 130 }, (_, nth) => keep({ siteAdId: `many ${nth}`, phones: [], text: '' }));
  await link(...ads);
  const jobs = await link(...ads);
  expect(jobs.map((job) => screened([job]).length)).toEqual([100, 30]);
  expect(screened(jobs)).toEqual(ads);
});

it('tries each ad of a stretch alone when one of them cannot be linked', async () => {
  const { store, dataDir, keep, link } = openLink();
  const [first, broken, last] = [0, 1, 2].map((nth) => keep(ofRing(nth))) as [number, number, number];
  const other = new Database(join(dataDir, 'vindplaats.sqlite'));
  other.prepare(`update personal_ad set content = '{}' where ad_id = ?`).run(broken);
  other.close();
  const alone = await link(first, broken, last);
  expect(alone.map((job) => [job.queue, screened([job])])).toEqual([first, broken, last].map((id) => ['link', [id]]));
  expect(new Set(alone.map((job) => job.key)).size).toBe(3);
  expect([...store.templates.texts()]).toEqual([]);
  await link(first);
  await expect(link(broken)).rejects.toThrow(/siteAdId/);
  await link(last);
  expect(store.identifiers.facts(first).templateAds).toBe(2);
});

it('counts the ads and contacts of a template, and leaves out strangers', async () => {
  const { store, keep, link, linkStrangers } = openLink();
  await linkStrangers(45);
  const ring = [0, 1, 2].map((nth) => keep(ofRing(nth)));
  const jobs = [];
  for (const id of ring) jobs.push(...(await link(id)));
  for (const id of ring) expect(store.identifiers.facts(id)).toMatchObject({ templateAds: 3, templateContacts: 3 });
  const strangers = store.ads.ids().filter((id) => !ring.includes(id));
  expect(strangers.map((id) => store.identifiers.facts(id).templateAds)).toEqual(strangers.map(() => 0));
  // The third ad asks for the other two as well, though they share no number.
  expect(screened(jobs).slice(-3)).toEqual([ring[2], ring[1], ring[0]]);
});

it('never ties ads by a text too short to tell from another', async () => {
  const { store, keep, link } = openLink();
  const ads = [0, 1].map((nth) => keep({ ...ofRing(nth), text: 'Bel mij gerust voor een afspraak.' }));
  for (const id of ads) await link(id);
  expect(store.identifiers.facts(ads[0]!).templateAds).toBe(0);
  expect([...store.templates.texts()]).toEqual([]);
});

it('has jobs for what an older store never linked, and none once that is done', async () => {
  const { store, keep, link } = openLink();
  const [first, second] = [keep(ofRing(0)), keep(ofRing(1))];
  await link(first);
  expect(unlinkedJobs(store)).toMatchObject([{ queue: 'link', payload: { adIds: [second] } }]);
  await link(second);
  expect(unlinkedJobs(store)).toEqual([]);
});

it('takes a changed or erased text out of its template, and screens those it leaves behind', async () => {
  const { store, dataDir, keep, link } = openLink();
  const [first, second, third] = [0, 1, 2].map((nth) => keep(ofRing(nth))) as [number, number, number];
  for (const id of [first, second, third]) await link(id);
  keep({ ...ofRing(1), text: someText(8) });
  expect(screened(await link(second))).toEqual([second, third, first]);
  expect(store.identifiers.facts(second)).toMatchObject({ templateAds: 0, templateContacts: 0 });
  expect(store.identifiers.facts(first)).toMatchObject({ templateAds: 2, templateContacts: 2 });
  const other = new Database(join(dataDir, 'vindplaats.sqlite'));
  other.prepare('delete from personal_ad where ad_id = ?').run(third);
  other.close();
  expect(screened(await link(third))).toEqual([first]);
  expect(store.identifiers.facts(first).templateAds).toBe(0);
  expect([...store.templates.texts()]).toHaveLength(2);
});

it('knows the texts again after a restart', async () => {
  const before = openLink();
  await before.linkStrangers(45);
  const first = before.keep(ofRing(0));
  await before.link(first);
  before.store.close();
  const { store, keep, link } = openLink(before.dataDir);
  const second = keep(ofRing(1));
  await link(second);
  await link(keep({ ...ofRing(0), siteAdId: 'the very same text' }));
  expect(store.identifiers.facts(first)).toMatchObject({ templateAds: 3, templateContacts: 2 });
  // The same words are one text.
  expect([...store.templates.texts()]).toHaveLength(47);
});

it('leaves memory and store equal when the transaction fails', async () => {
  const { store, dataDir, keep, link } = openLink();
  const first = keep(ofRing(0));
  await link(first);
  const texts = [...store.templates.texts()];
  const other = new Database(join(dataDir, 'vindplaats.sqlite'));
  onTestFinished(() => void other.close());
  other.exec("create trigger full before insert on link_facts begin select raise(abort, 'full'); end");
  const second = keep(ofRing(1));
  await expect(link(second)).rejects.toThrow('full');
  expect([...store.templates.texts()]).toEqual(texts);
  expect(store.identifiers.facts(first).templateAds).toBe(0);
  other.exec('drop trigger full');
  // An ad with an unlike text takes the number that the failed one had; memory may not take it for that one.
  const third = keep({ ...ofRing(2), text: someText(9) });
  await link(third);
  expect(store.identifiers.facts(third).templateAds).toBe(0);
  await link(second);
  expect(store.identifiers.facts(first)).toMatchObject({ templateAds: 2, templateContacts: 2 });
});

it('learns what everyone writes as the store grows, and links and screens anew what that changes', async () => {
  const { store, keep, link } = openLink();
  const everyones = someText(10);
  const phone = (nth: number) => [somePhone(`+316000${40_000 + nth}`)];
  const ads = Array.from({ length: 45 }, (_, nth) =>
    keep({
      siteAdId: `site ${nth}`,
      text: `${everyones} ${someWords(createRandom(nth + 50), 8).join(' ')}`,
      phones: phone(nth),
    }),
  );
  for (const id of ads.slice(0, 39)) await link(id);
  expect(store.templates.weights()).toBeNull();
  expect(store.identifiers.facts(ads[0]!).templateAds).toBe(39);
  const jobs = await link(ads[39]!);
  expect(store.templates.weights()).not.toBeNull();
  expect(screened(jobs)).toHaveLength(40);
  for (const id of ads.slice(40)) await link(id);
  expect(ads.map((id) => store.identifiers.facts(id).templateAds)).toEqual(ads.map(() => 0));
});

it('learns to the end in jobs of its own when the store is larger, whether more ads come or not', async () => {
  const { store, keep, link, stage, run } = openLink();
  const ads = Array.from({ length: 1400 }, (_, nth) => keep({ text: someText(5000 + nth), phones: [] }));
  const jobs: NewJob[] = [];
  const linkJobs = () => jobs.filter(({ queue }) => queue === 'link');
  for (let from = 0; from < ads.length; from += 100) jobs.push(...(await link(...ads.slice(from, from + 100))));
  // One and not one a stretch.
  expect(linkJobs()).toMatchObject([{ key: 'learn 0' }]);
  const weightsBefore = store.templates.weights();
  stage.giveUp(stage.input.parse(linkJobs()[0]!.payload), new Error('the disk was full'));
  jobs.splice(0, jobs.length, ...(await link(ads[0]!)));
  expect(linkJobs()).toHaveLength(1);
  let parts = 0;
  for (let job = linkJobs()[0]; job !== undefined; parts += 1) {
    const next = await stage.handle(stage.input.parse(job.payload), run);
    job = next.find(({ queue }) => queue === 'link');
  }
  expect(parts).toBeGreaterThan(3);
  expect(store.templates.weights()).not.toEqual(weightsBefore);
  expect(store.templates.stale()).toBeNull();
  expect((await link(ads[1]!)).filter(({ queue }) => queue === 'link')).toEqual([]);
});

it('remembers a falling age and a burst by the days the site gives', async () => {
  const { store, keep, link } = openLink();
  const days = [
    { age: 24, postedOn: '2019-03-09' },
    { age: 27, postedOn: '2019-03-01' },
    { age: 24, postedOn: '2019-03-09', personaNames: ['Eva'] },
  ];
  const ads = days.map((parts, nth) => keep({ ...parts, siteAdId: `day ${nth}`, phones: [shared] }));
  for (const id of ads) await link(id);
  for (const id of ads)
    expect(store.identifiers.facts(id)).toMatchObject({
      agesFalling: true,
      nameChanged: false,
      postsInBurst: 2,
      burstPersonas: 2,
      daysKnown: 0,
      photoPersonas: 0,
      priceRobustZ: null,
    });
});

describe('the local price', () => {
  const asking = (per60Cents: number | null, per30Cents: number | null = null) => ({
    prices: { per30Cents, per60Cents },
    // Linked by nothing, so that only the price can ask for another screening.
    phones: [],
    text: '',
  });

  it('of an ad is far under the median once enough others of the site name theirs', async () => {
    const { store, keep, link } = openLink();
    const cheap = keep(asking(4_000));
    await link(cheap);
    expect(store.identifiers.facts(cheap).priceRobustZ).toBeNull();
    const linkOther = (at: number) => link(keep(asking(10_000 + 500 * (at % 5))));
    for (let at = 0; at < 18; at += 1) await linkOther(at);
    expect(store.identifiers.facts(cheap).priceRobustZ).toBeNull();
    const jobs = await linkOther(18);
    expect(store.identifiers.facts(cheap).priceRobustZ).toBeLessThan(-5);
    expect(screened(jobs)).toContain(cheap);
  });

  it('is compared on its own site and for its own length only', async () => {
    const { store, keep, link } = openLink();
    for (let at = 0; at < 20; at += 1) await link(keep(asking(10_000 + 500 * (at % 5))));
    const halfHour = keep(asking(null, 4_000));
    const elsewhere = keep({ ...asking(4_000), site: 'marktplein' });
    const silent = keep(asking(null));
    const hour = keep(asking(10_000));
    for (const id of [halfHour, elsewhere, silent, hour]) await link(id);
    expect([halfHour, elsewhere, silent].map((id) => store.identifiers.facts(id).priceRobustZ)).toEqual([
      null,
      null,
      null,
    ]);
    expect(store.identifiers.facts(hour).priceRobustZ).toBe(-1.3);
  });

  it('on a small site goes by all ads there are, whichever came last', async () => {
    const asked = [9_000, ...Array.from({ length: 29 }, (_, at) => 10_000 + 500 * (at % 7) + (at > 19 ? 8_000 : 0))];
    const distances = async (order: readonly number[]) => {
      const { store, keep, link } = openLink();
      const ids = [];
      for (const cents of order) {
        ids.push(keep(asking(cents)));
        await link(ids.at(-1)!);
      }
      return ids
        .map((id, at) => [order[at]!, store.identifiers.facts(id).priceRobustZ])
        .toSorted(([a], [b]) => a! - b!);
    };
    expect(await distances(asked.toReversed())).toEqual(await distances(asked));
  });

  it('of all others on a large site stays as it is until the site has grown by half', async () => {
    const { store, keep, link } = openLink();
    store.transaction(() => {
      for (let at = 0; at < 1000; at += 1) keep({ ...asking(null), siteAdId: `before ${at}` });
    });
    const first = keep(asking(9_000));
    await link(first);
    for (let at = 0; at < 19; at += 1) await link(keep(asking(10_000 + 500 * (at % 5))));
    const before = store.identifiers.facts(first).priceRobustZ;
    for (let at = 0; at < 19; at += 1)
      expect(screened(await link(keep(asking(20_000 + 500 * (at % 7)))))).toHaveLength(1);
    expect(store.identifiers.facts(first).priceRobustZ).toBe(before);
    expect(screened(await link(keep(asking(20_000)))).length).toBeGreaterThan(20);
    expect(store.identifiers.facts(first).priceRobustZ).not.toBe(before);
  });
});
