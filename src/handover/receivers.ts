import { isValidOn } from '../model/scalars.ts';
import type { Municipality, Region } from '../model/region.ts';

/** The municipality that receives lists under this code on this day; null when it is none of the region's. */
export function receiverOn(region: Region, code: string, day: string): Municipality | null {
  return region.municipalities.find((known) => known.code === code && isValidOn(known, day)) ?? null;
}

/** The codes whose ads a municipality answers for: its own, and those of municipalities that went up in it (guard-rail G13). */
export function codesOf(region: Region, receiver: Municipality, day: string): string[] {
  const codes = new Set([receiver.code]);
  // A set that grows while it is walked: a successor may have been a successor itself.
  for (const code of codes) {
    for (const former of region.municipalities) {
      if (former.successor === code && !isValidOn(former, day)) codes.add(former.code);
    }
  }
  return [...codes];
}
