/**
 * PDQ, the perceptual hash of Meta (ThreatExchange, "TMK+PDQF", 2019), written from its description: 256 bits that stay nearly the same
 * when a picture is resized, recompressed or lightly retouched. Blind to crops of more than about 3 %.
 */

/** Brightness of a picture, row by row, 0 to 255. */
export type Luma = { values: Float32Array; rows: number; columns: number };

/** 256 bits as eight numbers; bit 16 i + j stands for frequency (i + 1, j + 1), lowest bit first. */
export type PhotoHash = Uint32Array;

export type PhotoPrint = { hash: PhotoHash; /** 0 to 100: how much there is to see. */ quality: number };

/** Two photos are the same picture at this many differing bits or fewer; the value Meta advises. */
export const samePhotoMaxBits = 31;
/** At or below this quality a picture is so plain that its hash meets strangers. */
export const discardedQuality = 49;

const side = 64;
const kept = 16;
const sidePixelsMin = 5;

export function pdqOf(luma: Luma): PhotoPrint {
  if (luma.rows < sidePixelsMin || luma.columns < sidePixelsMin) return { hash: new Uint32Array(8), quality: 0 };
  const small = shrink(luma);
  return { hash: bitsOf(cosines(small)), quality: qualityOf(small) };
}

/** Blurs with a tent filter (two box passes each way), then takes 64 by 64 samples. */
function shrink({ values, rows, columns }: Luma): Float32Array {
  const acrossWindow = Math.floor((columns + 2 * side - 1) / (2 * side));
  const downWindow = Math.floor((rows + 2 * side - 1) / (2 * side));
  let current = values;
  for (let pass = 0; pass < 2; pass += 1) {
    const across = new Float32Array(current.length);
    for (let row = 0; row < rows; row += 1) blurLine(current, across, row * columns, 1, columns, acrossWindow);
    const down = new Float32Array(current.length);
    for (let column = 0; column < columns; column += 1) blurLine(across, down, column, columns, rows, downWindow);
    current = down;
  }
  const small = new Float32Array(side * side);
  for (let i = 0; i < side; i += 1) {
    const row = Math.floor(((i + 0.5) * rows) / side);
    for (let j = 0; j < side; j += 1) {
      small[i * side + j] = current[row * columns + Math.floor(((j + 0.5) * columns) / side)] ?? 0;
    }
  }
  return small;
}

/** A running mean over a window that is cut off at both ends of the line. */
function blurLine(
  from: Float32Array,
  to: Float32Array,
  start: number,
  stride: number,
  length: number,
  window: number,
): void {
  const ahead = Math.floor((window + 2) / 2);
  const behind = window - ahead;
  let sum = 0;
  let count = 0;
  for (let at = -ahead + 1; at < length; at += 1) {
    const entering = at + ahead - 1;
    if (entering < length) {
      sum += from[start + entering * stride] ?? 0;
      count += 1;
    }
    const leaving = at - behind - 1;
    if (leaving >= 0) {
      sum -= from[start + leaving * stride] ?? 0;
      count -= 1;
    }
    if (at >= 0) to[start + at * stride] = sum / count;
  }
}

/** The sum of visible steps between neighbours, scaled so that an ordinary photo reaches 100. */
function qualityOf(small: Float32Array): number {
  let steps = 0;
  for (let i = 0; i < side; i += 1) {
    for (let j = 0; j < side; j += 1) {
      const here = small[i * side + j] ?? 0;
      if (i + 1 < side) steps += Math.abs(Math.trunc(((here - (small[(i + 1) * side + j] ?? 0)) * 100) / 255));
      if (j + 1 < side) steps += Math.abs(Math.trunc(((here - (small[i * side + j + 1] ?? 0)) * 100) / 255));
    }
  }
  return Math.min(100, Math.floor(steps / 90));
}

