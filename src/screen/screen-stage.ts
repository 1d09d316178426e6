import { itself } from '../model/actor.ts';
import { levels } from '../model/assessment.ts';
import type { Assessment, Level } from '../model/assessment.ts';
import type { Region } from '../model/region.ts';
import type { ReviewState } from '../model/review.ts';
import { isValidOn } from '../model/scalars.ts';
import { adsJobSchema } from '../model/visit.ts';
import type { AdsJob } from '../model/visit.ts';
import { adByAd, aloneJobs } from '../stage.ts';
import type { Run, Stage } from '../stage.ts';
import type { KnownCounts } from '../store/identifiers.ts';
import type { Store } from '../store/open-store.ts';
import { assess } from './assess.ts';
import type { Local } from './local.ts';
import type { RulesetKeeper } from './keep-ruleset.ts';
import { isSettled } from './rescreen.ts';

/**
 * Stage 4: screens a stretch of ads with what linking knows of them. The older assessment stays; the newest one stands.
 * An ad without a legal basis is refused alone and under its own number; it keeps no other ad from being screened.
 */
export function createScreenStage(deps: {
  store: Store;
  region: Region;
  rules: Pick<RulesetKeeper, 'ruleset'>;
}): Stage<AdsJob> {
  const { store, region, rules } = deps;
  return {
    input: adsJobSchema,
    async handle({ adIds }, run) {
      const isAlone = adIds.length === 1;
      try {
        const refused = store.transaction(() => {
          const counts: KnownCounts = new Map();
          return adIds.filter((adId) => !screen(adId, counts, isAlone, run));
        });
        return aloneJobs('screen', refused, run);
      } catch (error) {
        return adByAd('screen', adIds, error, run);
      }
    },
    giveUp: () => [],
  };

  /** @returns false when it is to be refused, and is not alone. @throws VindplaatsError `LEGAL_BASIS_MISSING` when it is. */
  function screen(adId: number, counts: KnownCounts, isAlone: boolean, run: Run): boolean {
    const record = store.ads.find(adId);
    const ad = record && store.ads.content(adId, record.version);
    if (!ad) return true;
    const { site, municipality } = record;
    if (!isAlone && !run.gate.permits(site, 'screen', municipality)) return false;
    run.gate.require(site, 'screen', municipality);
    const local = localOf(region, municipality, record.referenceDay);
    const before = store.reviews.standing(adId);
    const assessment = assess(ad, store.identifiers.facts(adId, counts), local, rules.ruleset());
    const standing = store.assessments.current(adId);
    if (before && standing && isSettled(before.state) && differInRulesOnly(standing, assessment)) return true;
    const at = run.now().toISOString();
    const assessmentId = store.assessments.keep(adId, record.version, assessment, at);
    if (before && mustReopen(before.state, before.level, assessment.level)) {
      store.reviews.add({ kind: 'reopened', adId, assessmentId, actor: itself.name, at }, 'open');
    }
    return true;
  }
}

/** What the law of a municipality says on a day, from its dated entries in region.yaml (guard-rail G13). */
export function localOf(region: Region, municipality: string, day: string): Local {
  const law = region.municipalities.find((entry) => entry.code === municipality);
  return {
    day,
    municipality,
    minimumAge: law?.minimumAge.find((rule) => isValidOn(rule, day))?.years ?? null,
    licenceRequired: law?.licenceRequired.some((rule) => isValidOn(rule, day)) ?? false,
  };
}

/** What a person confirmed rests on the rules of that day: new rules alone never change what stands there. */
function differInRulesOnly(before: Assessment, after: Assessment): boolean {
  return before.inputHash === after.inputHash && before.rulesetHash !== after.rulesetHash;
}

/** A dismissal holds for what was seen; an ad that has since risen a level asks for a person again. */
export function mustReopen(state: ReviewState, before: Level, after: Level): boolean {
  return state === 'dismissed' && levels.indexOf(after) > levels.indexOf(before);
}
