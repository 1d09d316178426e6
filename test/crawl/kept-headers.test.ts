import { expect, it } from 'vitest';
import { keptHeaders } from '../../src/crawl/kept-headers.ts';

it('keeps what says which page this is, and nothing that names a visitor', () => {
  const headers = {
    'content-type': 'text/html',
    etag: '"17"',
    'set-cookie': 'session=anna',
    'x-visitor': 'anna',
    'www-authenticate': 'Basic',
  };
  expect(keptHeaders(headers)).toEqual({ 'content-type': 'text/html', etag: '"17"' });
});

it('keeps one line of bounded length a header', () => {
  expect(keptHeaders({ vary: 'a\nb' })).toEqual({ vary: 'a, b' });
  expect(keptHeaders({ server: 'x'.repeat(10_000) })['server']).toHaveLength(500);
});
