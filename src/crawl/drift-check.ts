import type { Site } from '../model/site.ts';
import type { Finding, Observation, SiteProfile } from '../model/site-profile.ts';
import type { RunNumbers } from '../store/run-checks.ts';

/** How a night is laid beside what is usual; the extract stage, handed in by the pipeline because stages do not know each other. */
export type DriftCheck = {
  profileSite(observations: Iterable<Observation>, tally: RunNumbers & { isWholeWalk: boolean }): SiteProfile;
  checkDrift(
    tonight: SiteProfile,
    nights: readonly SiteProfile[],
    expect: Site['expect'],
    isVouchedFor: boolean,
  ): Finding[];
};
