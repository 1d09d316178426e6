/** Starts and ends the browser of the browser lane. Loads playwright only when a site needs it. */
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { VindplaatsError, messageOf, systemCodeOf } from '../lib/errors.ts';
import type { Log } from '../log.ts';
import { closesInTime } from './closes-in-time.ts';
import { openEgressProxy } from './egress-proxy.ts';
import type { EgressProxy } from './egress-proxy.ts';
import { chromiumCandidates, quietFlags } from './find-chromium.ts';
import { watchMemory } from './watch-memory.ts';

export type Chromium = { browser: Browser; pid: number; folders: string[]; egress: EgressProxy };

const launchMaxMs = 30_000;

/** The address of a local socket has 107 bytes at most, and Chromium adds `/org.chromium.Chromium.XXXXXX/SingletonSocket` to its folder. */
const socketDirMaxBytes = 107 - 45;
/** Short, for a data folder whose name is too long for that. */
const socketsDir = '/tmp';
const socketsOf = 'vindplaats-browser-';

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
  await mkdir(temporaryDir, { recursive: true });
  await sweep(temporaryDir, `chromium-${hostname()}-`);
  await sweep(socketsDir, socketsOf);
  const egress = await openEgressProxy(log);
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
          const reason = `${path}: ${messageOf(error).split('\n', 1)[0]}`;
          log.warn({ origin, sandbox, reason }, 'chromium.not-started');
          failures.push(reason);
        }
      }
    }
  } catch (error) {
    failures.push(messageOf(error));
  }
  await egress.close();
  throw new VindplaatsError(
    'CHROMIUM_MISSING',
    'A site needs the browser lane, and no Chromium starts here: install one ("apt install chromium", or "npx playwright install chromium"), or set CHROMIUM_PATH to one.',
    { details: { failures } },
  );

  async function start(executablePath: string, chromiumSandbox: boolean): Promise<Chromium> {
    const profileDir = await mkdtemp(join(temporaryDir, `chromium-${hostname()}-${process.pid}-`));
    const fits = Buffer.byteLength(profileDir) <= socketDirMaxBytes;
    const socketDir = fits ? profileDir : await mkdtemp(join(socketsDir, `${socketsOf}${process.pid}-`));
    const folders = [...new Set([profileDir, socketDir])];
    try {
      const first = await chromium.launchPersistentContext(profileDir, {
        executablePath,
        chromiumSandbox,
        headless: true,
        // Chromium goes to this machine past any proxy, unless it is told not to.
        proxy: { server: egress.url, bypass: '<-loopback>' },
        args: [...quietFlags],
        timeout: launchMaxMs,
        serviceWorkers: 'block',
        // Only what a browser needs: no key or address of ours is handed to a program that runs strangers' scripts.
        env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: profileDir, TMPDIR: socketDir, LANG: 'C.UTF-8' },
      });
      const browser = first.browser();
      if (browser === null) throw new Error('the browser gave no handle to itself');
      const list = await processListOf(browser);
      browser.once('disconnected', watchMemory(list, log));
      return { browser, folders, egress, pid: pidOf(await list()) };
    } catch (error) {
      await removeAll(folders);
      throw error;
    }
  }
}

/**
 * Removes what crawlers of this machine that were killed left behind. Their browsers ended with them, by the closing of their pipe.
 * @param beginning of the names of such folders; then comes whose it is, so that one still in use is left alone.
 */
async function sweep(dir: string, beginning: string): Promise<void> {
  for (const name of await readdir(dir)) {
    const pid = name.startsWith(beginning) ? /^(\d+)-[^-]+$/.exec(name.slice(beginning.length))?.[1] : undefined;
    if (pid === undefined || isAlive(Number(pid))) continue;
    try {
      await rm(join(dir, name), { recursive: true, force: true });
    } catch (error) {
      // Of another user, who will do it.
      if (systemCodeOf(error) !== 'EPERM' && systemCodeOf(error) !== 'EACCES') throw error;
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Of somebody else, so alive.
    return systemCodeOf(error) === 'EPERM';
  }
}

async function processListOf(browser: Browser) {
  const session = await browser.newBrowserCDPSession();
  return async () => (await session.send('SystemInfo.getProcessInfo')).processInfo;
}

/** So that a browser that does not end when asked can be ended. */
function pidOf(processes: readonly { id: number; type: string }[]): number {
  const own = processes.find(({ type }) => type === 'browser');
  if (own === undefined) throw new Error('the browser does not tell its process id');
  return own.id;
}

export async function end(running: Chromium, log: Log): Promise<void> {
  const closed = await closesInTime(running.browser.close());
  if (!closed) await kill(running, log);
  await running.egress.close();
  await removeAll(running.folders);
}

async function removeAll(folders: readonly string[]): Promise<void> {
  for (const folder of folders) await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

export async function kill({ browser, pid }: Chromium, log: Log): Promise<void> {
  // Once disconnected the id may belong to another process.
  if (!browser.isConnected()) return;
  log.warn({ chromiumPid: pid }, 'chromium.killed');
  const gone = new Promise<void>((resolve) => browser.once('disconnected', () => resolve()));
  process.kill(pid, 'SIGKILL');
  // Until then the next page would be asked of it, and fail for no fault of its own.
  await closesInTime(gone);
}
