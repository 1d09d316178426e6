import type { Luma } from './pdq.ts';

/** How much a border may vary and still be one colour: the noise of strong JPEG compression. */
const noise = 14;
/** What is left must be a picture still: at least so much of each side. */
const leftMin = 0.3;

/** Takes uniform borders off a picture: rows and columns that are one brightness all along, on each side that of its outermost line. */
export function trimBorder(luma: Luma): Luma {
  const { values, rows, columns } = luma;
  const isBorder = (start: number, stride: number, length: number, outermost: number) => {
    const colour = values[outermost] ?? 0;
    for (let at = 0; at < length; at += 1) {
      if (Math.abs((values[start + at * stride] ?? 0) - colour) > noise) return false;
    }
    return true;
  };
  let top = 0;
  while (top < rows && isBorder(top * columns, 1, columns, 0)) top += 1;
  let bottom = rows;
  while (bottom > top && isBorder((bottom - 1) * columns, 1, columns, (rows - 1) * columns)) bottom -= 1;
  let left = 0;
  while (left < columns && isBorder(top * columns + left, columns, bottom - top, top * columns)) left += 1;
  let right = columns;
  while (right > left && isBorder(top * columns + right - 1, columns, bottom - top, (top + 1) * columns - 1))
    right -= 1;
  // Resampling smears the edge of the picture over a line or two of the border.
  if (top > 0) top += 1;
  if (left > 0) left += 1;
  if (bottom < rows) bottom -= 1;
  if (right < columns) right -= 1;
  const height = bottom - top;
  const width = right - left;
  if ((height === rows && width === columns) || height < rows * leftMin || width < columns * leftMin) return luma;
  const trimmed = new Float32Array(height * width);
  for (let row = 0; row < height; row += 1) {
    const start = (top + row) * columns + left;
    trimmed.set(values.subarray(start, start + width), row * width);
  }
  return { values: trimmed, rows: height, columns: width };
}
