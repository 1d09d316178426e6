import type { PhoneStyle } from './phone-styles.ts';
import type { Scenario } from './recipes.ts';

export const demoSites = ['prikbord', 'marktplein'] as const;
export type DemoSite = (typeof demoSites)[number];

/** What a demo site knows of an ad, and may show. Null where the ad leaves the field empty. */
export type ShownAd = {
  site: DemoSite;
  siteAdId: string;
  title: string;
  /** Paragraphs, one a line. */
  text: string;
  name: string | null;
  age: string | null;
  /** As written by the advertiser. */
  phone: string | null;
  price: string | null;
  place: string;
  /** YYYY-MM-DD. */
  postedOn: string;
  /** The day of its last edit, which the listing shows; null while it is as it was posted. */
  editedOn: string | null;
  photoFiles: readonly string[];
};

/** What is true of an ad, for tests and measurements only: no page shows it and no stage reads it. */
export type Truth = {
  inRegion: boolean;
  place: string;
  /** CBS code in 2019; null outside the region. */
  municipality: string | null;
  persona: string;
  /** The stated age: of the field, else of the text; null when the ad states none. */
  age: number | null;
  /** Every stated age, once. */
  ages: readonly number[];
  /** National digits and E.164 of each number, however the ad writes it. */
  phones: readonly { written: string; national: string; e164: string; style: PhoneStyle }[];
  /** For one hour. */
  priceCents: number | null;
  /** Ads made by one hand carry the same group; null for an ad on its own. */
  group: string | null;
};

export type DemoAd = { shown: ShownAd; scenario: Scenario; truth: Truth };
