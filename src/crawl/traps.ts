/** Addresses that a site can make more and more of without showing anything new. */
import type { SkipReason } from '../model/run.ts';

export const trapLimits = { addressChars: 1000, parameters: 20, sameParameter: 3, repeats: 3, segments: 100 } as const;

/** Why an address is left alone whatever stands there, or null. */
export function trapOf(address: string): SkipReason | null {
  if (address.length > trapLimits.addressChars) return 'address-too-long';
  const url = new URL(address);
  if (repeatsItself(url.pathname.split('/').slice(1))) return 'path-repeats';
  const names = [...url.searchParams.keys()];
  const most = Math.max(0, ...names.map((name) => names.filter((other) => other === name).length));
  if (names.length > trapLimits.parameters || most > trapLimits.sameParameter) return 'query-explodes';
  return null;
}

/** `/a/b/a/b/a/b`: a link that is relative by mistake, or on purpose. */
function repeatsItself(segments: readonly string[]): boolean {
  if (segments.length > trapLimits.segments) return true;
  for (let period = 1; period * trapLimits.repeats <= segments.length; period += 1) {
    let same = 0;
    for (let at = period; at < segments.length; at += 1) {
      same = segments[at] !== '' && segments[at] === segments[at - period] ? same + 1 : 0;
      if (same >= period * (trapLimits.repeats - 1)) return true;
    }
  }
  return false;
}

const sessionNames = /^(?:phpsessid|jsessionid|aspsessionid[a-z]*|cfid|cftoken|session_?id|sess|sid|zenid|oscsid)$/i;
/** Long enough to be nobody's page number: `sid=12` may well be an ad. */
const sessionValue = /^[\w-]{16,128}$/;

/** The same address without the id of a visit, which would make each page a new one every time it is asked for. */
export function withoutSession(address: string): string {
  const url = new URL(address);
  const path = url.pathname.replace(/;(?:jsessionid|phpsessid|sid)=[\w.!-]{8,128}/gi, '');
  const left = [...url.searchParams].filter(([name, value]) => !sessionNames.test(name) || !sessionValue.test(value));
  if (path === url.pathname && left.length === url.searchParams.size) return address;
  url.pathname = path;
  url.search = new URLSearchParams(left).toString();
  return url.href;
}
