import { z } from 'zod';
import { standingDecision } from '../review/decide.ts';
import type { LastAct } from './views/flash.tsx';
import type { WebDeps } from './web-context.ts';

const adIdSchema = z.coerce.number().int().positive().optional().catch(undefined);

/**
 * What was just done, for the notice above the next page. The address only names the ad;
 * what is said of it is read from its history, so a made-up address says nothing untrue.
 */
export function readLastAct({ store }: WebDeps, query: URLSearchParams): LastAct | null {
  const decided = adIdSchema.parse(query.get('besloten') ?? undefined);
  if (decided !== undefined) {
    const standing = standingDecision(store.reviews.events(decided));
    return (
      standing && {
        kind: 'decided',
        adId: decided,
        decisionId: standing.id,
        verdict: standing.decision.verdict,
        reason: standing.decision.reason,
      }
    );
  }
  const undone = adIdSchema.parse(query.get('hersteld') ?? undefined);
  if (undone !== undefined && store.reviews.events(undone).at(-1)?.kind === 'undone')
    return { kind: 'undone', adId: undone };
  return null;
}
