import sharp from 'sharp';
import type { Luma } from './pdq.ts';
import { photoLimits } from './photo-limits.ts';

const sidePixelsMax = 512;

// One picture at a time and none remembered: photos are dropped after hashing.
sharp.cache(false);
sharp.concurrency(1);

/**
 * Decodes a photo to brightness, at most 512 pixels a side, turned as its Exif says. Only the first frame of an animation.
 * Runs in a process of its own (see `hash-photo.ts`), so that a hostile file can be given up.
 * @throws whatever the decoder says of a broken or too large picture.
 */
export async function decodePhoto(bytes: Uint8Array): Promise<Luma> {
  const picture = sharp(bytes, { limitInputPixels: photoLimits.pixels, failOn: 'error', sequentialRead: true });
  const { data, info } = await picture
    .timeout({ seconds: photoLimits.decodeSeconds })
    .autoOrient()
    .resize({ width: sidePixelsMax, height: sidePixelsMax, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const values = new Float32Array(info.width * info.height);
  for (let at = 0; at < values.length; at += 1) {
    const first = at * info.channels;
    const [red = 0, green = 0, blue = 0] =
      info.channels < 3 ? [data[first], data[first], data[first]] : [data[first], data[first + 1], data[first + 2]];
    // ITU-R BT.601, as PDQ prescribes.
    values[at] = 0.299 * red + 0.587 * green + 0.114 * blue;
  }
  return { values, rows: info.height, columns: info.width };
}
