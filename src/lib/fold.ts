/** Brings the ways of writing one word together: compatibility forms, capitals, accents, apostrophes, invisible characters. */

const plainAscii = /^[a-z0-9/]*$/;
const dropped = /[\p{M}\p{Cf}'’ʼ＇]/gu;

/** `Privé` and `𝐩𝐫𝐢𝐯𝐞` become `prive`, `foto's` becomes `fotos`. Lengths change: keep offsets of the raw word. */
export function fold(word: string): string {
  if (plainAscii.test(word)) return word;
  return word.normalize('NFKC').toLowerCase().normalize('NFKD').replace(dropped, '');
}
