import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { messageOf } from '../lib/errors.ts';
import type { PhotoOutcome } from '../model/photo.ts';
import { photoLimits } from './photo-limits.ts';
import { discardedQuality, photoHashHex } from './pdq.ts';

const answerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hashed'), hash: z.instanceof(Uint32Array), quality: z.number() }),
  z.object({ kind: z.literal('failed'), why: z.string() }),
]);

export type PhotoHasher = { hash(bytes: Uint8Array): Promise<PhotoOutcome>; close(): Promise<void> };

/**
 * Hashes photos one after another in a process of its own, which is killed when a photo takes too long and started anew for the
 * next one: a hostile file costs one photo. A thread would not do: one that sits in the decoder's native code cannot be ended, and
 * a fault there ends us all.
 */
export function createPhotoHasher({ timeoutMs = photoLimits.timeoutMs }: { timeoutMs?: number } = {}): PhotoHasher {
  let worker: ChildProcess | null = null;
  let last: Promise<unknown> = Promise.resolve();

  async function end(): Promise<void> {
    const ending = worker;
    worker = null;
    if (ending === null || ending.exitCode !== null || ending.signalCode !== null) return;
    ending.ref();
    const gone = new Promise((resolve) => ending.once('exit', resolve));
    ending.kill('SIGKILL');
    await gone;
  }

  async function hashOne(bytes: Uint8Array): Promise<PhotoOutcome> {
    if (bytes.length > photoLimits.sizeBytes) {
      return {
        kind: 'discarded',
        reason: 'too-large',
        why: `${bytes.length} bytes, more than ${photoLimits.sizeBytes}`,
      };
    }
    // One that ended by itself since the last photo is replaced.
    if (worker === null || !worker.connected) worker = startWorker();
    const answer = await ask(worker, bytes, timeoutMs);
    if (answer.kind === 'silent') {
      await end();
      return { kind: 'discarded', reason: answer.reason, why: answer.why };
    }
    if (answer.kind === 'failed') {
      const isLarge = /pixel limit/i.test(answer.why);
      return { kind: 'discarded', reason: isLarge ? 'too-large' : 'broken', why: answer.why.slice(0, 200) };
    }
    if (answer.quality <= discardedQuality) {
      return { kind: 'discarded', reason: 'plain', why: `quality ${answer.quality}, of 100` };
    }
    return { kind: 'hashed', hash: photoHashHex(answer.hash), quality: answer.quality };
  }

  return {
    hash(bytes) {
      const next = last.then(() => hashOne(bytes));
      last = next.catch(() => undefined);
      return next;
    },
    async close() {
      await last;
      await end();
    },
  };
}

type Answer = z.infer<typeof answerSchema> | { kind: 'silent'; reason: 'too-slow' | 'broken'; why: string };

function ask(worker: ChildProcess, bytes: Uint8Array, timeoutMs: number): Promise<Answer> {
  return new Promise((resolve) => {
    const timer = setTimeout(
      () => settle({ kind: 'silent', reason: 'too-slow', why: `no answer in ${timeoutMs} ms` }),
      timeoutMs,
    );
    const onMessage = (message: unknown) => {
      const answer = answerSchema.safeParse(message);
      settle(answer.success ? answer.data : { kind: 'silent', reason: 'broken', why: 'an answer nobody understands' });
    };
    const onError = (error: unknown) => settle({ kind: 'silent', reason: 'broken', why: messageOf(error) });
    const onExit = () => settle({ kind: 'silent', reason: 'broken', why: 'the decoder ended' });
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.send(bytes, (error) => {
      if (error !== null) onError(error);
    });

    function settle(answer: Answer): void {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      resolve(answer);
    }
  });
}

function startWorker(): ChildProcess {
  // From source (in tests) the process needs a loader; built, it is plain JavaScript.
  const isSource = import.meta.url.endsWith('.ts');
  const worker = fork(fileURLToPath(new URL(`./photo-worker.${isSource ? 'ts' : 'js'}`, import.meta.url)), {
    execArgv: [`--max-old-space-size=${photoLimits.workerHeapMb}`, ...(isSource ? ['--import', 'tsx'] : [])],
    // It needs no key and no address of ours.
    env: {},
    serialization: 'advanced',
    stdio: 'ignore',
  });
  worker.unref();
  worker.channel?.unref();
  // An error that arrives when nobody asks must not end the process; the next question finds the worker gone.
  worker.on('error', () => undefined);
  return worker;
}
