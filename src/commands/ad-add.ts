import { createReadStream } from 'node:fs';
import type { Desk, Settings } from '../app.ts';
import { handLimits } from '../crawl/hand-desk.ts';
import { VindplaatsError, messageOf } from '../lib/errors.ts';
import type { HandInput } from '../model/by-hand.ts';
import type { Terminal } from './terminal.ts';
import { commandLine, withDesk } from './with-desk.ts';

/** How long another process may take to take the ad in before this one stops waiting. */
const otherWriterMs = 10_000;

export type AdAddOptions = {
  url: string;
  reason: string;
  text?: string;
  html?: string;
  site?: string;
  title?: string;
  place?: string;
  age?: string;
  phone?: string;
};

/**
 * Adds one ad that a person has opened; nothing is fetched. `-` reads from `input`.
 * @throws VindplaatsError `INPUT_INVALID`, `LEGAL_BASIS_MISSING`; then nothing is stored.
 */
export async function addAd(
  settings: Settings,
  terminal: Terminal,
  source: string | undefined,
  options: AdAddOptions,
  input: NodeJS.ReadableStream,
): Promise<void> {
  const { file, form } = sourceOf(source, options);
  const bytes = await readLimited(file === '-' ? input : createReadStream(file), file);
  await withDesk(settings, async (desk, app) => {
    const entryId = await desk.handDesk.add(
      {
        url: options.url,
        bytes,
        form,
        given: {
          title: options.title ?? null,
          place: options.place ?? null,
          age: options.age ?? null,
          phone: options.phone ?? null,
        },
        siteId: options.site ?? null,
        reason: options.reason,
      },
      commandLine,
    );
    const isWriting = settings.environment.redisUrl === null && (await startWriter(desk));
    if (isWriting) await app.untilIdle([]);
    const entry = await desk.handDesk.entryOf(entryId, otherWriterMs);
    if (entry === null) {
      terminal.print('The ad is in the queue; the process that writes takes it in.');
      return;
    }
    const level = desk.store.assessments.current(entry.adId)?.level ?? 'not screened yet';
    terminal.print(`Ad ${entry.adId}, version ${entry.version}: ${level}.`);
  });
}

/** @returns false when another process writes; it takes the ad in from the same queue. */
async function startWriter(desk: Desk): Promise<boolean> {
  try {
    await desk.write();
    return true;
  } catch (error) {
    if (error instanceof VindplaatsError && error.code === 'DATA_LOCKED') return false;
    throw error;
  }
}

function sourceOf(source: string | undefined, { text, html }: AdAddOptions): { file: string; form: HandInput['form'] } {
  const given = [
    ...(text === undefined ? [] : [{ file: text, form: 'text' as const }]),
    ...(html === undefined ? [] : [{ file: html, form: 'html' as const }]),
    ...(source === undefined ? [] : [{ file: source, form: null }]),
  ];
  const [only] = given;
  if (only !== undefined && given.length === 1 && (source === undefined || source === '-')) return only;
  throw new VindplaatsError('INPUT_INVALID', 'Give the ad once: --text FILE, --html FILE, or - for standard input.');
}

/** Stops one byte after the limit: an endless input must not fill the memory. */
async function readLimited(input: AsyncIterable<string | Buffer>, file: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  try {
    for await (const chunk of input) {
      chunks.push(Buffer.from(chunk));
      sizeBytes += chunk.length;
      if (sizeBytes > handLimits.bytes) break;
    }
  } catch (error) {
    throw new VindplaatsError('INPUT_INVALID', `${file} cannot be read (${messageOf(error)}); name another file.`, {
      cause: error,
    });
  }
  return Buffer.concat(chunks);
}
