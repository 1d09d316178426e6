import { createHash, createHmac, hkdfSync } from 'node:crypto';

export function sha256Hex(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/**
 * A keyed hash (HMAC-SHA-256) for identifiers of people: equal inputs meet, and without the key nothing can be tried out.
 * @param kind keeps the same text as a phone number and as a name apart.
 * @returns 43 characters, base64url.
 */
export type KeyedHash = (kind: string, value: string) => string;

export function createKeyedHash(masterKey: Uint8Array): KeyedHash {
  const key = deriveKey(masterKey, 'identifiers');
  return (kind, value) => createHmac('sha256', key).update(kind).update('\0').update(value).digest('base64url');
}

/** One key per use from the one master key (HKDF, RFC 5869), so that a leak of one use does not open another. */
export function deriveKey(masterKey: Uint8Array, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', masterKey, 'vindplaats', use, 32));
}

/** JSON with sorted keys: the same value gives the same bytes, so its hash can be compared later. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : part,
  );
}
