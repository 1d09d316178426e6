/** `npm run bench:link`: how fast and how well near-duplicate texts are linked, on planted rings or on data of your own. */
import { createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { createFoldText } from '../src/link/fold-text.ts';
import type { FoldedWord } from '../src/link/fold-text.ts';
import { bandKeysOf } from '../src/link/minhash.ts';
import { learnShingleWeights } from '../src/link/shingle-weights.ts';
import { printOf } from '../src/link/shingles.ts';
import type { TextPrint } from '../src/link/shingles.ts';
import { createTextIndex } from '../src/link/text-index.ts';
import { compareWithTemplate, describedTextsMax, describeTemplate } from '../src/link/text-template.ts';
import { openStore } from '../src/store/open-store.ts';
import { americanPhones, dutchPhones } from '../src/extract/phone-countries.ts';
import type { PhoneCountry } from '../src/extract/phone-countries.ts';
import { findPhones } from '../src/extract/phones.ts';
import { linkCorpus } from './link-corpus.ts';
import type { BenchAd, Edits } from './link-corpus.ts';
import { measureGroups } from './link-groups.ts';
import { falseLinks, scoreGroups } from './link-scores.ts';
import { openBandTable } from './link-sqlite.ts';
import { measureStage, showStage, stageFigures } from './link-stage.ts';
import { countryOf } from './region.ts';
import { cpuSince, p99 } from './timing.ts';
import type { StageResult } from './link-stage.ts';

const { values: options } = parseArgs({
  options: {
    full: { type: 'boolean', default: false },
    seed: { type: 'string', default: '7' },
    input: { type: 'string' },
    region: { type: 'string', default: 'NL' },
    sizes: { type: 'string' },
  },
});
const country = countryOf(options.region);
const seed = Number(options.seed);
const line = z.object({ id: z.coerce.string(), text: z.string(), truth: z.coerce.string() });
const dir = mkdtempSync(join(tmpdir(), 'bench-link-'));

type Result = {
  ads: number;
  cpuSeconds: number;
  lastCpuSecondsPerAd: number;
  p99Ms: number;
  /** The same in CPU time: what others on the machine do does not count. */
  p99CpuMs: number;
  ramBytesPerAd: number;
  diskBytesPerAd: number;
  restartSeconds: number;
  restartCpuSeconds: number;
  learnSeconds: number;
  precision: number;
  recall: number;
  f1: number;
  adjustedRandIndex: number;
  falseBenignLinks: number;
  crowded: number;
};

const say = (text: string) => process.stdout.write(`${text}\n`);

async function* readInput(path: string): AsyncGenerator<BenchAd> {
  for await (const text of createInterface({ input: createReadStream(path) })) {
    if (text.trim() === '') continue;
    yield { ...line.parse(JSON.parse(text)), kind: 'single', edits: 0 };
  }
}

/** Two passes, as a store does it: the weights are learned from all texts, then every text is linked with them and kept. */
async function measure(name: string, ads: () => Iterable<BenchAd> | AsyncIterable<BenchAd>): Promise<Result> {
  const fold = createFoldText();
  const learning = process.cpuUsage();
  let count = 0;
  let pooled: number[] = [];
  // Only what the learner needs is held: packed, or a million small arrays would be measured instead.
  const packed: Uint32Array[] = [];
  for await (const ad of ads()) {
    const { shingles } = printOf(fold(ad.text));
    pooled.push(shingles.length, ...shingles);
    count += 1;
    if (pooled.length > 1_000_000) {
      packed.push(Uint32Array.from(pooled));
      pooled = [];
    }
  }
  packed.push(Uint32Array.from(pooled));
  const weights = learnShingleWeights(unpack(packed));
  packed.length = 0;
  pooled = [];
  const learnSeconds = cpuSince(learning);

  const dataDir = join(dir, name);
  const store = openStore(dataDir);
  const index = createTextIndex(weights);
  const truth: string[] = [];
  const isLookalike: boolean[] = [];
  const textOf: number[] = [];
  const texts = new Map<number, string>();
  const times: number[] = [];
  const cpuTimes: number[] = [];
  let cpuSeconds = 0;
  let lastCpuSeconds = 0;
  let crowded = 0;
  let nextText = 1;
  let batch: BenchAd[] = [];
  const lastFrom = Math.floor(count * 0.9);

  /** A night's worth in one transaction; only this is timed, not the making of the ads. */
  function linkBatch(): void {
    const start = process.cpuUsage();
    store.transaction(() => {
      for (const ad of batch) {
        const words = fold(ad.text);
        const print = printOf(words);
        let text = index.find(print);
        if (text === null) {
          text = nextText;
          nextText += 1;
          const change = index.add(text, print);
          if (change.isCrowded) crowded += 1;
          store.templates.keep(index.kept(text));
          store.templates.merge(change.template, change.absorbed);
        }
        textOf.push(text);
      }
    });
    const used = cpuSince(start);
    cpuSeconds += used;
    if (textOf.length > lastFrom) lastCpuSeconds += used;
    batch = [];
  }

  for await (const ad of ads()) {
    truth.push(ad.truth);
    isLookalike.push(ad.kind === 'lookalike');
    batch.push(ad);
    if (batch.length === 1000) linkBatch();
    // The last of all are taken one by one, with their phones and an explanation.
    if (truth.length > count - 2000) texts.set(truth.length, ad.text);
  }
  linkBatch();
  store.close();
  const found = textOf.map((text) => index.templateOf(text) ?? -text);
  const ramBytesPerAd = (index.sizeBytes() + 4 * textOf.length) / count;

  // One ad with everything: its phones, its place among a full store, and the explanation against the texts of its template.
  const explained = new Map<number, FoldedWord[]>();
  for (const nth of texts.keys()) {
    const template = index.templateOf(textOf[nth - 1] ?? 0);
    for (const member of template === null ? [] : index.textsOf(template).slice(0, describedTextsMax))
      explained.set(member, []);
  }
  let nth = 0;
  for await (const ad of ads()) {
    const text = textOf[nth] ?? 0;
    if (explained.has(text)) explained.set(text, fold(ad.text));
    nth += 1;
  }
  for (const [at, raw] of texts) {
    const variant = `${raw} ${at}`;
    const start = performance.now();
    const cpu = process.cpuUsage();
    findPhones('text', variant);
    const words = fold(variant);
    const print = printOf(words);
    const text = nextText + at;
    const change = index.add(text, print);
    const members = index
      .textsOf(change.template)
      .flatMap((member) => [explained.get(member) ?? []].filter((one) => one.length > 0));
    if (members.length > 0) compareWithTemplate(describeTemplate(members), words);
    times.push(performance.now() - start);
    cpuTimes.push(cpuSince(cpu) * 1000);
    index.remove(text);
  }

  const diskBytesPerAd = statSync(join(dataDir, 'vindplaats.sqlite')).size / count;
  const restart = performance.now();
  const restartCpu = process.cpuUsage();
  const reopened = openStore(dataDir);
  const again = createTextIndex(weights);
  again.restore(reopened.templates.texts(), reopened.templates.nextTextId());
  const restartSeconds = (performance.now() - restart) / 1000;
  const restartCpuSeconds = cpuSince(restartCpu);
  const isSame = textOf.every((text, at) => again.templateOf(text) === found[at]);
  reopened.close();
  if (!isSame) throw new Error('the templates after a restart are not those from before');

  return {
    ads: count,
    cpuSeconds,
    lastCpuSecondsPerAd: lastCpuSeconds / Math.max(1, count - Math.floor(lastFrom / 1000) * 1000),
    p99Ms: p99(times),
    p99CpuMs: p99(cpuTimes),
    ramBytesPerAd,
    diskBytesPerAd,
    restartSeconds,
    restartCpuSeconds,
    learnSeconds,
    ...scoreGroups(found, truth),
    falseBenignLinks: falseLinks(found, truth, isLookalike),
    crowded,
  };
}

function* unpack(packed: readonly Uint32Array[]): Generator<Uint32Array> {
  for (const all of packed) {
    for (let at = 0; at < all.length; at += 1 + (all[at] ?? 0)) yield all.subarray(at + 1, at + 1 + (all[at] ?? 0));
  }
}

/** The same candidates from tables: ads a CPU-second for the last tenth, and bytes an ad. */
function measureTables(ads: number): { lastCpuSecondsPerAd: number; diskBytesPerAd: number } {
  const fold = createFoldText();
  const prints: TextPrint[] = [];
  for (const ad of linkCorpus({ ads, seed, edits: 'mixed' })) prints.push(printOf(fold(ad.text)));
  const weights = learnShingleWeights(prints.map((print) => print.shingles));
  const table = openBandTable(join(dir, `bands-${ads}.sqlite`));
  const lastFrom = Math.floor(ads * 0.9);
  let start = process.cpuUsage();
  table.begin();
  prints.forEach((print, at) => {
    if (at === lastFrom) start = process.cpuUsage();
    table.step(at + 1, bandKeysOf(print.shingles, weights));
    if (at % 1000 === 999) {
      table.commit();
      table.begin();
    }
  });
  table.commit();
  const lastCpuSecondsPerAd = cpuSince(start) / (ads - lastFrom);
  const diskBytesPerAd = table.sizeBytes() / ads;
  table.close();
  return { lastCpuSecondsPerAd, diskBytesPerAd };
}

function show(name: string, result: Result): void {
  const { f1, adjustedRandIndex, precision, recall } = result;
  say(
    [
      name.padEnd(22),
      `${Math.round(result.ads / result.cpuSeconds)} ads/CPU-s`,
      `last tenth ${Math.round(1 / result.lastCpuSecondsPerAd)}`,
      `p99 ${result.p99Ms.toFixed(2)} ms (CPU ${result.p99CpuMs.toFixed(2)})`,
      `RAM ${Math.round(result.ramBytesPerAd)} B/ad`,
      `disk ${Math.round(result.diskBytesPerAd)} B/ad`,
      `restart ${result.restartSeconds.toFixed(1)} s (CPU ${result.restartCpuSeconds.toFixed(1)})`,
      `learn ${result.learnSeconds.toFixed(1)} CPU-s`,
      `P ${precision.toFixed(4)} R ${recall.toFixed(4)} F1 ${f1.toFixed(4)} ARI ${adjustedRandIndex.toFixed(4)}`,
      `false benign ${result.falseBenignLinks}`,
      `crowded ${result.crowded}`,
    ].join(' · '),
  );
}

/** Ads of an author who never saw the linker, and the numbers they have. */
const anotherHand = [
  ['nl', dutchPhones],
  ['short', dutchPhones],
  ['en', americanPhones],
] as const;

/** By their texts alone, and as the product groups them. */
async function measureFile(path: string, numbers: PhoneCountry) {
  const result = await measure(basename(path), () => readInput(path));
  show(path, result);
  const groups = await measureGroups(join(dir, `groups-${basename(path)}`), readInput(path), numbers);
  say(
    `  groups by texts and contacts, as the product makes them: P ${groups.precision.toFixed(4)} R ${groups.recall.toFixed(4)} ` +
      `F1 ${groups.f1.toFixed(4)} ARI ${groups.adjustedRandIndex.toFixed(4)}`,
  );
  return { result, groups };
}

const corpus = (ads: number, edits: Edits) => () => linkCorpus({ ads, seed, edits });
try {
  if (options.input !== undefined) {
    const path = options.input;
    const { result, groups } = await measureFile(path, country);
    report({
      ads: result.ads,
      pairwiseF1: groups.f1,
      adjustedRandIndex: groups.adjustedRandIndex,
      precision: groups.precision,
      recall: groups.recall,
      textPairwiseF1: result.f1,
      textAdjustedRandIndex: result.adjustedRandIndex,
      textPrecision: result.precision,
      textRecall: result.recall,
      p99MsPerAd: result.p99Ms,
      textSeconds: result.cpuSeconds,
      seconds: groups.cpuSeconds,
    });
  } else {
    const sizes =
      options.sizes?.split(',').map(Number) ?? (options.full ? [10_000, 100_000, 1_000_000] : [10_000, 100_000]);
    const results: Result[] = [];
    for (const ads of sizes) {
      const result = await measure(`mixed-${ads}`, corpus(ads, 'mixed'));
      show(`${ads} mixed edits`, result);
      results.push(result);
    }
    for (const rate of [0, 0.05, 0.1])
      show(`20000 at ${rate * 100} % edits`, await measure(`rate-${rate}`, corpus(20_000, rate)));
    const tables = measureTables(Math.min(100_000, Math.max(...sizes)));
    say(
      `candidates from SQLite band tables instead: ${Math.round(1 / tables.lastCpuSecondsPerAd)} ads/CPU-s for the candidates alone, ${Math.round(tables.diskBytesPerAd)} B/ad more on disk`,
    );
    const stages: StageResult[] = [];
    for (const ads of sizes) {
      const stage = await measureStage(dir, ads, seed);
      say(showStage(stage));
      stages.push(stage);
    }
    const byAnotherHand: Record<string, number> = {};
    for (const [name, numbers] of anotherHand) {
      const { groups } = await measureFile(join('fixtures', 'link', 'by-another-hand', `${name}.jsonl`), numbers);
      byAnotherHand[`anotherHand_${name}_f1`] = groups.f1;
      byAnotherHand[`anotherHand_${name}_precision`] = groups.precision;
    }
    const first = results[0];
    const last = results.at(-1);
    if (first === undefined || last === undefined) throw new Error('no sizes');
    const exponent = Math.log(last.cpuSeconds / first.cpuSeconds) / Math.log(last.ads / first.ads);
    const isMeasured = last.ads >= 1_000_000;
    const secondsFor1M = isMeasured
      ? last.cpuSeconds
      : last.cpuSeconds * (1_000_000 / last.ads) ** Math.max(1, exponent);
    report({
      exponent,
      secondsFor1M,
      secondsFor1MIs: isMeasured ? 'measured' : 'extrapolated',
      peakRssBytes: process.resourceUsage().maxRSS * 1024,
      p99MsPerAd: last.p99Ms,
      p99CpuMsPerAd: last.p99CpuMs,
      pairwiseF1: last.f1,
      adjustedRandIndex: last.adjustedRandIndex,
      falseBenignLinks: results.reduce((sum, result) => sum + result.falseBenignLinks, 0),
      precision: last.precision,
      adsPerCpuSecondLastTenth: 1 / last.lastCpuSecondsPerAd,
      ramBytesPerAd: last.ramBytesPerAd,
      diskBytesPerAd: last.diskBytesPerAd,
      restartSeconds: last.restartSeconds,
      restartCpuSeconds: last.restartCpuSeconds,
      adsMeasured: last.ads,
      ...byAnotherHand,
      ...stageFigures(stages),
    });
  }
} finally {
  rmSync(dir, { recursive: true, force: true });
}

function report(result: Record<string, unknown>): void {
  const rounded = Object.entries(result).map(([key, value]) => [
    key,
    typeof value === 'number' ? Number(value.toPrecision(5)) : value,
  ]);
  say(
    `RESULT ${JSON.stringify({ ...Object.fromEntries(rounded), seed, node: process.version, cores: availableParallelism() })}`,
  );
}
