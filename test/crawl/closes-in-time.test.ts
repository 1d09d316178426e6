import { expect, it } from 'vitest';
import { closesInTime } from '../../src/crawl/closes-in-time.ts';

it.each([
  ['what closes', () => Promise.resolve(), true],
  ['what breaks while it closes', () => Promise.reject(new Error('broken')), false],
  ['what hangs', () => new Promise(() => {}), false],
])('%s is told apart', async (_name, close, isClosed) => {
  expect(await closesInTime(close(), 50)).toBe(isClosed);
});
