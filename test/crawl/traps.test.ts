import { expect, it } from 'vitest';
import { trapLimits, trapOf, withoutSession } from '../../src/crawl/traps.ts';

const at = (path: string) => `https://site.invalid${path}`;

it.each([
  ['/a/b/a/b/a/b', 'path-repeats'],
  ['/ads/ads/ads', 'path-repeats'],
  ['/x/a/b/c/a/b/c/a/b/c/y', 'path-repeats'],
  [`/${'a/'.repeat(60)}${'b/'.repeat(60)}`, 'path-repeats'],
  [`/${Array.from({ length: 150 }, (_, n) => n).join('/')}`, 'path-repeats'],
  [`/${'a'.repeat(trapLimits.addressChars)}`, 'address-too-long'],
  [`/?${Array.from({ length: 30 }, (_, n) => `f${n}=1`).join('&')}`, 'query-explodes'],
  ['/?tag=a&tag=b&tag=c&tag=d', 'query-explodes'],
  ['/ad/1', null],
  ['/2026/01/01/massage', null],
  ['/a/a/b', null],
  ['/a/b/a/b', null],
  ['/lijst//', null],
  ['/?plaats=huizen&plaats=laren&pagina=2', null],
])('%s is left alone for %s', (path, reason) => {
  expect(trapOf(at(path))).toBe(reason);
});

it.each([
  ['/ad/1;jsessionid=0A1B2C3D4E5F60718293A4B5C6D7E8F9', '/ad/1'],
  ['/ad.php?PHPSESSID=abcdef0123456789abcdef&id=7', '/ad.php?id=7'],
  ['/ad?sid=0123456789abcdef0123', '/ad'],
  ['/ad?session_id=0123456789abcdef&q=a%20b', '/ad?q=a+b'],
  ['/ad?sid=12', '/ad?sid=12'],
  ['/ad?id=0123456789abcdef0123', '/ad?id=0123456789abcdef0123'],
  ['/ad?q=a%20b&leeg', '/ad?q=a%20b&leeg'],
])('%s is %s without the id of a visit', (path, plain) => {
  expect(withoutSession(at(path))).toBe(at(plain));
});
