import { drawnSigns, framedLetters, ringSigns } from './look-alikes.ts';

/** For a class of characters: letters, digits of any script, signs drawn as a digit or a letter, and what can hide inside them: marks,
 * keycaps, zero-width and direction characters. */
export const chunkCharacters = String.raw`\p{L}\p{N}\p{M}\p{Cf}|${ringSigns}${drawnSigns}${framedLetters}`;
const fromHere = new RegExp(`[${chunkCharacters}]+`, 'uy');
const isPlain = Uint8Array.from({ length: 128 }, (_, code) => Number(/[a-z0-9|]/i.test(String.fromCharCode(code))));

/** Visits every stretch of such characters. Plain ones are looked up: a pattern over Unicode classes takes twice as long for a whole text. */
export function eachChunk(text: string, visit: (chunk: string, start: number) => void): void {
  const { length } = text;
  let at = 0;
  while (at < length) {
    const start = at;
    while (isPlain[text.charCodeAt(at)] === 1) at += 1;
    if (text.charCodeAt(at) >= 128) {
      fromHere.lastIndex = at;
      if (fromHere.test(text)) at = fromHere.lastIndex;
    }
    if (at > start) visit(text.slice(start, at), start);
    else at += 1;
  }
}
