/** `npm run bench:screen`: how fast and how well ads are screened, beside json-rules-engine on the same rules in the same run. */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { demoSeed } from '../src/commands/demo-seed.ts';
import { createTokeniser, createWordReader } from '../src/lib/tokens.ts';
import { readYamlFile } from '../src/lib/yaml-file.ts';
import { assess } from '../src/screen/assess.ts';
import type { Screenable } from '../src/screen/case-ad.ts';
import { compileRules } from '../src/screen/compile-rules.ts';
import { loadRuleset } from '../src/screen/load-rules.ts';
import type { Ruleset } from '../src/screen/load-rules.ts';
import { negationSchema } from '../src/screen/rule-data.ts';
import type { Rule } from '../src/screen/rule.ts';
import { benchAds, textLength } from './screen-ads.ts';
import { demoFigures, flaggedShare, twinFigures } from './screen-demo.ts';
import { createPeer, peerFactsOf } from './screen-peer.ts';
import type { PeerStyle } from './screen-peer.ts';
import { comparableRules, drawRules } from './screen-rules.ts';

const { values: options } = parseArgs({
  options: {
    ads: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(demoSeed) },
    rules: { type: 'string', default: 'rules' },
  },
});
const seed = Number(options.seed);
const rounds = 7;

const say = (text: string) => process.stdout.write(`${text}\n`);
const perSecond = (value: number) => Math.round(value).toLocaleString('en');

/** CPU seconds of this process, all threads: what one core would have needed. */
async function cpuSeconds(work: () => Promise<void> | void): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

/** Ads per CPU second in each of several rounds after a warm-up; the best is what the code does, the others what the machine did meanwhile. */
async function measure(
  name: string,
  ads: readonly Screenable[],
  screen: (one: Screenable) => unknown,
): Promise<number> {
  const speeds: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const seconds = await cpuSeconds(() => {
      for (const one of ads) screen(one);
    });
    if (round > 0) speeds.push(ads.length / seconds);
  }
  tell(name, speeds);
  return Math.max(...speeds);
}

function tell(name: string, speeds: readonly number[]): void {
  const best = perSecond(Math.max(...speeds));
  say(`${name.padEnd(46)} ${best.padStart(8)} ads/s   rounds: ${speeds.map(perSecond).join(' ')}`);
}

const negation = readYamlFile(`${options.rules}/negation.yaml`, negationSchema);
if (!negation.ok) throw new Error(negation.problems.join('\n'));
const ruleset = loadRuleset(options.rules);
const reader = createWordReader();
const tokenise = createTokeniser();
const compile = (rules: readonly Rule[]): Ruleset =>
  compileRules(rules, { scoring: ruleset.scoring, negation: negation.value }, reader);
const hitsOf = (set: Ruleset) => (one: Screenable) => set.hits(one.ad, one.facts, one.local);

const ads = benchAds(Number(options.ads), seed);
say(`${ads.length} ads of ${textLength} characters, seed ${seed}, ${ruleset.rules.length} rules in ${options.rules}/`);
say('CPU seconds of one core; best of several rounds.\n');
const adsPerSecondPerCore = await measure('catalogue: rules that hold, with evidence', ads, hitsOf(ruleset));
const assessmentsPerSecondPerCore = await measure('catalogue: whole assessments, hashes included', ads, (one) =>
  assess(one.ad, one.facts, one.local, ruleset),
);

const [pattern] = ruleset.rules;
if (pattern === undefined) throw new Error('no rules');
const drawn = drawRules(1000, seed, { pattern, ads, tokenise });
const sets = { small: compile(drawn.slice(0, 50)), large: compile(drawn) };
const hitsPerAd = (set: Ruleset) =>
  (ads.reduce((sum, one) => sum + hitsOf(set)(one).length, 0) / ads.length).toFixed(2);
const speed50 = await measure(`50 made-up rules (${hitsPerAd(sets.small)} hold per ad)`, ads, hitsOf(sets.small));
const speed1000 = await measure(`1,000 made-up rules (${hitsPerAd(sets.large)} hold per ad)`, ads, hitsOf(sets.large));
const cost1000RulesOver50 = speed50 / speed1000;
say(`1,000 rules cost ${cost1000RulesOver50.toFixed(2)} times as much as 50\n`);

