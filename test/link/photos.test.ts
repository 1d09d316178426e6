import * as fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../src/lib/random.ts';
import { decodePhoto } from '../../src/link/decode-photo.ts';
import { createPhotoHasher } from '../../src/link/hash-photo.ts';
import {
  bitsApart,
  discardedQuality,
  parsePhotoHash,
  pdqOf,
  photoHashHex,
  samePhotoMaxBits,
  turnsOf,
} from '../../src/link/pdq.ts';
import { createPhotoIndex } from '../../src/link/photo-index.ts';
import { trimBorder } from '../../src/link/trim-border.ts';

/** A made-up picture: soft noise with a few rectangles, so that there is something to see in every part. */
async function picture(seed: number, width = 480, height = 400): Promise<Buffer> {
  const random = createRandom(seed);
  const cells = Buffer.from(Array.from({ length: 16 * 16 * 3 }, () => random.int(0, 255)));
  const rectangles = Array.from({ length: 6 }, () => {
    const [x, y, w, h] = [
      random.int(0, width - 80),
      random.int(0, height - 80),
      random.int(40, 200),
      random.int(40, 200),
    ];
    return `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="rgb(${random.int(0, 255)},${random.int(0, 255)},90)"/>`;
  });
  return sharp(cells, { raw: { width: 16, height: 16, channels: 3 } })
    .resize(width, height, { kernel: 'cubic', fit: 'fill' })
    .composite([{ input: Buffer.from(`<svg width="${width}" height="${height}">${rectangles.join('')}</svg>`) }])
    .png()
    .toBuffer();
}

async function printOf(bytes: Buffer) {
  return pdqOf(trimBorder(await decodePhoto(bytes)));
}

/** As the index sees it: in whichever of 8 ways it fits best. */
async function apart(one: Buffer, other: Buffer): Promise<number> {
  const [a, b] = [await printOf(one), await printOf(other)];
  return Math.min(...turnsOf(a.hash).map((turn) => bitsApart(turn, b.hash)));
}

const original = await picture(1);

describe('a photo is recognised', () => {
  it.each([
    ['at JPEG quality 30', () => sharp(original).jpeg({ quality: 30 })],
    ['at half its size', () => sharp(original).resize(240)],
    ['stretched', () => sharp(original).resize(300, 400, { fit: 'fill' })],
    ['in grey', () => sharp(original).greyscale()],
    ['blurred a little', () => sharp(original).blur(2)],
    ['brighter', () => sharp(original).modulate({ brightness: 1.15 })],
    ['turned by 90 degrees', () => sharp(original).rotate(90)],
    ['turned by 180 degrees', () => sharp(original).rotate(180)],
    ['turned by 270 degrees', () => sharp(original).rotate(270)],
    ['mirrored', () => sharp(original).flop()],
    ['upside down', () => sharp(original).flip()],
    ['mirrored and turned', () => sharp(original).flop().rotate(90)],
    [
      'in a black border',
      () => sharp(original).extend({ top: 60, bottom: 60, left: 20, right: 20, background: '#000' }).jpeg(),
    ],
    ['in a white border, turned', () => sharp(original).extend({ top: 50, bottom: 50, background: '#fff' }).rotate(90)],
    ['above a white bar', () => sharp(original).extend({ bottom: 60, background: '#fff' }).jpeg()],
    ['beside a grey bar', () => sharp(original).extend({ right: 60, background: '#999' }).jpeg()],
  ])('%s', async (_, change) => {
    expect(await apart(original, await change().toBuffer())).toBeLessThanOrEqual(samePhotoMaxBits);
  });

  it('between bars of two colours', async () => {
    const white = await sharp(original).extend({ top: 50, background: '#fff' }).png().toBuffer();
    const both = await sharp(white).extend({ bottom: 50, background: '#000' }).jpeg().toBuffer();
    expect(await apart(original, both)).toBeLessThanOrEqual(samePhotoMaxBits);
  });

  it('and not taken for another one', async () => {
    for (const seed of [2, 3, 4, 5]) expect(await apart(original, await picture(seed))).toBeGreaterThan(60);
  });

  it('and missed when a tenth of it is cut off, as the page says', async () => {
    const cut = await sharp(original).extract({ left: 0, top: 0, width: 400, height: 340 }).toBuffer();
    expect(await apart(original, cut)).toBeGreaterThan(samePhotoMaxBits);
  });
});

