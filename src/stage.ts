import type { z } from 'zod';
import type { Log } from './log.ts';
import type { Purpose } from './model/region.ts';
import type { NewJob } from './queue/queue.ts';

/** Legal basis, asked by every stage that collects, screens or hands over (guard-rail G1). */
export type Gate = {
  /** @param municipality null asks for any municipality at all. */
  permits(source: string, purpose: Purpose, municipality: string | null): boolean;
  /** @returns the ground, as it goes into logs and manifests. @throws VindplaatsError `LEGAL_BASIS_MISSING`. */
  require(source: string, purpose: Purpose, municipality: string | null): string;
};

/** What every stage is handed besides its input: the run it works for, never a way to reach back. */
export type Run = {
  signal: AbortSignal;
  now(): Date;
  log: Log;
  gate: Gate;
};

/**
 * One stage of the pipeline: reads, decides, writes once in one transaction, returns the next jobs.
 * It may be run twice with the same input, and must then do no harm.
 */
export type Stage<Input> = {
  input: z.ZodType<Input>;
  handle(input: Input, run: Run): Promise<NewJob[]>;
  /** The jobs that tell whoever waits that this input was given up. */
  giveUp(input: Input, error: unknown): NewJob[];
};
