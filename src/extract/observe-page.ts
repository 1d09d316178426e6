import type { Ad } from '../model/ad.ts';
import type { AdObservation, FieldKind } from '../model/site-profile.ts';

/** The shape of an ad as it was read: for each field the form of what stood there, and how long title and text are. */
export function observeAd(ad: Ad): AdObservation {
  return {
    kind: 'ad',
    fields: {
      title: ad.title === '' ? 'none' : 'one',
      text: ad.text === '' ? 'none' : 'one',
      age: ageKind(ad),
      phone: phoneKind(ad),
      price: priceKind(ad),
      place: ad.raw.place === null ? (ad.place === null ? 'none' : 'elsewhere') : 'one',
      postedOn: dayKind(ad),
      photos: numberKind(ad.photoUrls.length),
      name: numberKind(ad.personaNames.length),
    },
    titleChars: ad.title.length,
    textChars: ad.text.length,
    statesMinor: ad.ages.some(({ years }) => years < 18),
  };
}

function ageKind({ raw, ages, age }: Ad): FieldKind {
  if (isEmpty(raw.age)) return age === null ? 'none' : 'elsewhere';
  const inField = ages.filter((one) => one.span.field === 'age');
  if (inField.some((one) => one.years < 18)) return 'under-18';
  if (inField.length === 0) return 'unread';
  return inField.length === 1 ? 'number' : 'several';
}

function phoneKind({ raw, phones }: Ad): FieldKind {
  if (isEmpty(raw.phone)) return phones.length === 0 ? 'none' : 'elsewhere';
  const inField = phones.filter((one) => one.span.field === 'phone');
  if (inField.length === 0) return 'unread';
  if (inField.some((one) => one.obfuscationKinds.length > 0)) return 'hidden';
  return inField.length === 1 ? 'number' : 'several';
}

function priceKind({ raw, priceCents }: Ad): FieldKind {
  if (raw.price === null || raw.price.trim() === '') return priceCents === null ? 'none' : 'elsewhere';
  if (!/\d/u.test(raw.price)) return 'unread';
  if (/\d\s{0,3}[-–—]\s{0,3}(€\s{0,3})?\d/u.test(raw.price)) return 'range';
  return (raw.price.match(/\d+(?:[.,]\d+)*/gu) ?? []).length > 1 ? 'several' : 'number';
}

function dayKind({ raw, postedOn }: Ad): FieldKind {
  if (raw.postedOn === null || raw.postedOn.trim() === '') return 'none';
  if (postedOn === null) return 'unread';
  if (/^\d{4}-\d{2}-\d{2}/u.test(raw.postedOn)) return 'iso-day';
  return /\p{L}{3}/u.test(raw.postedOn) ? 'worded-day' : 'numeric-day';
}

function numberKind(count: number): FieldKind {
  if (count === 0) return 'none';
  return count === 1 ? 'one' : 'many';
}

function isEmpty(raw: string | null): boolean {
  return raw === null || raw.trim() === '';
}
