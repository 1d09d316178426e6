/** What the benchmark's processes tell each other: one JSON argument in, one JSON line out. */
import { z } from 'zod';

export const shapeSchema = z.object({
  seed: z.number().int(),
  ads: z.number().int().min(1),
  adsPerListing: z.number().int().min(1),
  detailBytes: z.number().int().min(1000),
  listingBytes: z.number().int().min(1000),
});

export const serverArguments = shapeSchema.extend({ validators: z.enum(['etag', 'none']) });

export const crawlArguments = z.object({
  origin: z.string(),
  dataDir: z.string(),
  ads: z.number().int(),
  /** Pages asked for at the same time. `as-shipped`: by the site file's politeness, one after the other. */
  atOnce: z.union([z.number().int().min(1), z.literal('as-shipped')]),
  /** How long after now this crawl believes it is: after a week every page is due to be read again, whatever its card says. */
  daysLater: z.number().int().default(0),
  /** How far the pipeline runs: until the ad is stored, or until it is linked and screened too. */
  until: z.enum(['stored', 'screened']),
});

export const queueArguments = z.object({
  /** Null: the embedded engine, with its file in `dataDir`. */
  redisUrl: z.string().nullable(),
  dataDir: z.string(),
  visits: z.number().int(),
});

export const readingArguments = shapeSchema.extend({ rounds: z.number().int() });

/** What a crawling process measures of itself, from the start of the crawl to its end. */
export const measuredSchema = z.object({
  pages: z.number(),
  cpuMs: z.number(),
  wallMs: z.number(),
  peakRssMb: z.number(),
});
export type Measured = z.infer<typeof measuredSchema>;

export function readArguments<T>(schema: z.ZodType<T>): T {
  return schema.parse(JSON.parse(process.argv[2] ?? '{}'));
}

/** Runs `work`, which says how many pages it read, and prints what it cost this process. */
export async function measure(work: () => Promise<number>): Promise<void> {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  const pages = await work();
  const { user, system } = process.cpuUsage(before);
  const measured: Measured = {
    pages,
    cpuMs: (user + system) / 1000,
    wallMs: performance.now() - startedAt,
    peakRssMb: process.resourceUsage().maxRSS / 1024,
  };
  process.stdout.write(`${JSON.stringify(measured)}\n`);
}
