import type { Span } from '../model/ad.ts';

const rankOf = { title: 0, text: 1, age: 2, phone: 3, price: 4, place: 5 } as const satisfies Record<
  Span['field'],
  number
>;

/** Spans in reading order, without those that lie within another: "alles mag" within "echt alles mag" is no second place. */
export function withoutContained(spans: Span[]): Span[] {
  if (spans.length < 2) return spans;
  const sorted = spans.toSorted((a, b) => rankOf[a.field] - rankOf[b.field] || a.start - b.start || b.end - a.end);
  const kept: Span[] = [];
  for (const span of sorted) {
    const last = kept.at(-1);
    if (last?.field !== span.field || span.end > last.end) kept.push(span);
  }
  return kept;
}
