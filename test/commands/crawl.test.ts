import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { corpusOfNight } from '../../src/demo/nights.ts';
import { openStore } from '../../src/store/open-store.ts';
import { demoFolders } from '../support/demo-folders.ts';
import { runCli, startCli } from '../support/run-cli.ts';

/** What a crawl of prikbord has to find on a night, by the corpus it is made from. */
function inRegionOn(night: number): string[] {
  return corpusOfNight(2019, night)
    .filter(({ shown, truth }) => shown.site === 'prikbord' && truth.municipality !== null)
    .map(({ shown }) => shown.siteAdId)
    .toSorted();
}

function stored(data: string) {
  const store = openStore(data);
  const ads = store.ads.idsOfSite('prikbord').map((id) => store.ads.find(id));
  const present = ads.flatMap((ad) => (ad && ad.goneAt === null ? [ad.siteAdId] : []));
  const result = {
    all: ads.length,
    present: present.toSorted(),
    assessed: store.figures.count('0000-01-01', '9999-12-31').reduce((sum, row) => sum + row.ads, 0),
  };
  store.close();
  return result;
}

// Each is a crawl of 270 pages or two, by processes of their own.
describe('vindplaats crawl', { timeout: 180_000 }, () => {
  it('finds every ad of the region, screens each, and stores nothing of the others', async () => {
    const { args, data } = await demoFolders();
    const { exitCode, stderr } = await runCli([...args, 'crawl', '--reason', 'test']);
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
    const expected = inRegionOn(1);
    expect(stored(data)).toEqual({ all: expected.length, present: expected, assessed: expected.length });
  });

  it('crawls a second night incrementally: new, changed and gone ads, few bodies', async () => {
    const { args, data, requests, atNight } = await demoFolders();
    await runCli([...args, 'crawl', '--reason', 'first night']);
    const firstNight = requests().length;
    atNight(2);
    const { exitCode } = await runCli([...args, 'crawl', '--reason', 'second night']);
    expect(exitCode).toBe(0);
    expect(requests().length).toBeGreaterThan(firstNight);
    // What was not found tonight is gone when it is not found the next night either.
    expect(stored(data).present).toEqual([...new Set([...inRegionOn(1), ...inRegionOn(2)])].toSorted());
    const store = openStore(data);
    onTestFinished(() => store.close());
    const changed = store.ads.idsOfSite('prikbord').filter((id) => store.ads.find(id)?.version === 2);
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.length).toBeLessThan(inRegionOn(2).length / 10);

    const before = requests().length;
    await runCli([...args, 'crawl', '--reason', 'third night']);
    expect(stored(data).present).toEqual(inRegionOn(2));
    // Nothing changed: no more than the listing pages, robots.txt and the start.
    expect(requests().length - before).toBeLessThan(20);
  });

  it('goes on after a kill in the middle, and loses or doubles nothing', async () => {
    const { args, data, requests } = await demoFolders();
    const { child } = startCli([...args, 'crawl', '--reason', 'killed']);
    while (requests().length < 80) await sleep(20);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(stored(data).all).toBeLessThan(inRegionOn(1).length);
    const { exitCode, stderr } = await runCli([...args, 'crawl', '--reason', 'after the kill']);
    expect(exitCode).toBe(0);
    expect(stderr).toContain('going on with the crawl that was interrupted');
    const expected = inRegionOn(1);
    expect(stored(data)).toEqual({ all: expected.length, present: expected, assessed: expected.length });
  });

  it('writes nothing outside the data folder it is given', async () => {
    const { args, config, data } = await demoFolders();
    const before = await filesUnder('.');
    const configBefore = await filesUnder(config);
    await runCli([...args, 'crawl', '--reason', 'test']);
    expect(await filesUnder('.')).toEqual(before);
    expect(await filesUnder(config)).toEqual(configBefore);
    expect((await filesUnder(data)).length).toBeGreaterThan(0);
  });
});

async function filesUnder(dir: string): Promise<string[]> {
  const skipped = /(^|\/)(node_modules|\.git|dist)(\/|$)/;
  return (await readdir(dir, { recursive: true })).filter((path) => !skipped.test(path)).toSorted();
}
