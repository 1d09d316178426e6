import { VindplaatsError } from '../lib/errors.ts';

/** One page may be forbidden; this many in a row are a door that is shut. */
const refusedInRowMax = 3;

/** Remembers which sites keep this crawler out, each for the run in which they did. */
export function createBlocks() {
  const blockedRun = new Map<string, string>();
  const refusedInRow = new Map<string, number>();

  return {
    isBlocked: (site: string, runId: string): boolean => blockedRun.get(site) === runId,
    /** The site gave a page, so it is not shut. */
    answered(site: string): void {
      refusedInRow.delete(site);
    },
    /** @returns the block that a failed visit is a sign of, or null. */
    judge(site: string, runId: string, error: unknown): VindplaatsError | null {
      if (!(error instanceof VindplaatsError)) return null;
      if (error.code !== 'SITE_BLOCKED') {
        const status = error.details['status'];
        if (status !== 401 && status !== 403) return null;
        const inRow = (refusedInRow.get(site) ?? 0) + 1;
        refusedInRow.set(site, inRow);
        if (inRow < refusedInRowMax) return null;
      }
      blockedRun.set(site, runId);
      refusedInRow.delete(site);
      if (error.code === 'SITE_BLOCKED') return error;
      return new VindplaatsError(
        'SITE_BLOCKED',
        `${site} refused ${refusedInRowMax} pages in a row; it is left alone. Ask its owner, or take the ads in by hand.`,
        { cause: error },
      );
    },
  };
}