it('turns form a group: a is b turned exactly when b is a turned', () => {
  const hash = fc.uint32Array({ minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(hash, hash, (a, b) => {
      const nearest = (one: Uint32Array, other: Uint32Array) =>
        Math.min(...turnsOf(one).map((turn) => bitsApart(turn, other)));
      expect(nearest(a, b)).toBe(nearest(b, a));
      expect(new Set(turnsOf(a).map(photoHashHex)).size).toBe(8);
      expect([...parsePhotoHash(photoHashHex(a))!]).toEqual([...a]);
    }),
  );
});

describe('the index of photos', () => {
  const hash = fc.uint32Array({ minLength: 8, maxLength: 8 });
  const flips = fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 34 });
  /** A few pictures, each several times with some bits changed and turned anyhow. */
  const photos = fc
    .array(fc.tuple(hash, fc.array(fc.tuple(flips, fc.integer({ min: 0, max: 7 })), { minLength: 1, maxLength: 4 })), {
      maxLength: 4,
    })
    .map((list) =>
      list.flatMap(([base, copies]) =>
        copies.map(([changed, turn]) => {
          const copy = base.slice();
          for (const bit of changed) copy[bit >>> 5]! ^= 1 << (bit & 31);
          return turnsOf(copy)[turn]!;
        }),
      ),
    );
  const clustersOf = (hashes: readonly Uint32Array[], order: readonly number[], gone: readonly number[] = []) => {
    const index = createPhotoIndex();
    for (const at of order) index.add(at + 1, hashes[at]!);
    for (const at of gone) index.remove(at + 1);
    return hashes.map((_, at) => index.clusterOf(at + 1));
  };

  it('finds every pair within 31 bits, in any order, and forgets what is taken out', () => {
    fc.assert(
      fc.property(
        photos,
        fc.infiniteStream(fc.integer()),
        fc.infiniteStream(fc.boolean()),
        (hashes, ranks, chances) => {
          const all = hashes.map((_, at) => at);
          const rank = all.map(() => ranks.next().value!);
          const gone = all.filter(() => chances.next().value!);
          const order = all.toSorted((a, b) => rank[a]! - rank[b]!);
          const near = (a: number, b: number) =>
            Math.min(...turnsOf(hashes[a]!).map((turn) => bitsApart(turn, hashes[b]!))) <= samePhotoMaxBits;
          const clusters = clustersOf(hashes, order);
          const parted = all.filter((a) => all.some((b) => near(a, b) && clusters[a] !== clusters[b]));
          expect(parted).toEqual([]);
          expect(clustersOf(hashes, all)).toEqual(clusters);
          const left = all.filter((at) => !gone.includes(at));
          expect(clustersOf(hashes, order, gone)).toEqual(clustersOf(hashes, left));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('hashing apart from the rest', () => {
  const hasher = createPhotoHasher();
  afterAll(() => hasher.close());

  it('gives the hash and the quality', async () => {
    const outcome = await hasher.hash(original);
    expect(outcome).toMatchObject({ kind: 'hashed', hash: photoHashHex((await printOf(original)).hash) });
  });

  it('discards a picture with nothing to see', async () => {
    const plain = await sharp({ create: { width: 300, height: 300, channels: 3, background: '#888' } })
      .png()
      .toBuffer();
    expect((await printOf(plain)).quality).toBeLessThanOrEqual(discardedQuality);
    expect(await hasher.hash(plain)).toMatchObject({ kind: 'discarded', reason: 'plain' });
  });

  it('records why a broken or too large picture was left out, and goes on with the next', async () => {
    const jpeg = await sharp(original).jpeg().toBuffer();
    const huge = await sharp({ create: { width: 12_500, height: 8000, channels: 3, background: '#123' } })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect(await hasher.hash(Buffer.from('no picture at all'))).toMatchObject({ reason: 'broken' });
    expect(await hasher.hash(Buffer.alloc(0))).toMatchObject({ kind: 'discarded', reason: 'broken' });
    expect(await hasher.hash(jpeg.subarray(0, jpeg.length / 3))).toMatchObject({ kind: 'discarded', reason: 'broken' });
    expect(await hasher.hash(huge)).toMatchObject({
      kind: 'discarded',
      reason: 'too-large',
      why: expect.stringMatching(/pixel limit/),
    });
    expect(await hasher.hash(Buffer.alloc(15_000_001))).toMatchObject({ kind: 'discarded', reason: 'too-large' });
    expect(await hasher.hash(jpeg)).toMatchObject({ kind: 'hashed' });
  });

  it('gives up a photo that takes too long, and takes the next with a new process', async () => {
    const hasty = createPhotoHasher({ timeoutMs: 1 });
    expect(await hasty.hash(original)).toMatchObject({ kind: 'discarded', reason: 'too-slow' });
    expect(await hasty.hash(original)).toMatchObject({ kind: 'discarded', reason: 'too-slow' });
    await hasty.close();
    expect(await hasher.hash(original)).toMatchObject({ kind: 'hashed' });
  });
});
