/** Ends pages that take more memory than a page may: the browser sets no limit to what a script keeps outside its heap. */
import { readFile } from 'node:fs/promises';
import { codeOf, messageOf, systemCodeOf } from '../lib/errors.ts';
import type { Log } from '../log.ts';

type BrowserProcess = { id: number; type: string };

/** Of one process of the browser, in which the pages of one site live. An ordinary page takes a tenth of it. */
const pageMemoryMaxBytes = 1024 ** 3;
/** A script fills some 500 MB in this time. */
const lookMs = 250;
/** Linux counts in pages of this size; where they are larger, the limit is higher. */
const memoryPageBytes = 4096;

/**
 * A page whose process is ended fails, and the browser goes on. Only on Linux; elsewhere nothing tells how much a process takes.
 * @param list the processes of the browser as they are now.
 * @returns what ends the watch.
 */
export function watchMemory(list: () => Promise<readonly BrowserProcess[]>, log: Log): () => void {
  let isLooking = false;
  let isOver = false;

  async function look(): Promise<void> {
    for (const { id, type } of await list()) {
      if (type !== 'renderer' || (await residentBytes(id)) <= pageMemoryMaxBytes) continue;
      log.warn({ rendererPid: id }, 'page.too-much-memory');
      process.kill(id, 'SIGKILL');
    }
  }

  const watch = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    look()
      .catch((error: unknown) => {
        // Gone in between, or the whole browser is.
        if (isOver || systemCodeOf(error) === 'ESRCH') return;
        log.warn({ code: codeOf(error), reason: messageOf(error) }, 'page.memory-unknown');
      })
      .finally(() => {
        isLooking = false;
      });
  }, lookMs);
  watch.unref();
  return () => {
    isOver = true;
    clearInterval(watch);
  };
}

async function residentBytes(pid: number): Promise<number> {
  try {
    const [, resident] = (await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ');
    return Number(resident) * memoryPageBytes;
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT' || systemCodeOf(error) === 'ESRCH') return 0;
    throw error;
  }
}
