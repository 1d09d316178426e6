import type { Settings } from '../app.ts';
import { changedFields, comparedFields, isFilled } from '../crawl/field-changes.ts';
import type { ComparedField } from '../crawl/field-changes.ts';
import type { Reprocessed } from '../crawl/reprocess.ts';
import type { Site } from '../model/site.ts';
import { findSite } from './find-site.ts';
import { finishWork } from './finish-work.ts';
import type { Terminal } from './terminal.ts';
import { commandLine, withDesk } from './with-desk.ts';

/** Ads stored in one transaction. */
const adsAtOnce = 100;
/** Of each field, with `--show`. */
const examplesMax = 3;
const exampleChars = 100;

type Read = Extract<Reprocessed, { kind: 'read' }>;
type Difference = { before: number; after: number; changed: number; examples: string[] };
type Options = { isApplied: boolean; isShown: boolean };

/** Reads the stored pages with the present site files, shows what that changes field by field, and stores it only when asked to. */
export async function reprocess(
  settings: Settings,
  terminal: Terminal,
  siteId: string | null,
  options: Options,
): Promise<void> {
  await withDesk(settings, async (desk, app) => {
    const sites = siteId === null ? app.config.sites : [findSite(app.config, siteId)];
    let stored = 0;
    for (const site of sites) {
      const toKeep = await show(terminal, site, desk.reprocessing.read(site), options.isShown);
      if (!options.isApplied) continue;
      let storedHere = 0;
      for (let at = 0; at < toKeep.length; at += adsAtOnce)
        storedHere += await desk.keepReprocessed(toKeep.slice(at, at + adsAtOnce));
      stored += storedHere;
      desk.store.audit.append({
        at: app.now().toISOString(),
        actor: commandLine.name,
        action: 'site.reprocess',
        object: `site:${site.id}`,
        result: `${storedHere} ads have a further version`,
        origin: commandLine.origin,
      });
    }
    if (!options.isApplied) {
      terminal.print('Nothing is stored. To store it: the same command with --apply.');
      return;
    }
    const isDone = await finishWork(settings, app, desk);
    terminal.print(
      `${stored} ads have a further version${isDone ? ', linked and screened again.' : '; the Vindplaats that is running links and screens them again.'}`,
    );
  });
}

/** @returns the ads that read otherwise than they are stored, and those that were stored so before but not screened. */
async function show(
  terminal: Terminal,
  site: Site,
  results: AsyncIterable<Reprocessed>,
  isShown: boolean,
): Promise<Read[]> {
  const kinds: Record<Reprocessed['kind'], number> = {
    read: 0,
    'no-page': 0,
    'not-an-ad': 0,
    'other-ad': 0,
    'outside-region': 0,
  };
  const differences = new Map<ComparedField, Difference>(
    comparedFields.map((field) => [field, { before: 0, after: 0, changed: 0, examples: [] }]),
  );
  const toKeep: Read[] = [];
  let changed = 0;
  for await (const result of results) {
    kinds[result.kind] += 1;
    if (result.kind !== 'read') continue;
    const isChanged = count(result, differences);
    if (isChanged) changed += 1;
    if (isChanged || result.isBehind) toKeep.push(result);
  }
  terminal.print(
    `${site.id}: ${kinds.read} stored pages read again, ${changed} ads read otherwise than before; left as they are: ${kinds['no-page']} without a kept page, ${kinds['not-an-ad']} no longer readable, ${kinds['other-ad']} read as another ad, ${kinds['outside-region']} read as outside the region or without legal basis.`,
  );
  terminal.table(
    ['field', 'filled before', 'filled after', 'changed'],
    [...differences].map(([field, each]) => [field, each.before, each.after, each.changed]),
  );
  if (isShown)
    for (const [field, { examples }] of differences)
      for (const example of examples) terminal.print(`${field}, ${example}`);
  return toKeep;
}

/** @returns whether anything is other than before. */
function count({ adId, before, after }: Read, differences: ReadonlyMap<ComparedField, Difference>): boolean {
  const changed = new Set(changedFields(before, after));
  for (const [field, difference] of differences) {
    if (isFilled(before, field)) difference.before += 1;
    if (isFilled(after, field)) difference.after += 1;
    if (!changed.has(field)) continue;
    difference.changed += 1;
    if (difference.examples.length < examplesMax)
      difference.examples.push(`ad ${adId}: ${brief(before[field])} -> ${brief(after[field])}`);
  }
  return changed.size > 0;
}

function brief(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null';
  return text.length > exampleChars ? `${text.slice(0, exampleChars)}...` : text;
}
