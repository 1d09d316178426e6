/** Which addresses belong to a site, by its site file. */
import type { Site } from '../model/site.ts';

export function isSameOrigin(site: Site, url: URL): boolean {
  return site.start.some((start) => new URL(start).origin === url.origin);
}

/** Same origin as a start address, under an included path beginning and under no excluded one. */
export function isInScope(site: Site, url: URL): boolean {
  const begins = (path: string) => url.pathname.startsWith(path);
  return isSameOrigin(site, url) && site.scope.include.some(begins) && !site.scope.exclude.some(begins);
}

/** Where the pictures of an ad may be fetched: the origin of a start address, or a host that the site file names. */
export function isPhotoHost(site: Site, url: URL): boolean {
  return isSameOrigin(site, url) || (site.photos?.hosts.includes(url.host) ?? false);
}
