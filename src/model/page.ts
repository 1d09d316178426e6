/** What came back for one address. `body` is decoded text; it lives in memory until something in it proves to be in the region. */
export type Page = {
  url: string;
  finalUrl: string;
  status: number;
  /** ISO 8601 UTC. */
  fetchedAt: string;
  contentType: string;
  etag: string | null;
  lastModified: string | null;
  body: string;
  /** SHA-256 of the bytes as sent, after content decoding; hex. */
  bodySha256: string;
  /** Bytes on the wire. */
  wireBytes: number;
};

/** What a server needs to say "unchanged" (RFC 9110, section 13). */
export type Validators = { etag: string | null; lastModified: string | null; bodySha256: string | null };
