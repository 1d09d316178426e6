import { VindplaatsError } from '../lib/errors.ts';
import type { Site } from '../model/site.ts';
import type { PoliteFetch, Refusal } from './polite-fetch.ts';

/** Larger files and slower answers are given up: one photo is worth less than the page it stands on. */
export const photoFetchLimits = { maxBytes: 8_000_000, timeoutMs: 10_000 } as const;

/** The bytes of one picture, by the same guard, robots.txt and pace as pages; no picture is decoded here. */
export async function fetchPhoto(
  fetch: PoliteFetch,
  site: Site,
  url: string,
  signal: AbortSignal,
): Promise<{ kind: 'bytes'; bytes: Uint8Array } | Refusal> {
  const headers = { accept: 'image/webp,image/jpeg,image/png,image/*;q=0.5' };
  const fetched = await fetch(site, url, { role: 'photo', headers, signal, limits: photoFetchLimits });
  if (fetched.kind === 'refused') return fetched;
  const { status, body, url: from } = fetched.response;
  if (status !== 200)
    throw new VindplaatsError('FETCH_REFUSED', `${from.host} does not give a photo (status ${status}).`);
  return { kind: 'bytes', bytes: body };
}
