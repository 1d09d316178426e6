import type { Span } from '../../model/ad.ts';
import { markEvidence } from '../mark-evidence.ts';
import type { Evidence } from '../mark-evidence.ts';
import { words } from '../words.ts';

/** Raw text of an ad with the words marked that a reason stands on, each with its number or letter. Text only: it is escaped, never markup. */
export function MarkedText({
  text,
  field,
  evidence,
}: {
  text: string;
  field: Span['field'];
  evidence: readonly Evidence[];
}) {
  return (
    <bdi class="vindplaats-raw">
      {markEvidence(text, field, evidence).map((segment) =>
        segment.labels.length === 0 ? (
          segment.text
        ) : (
          <>
            {segment.firstOf.map((label) => (
              <span id={evidenceId(label)} class="vindplaats-anchor" />
            ))}
            <mark class="nl-mark">
              {segment.text}
              {segment.endOf.map((label) => (
                <sup class="vindplaats-mark-label">
                  <span class="vindplaats-hidden">{` ${words.adPage.mark('')}`}</span>
                  {label}
                </sup>
              ))}
            </mark>
          </>
        ),
      )}
    </bdi>
  );
}

export function evidenceId(label: string): string {
  return `bewijs-${label}`;
}
