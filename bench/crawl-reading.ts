/** What is done with a page that has arrived: all of it when it is new, a hash when it is the same as last time. */
import { readConfig } from '../src/config.ts';
import { decodeHtml } from '../src/crawl/decode-html.ts';
import { createPlaceIndex } from '../src/extract/places.ts';
import { readAd } from '../src/extract/read-ad.ts';
import { sha256Hex } from '../src/lib/hash.ts';
import { readArguments, readingArguments } from './crawl-arguments.ts';
import { createSiteContents, siteFileOf } from './crawl-site.ts';

const { rounds, ...shape } = readArguments(readingArguments);
const contents = createSiteContents(shape);
const bodies = Array.from({ length: Math.min(64, shape.ads) }, (_, at) => contents.detail(at + 1));
const places = createPlaceIndex(readConfig('config').region);
const url = 'http://127.0.0.1/ad/1';
const site = siteFileOf('http://127.0.0.1');
const contentType = 'text/html; charset=utf-8';

process.stdout.write(`${JSON.stringify({ changedMs: cpuMsOf(readChanged), unchangedMs: cpuMsOf(sha256Hex) })}\n`);

function readChanged(bytes: Buffer): string {
  const body = decodeHtml(bytes, contentType);
  // The hash is part of the work: without it no page could be called unchanged.
  const page = { finalUrl: url, fetchedAt: '2026-01-05T12:00:00.000Z', body, bodySha256: sha256Hex(bytes) };
  const read = readAd([page], site, places);
  if (read.kind !== 'ad' || read.ad.phones.length !== 1) throw new Error('the page was not read');
  return read.ad.siteAdId;
}

/** The best of five rounds: what other programs on the machine add is not ours. */
function cpuMsOf(work: (bytes: Buffer) => string): number {
  const each = Array.from({ length: 6 }, () => {
    const before = process.cpuUsage();
    for (let at = 0; at < rounds; at += 1) work(bodies[at % bodies.length] ?? Buffer.alloc(0));
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000 / rounds;
  });
  return Math.min(...each.slice(1));
}
