import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { deriveKey } from './hash.ts';

/** Turns a value into text that only holders of the key can read (AES-256-GCM over JSON, deflated where it is large), and back. */
export type Seal = { close(value: unknown): string; open(sealed: string): unknown };

const nonceBytes = 12;
const tagBytes = 16;
const openedMaxBytes = 16 * 1024 * 1024;
/** What is sealed lives for seconds in a queue: below this, deflating costs more than it saves. */
const deflateFromBytes = 8 * 1024;

/** First byte of what is sealed. Other values are what an earlier version deflated without a mark: its blocks never begin so. */
const plain = 0xf6;
const deflated = 0xf7;

export function createSeal(masterKey: Uint8Array): Seal {
  const key = deriveKey(masterKey, 'seal');
  return {
    close(value) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const text = Buffer.from(JSON.stringify(value));
      const isLarge = text.length >= deflateFromBytes;
      const mark = cipher.update(Buffer.of(isLarge ? deflated : plain));
      const body = cipher.update(isLarge ? deflateRawSync(text, { level: 1 }) : text);
      const rest = cipher.final();
      return Buffer.concat([nonce, cipher.getAuthTag(), mark, body, rest]).toString('base64');
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes));
      decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      const body = Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]);
      return JSON.parse(textOf(body).toString('utf8'));
    },
  };
}

function textOf(body: Buffer): Buffer {
  if (body[0] === plain) return body.subarray(1);
  const packed = body[0] === deflated ? body.subarray(1) : body;
  return inflateRawSync(packed, { maxOutputLength: openedMaxBytes });
}
