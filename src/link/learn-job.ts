import { z } from 'zod';
import type { NewJob } from '../queue/queue.ts';

/** A job of the link stage without ads: a part of learning anew what is boilerplate. `learn`: so many parts were done before it. */
export const learnJobSchema = z.strictObject({ learn: z.number().int().min(0) });
export type LearnJob = z.infer<typeof learnJobSchema>;

export function learnJob(learn: number): NewJob {
  return { queue: 'link', key: `learn ${learn}`, payload: { learn } satisfies LearnJob };
}
