import type { LinkedAd } from '../ad-view.ts';
import { words } from '../words.ts';

/** In place of a value: the ad does not state it, or it was erased. */
export function Absent({ ad }: { ad: Pick<LinkedAd, 'isErased'> }) {
  return <span class="vindplaats-quiet">{ad.isErased ? words.erasedValue : words.nothing}</span>;
}
