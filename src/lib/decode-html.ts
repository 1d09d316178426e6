/** Bytes of a page to text: by byte order mark, then the header, then the page's own meta element, then by looking. */
import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';

/** How far into a page its meta element is looked for. The HTML standard says 1,024; some templates put scripts first. */
const metaWithinBytes = 4096;

export function decodeHtml(body: Uint8Array, contentType: string): string {
  const decoder = decoderFor(body, contentType);
  if (decoder.encoding !== 'windows-1252') return decoder.decode(body);
  const latin1 = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1');
  return latin1.replace(/[\u0080-\u009f]/g, (control) => windows1252.charAt(control.charCodeAt(0) - 0x80));
}

/**
 * What windows-1252 has where Latin-1 has control characters (Encoding standard, index windows-1252). Node 20 decodes it as
 * Latin-1, and so loses the euro sign of every price.
 */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function decoderFor(body: Uint8Array, contentType: string): TextDecoder {
  const marked = markOf(body);
  if (marked !== null) return new TextDecoder(marked);
  const told = toldBy(contentType);
  if (told !== null) return told;
  const head = Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, metaWithinBytes)).toString('latin1');
  const meta = labelled(/<meta\s[^>]{0,400}?charset\s*=\s*["']?\s*([\w:.-]{1,40})/i.exec(head)?.[1]);
  // A page whose meta element could be read byte by byte is not UTF-16, whatever it says (HTML standard, 13.2.3.2).
  if (meta !== null) return meta.encoding.startsWith('utf-16') ? new TextDecoder('utf-8') : meta;
  return new TextDecoder(isUtf8(body) ? 'utf-8' : 'windows-1252');
}

/** Whether the bytes are UTF-16 by their mark, or else by the header: in it zero bytes are ordinary. */
export function isUtf16(body: Uint8Array, contentType = ''): boolean {
  return (markOf(body) ?? toldBy(contentType)?.encoding)?.startsWith('utf-16') ?? false;
}

function toldBy(contentType: string): TextDecoder | null {
  return labelled(/charset\s*=\s*["']?\s*([\w:.-]{1,40})/i.exec(contentType)?.[1]);
}

function markOf(body: Uint8Array): string | null {
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) return 'utf-8';
  if (body[0] === 0xfe && body[1] === 0xff) return 'utf-16be';
  if (body[0] === 0xff && body[1] === 0xfe) return 'utf-16le';
  return null;
}

/** A decoder by the name a site used; null when no such encoding exists, so that the next source is asked. */
function labelled(label: string | undefined): TextDecoder | null {
  if (label === undefined) return null;
  try {
    return new TextDecoder(label);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
