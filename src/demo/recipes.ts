import type { PhoneStyle } from './phone-styles.ts';
import * as plain from './wording-plain.ts';
import * as telling from './wording-telling.ts';

export const scenarios = [
  'plain',
  'independent',
  'friends-one-phone',
  'licensed-business',
  'agency',
  'touring',
  'stolen-photo-scam',
  'template-ring',
  'hidden-number-ring',
  'contradictory-ages',
  'under-local-minimum',
  'under-18',
  'origin-twins',
] as const;
export type Scenario = (typeof scenarios)[number];

/** What the ads of one group can have in common. */
export type Trait = 'name' | 'age' | 'price' | 'place' | 'site' | 'day' | 'phones' | 'photos' | 'text';

/** How one kind of advertiser writes. */
export type Recipe = {
  scenario: Scenario;
  groups: number;
  adsPerGroup: number;
  same: readonly Trait[];
  /** `free`: set last, so that the corpus reaches its exact share of 21 to 25. */
  age: 'free' | readonly [number, number];
  ageShown: readonly ('field' | 'text' | 'both' | 'none')[];
  /** Years between the age in the field and another one in the text; none without. */
  ageGap?: readonly [number, number];
  phonesPerAd: number;
  phoneStyles: readonly PhoneStyle[];
  /** A hidden number always stands in the text. */
  phoneShown: readonly ('field' | 'text' | 'both' | 'none')[];
  /** Euros for an hour; null when the ad names no price. */
  hourEuros: readonly [number, number] | null;
  /** The ads of a group appear within so many days. */
  spreadDays: number;
  businesses: readonly string[];
  titles: readonly string[];
  openings: readonly string[];
  /** One sentence of each list always stands in the ad. */
  always: readonly (readonly string[])[];
  /** One sentence of each list stands in about half of the ads. */
  sometimes: readonly (readonly string[])[];
  /** The ad is filled up from here. */
  filler: readonly string[];
  fillToChars: readonly [number, number];
};

const year = 365;
const everyday = [...plain.services, ...plain.settings, ...plain.availability, ...plain.manners];
const visit = [...plain.services, ...plain.settings];

const single = {
  groups: 1,
  adsPerGroup: 1,
  same: [],
  age: 'free',
  ageShown: ['field', 'field', 'field', 'field', 'text', 'both'],
  phonesPerAd: 1,
  phoneStyles: ['plain'],
  phoneShown: ['field', 'field', 'text', 'both'],
  hourEuros: [90, 180],
  spreadDays: year,
  businesses: [],
  titles: plain.plainTitles,
  openings: plain.singleOpenings,
  always: [],
  sometimes: [],
  filler: everyday,
  fillToChars: [260, 850],
} as const satisfies Omit<Recipe, 'scenario'>;

const independent: Recipe = {
  ...single,
  scenario: 'independent',
  always: [telling.safeOnly, telling.houseRules],
  sometimes: [telling.denials, telling.houseRules],
};
const ordinary: Recipe = {
  ...single,
  scenario: 'plain',
  ageShown: ['field', 'field', 'field', 'text', 'both', 'none'],
  phoneShown: ['field', 'field', 'field', 'text', 'both', 'none'],
  sometimes: [telling.denials],
};
const touring: Recipe = {
  ...single,
  scenario: 'touring',
  adsPerGroup: 3,
  same: ['name', 'age', 'price', 'phones', 'photos'],
  age: [24, 40],
  spreadDays: 40,
  titles: telling.touringTitles,
  openings: telling.touringOpenings,
  always: [telling.newHere],
  sometimes: [telling.safeOnly, telling.changingAddress],
};
const hiddenNumberRing: Recipe = {
  ...single,
  scenario: 'hidden-number-ring',
  adsPerGroup: 6,
  same: ['phones'],
  age: [21, 27],
  phoneStyles: ['words', 'lookalikes', 'unicode-digits', 'split'],
  phoneShown: ['text'],
  hourEuros: [50, 90],
  spreadDays: 14,
  titles: telling.groupTitles,
  openings: telling.groupOpenings,
  always: [telling.groupVoice, telling.roundTheClock],
  sometimes: [telling.noLimits, telling.unprotected, telling.youthWording, telling.changingAddress],
  filler: visit,
  fillToChars: [220, 450],
};
const templateRing: Recipe = {
  ...hiddenNumberRing,
  scenario: 'template-ring',
  adsPerGroup: 8,
  same: ['text', 'price'],
  age: [21, 29],
  ageShown: ['field'],
  phoneStyles: ['plain'],
  phoneShown: ['field', 'both'],
  always: [telling.groupVoice, telling.youthWording, telling.noLimits],
  sometimes: [telling.unprotected, telling.roundTheClock, telling.trustWording],
};
const contradictoryAges: Recipe = {
  ...single,
  scenario: 'contradictory-ages',
  age: [24, 32],
  ageShown: ['both'],
  ageGap: [3, 9],
  sometimes: [telling.groupVoice, telling.changingAddress],
};
const underLocalMinimum: Recipe = {
  ...single,
  scenario: 'under-local-minimum',
  age: [18, 20],
  sometimes: [telling.safeOnly],
};
const agency: Recipe = {
  ...single,
  scenario: 'agency',
  adsPerGroup: 12,
  same: ['phones'],
  age: [23, 45],
  phonesPerAd: 2,
  hourEuros: [150, 250],
  titles: telling.agencyTitles,
  openings: telling.agencyOpenings,
  businesses: telling.agencyNames,
  always: [telling.agencyVoice, telling.agencyVoice],
  sometimes: [telling.businessConditions],
};

