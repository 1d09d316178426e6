/** Bounds for one photo; what is beyond them is not decoded. 40 megapixels is the largest an ordinary telephone makes. */
export const photoLimits = {
  sizeBytes: 15_000_000,
  pixels: 40_000_000,
  decodeSeconds: 8,
  /** The decoder gives up by itself first; this is for one that does not. */
  timeoutMs: 15_000,
  workerHeapMb: 128,
} as const;