const shared = comparableRules(ruleset.rules);
const own = compile(shared);
const forPeer = ads.slice(0, 1000);
const prepared = forPeer.map((one) => peerFactsOf(one, tokenise));
say(`json-rules-engine on an equal rule set: ${shared.length} rules, without negation, exceptions and pairs of words.`);
const ownSpeed = await measure('Vindplaats on the equal set, from raw text', ads, hitsOf(own));

/** The words are cut and joined beforehand: only its own work counts against the peer. */
async function measurePeer(style: PeerStyle): Promise<number> {
  const peer = createPeer(shared, tokenise, style);
  let pairs = 0;
  for (const [at, one] of forPeer.entries()) {
    const ours = hitsOf(own)(one).map(({ rule }) => rule.id);
    const theirs = (await peer.hits(prepared[at] ?? {})).toSorted();
    if (ours.join() !== theirs.join())
      throw new Error(`the engines differ on ad ${at}: ${ours.join()} / ${theirs.join()}`);
    pairs += ours.length;
  }
  const speeds: number[] = [];
  for (let round = 0; round < 4; round += 1) {
    const seconds = await cpuSeconds(async () => {
      for (const facts of prepared) await peer.hits(facts);
    });
    speeds.push(forPeer.length / seconds);
  }
  tell(`json-rules-engine, ${style}`, speeds);
  say(
    `  flags the same: ${pairs} (ad, rule) pairs on ${forPeer.length} ads; Vindplaats is ${(ownSpeed / Math.max(...speeds)).toFixed(1)} times as fast`,
  );
  return Math.max(...speeds);
}
const jsonRulesEngineAdsPerSecond = await measurePeer('manual');
const jsonRulesEngineTunedAdsPerSecond = await measurePeer('tuned');
say('');

const demo = await demoFigures(seed, ruleset);
say(
  `Demo corpus through extraction, store, links and rules: ${demo.ads} ads, ${demo.listed} on a list of ${flaggedShare * 100} %.`,
);
for (const { scenario, ads: count, listed, levels } of demo.perScenario)
  say(
    `  ${scenario.padEnd(22)} ${`${count}`.padStart(4)} ads ${`${listed}`.padStart(4)} listed   ${Object.entries(levels)
      .map(([level, number]) => `${level} ${number}`)
      .join(', ')}`,
  );
say('Synthetic data proves the machinery, not the world.\n');
const twins = twinFigures(ruleset);

const peerPackage = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('node_modules/json-rules-engine/package.json', import.meta.url), 'utf8')));
const round = (value: number, digits = 0) => Number(value.toFixed(digits));
say(
  `RESULT ${JSON.stringify({
    adsPerSecondPerCore: round(adsPerSecondPerCore),
    assessmentsPerSecondPerCore: round(assessmentsPerSecondPerCore),
    equalSetAdsPerSecond: round(ownSpeed),
    jsonRulesEngineAdsPerSecond: round(jsonRulesEngineAdsPerSecond),
    ratio: round(ownSpeed / jsonRulesEngineAdsPerSecond, 1),
    jsonRulesEngineTunedAdsPerSecond: round(jsonRulesEngineTunedAdsPerSecond),
    ratioTuned: round(ownSpeed / jsonRulesEngineTunedAdsPerSecond, 1),
    cost1000RulesOver50: round(cost1000RulesOver50, 2),
    flaggedShare: round(demo.listed / demo.ads, 3),
    ringsFlaggedShare: round(demo.ringsFlaggedShare, 3),
    ringAdsFlaggedShare: round(demo.ringAdsFlaggedShare, 3),
    minorsFlaggedShare: round(demo.minorsFlaggedShare, 3),
    benignHoogCount: demo.benignHoogCount,
    ...twins,
    ads: ads.length,
    jsonRulesEngineVersion: peerPackage.version,
    node: process.version,
    cores: availableParallelism(),
  })}`,
);
