import { STATUS_CODES } from 'node:http';
import type { StoredPage } from '../store/pages.ts';

/** What one WARC file says of itself. */
export type WarcInfo = { adId: number; operator: string; madeAt: string };

/** A page whose body is still there, with that body; or one of which only hash, time and status are left. */
export type WarcPage = Omit<StoredPage, 'body' | 'detail'> & {
  kept: { url: string; finalUrl: string; headers: Record<string, string>; bytes: Uint8Array } | null;
  erasedAt: string | null;
};

/** These spoke of the wire; the body is kept after its content decoding. Under this prefix replay tools still show them. */
const ofTheWire = new Set(['content-encoding', 'content-length', 'transfer-encoding']);
const wirePrefix = 'X-Archive-Orig-';

/**
 * Pages as WARC 1.1 (ISO 28500:2017), every record gzipped by itself. A page that a server sent is a `response`; one that a browser
 * rendered or a person handed in is a `resource`, for nobody ever sent those bytes. There are no `request` records: what was asked is
 * not kept. The only importer of warcio, and not before it is needed: loading it takes longer than most commands.
 */
export async function writeWarc(info: WarcInfo, pages: readonly WarcPage[]): Promise<Buffer> {
  const { WARCRecord, WARCSerializer, WARC_1_1 } = await import('warcio');
  const version = { warcVersion: WARC_1_1 } as const;
  const records = [
    WARCRecord.createWARCInfo(
      { ...version, date: info.madeAt, filename: `ad-${info.adId}.warc.gz` },
      {
        software: 'Vindplaats/0.1',
        format: 'WARC File Format 1.1',
        conformsTo: 'http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/',
        operator: oneLine(info.operator),
        isPartOf: `vindplaats ad ${info.adId}`,
        description:
          'Bodies are kept after content decoding. Of the headers a fixed list is kept, never cookies. The reason phrase and the HTTP version are the usual ones.',
      },
    ),
  ];
  for (const page of pages) {
    const about = aboutPage(info.adId, page);
    if (page.kept === null) {
      const opts = { ...version, type: 'metadata', date: page.fetchedAt } as const;
      records.push(WARCRecord.create(opts, [fields(about)]));
      continue;
    }
    const { finalUrl, headers, bytes } = page.kept;
    const common = { ...version, url: finalUrl, date: page.fetchedAt };
    const main =
      page.lane === 'http'
        ? WARCRecord.create(
            {
              ...common,
              type: 'response',
              statusline: `HTTP/1.1 ${page.status} ${STATUS_CODES[page.status] ?? ''}`,
              httpHeaders: replayHeaders(headers, bytes.length),
            },
            [bytes],
          )
        : WARCRecord.create(
            { ...common, type: 'resource', warcHeaders: { 'Content-Type': contentTypeOf(page.lane, headers) } },
            [bytes],
          );
    const id = main.warcHeader('WARC-Record-ID') ?? '';
    records.push(
      main,
      WARCRecord.create({ ...common, type: 'metadata', warcHeaders: { 'WARC-Concurrent-To': id } }, [fields(about)]),
    );
  }
  const parts: Uint8Array[] = [];
  for (const record of records) parts.push(await WARCSerializer.serialize(record, { gzip: true }));
  return Buffer.concat(parts);
}

function aboutPage(adId: number, page: WarcPage): Record<string, string> {
  return {
    'vindplaats-ad': String(adId),
    'vindplaats-ad-version': String(page.version),
    'vindplaats-page': String(page.position),
    'vindplaats-run': page.runId,
    'vindplaats-lane': lanes[page.lane],
    status: String(page.status),
    'body-sha256': page.sha256,
    'body-bytes': String(page.sizeBytes),
    ...(page.kept === null
      ? { fetched: page.fetchedAt, body: page.erasedAt === null ? 'too large to keep' : `erased at ${page.erasedAt}` }
      : { 'asked-url': oneLine(page.kept.url) }),
  };
}

const lanes = {
  http: 'fetched over HTTP',
  browser: 'rendered: the document as it stood in a browser after its scripts had run',
  manual: 'handed in by a person who had opened the page; not fetched by Vindplaats',
} satisfies Record<StoredPage['lane'], string>;

function replayHeaders(headers: Record<string, string>, sizeBytes: number): [string, string][] {
  const kept = Object.entries(headers).map(([name, value]): [string, string] => [
    ofTheWire.has(name) ? wirePrefix + name : name,
    oneLine(value),
  ]);
  return [...kept, ['content-length', String(sizeBytes)]];
}

/** A rendered document is always written as UTF-8, whatever the frame it began with was in. */
function contentTypeOf(lane: StoredPage['lane'], headers: Record<string, string>): string {
  return lane === 'browser' ? 'text/html; charset=utf-8' : oneLine(headers['content-type'] ?? 'text/html');
}

function fields(about: Record<string, string>): Uint8Array {
  const lines = Object.entries(about).map(([name, value]) => `${name}: ${value}\r\n`);
  return new TextEncoder().encode(lines.join(''));
}

/** A line feed in a value would begin a header of its own. */
function oneLine(text: string): string {
  return text.replaceAll(/[\r\n]+/g, ' ');
}
