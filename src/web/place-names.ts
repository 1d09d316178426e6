import { manualSource } from '../model/by-hand.ts';
import type { Region } from '../model/region.ts';
import type { Site } from '../model/site.ts';
import { words } from './words.ts';

/** What is no longer configured still has ads, and is then shown by its code. */
export function municipalityName(region: Region, code: string): string {
  return region.municipalities.find((municipality) => municipality.code === code)?.name ?? code;
}

export function siteTitle(sites: readonly Site[], id: string): string {
  if (id === manualSource) return words.byHand.source;
  return sites.find((site) => site.id === id)?.title ?? id;
}
