/** Starts and ends the browser of the browser lane. Loads playwright only when a site needs it. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { VindplaatsError, messageOf } from '../lib/errors.ts';
import type { Log } from '../log.ts';
import { closesInTime } from './closes-in-time.ts';
import { chromiumCandidates, quietFlags } from './find-chromium.ts';

export type Chromium = { browser: Browser; pid: number; profileDir: string };

const launchMaxMs = 30_000;

/** Port 9 (discard) of this machine: nothing answers there, so nothing gets out. */
const deadEnd = { server: 'http://127.0.0.1:9' };

/** @throws VindplaatsError `CHROMIUM_MISSING` when none of the places we know holds one that starts. */
export async function launch({
  chromiumPath,
  temporaryDir,
  log,
}: {
  chromiumPath: string | undefined;
  temporaryDir: string;
  log: Log;
}): Promise<Chromium> {
  const { chromium } = await import('playwright');
  const failures: string[] = [];
  try {
    for await (const { path, origin } of chromiumCandidates(chromiumPath, chromium.executablePath())) {
      // Root cannot have Chromium's sandbox; elsewhere the kernel may forbid it (user namespaces).
      for (const sandbox of process.getuid?.() === 0 ? [false] : [true, false]) {
        try {
          const started = await start(path, sandbox);
          log.info({ origin, sandbox, version: started.browser.version() }, 'chromium.started');
          if (!sandbox) log.warn({ origin }, 'chromium.without-sandbox');
          return started;
        } catch (error) {
          failures.push(`${path}: ${messageOf(error).split('\n', 1)[0]}`);
        }
      }
    }
  } catch (error) {
    failures.push(messageOf(error));
  }
  throw new VindplaatsError(
    'CHROMIUM_MISSING',
    'A site needs the browser lane, and no Chromium starts here: install one ("apt install chromium", or "npx playwright install chromium"), or set CHROMIUM_PATH to one.',
    { details: { failures } },
  );

  async function start(executablePath: string, chromiumSandbox: boolean): Promise<Chromium> {
    await mkdir(temporaryDir, { recursive: true });
    const profileDir = await mkdtemp(join(temporaryDir, 'chromium-'));
    try {
      const first = await chromium.launchPersistentContext(profileDir, {
        executablePath,
        chromiumSandbox,
        headless: true,
        proxy: deadEnd,
        args: [...quietFlags],
        timeout: launchMaxMs,
        serviceWorkers: 'block',
        // Only what a browser needs: no key or address of ours is handed to a program that runs strangers' scripts.
        env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: profileDir, TMPDIR: profileDir, LANG: 'C.UTF-8' },
      });
      const browser = first.browser();
      if (browser === null) throw new Error('the browser gave no handle to itself');
      return { browser, profileDir, pid: await pidOf(browser) };
    } catch (error) {
      await rm(profileDir, { recursive: true, force: true });
      throw error;
    }
  }
}

/** So that a browser that does not end when asked can be ended. */
async function pidOf(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const own = processInfo.find(({ type }) => type === 'browser');
  if (own === undefined) throw new Error('the browser does not tell its process id');
  return own.id;
}

export async function end(running: Chromium, log: Log): Promise<void> {
  const closed = await closesInTime(running.browser.close());
  if (!closed) kill(running, log);
  await rm(running.profileDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

export function kill({ browser, pid }: Chromium, log: Log): void {
  // Once disconnected the id may belong to another process.
  if (!browser.isConnected()) return;
  log.warn({ chromiumPid: pid }, 'chromium.killed');
  process.kill(pid, 'SIGKILL');
}
