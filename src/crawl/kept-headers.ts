/**
 * Which headers of an answer are kept as evidence: what says of which page, when, and in which version this is the answer.
 * A list of what may stay, so that cookies and whatever else names a visitor never do.
 */
const kept = [
  'age',
  'cache-control',
  'content-encoding',
  'content-language',
  'content-length',
  'content-type',
  'date',
  'etag',
  'expires',
  'last-modified',
  'server',
  'vary',
  'via',
  'x-robots-tag',
];
const valueMaxChars = 500;

export function keptHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    kept.flatMap((name) => {
      const value = headers[name];
      // What came more than once is joined with a line feed; one line a header is what a record of it can hold.
      return value === undefined ? [] : [[name, value.replaceAll(/[\r\n]+/g, ', ').slice(0, valueMaxChars)]];
    }),
  );
}
