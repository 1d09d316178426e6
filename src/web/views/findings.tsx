import type { Ad } from '../../model/ad.ts';
import type { Indicator } from '../../model/assessment.ts';
import type { StoredAssessment } from '../../store/assessments.ts';
import type { AdView } from '../ad-view.ts';
import { againstLabel, rawField, reasonLabel } from '../ad-view.ts';
import { quoteOf } from '../mark-evidence.ts';
import { words } from '../words.ts';
import { LevelMark } from './level-mark.tsx';
import { evidenceId } from './marked-text.tsx';

const shownQuotes = 3;

/** Why the ad stands in the list, what speaks against it, and apart from both: the rules of the municipality. */
export function Findings(props: {
  assessment: StoredAssessment;
  ad: Ad | null;
  counterfactual: AdView['counterfactual'];
}) {
  const { assessment, ad, counterfactual } = props;
  const { level, points, reasons, against, compliance } = assessment;
  const isScored = level !== 'direct';
  return (
    <>
      <section class="vindplaats-panel" aria-labelledby="waarom">
        <h2 id="waarom">{words.adPage.why}</h2>
        <p class="vindplaats-level-line">
          <LevelMark level={level} />
          {isScored && <span class="vindplaats-second">{words.adPage.points(points)}</span>}
        </p>
        {reasons.length === 0 ? (
          <p>{words.adPage.whyNothing}</p>
        ) : (
          <ol class="vindplaats-findings">
            {reasons.map((indicator, index) => (
              <Finding indicator={indicator} ad={ad} label={reasonLabel(index)} isScored={isScored} />
            ))}
          </ol>
        )}
        {counterfactual && <p>{words.adPage.without(counterfactual.reasons, words.level[counterfactual.level])}</p>}
      </section>
      <section class="vindplaats-panel" aria-labelledby="hiertegen">
        <h2 id="hiertegen">{words.adPage.against}</h2>
        {against.length === 0 ? (
          <p>{words.adPage.againstNothing}</p>
        ) : (
          <ol class="vindplaats-findings">
            {against.map((indicator, index) => (
              <Finding indicator={indicator} ad={ad} label={againstLabel(index)} isScored={isScored} />
            ))}
          </ol>
        )}
      </section>
      {compliance.length > 0 && (
        <section class="vindplaats-panel vindplaats-panel--apart" aria-labelledby="gemeenteregels">
          <h2 id="gemeenteregels">{words.adPage.compliance}</h2>
          <p class="vindplaats-hint">{words.adPage.complianceHint}</p>
          <ul class="vindplaats-findings">
            {compliance.map((indicator) => (
              <Finding indicator={indicator} ad={ad} label={null} isScored={false} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Finding(props: { indicator: Indicator; ad: Ad | null; label: string | null; isScored: boolean }) {
  const { indicator, ad, label, isScored } = props;
  const hasEvidence = ad !== null && indicator.spans.length > 0;
  return (
    <li class="vindplaats-finding">
      {label !== null && (
        <span class="vindplaats-finding__label">
          {hasEvidence ? (
            <a href={`#${evidenceId(label)}`} aria-label={words.adPage.mark(label)}>
              {label}
            </a>
          ) : (
            label
          )}
        </span>
      )}
      <div>
        <h3 class="vindplaats-finding__title">{indicator.title}</h3>
        <p>{indicator.explanation}</p>
        {hasEvidence && <Quotes indicator={indicator} ad={ad} />}
        <p class="vindplaats-second">
          {[
            isScored ? words.adPage.pointsOf(indicator.points) : '',
            indicator.indicator,
            indicator.family === null ? '' : words.family[indicator.family],
            words.adPage.ruleOf(indicator.rule, indicator.ruleVersion),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
    </li>
  );
}

function Quotes({ indicator, ad }: { indicator: Indicator; ad: Ad }) {
  const quotes = [
    ...new Set(
      indicator.spans.map((span) =>
        words.adPage.quote(words.field[span.field], shorten(quoteOf(rawField(ad, span.field), span))),
      ),
    ),
  ];
  const rest = quotes.length - shownQuotes;
  return (
    <ul class="vindplaats-quotes">
      {quotes.slice(0, shownQuotes).map((quote) => (
        <li>
          <bdi>{quote}</bdi>
        </li>
      ))}
      {rest > 0 && <li>{words.adPage.quotesMore(rest)}</li>}
    </ul>
  );
}

function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  // The `u` keeps an emoji at the cut whole.
  const beginning = /^.{0,80}/su.exec(line)?.[0] ?? '';
  return beginning.length < line.length ? `${beginning}…` : line;
}
