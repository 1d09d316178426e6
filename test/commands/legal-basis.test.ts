import { readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { startCli } from '../support/run-cli.ts';
import { startSmallSite, writeSmallConfig } from '../support/small-site.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

it('a ground that is taken away in the middle of a crawl ends it, in so many words', { timeout: 120_000 }, async () => {
  const dir = temporaryDir();
  const [config, data] = [join(dir, 'config'), join(dir, 'data')];
  const legal = join(config, 'legal-basis.yaml');
  const site = await startSmallSite({
    ads: 60,
    tookMs: 100,
    answerFirst: (_request, _response, { pathname }) => {
      if (pathname === '/ad/1')
        writeFileSync(legal, readFileSync(legal, 'utf8').replace('sources: [klein]', 'sources: [ander]'));
      return false;
    },
  });
  onTestFinished(() => site.close());
  writeSmallConfig(config, site.origin, ['klein'], '{ delayMs: 100 }');
  const { child, output } = startCli(['--config', config, '--data', data, 'crawl', '--reason', 'test']);
  await once(child, 'exit');
  expect(output.stderr).toContain('The legal basis for the crawl of "klein" ended while it was going on');
  expect(child.exitCode).toBe(15);
  // At most what is asked within the second in which the file is looked at again.
  expect(site.paths().filter((path) => path.startsWith('/ad/')).length).toBeLessThan(20);
  const store = openStore(data);
  onTestFinished(() => store.close());
  const [run] = store.runs.list('klein', 1);
  expect(run).toMatchObject({ state: 'released' });
  expect(store.runs.countOpen(run!.id)).toBe(0);
  expect(store.audit.list().map(({ result }) => result)).toContainEqual(
    expect.stringContaining('no valid legal basis any more'),
  );
});
