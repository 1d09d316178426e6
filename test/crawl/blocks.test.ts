import { expect, it } from 'vitest';
import { createBlocks } from '../../src/crawl/blocks.ts';
import { VindplaatsError } from '../../src/lib/errors.ts';

const refused = (status: number) => new VindplaatsError('FETCH_REFUSED', 'no', { details: { status } });

it('a captcha shuts a site for that run, and for no other site or run', () => {
  const blocks = createBlocks();
  expect(blocks.judge('a', 'run-1', new VindplaatsError('SITE_BLOCKED', 'captcha'))).toMatchObject({
    code: 'SITE_BLOCKED',
  });
  expect([blocks.isBlocked('a', 'run-1'), blocks.isBlocked('a', 'run-2'), blocks.isBlocked('b', 'run-1')]).toEqual([
    true,
    false,
    false,
  ]);
});

it('three refusals in a row are a block, and a page between them is not', () => {
  const blocks = createBlocks();
  expect(blocks.judge('a', 'r', refused(403))).toBeNull();
  expect(blocks.judge('a', 'r', refused(401))).toBeNull();
  blocks.answered('a');
  expect(blocks.judge('a', 'r', refused(403))).toBeNull();
  expect(blocks.judge('a', 'r', refused(403))).toBeNull();
  expect(blocks.judge('b', 'r', refused(403))).toBeNull();
  expect(blocks.judge('a', 'r', refused(403))).toMatchObject({ code: 'SITE_BLOCKED' });
});

it('other failures are no block, however many', () => {
  const blocks = createBlocks();
  const failures = [refused(404), refused(400), new VindplaatsError('FETCH_FAILED', '500'), new Error('fault')];
  for (const failure of [...failures, ...failures]) expect(blocks.judge('a', 'r', failure)).toBeNull();
});
