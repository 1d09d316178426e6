/** The inside of the process that decodes and hashes photos; see `hash-photo.ts`. Ends with its parent. */
import process from 'node:process';
import { messageOf } from '../lib/errors.ts';
import { decodePhoto } from './decode-photo.ts';
import { pdqOf } from './pdq.ts';
import { trimBorder } from './trim-border.ts';

process.on('disconnect', () => process.exit());
process.on('message', (bytes: unknown) => {
  if (!(bytes instanceof Uint8Array)) return;
  decodePhoto(bytes)
    .then((luma) => process.send?.({ kind: 'hashed', ...pdqOf(trimBorder(luma)) }))
    .catch((error: unknown) => process.send?.({ kind: 'failed', why: messageOf(error) }));
});
