import type { Span } from '../model/ad.ts';

/** Words of one field that a reason stands on; `label` is the number or letter of that reason, which leads to its first words. */
export type Evidence = { label: string; span: Span; isFirst: boolean };

/** A stretch of text, the reasons it belongs to, those it is the first evidence of, and those whose words end here. */
type Segment = { text: string; labels: string[]; firstOf: string[]; endOf: string[] };

/**
 * Cuts the raw text of one field into stretches, so that overlapping evidence can be marked without nesting.
 * Joined together the stretches are the text, unchanged. A span that lies outside the text is left out, one that sticks out is cut.
 */
export function markEvidence(text: string, field: Span['field'], evidence: readonly Evidence[]): Segment[] {
  const spans = evidence
    .filter(({ span }) => span.field === field)
    .map(({ label, span, isFirst }) => ({
      label,
      isFirst,
      start: toBoundary(text, Math.min(span.start, text.length), -1),
      end: toBoundary(text, Math.min(span.end, text.length), 1),
    }))
    .filter(({ start, end }) => start < end);
  const cuts = [...new Set([0, text.length, ...spans.flatMap(({ start, end }) => [start, end])])].toSorted(
    (a, b) => a - b,
  );
  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1] ?? text.length;
    const covering = spans.filter((span) => span.start <= start && end <= span.end);
    return {
      text: text.slice(start, end),
      labels: distinct(covering.map((span) => span.label)),
      firstOf: distinct(covering.filter((span) => span.isFirst && span.start === start).map((span) => span.label)),
      endOf: distinct(covering.filter((span) => span.end === end).map((span) => span.label)),
    };
  });
}

/** The words themselves, for the list of reasons; empty when the text is not there. */
export function quoteOf(text: string | null, span: Span): string {
  if (text === null) return '';
  return text.slice(
    toBoundary(text, Math.min(span.start, text.length), -1),
    toBoundary(text, Math.min(span.end, text.length), 1),
  );
}

/** A cut between the two halves of an emoji would show two broken signs, so it moves outward. */
function toBoundary(text: string, position: number, direction: -1 | 1): number {
  const isInsidePair =
    /[\uDC00-\uDFFF]/.test(text.charAt(position)) && /[\uD800-\uDBFF]/.test(text.charAt(position - 1));
  return isInsidePair ? position + direction : position;
}

function distinct(labels: readonly string[]): string[] {
  return [...new Set(labels)];
}