/** Row f: the cosine of frequency f + 1 at the 64 samples. The mean brightness, frequency 0, is left out. */
const basis = Float64Array.from({ length: kept * side }, (_, at) => {
  const frequency = Math.floor(at / side) + 1;
  return Math.sqrt(2 / side) * Math.cos((Math.PI / (2 * side)) * frequency * (2 * (at % side) + 1));
});

/** The 16 by 16 lowest frequencies of the discrete cosine transform. */
function cosines(small: Float32Array): Float64Array {
  const half = new Float64Array(kept * side);
  for (let i = 0; i < kept; i += 1) {
    for (let j = 0; j < side; j += 1) {
      let sum = 0;
      for (let k = 0; k < side; k += 1) sum += (basis[i * side + k] ?? 0) * (small[k * side + j] ?? 0);
      half[i * side + j] = sum;
    }
  }
  const full = new Float64Array(kept * kept);
  for (let i = 0; i < kept; i += 1) {
    for (let j = 0; j < kept; j += 1) {
      let sum = 0;
      for (let k = 0; k < side; k += 1) sum += (half[i * side + k] ?? 0) * (basis[j * side + k] ?? 0);
      full[i * kept + j] = sum;
    }
  }
  return full;
}

function bitsOf(frequencies: Float64Array): PhotoHash {
  const median = frequencies.toSorted()[frequencies.length / 2 - 1] ?? 0;
  const hash = new Uint32Array(8);
  for (let at = 0; at < frequencies.length; at += 1) {
    if ((frequencies[at] ?? 0) > median) hash[at >>> 5] = (hash[at >>> 5] ?? 0) | (1 << (at & 31));
  }
  return hash;
}

/**
 * The hash of the picture turned and mirrored in its 8 ways, the picture itself first. Mirroring turns the sign of every odd frequency,
 * which turns its bit, for the median lies close to zero; turning also exchanges rows and columns. Worked out on the bits, the 8 form
 * a group, so "a is b turned" holds exactly when "b is a turned" does.
 */
export function turnsOf(hash: PhotoHash): PhotoHash[] {
  return [false, true].flatMap((exchange) =>
    [false, true].flatMap((flipRows) =>
      [false, true].map((flipColumns) => turn(hash, exchange, flipRows, flipColumns)),
    ),
  );
}

function turn(hash: PhotoHash, exchange: boolean, flipRows: boolean, flipColumns: boolean): PhotoHash {
  const turned = new Uint32Array(8);
  for (let i = 0; i < kept; i += 1) {
    for (let j = 0; j < kept; j += 1) {
      const source = exchange ? j * kept + i : i * kept + j;
      // Index 0 is frequency 1, an odd one.
      const isTurned = (flipRows && i % 2 === 0) !== (flipColumns && j % 2 === 0);
      const bit = (((hash[source >>> 5] ?? 0) >>> (source & 31)) & 1) ^ (isTurned ? 1 : 0);
      const at = i * kept + j;
      turned[at >>> 5] = (turned[at >>> 5] ?? 0) | (bit << (at & 31));
    }
  }
  return turned;
}

/** How many of 256 bits differ. */
export function bitsApart(a: PhotoHash, b: PhotoHash): number {
  let count = 0;
  for (let word = 0; word < 8; word += 1) {
    let differing = (a[word] ?? 0) ^ (b[word] ?? 0);
    differing -= (differing >>> 1) & 0x55555555;
    differing = (differing & 0x33333333) + ((differing >>> 2) & 0x33333333);
    count += Math.imul((differing + (differing >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
}

/** Highest bit first, as Meta writes it. */
export function photoHashHex(hash: PhotoHash): string {
  return Array.from(hash, (word) => word.toString(16).padStart(8, '0'))
    .toReversed()
    .join('');
}

/** @returns null for anything but 64 hexadecimal digits. */
export function parsePhotoHash(hex: string): PhotoHash | null {
  if (!/^[0-9a-f]{64}$/.test(hex)) return null;
  return Uint32Array.from({ length: 8 }, (_, word) => Number.parseInt(hex.slice(64 - 8 * word - 8, 64 - 8 * word), 16));
}
