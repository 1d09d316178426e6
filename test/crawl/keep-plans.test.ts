import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { keepPlans } from '../../src/crawl/keep-plans.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

/** The plans of a configuration of this test alone, and ways to edit it. */
function openPlans() {
  const dir = temporaryDir();
  cpSync('config', dir, { recursive: true });
  const site = (id: string) => join(dir, 'sites', `${id}.yaml`);
  const keeper = keepPlans(readConfig(dir), () => readConfig(dir));
  return {
    keeper,
    add: (id: string, line: string) => writeFileSync(site(id), `${readFileSync(site(id), 'utf8')}${line}\n`),
    copy: (id: string, to: string) =>
      writeFileSync(site(to), readFileSync(site(id), 'utf8').replace(`id: ${id}`, `id: ${to}`)),
    remove: (id: string) => rmSync(site(id)),
    editRegion: (from: string, to: string) =>
      writeFileSync(join(dir, 'region.yaml'), readFileSync(join(dir, 'region.yaml'), 'utf8').replace(from, to)),
    hours: () => [...keeper.plans()].map(([id, { at }]) => `${id} ${at}`),
  };
}

it('takes over a schedule that was changed, for one site and for all, and names the sites', () => {
  const { keeper, add, editRegion, hours } = openPlans();
  expect(hours()).toEqual(['marktplein 0 3 * * *', 'prikbord 0 3 * * *']);
  expect(keeper.refresh()).toEqual([]);
  add('prikbord', "schedule: { at: '15 4 * * *', reason: eigen ronde }");
  expect(keeper.refresh()).toEqual(['prikbord']);
  editRegion("at: '0 3 * * *'", "at: '30 2 * * *'");
  expect(keeper.refresh()).toEqual(['marktplein']);
  expect(hours()).toEqual(['marktplein 30 2 * * *', 'prikbord 15 4 * * *']);
  expect(keeper.refresh()).toEqual([]);
});

it('plans a site no more that has no schedule any more, or no file, and none that was not there at the start', () => {
  const { keeper, add, copy, remove, hours } = openPlans();
  add('prikbord', 'schedule: never');
  copy('marktplein', 'elders');
  expect(keeper.refresh()).toEqual(['prikbord']);
  expect(hours()).toEqual(['marktplein 0 3 * * *']);
  remove('marktplein');
  expect(keeper.refresh()).toEqual(['marktplein']);
  expect(hours()).toEqual([]);
});

it('keeps the last good schedule while the configuration is broken, and says why', () => {
  const { keeper, editRegion, hours } = openPlans();
  editRegion("at: '0 3 * * *'", "at: '99 2 * * *'");
  expect(keeper.refresh()).toEqual([]);
  expect(hours()).toEqual(['marktplein 0 3 * * *', 'prikbord 0 3 * * *']);
  expect(keeper.problem()).toContain('region.yaml');
  editRegion("at: '99 2 * * *'", "at: '30 2 * * *'");
  expect(keeper.refresh()).toEqual(['marktplein', 'prikbord']);
  expect(keeper.problem()).toBeNull();
});
