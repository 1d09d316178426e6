import { createCipheriv } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { canonicalJson, createKeyedHash, deriveKey } from '../../src/lib/hash.ts';
import { createSeal } from '../../src/lib/seal.ts';

const key = Buffer.alloc(32, 7);
const otherKey = Buffer.alloc(32, 8);

it('opens what it closed, and shows nothing of it', () => {
  const seal = createSeal(key);
  const sealed = seal.close({ text: 'Gezelschap in Hilversum' });
  expect(seal.open(sealed)).toEqual({ text: 'Gezelschap in Hilversum' });
  expect(Buffer.from(sealed, 'base64').toString('latin1')).not.toContain('Hilversum');
  expect(seal.close(1)).not.toBe(seal.close(1));
});

it('opens what an earlier version closed: nonce, tag, and deflated JSON', () => {
  const value = { text: 'Gezelschap in Hilversum' };
  const nonce = Buffer.alloc(12, 1);
  const cipher = createCipheriv('aes-256-gcm', deriveKey(key, 'seal'), nonce);
  const body = Buffer.concat([cipher.update(deflateRawSync(JSON.stringify(value))), cipher.final()]);
  const sealed = Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
  expect(createSeal(key).open(sealed)).toEqual(value);
});

it('does not open with another key, or when a byte was changed', () => {
  const sealed = createSeal(key).close({ a: 1 });
  expect(() => createSeal(otherKey).open(sealed)).toThrow(/authenticate/);
  const bytes = Buffer.from(sealed, 'base64');
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
  expect(() => createSeal(key).open(bytes.toString('base64'))).toThrow(/authenticate/);
});

it('hashes identifiers so that kinds, values and keys keep apart', () => {
  const hash = createKeyedHash(key);
  expect(hash('phone', '+31600001234')).toBe(createKeyedHash(key)('phone', '+31600001234'));
  const different = [
    hash('phone', 'x'),
    hash('persona', 'x'),
    hash('phone', 'y'),
    createKeyedHash(otherKey)('phone', 'x'),
  ];
  expect(new Set(different).size).toBe(4);
});

it('writes equal values as equal JSON, whatever the order of keys', () => {
  expect(canonicalJson({ b: [1, { d: 1, c: 2 }], a: null })).toBe(canonicalJson({ a: null, b: [1, { c: 2, d: 1 }] }));
  expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
});

it('seals bytes as they are, and opens nothing that was changed', () => {
  const seal = createSeal(Buffer.alloc(32, 1));
  const bytes = Buffer.from([0, 255, 13, 10, 128]);
  const sealed = seal.closeBytes(bytes);
  expect(seal.openBytes(sealed).equals(bytes)).toBe(true);
  sealed[sealed.length - 1]! ^= 1;
  expect(() => seal.openBytes(sealed)).toThrow(/authenticate/);
  expect(() => createSeal(Buffer.alloc(32, 2)).openBytes(seal.closeBytes(bytes))).toThrow(/authenticate/);
});

it('opens bytes that an earlier version sealed: deflated, without a mark', () => {
  const bytes = Buffer.from('<p>Massage aan huis</p>'.repeat(20));
  const cipher = createCipheriv('aes-256-gcm', deriveKey(key, 'seal'), Buffer.alloc(12, 1));
  const body = Buffer.concat([cipher.update(deflateRawSync(bytes)), cipher.final()]);
  const sealed = Buffer.concat([Buffer.alloc(12, 1), cipher.getAuthTag(), body]);
  expect(createSeal(key).openBytes(sealed).equals(bytes)).toBe(true);
});

it('uses each nonce once, also when new ones are drawn', () => {
  const seal = createSeal(key);
  const nonces = Array.from({ length: 1000 }, () => seal.closeBytes(Buffer.of(1)).subarray(0, 12).toString('hex'));
  expect(new Set(nonces).size).toBe(1000);
});
