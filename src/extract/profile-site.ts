import { bucketOf } from '../lib/length-buckets.ts';
import { profiledField } from '../model/site-profile.ts';
import type { FieldKind, Lengths, Observation, ProfiledField, SiteProfile } from '../model/site-profile.ts';

/** What a run knows of itself without having looked into a page. */
export type RunTally = Omit<SiteProfile, 'listingPages' | 'cards' | 'adsRead' | 'fields' | 'lengths'>;

/** Adds up what was seen on each page of one run; the order of the pages does not matter. */
export function profileSite(observations: Iterable<Observation>, tally: RunTally): SiteProfile {
  const fields = perField(() => ({}));
  const lengths: SiteProfile['lengths'] = { title: {}, text: {} };
  let listingPages = 0;
  let cards = 0;
  let adsRead = 0;
  for (const seen of observations) {
    if (seen.kind === 'listing') {
      listingPages += 1;
      cards += seen.cards;
      continue;
    }
    adsRead += 1;
    for (const field of profiledField.options) addOne(fields[field], seen.fields[field]);
    addLength(lengths.title, seen.titleChars);
    addLength(lengths.text, seen.textChars);
  }
  return { ...tally, listingPages, cards, adsRead, fields, lengths };
}

/** Several nights as if they were one. @param nights at least one. */
export function addNights(nights: readonly SiteProfile[]): SiteProfile {
  const sum = (pick: (night: SiteProfile) => number) => nights.reduce((all, night) => all + pick(night), 0);
  return {
    listingPages: sum((night) => night.listingPages),
    cards: sum((night) => night.cards),
    outsideCards: sum((night) => night.outsideCards),
    isWholeWalk: nights.every((night) => night.isWholeWalk),
    isTurnedAway: nights.every((night) => night.isTurnedAway),
    adsRead: sum((night) => night.adsRead),
    fields: perField((field) => addCounts(nights.map((night) => night.fields[field]))),
    lengths: {
      title: addCounts(nights.map((night) => night.lengths.title)),
      text: addCounts(nights.map((night) => night.lengths.text)),
    },
    inRegion: sum((night) => night.inRegion),
    newAds: sum((night) => night.newAds),
    outside: sum((night) => night.outside),
    notAnAd: sum((night) => night.notAnAd),
    present: sum((night) => night.present),
    missing: sum((night) => night.missing),
  };
}

type KindCounts = Partial<Record<FieldKind, number>>;

function perField(make: (field: ProfiledField) => KindCounts): Record<ProfiledField, KindCounts> {
  return {
    title: make('title'),
    text: make('text'),
    age: make('age'),
    phone: make('phone'),
    price: make('price'),
    place: make('place'),
    postedOn: make('postedOn'),
    photos: make('photos'),
    name: make('name'),
  };
}

function addCounts(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const each of counts) for (const [key, n] of Object.entries(each)) total[key] = (total[key] ?? 0) + n;
  return total;
}

function addOne(counts: KindCounts, kind: FieldKind): void {
  counts[kind] = (counts[kind] ?? 0) + 1;
}

function addLength(counts: Lengths, chars: number): void {
  const bucket = String(bucketOf(chars));
  counts[bucket] = (counts[bucket] ?? 0) + 1;
}
