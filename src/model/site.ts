import { z } from 'zod';
import { manualSource } from './by-hand.ts';
import { scheduleSchema } from './region.ts';
import { isoDate, slug } from './scalars.ts';

/** A regular expression as text; the first group is taken, or the whole match. Kept short: it runs on text of strangers. */
const pattern = z
  .string()
  .max(200)
  .refine((source) => compiles(source), 'is not a regular expression');

/** One place where a field may stand. The sources of a field are tried in order; the first that yields a value counts. */
const source = z.union([
  z.strictObject({
    selector: z.string().min(1).max(300),
    attr: z.string().min(1).optional(),
    pattern: pattern.optional(),
  }),
  z.strictObject({ from: z.enum(['url', 'title', 'text']), pattern: pattern.optional() }),
]);
export type FieldSource = z.infer<typeof source>;

const field = z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(source).min(1));

const link = z.strictObject({ selector: z.string().min(1).max(300), attr: z.string().min(1).default('href') });

const range = (unit: z.ZodNumber) =>
  z.tuple([unit, unit]).refine(([low, high]) => low <= high, 'the first number is larger than the second');

/** An ad that goes on over more pages than this (`detail.next`) is cut off there. */
export const pagesPerAdMax = 10;

/** Fields of which a site file may say how often they are filled. */
export const fillableField = z.enum(['age', 'phone', 'price', 'place', 'postedOn', 'photos']);

const siteFields = z.strictObject({
  id: slug.refine((id) => id !== manualSource, 'is the name of what people add themselves; choose another'),
  title: z.string().min(1),
  /** `loopback` opens 127.0.0.0/8 for this site alone; every other site reaches public addresses only. */
  network: z.enum(['public', 'loopback']).default('public'),
  /** Served by Vindplaats itself, with synthetic ads. */
  demo: z.enum(['prikbord', 'marktplein']).optional(),
  termsReviewedOn: isoDate,
  /** A page that holds this is the site saying no: it is left at once. What most sites use for it is known already. */
  blocked: z.string().min(1).max(300).optional(),
  lane: z.enum(['http', 'browser']).default('http'),
  /** Instead of the schedule of region.yaml. `never`: this site is crawled by hand only. */
  schedule: z.union([z.literal('never'), scheduleSchema]).optional(),
  start: z.array(z.url({ protocol: /^https?$/ })).min(1),
  scope: z
    .strictObject({
      /** Path beginnings that belong to the site; every other path is left alone. */
      include: z.array(z.string().startsWith('/')).min(1).default(['/']),
      exclude: z.array(z.string().startsWith('/')).default([]),
    })
    .prefault({}),
  politeness: z
    .strictObject({
      /** Smallest gap between two requests to this host, milliseconds, over all sites on it and all machines. */
      delayMs: z.number().int().min(0).max(600_000),
      /** Requests at once; more than one only to a server of one's own: without delay, on loopback. */
      concurrency: z.number().int().min(1).max(32).default(1),
      timeoutMs: z.number().int().min(1000).max(120_000).default(20_000),
      maxBodyBytes: z.number().int().min(1024).max(50_000_000).default(5_000_000),
      maxListingPages: z.number().int().min(1).max(10_000).default(500),
    })
    .refine((p) => p.delayMs <= p.timeoutMs * 30, 'delayMs is out of proportion to timeoutMs')
    .refine((p) => p.concurrency === 1 || p.delayMs === 0, 'concurrency above 1 goes with delayMs 0 only'),
  listing: z
    .strictObject({
      card: z.string().min(1),
      link,
      /** Where the card itself names the place, ads outside the region are not even fetched. */
      place: field.optional(),
      next: link.optional(),
      /** Browser lane: wait until this is on the page. */
      ready: z.string().min(1).optional(),
      /** What on a card changes by itself ("3 minuten geleden", a view counter) and says nothing about the ad. */
      volatile: z.array(z.string().min(1).max(300)).max(20).default([]),
      /** An ad whose card stays the same is read again after at most this many days. */
      rereadDays: z.number().int().min(1).max(90).default(7),
      order: z.enum(['any', 'newest-first']).default('any'),
      /** The walk ends after this many cards in a row that led to nothing new; only with `order: newest-first`. */
      stopAfterKnown: z.number().int().min(1).max(10_000).optional(),
      /** With `stopAfterKnown`: a walk goes to the end at least every this many days. */
      fullWalkDays: z.number().int().min(1).max(90).default(7),
    })
    .refine((listing) => listing.stopAfterKnown === undefined || listing.order === 'newest-first', {
      path: ['stopAfterKnown'],
      message: 'only fits a listing with order: newest-first; elsewhere new ads would be missed',
    }),
  detail: z.strictObject({
    ready: z.string().min(1).optional(),
    /** A page that holds this is not an ad one can read (withdrawn, password asked). */
    skip: z.string().min(1).optional(),
    /** An ad over several pages: the text of the following pages is added. */
    next: link.optional(),
    fields: z.strictObject({
      id: field,
      title: field,
      text: field,
      age: field.optional(),
      phone: field.optional(),
      price: field.optional(),
      place: field,
      postedOn: field.optional(),
      photos: field.optional(),
      name: field.optional(),
    }),
  }),
  /** Without it no photo is ever fetched. With it photos of new and changed ads are fetched, hashed and dropped. */
  photos: z
    .strictObject({
      keep: z.literal('hash'),
      /** Hosts, with the port where there is one, on which the site keeps its pictures; its own origin always counts. */
      hosts: z.array(z.string().min(1).max(255)).max(20).default([]),
      maxPerAd: z.number().int().min(1).max(20).default(4),
    })
    .optional(),
  expect: z
    .strictObject({
      cardsPerPage: range(z.number().int().min(0)).optional(),
      /** Share of ads, 0 to 1, in which a field is filled. */
      fillRatio: z.partialRecord(fillableField, range(z.number().min(0).max(1))).default({}),
    })
    .prefault({}),
});
/** `config/sites/<site>.yaml`: everything Vindplaats knows about one site. Source: HOUSE rule "a site is data". */
export const siteSchema = siteFields.refine(
  ({ network, politeness }) => network === 'loopback' || politeness.concurrency === 1,
  { path: ['politeness', 'concurrency'], message: 'above 1 goes with network: loopback only' },
);
export type Site = z.infer<typeof siteSchema>;

function compiles(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}
