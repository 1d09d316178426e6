import { linkWords } from '../link-words.ts';
import type { TemplatePiece, TemplateView } from '../template-view.ts';

/** What the ads of one template have in common and where they differ, and one ad laid against that. */
export function TemplatePanel({ template, groupId }: { template: TemplateView; groupId: number }) {
  const { template: text } = linkWords;
  const id = `patroon-${template.ads[0] ?? 0}`;
  return (
    <section class="vindplaats-panel" aria-labelledby={id}>
      <h2 id={id}>{text.title(template.ads.length)}</h2>
      <p class="vindplaats-hint">{text.intro}</p>
      <p class="vindplaats-ad-text vindplaats-raw">
        {template.parts.map((part) =>
          part.type === 'constant' ? (
            <bdi>{`${part.words.join(' ')} `}</bdi>
          ) : (
            <>
              <span class="vindplaats-slot">{`[${text.slot[part.kind]}]`}</span>{' '}
            </>
          ),
        )}
        {template.isCut && <span class="vindplaats-piece__note">{`(${text.beyond})`}</span>}
      </p>
      {template.compared && (
        <>
          <h3>{text.compared(template.compared.ad)}</h3>
          <p class="vindplaats-hint">{text.legend}</p>
          <p class="vindplaats-ad-text">
            <bdi class="vindplaats-raw">
              {template.compared.pieces.map((piece) => (
                <Piece piece={piece} />
              ))}
            </bdi>
          </p>
          <p class="vindplaats-hint">
            {text.other}{' '}
            {template.offered.map((ad, at) => (
              <>
                {at > 0 && ', '}
                <a class="utrecht-link" href={`/groep/${groupId}?naast=${ad}#${id}`}>
                  {ad}
                </a>
              </>
            ))}
          </p>
        </>
      )}
    </section>
  );
}

/** A mark says with words what it is, never by colour alone. */
function Piece({ piece }: { piece: TemplatePiece }) {
  const { type, text } = piece;
  if (type === 'match') return <>{text}</>;
  return (
    <>
      {text !== '' && <mark class={`nl-mark vindplaats-piece vindplaats-piece--${type}`}>{text}</mark>}
      <span class="vindplaats-piece__note"> {noteOf(piece)} </span>
    </>
  );
}

function noteOf({ type, note }: TemplatePiece): string {
  const { template } = linkWords;
  switch (type) {
    case 'slot':
      return `[${Object.entries(template.slot).find(([kind]) => kind === note)?.[1] ?? template.slot.free}]`;
    case 'inserted':
      return `(${template.inserted})`;
    case 'changed':
      return `(${template.changed(note)})`;
    case 'missing':
      return `(${template.missing(note)})`;
    case 'beyond':
      return `(${template.beyond})`;
    case 'match':
      return '';
  }
}