/** The ads inside the region on the first night: 433, as many as the report of 2020 counts over 2019. */
export const regionRecipes: readonly Recipe[] = [
  { ...independent, groups: 122 },
  { ...ordinary, groups: 90 },
  {
    ...independent,
    scenario: 'friends-one-phone',
    groups: 8,
    adsPerGroup: 2,
    same: ['phones', 'place'],
    age: [26, 48],
    titles: telling.friendsTitles,
    openings: telling.friendsOpenings,
  },
  {
    ...single,
    scenario: 'licensed-business',
    groups: 5,
    adsPerGroup: 6,
    same: ['phones', 'place', 'price'],
    age: [22, 46],
    titles: telling.licensedTitles,
    openings: telling.licensedOpenings,
    businesses: telling.salonNames,
    always: [telling.licences, telling.businessConditions, telling.safeOnly],
    sometimes: [telling.houseRules, telling.denials],
  },
  { ...agency, groups: 2 },
  { ...touring, groups: 10 },
  {
    ...single,
    scenario: 'stolen-photo-scam',
    groups: 2,
    adsPerGroup: 7,
    same: ['photos'],
    age: [22, 30],
    ageShown: ['field'],
    hourEuros: [40, 60],
    spreadDays: 60,
    titles: telling.scamTitles,
    always: [telling.trustWording, telling.scamSentences],
    sometimes: [telling.roundTheClock, telling.scamSentences],
    filler: visit,
    fillToChars: [220, 400],
  },
  { ...templateRing, groups: 3 },
  { ...hiddenNumberRing, groups: 4 },
  { ...contradictoryAges, groups: 16 },
  { ...underLocalMinimum, groups: 20 },
  {
    ...single,
    scenario: 'under-18',
    groups: 3,
    age: [16, 17],
    ageShown: ['field', 'text'],
    phoneShown: ['field'],
    hourEuros: null,
    titles: plain.bareTitles,
    openings: plain.bareOpenings,
    filler: plain.bareSentences,
    fillToChars: [220, 320],
  },
  {
    ...single,
    scenario: 'origin-twins',
    groups: 10,
    adsPerGroup: 2,
    same: ['name', 'age', 'price', 'place', 'site', 'day', 'text'],
    age: [26, 45],
    always: [telling.originSentences],
    sometimes: [telling.trustWording, telling.safeOnly, telling.roundTheClock],
  },
];

/** Outside the region: to be dropped before anything is stored. */
export const outsideRecipes: readonly Recipe[] = [
  { ...independent, groups: 36 },
  { ...ordinary, groups: 30 },
  { ...touring, groups: 4 },
  { ...hiddenNumberRing, groups: 2 },
];

/** What comes on each later night: 17 inside the region and 4 outside it, as many as vanish. */
export const laterRegionRecipes: readonly Recipe[] = [
  { ...independent, groups: 5 },
  { ...ordinary, groups: 4 },
  { ...touring, groups: 1 },
  { ...hiddenNumberRing, groups: 1, adsPerGroup: 3 },
  { ...contradictoryAges, groups: 1 },
  { ...underLocalMinimum, groups: 1 },
];
export const laterOutsideRecipes: readonly Recipe[] = [{ ...ordinary, groups: 4 }];

/** The ads in the folder that robots.txt closes. */
export const closedRecipes: readonly Recipe[] = [{ ...ordinary, groups: 6 }];
