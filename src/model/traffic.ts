import { z } from 'zod';

/** What was asked of a site, robots.txt, redirects, parts of pages and failed tries included. */
export const trafficSchema = z.strictObject({
  requests: z.number().int().min(0),
  /** Bytes of bodies, as they came over the wire. */
  wireBytes: z.number().int().min(0),
  /** Time in which the site was at work on an answer, milliseconds. */
  busyMs: z.number().int().min(0),
  /** The longest pause that was kept between two requests: the longer of the site file and robots.txt, milliseconds. */
  pauseMs: z.number().int().min(0),
});
export type Traffic = z.infer<typeof trafficSchema>;
