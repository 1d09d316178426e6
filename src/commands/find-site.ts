import type { Config } from '../config.ts';
import { VindplaatsError } from '../lib/errors.ts';
import type { Site } from '../model/site.ts';

/** @throws VindplaatsError `SITE_UNKNOWN` naming the sites there are. */
export function findSite(config: Config, id: string): Site {
  const site = config.sites.find((candidate) => candidate.id === id);
  if (site) return site;
  const known = config.sites.map((candidate) => candidate.id).join(', ') || 'none yet';
  throw new VindplaatsError(
    'SITE_UNKNOWN',
    `There is no site "${id}" in ${config.configDir}/sites; add ${id}.yaml there, or choose one of: ${known}.`,
  );
}
