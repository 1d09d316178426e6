import type { Ad } from '../../model/ad.ts';
import { rawField } from '../ad-view.ts';
import type { AdView } from '../ad-view.ts';
import { linkWords } from '../link-words.ts';
import { showDay } from '../show-time.ts';
import { words } from '../words.ts';
import { Fact } from './fact.tsx';
import { MarkedText } from './marked-text.tsx';

/** What the ad says, as it stood on the page, with the evidence marked. */
export function AdContent({ view }: { view: AdView }) {
  const { ad, record, evidence } = view;
  return (
    <section class="vindplaats-panel" aria-labelledby="advertentie-titel">
      <h2 id="advertentie-titel" class="vindplaats-ad-title">
        {ad ? <MarkedText text={ad.title} field="title" evidence={evidence} /> : words.erased}
      </h2>
      <dl class="vindplaats-facts">
        {ad && <OwnFields ad={ad} view={view} />}
        <Fact label={words.adPage.municipality}>{view.municipality}</Fact>
        <Fact label={words.adPage.site}>{view.site}</Fact>
        {ad?.postedOn && <Fact label={words.adPage.posted}>{showDay(ad.postedOn)}</Fact>}
        <Fact label={words.adPage.firstSeen}>{showDay(record.firstSeenAt)}</Fact>
        <Fact label={words.adPage.lastSeen}>{showDay(record.lastSeenAt)}</Fact>
        {record.goneAt !== null && <Fact label={words.adPage.gone}>{showDay(record.goneAt)}</Fact>}
      </dl>
      <Photos photos={view.photos} />
      {ad && (
        <>
          <h3>{words.adPage.text}</h3>
          <div class="vindplaats-ad-text">
            <MarkedText text={ad.text} field="text" evidence={evidence} />
          </div>
          {evidence.length > 0 && <p class="vindplaats-hint">{words.adPage.markHint}</p>}
          <p class="vindplaats-hint">
            {words.adPage.address}: <span class="vindplaats-address">{ad.url}</span>
            <br />
            {words.adPage.addressHint}
          </p>
        </>
      )}
    </section>
  );
}

function OwnFields({ ad, view }: { ad: Ad; view: AdView }) {
  const elsewhere = {
    age: statedAge(ad),
    phone: [...new Set(ad.phones.map((phone) => phone.rawForm))].join(', '),
    price: ad.priceCents === null ? '' : `€ ${(ad.priceCents / 100).toLocaleString('nl-NL')}`,
    place: ad.place ?? '',
  };
  return (
    <>
      {(['age', 'phone', 'price', 'place'] as const).map((field) => {
        const raw = rawField(ad, field);
        return (
          <Fact label={words.field[field]}>
            {raw === null ? (
              <Derived value={elsewhere[field]} />
            ) : (
              <MarkedText text={raw} field={field} evidence={view.evidence} />
            )}
          </Fact>
        );
      })}
      {ad.contacts.length > 0 && (
        <Fact label={words.adPage.contacts}>
          <Derived value={[...new Set(ad.contacts.map((contact) => contact.rawForm))].join(', ')} />
        </Fact>
      )}
    </>
  );
}

/** The number, or the words that say it roughly. */
function statedAge({ age, ageRanges }: Ad): string {
  if (age !== null) return String(age);
  const [rough] = ageRanges;
  return rough === undefined ? '' : words.adPage.ageBetween(rough.from, rough.to);
}

/** Nothing when no photo of the ad was ever asked for. */
function Photos({ photos: { hashed, leftOut } }: { photos: AdView['photos'] }) {
  const { photos } = linkWords;
  if (hashed === 0 && leftOut.length === 0) return null;
  const parts = [
    ...(hashed > 0 ? [photos.hashed(hashed)] : []),
    ...leftOut.map((one) => photos.leftOut(one.photos, photos.reasons[one.reason])),
  ];
  return (
    <p>
      {photos.title}: {parts.join('; ')}. <span class="vindplaats-second">{photos.hint}</span>
    </p>
  );
}

function Derived({ value }: { value: string }) {
  if (value === '') return <span class="vindplaats-quiet">{words.nothing}</span>;
  return (
    <>
      <bdi>{value}</bdi> <span class="vindplaats-quiet">{words.adPage.fromText}</span>
    </>
  );
}
