/** The inside of the thread that reads pages; see `open-page-reader.ts`. It does one question at a time and knows nothing else. */
import { parentPort, workerData } from 'node:worker_threads';
import { VindplaatsError, messageOf } from '../lib/errors.ts';
import type { Region } from '../model/region.ts';
import type { Site } from '../model/site.ts';
import type { Answer, Question } from './open-page-reader.ts';
import { createPlaceIndex } from './places.ts';
import { nextPageOf, readAd } from './read-ad.ts';
import { readListing } from './read-listing.ts';

const region: Region = workerData;
const places = createPlaceIndex(region);
/** Each comes once, so that what was compiled for it stays. */
const sites = new Map<number, Site>();

function read(question: Question): Answer {
  const site = question.site ?? sites.get(question.siteId);
  if (site === undefined) throw new Error('a page came without its site');
  sites.set(question.siteId, site);
  switch (question.kind) {
    case 'listing':
      return { kind: 'listing', listing: readListing(question.page, site) };
    case 'next':
      return { kind: 'next', url: nextPageOf(question.page, site) };
    case 'ad':
      return { kind: 'ad', reading: readAd(question.pages, site, places) };
  }
}

function answer(question: Question): Answer {
  try {
    return read(question);
  } catch (error) {
    return {
      kind: 'failed',
      code: error instanceof VindplaatsError ? error.code : 'UNEXPECTED',
      message: messageOf(error),
    };
  }
}

parentPort?.on('message', (question: Question) => parentPort?.postMessage(answer(question)));
parentPort?.postMessage({ kind: 'ready' } satisfies Answer);
