import type { Lane } from './evidence-page.ts';

/** What came back for one address. It lives in memory only, until something in it proves to be in the region. */
export type Page = {
  url: string;
  finalUrl: string;
  status: number;
  /** ISO 8601 UTC. */
  fetchedAt: string;
  contentType: string;
  etag: string | null;
  lastModified: string | null;
  /** SHA-256 of the bytes as sent, after content decoding; hex. */
  bodySha256: string;
  /** Bytes on the wire. */
  wireBytes: number;
  /** Those bytes: what is read, and kept as evidence. */
  bytes: Uint8Array;
  /** What the server said beside the body, as far as it is kept: see `keptHeaders`. */
  headers: Readonly<Record<string, string>>;
  /** `browser`: the document as it stood after its scripts had run, which no server has sent. */
  lane: Lane;
};

/** A page as reading it begins: as its bytes, fresh from a server or from the store, or as text that a person handed in. */
export type UnreadPage = Pick<Page, 'finalUrl' | 'fetchedAt' | 'bytes' | 'contentType'> | PageText;

/** A page as text. */
export type PageText = Pick<Page, 'finalUrl' | 'fetchedAt'> & { body: string };

/** What a server needs to say "unchanged" (RFC 9110, section 13). */
export type Validators = { etag: string | null; lastModified: string | null; bodySha256: string | null };
