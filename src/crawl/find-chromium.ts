/** Where a Chromium may be, in the order in which they are tried. */
import { existsSync } from 'node:fs';

export type ChromiumCandidate = { path: string; origin: 'configured' | 'playwright' | 'system' | 'package' };

const systemPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
];

/**
 * @param configured CHROMIUM_PATH: when given, nothing else is tried, so that a wrong path is noticed.
 * @param playwrightPath where Playwright keeps its own, whether or not it was downloaded.
 */
export async function* chromiumCandidates(
  configured: string | undefined,
  playwrightPath: string,
): AsyncGenerator<ChromiumCandidate> {
  if (configured !== undefined) {
    yield { path: configured, origin: 'configured' };
    return;
  }
  if (existsSync(playwrightPath)) yield { path: playwrightPath, origin: 'playwright' };
  for (const path of systemPaths) if (existsSync(path)) yield { path, origin: 'system' };
  // Unpacks some 170 MB into the system's temporary folder: only when nothing else is there.
  const { default: packaged } = await import('@sparticuz/chromium');
  yield { path: await packaged.executablePath(), origin: 'package' };
}

/** What keeps Chromium from calling home or looking up names by itself. */
export const quietFlags = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-pings',
  '--no-first-run',
  '--dns-prefetch-disable',
  // No name has an address, and only the machine's own number, where the egress proxy is, is one.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
  '--webrtc-ip-handling-policy=disable_non_proxied_udp',
] as const;
