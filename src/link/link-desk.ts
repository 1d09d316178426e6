import { VindplaatsError } from '../lib/errors.ts';
import type { Actor } from '../model/actor.ts';
import { nodeAdsMax } from '../model/link.ts';
import type { GenericReason, MergeReason, SplitReason } from '../model/link.ts';
import { adsJobs } from '../queue/ads-jobs.ts';
import type { Queue } from '../queue/queue.ts';
import type { Store } from '../store/open-store.ts';
import { webMax } from './groups.ts';
import { heldBy, regroup } from './regroup.ts';

/** A text reason is asked for where no listed reason fits, long enough to be one. */
const otherReasonMinLength = 10;
const noteMaxLength = 2000;

/** Why a person decided so: a listed reason, and words of their own where they wish. */
export type Why<Reason extends string> = { reason: Reason; note: string };

/**
 * What people decide about links: groups split and merged, shared things marked as everyone's; all of it undoable. Every act is one
 * transaction with its audit line and with the groups it changes.
 */
export function createLinkDesk({
  store,
  queue,
  now,
}: {
  store: Store;
  queue: Pick<Queue, 'enqueue'>;
  now: () => Date;
}) {
  return {
    /**
     * Takes these ads out of their group; later nights keep them apart from the rest of it.
     * @param adIds some ads of one group, not all of it.
     * @returns the group they are in now.
     * @throws VindplaatsError `INPUT_INVALID`, `DECISION_NOT_ALLOWED`; nothing is stored then.
     */
    split(groupId: number, adIds: readonly number[], why: Why<SplitReason>, actor: Actor): number {
      checkWhy(why);
      return store.transaction(() => {
        const ads = store.groups.adsOf(groupId, webMax);
        const out = ads.filter((ad) => adIds.includes(ad));
        const rest = ads.filter((ad) => !adIds.includes(ad));
        // Another reviewer, or the last night, was first.
        if (out.length !== new Set(adIds).size || ads.length === 0) throw changedMeanwhile(groupId);
        const first = out[0];
        if (first === undefined || rest.length === 0) {
          throw new VindplaatsError(
            'INPUT_INVALID',
            `Kies ten minste één advertentie van groep ${groupId}, en niet allemaal; er is niets opgeslagen.`,
          );
        }
        decide({ kind: 'split', sides: [out, rest] }, why, actor);
        regroup(store, ads);
        return store.groups.groupOf(first) ?? first;
      });
    },
    /**
     * Puts two ads, and with them their groups, in one group.
     * @returns that group.
     * @throws VindplaatsError `NOT_FOUND`, `DECISION_NOT_ALLOWED` when they are together already or a split keeps them apart.
     */
    merge(adId: number, otherId: number, why: Why<MergeReason>, actor: Actor): number {
      checkWhy(why);
      return store.transaction(() => {
        const groups = [adId, otherId].map((ad) => {
          const group = store.groups.groupOf(ad);
          if (group === null)
            throw new VindplaatsError('NOT_FOUND', `Advertentie ${ad} is er niet; controleer het nummer.`);
          return group;
        });
        if (groups[0] === groups[1]) {
          throw new VindplaatsError(
            'DECISION_NOT_ALLOWED',
            `Advertenties ${adId} en ${otherId} staan al in één groep; er is niets veranderd.`,
          );
        }
        const changed = [adId, otherId];
        decide({ kind: 'merge', ads: [adId, otherId] }, why, actor);
        regroup(store, changed);
        const group = store.groups.groupOf(adId);
        if (group === null || group !== store.groups.groupOf(otherId)) {
          throw new VindplaatsError(
            'DECISION_NOT_ALLOWED',
            `Een splitsing houdt advertenties ${adId} en ${otherId} uit elkaar; maak die eerst ongedaan.`,
          );
        }
        return group;
      });
    },
    /** Takes back a split or a merge. @throws VindplaatsError `DECISION_NOT_ALLOWED` when it does not stand. */
    undo(decisionId: number, actor: Actor): void {
      store.transaction(() => {
        const made = store.groups.decision(decisionId);
        const at = now().toISOString();
        if (made === null || !store.groups.undo(decisionId, at)) {
          throw new VindplaatsError(
            'DECISION_NOT_ALLOWED',
            `Besluit ${decisionId} over een groep staat niet, of is al ongedaan gemaakt.`,
          );
        }
        const { decision } = made;
        const ads = decision.kind === 'merge' ? decision.ads : decision.sides.flat();
        regroup(store, ads, heldBy(store, ads));
        audit(`link.${decision.kind}.undone`, `link-decision:${decisionId}`, made.reason, actor, at);
      });
    },
    /**
     * A shared thing that is everyone's links nothing any more and tells rules nothing: its ads are screened again.
     * @throws VindplaatsError `NOT_FOUND`, `DECISION_NOT_ALLOWED`.
     */
    async markGeneric(node: string, why: Why<GenericReason>, actor: Actor): Promise<void> {
      checkWhy(why);
      const changed = store.transaction(() => {
        const ads = store.evidence.adsOf(node, nodeAdsMax + 1);
        if (ads.length === 0)
          throw new VindplaatsError('NOT_FOUND', 'Wat je wilde markeren heeft geen enkele advertentie meer.');
        if (store.evidence.isMarkedGeneric(node))
          throw new VindplaatsError('DECISION_NOT_ALLOWED', 'Dit is al als algemeen gemarkeerd.');
        const at = now().toISOString();
        const before = heldBy(store, ads);
        store.groups.markGeneric({ node, ...why, actor: actor.name, madeAt: at });
        regroup(store, ads, before);
        audit('link.generic', node, why.reason, actor, at);
        return ads;
      });
      await queue.enqueue(adsJobs('link', changed, 'again'));
    },
    /** @throws VindplaatsError `DECISION_NOT_ALLOWED` when it was not marked. */
    async unmarkGeneric(node: string, actor: Actor): Promise<void> {
      const changed = store.transaction(() => {
        const mark = store.groups.genericMark(node);
        if (mark === null || !store.groups.unmarkGeneric(node))
          throw new VindplaatsError('DECISION_NOT_ALLOWED', 'Dit is niet (meer) als algemeen gemarkeerd.');
        const ads = store.evidence.adsOf(node, nodeAdsMax + 1);
        regroup(store, ads);
        audit('link.generic.undone', node, mark.reason, actor, now().toISOString());
        return ads;
      });
      await queue.enqueue(adsJobs('link', changed, 'again'));
    },
  };

  function decide(
    decision: Parameters<Store['groups']['decide']>[0]['decision'],
    why: Why<string>,
    actor: Actor,
  ): void {
    const at = now().toISOString();
    const id = store.groups.decide({ decision, ...why, actor: actor.name, madeAt: at });
    audit(`link.${decision.kind}`, `link-decision:${id}`, why.reason, actor, at);
  }

  function audit(action: string, object: string, result: string, actor: Actor, at: string): void {
    store.audit.append({ at, actor: actor.name, action, object, result, origin: actor.origin });
  }
}

function checkWhy({ reason, note }: Why<string>): void {
  if (note.length > noteMaxLength) {
    throw new VindplaatsError(
      'INPUT_INVALID',
      `De toelichting is langer dan ${noteMaxLength} tekens; er is niets opgeslagen.`,
    );
  }
  if (reason === 'other' && note.trim().length < otherReasonMinLength) {
    throw new VindplaatsError(
      'INPUT_INVALID',
      `Schrijf bij "Anders" in ten minste ${otherReasonMinLength} tekens waarom; er is niets opgeslagen.`,
    );
  }
}

function changedMeanwhile(groupId: number): VindplaatsError {
  return new VindplaatsError(
    'DECISION_NOT_ALLOWED',
    `Groep ${groupId} is intussen veranderd; bekijk haar opnieuw voordat je splitst.`,
  );
}
