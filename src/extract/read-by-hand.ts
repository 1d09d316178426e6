import { amsterdamDay } from '../lib/amsterdam-day.ts';
import type { Ad } from '../model/ad.ts';
import type { GivenFields } from '../model/by-hand.ts';
import { manualSource } from '../model/by-hand.ts';
import type { PageText } from '../model/page.ts';
import { siteSchema } from '../model/site.ts';
import type { Site } from '../model/site.ts';
import { findAgeRanges } from './age-ranges.ts';
import { findAges } from './ages.ts';
import type { PageReader } from './open-page-reader.ts';
import type { PlaceIndex } from './places.ts';
import { adLimits } from './read-ad.ts';
import { contactsOf, phonesOf, readText } from './read-text.ts';
import { cutAt } from './text-of.ts';

/** What a person handed in, decoded. */
type HandPage = PageText & { form: 'text' | 'html'; given: GivenFields };

/** How a page is read that no site file knows: all of its text. Its id is no more than its address. */
const anySite: Site = {
  ...siteSchema.parse({
    id: 'any',
    title: 'any',
    termsReviewedOn: '2026-01-01',
    start: ['https://any.invalid'],
    politeness: { delayMs: 0 },
    listing: { card: 'body', link: { selector: 'a' } },
    detail: {
      fields: {
        id: { from: 'url' },
        title: [{ selector: 'h1' }, { from: 'title' }],
        // Half a page may have no body; "page" is what the parser puts around every page.
        text: [{ selector: 'body' }, { selector: 'page' }],
        place: [{ from: 'title' }, { from: 'text' }],
      },
    },
  }),
  id: manualSource,
};

/**
 * One ad that a person pasted or uploaded. HTML of a site we know is read by its selectors; everything else as running text.
 * What the person filled in counts as a field of the ad, unless the site's own page already has that field.
 * @returns null when there is no text in it. Read without a site file, its site is `manual` and its id still has to be given.
 */
export async function readByHand(
  page: HandPage,
  site: Site | null,
  { reader, places }: { reader: Pick<PageReader, 'readAd'>; places: PlaceIndex },
): Promise<Ad | null> {
  const ad = page.form === 'text' ? readPlain(page, places) : ((site && (await read(site))) ?? (await readAnyHtml()));
  return ad && withGiven(ad, page, places);

  async function readAnyHtml(): Promise<Ad | null> {
    const any = await read(anySite);
    // Running text is no field: where it names no place of the region, the person may.
    return any && { ...any, raw: { ...any.raw, place: null }, place: any.municipality === null ? null : any.place };
  }

  async function read(by: Site): Promise<Ad | null> {
    const reading = await reader.readAd([page], by);
    return reading.kind === 'ad' ? reading.ad : null;
  }
}

function readPlain({ finalUrl, fetchedAt, body }: HandPage, places: PlaceIndex): Ad | null {
  const { title, text } = partsOfText(body);
  if (text === '') return null;
  const day = amsterdamDay(fetchedAt);
  const hit = places.findInText(text, day);
  const read = readText(title, text);
  return {
    ...read,
    site: manualSource,
    siteAdId: manualSource,
    url: finalUrl,
    title,
    text,
    raw: { age: null, phone: null, price: null, place: null, postedOn: null },
    age: read.ages[0]?.years ?? null,
    place: hit?.place ?? null,
    municipality: hit?.municipality ?? null,
    postedOn: null,
    photoUrls: [],
  };
}

/** Of a running text the first line is the title, as long as a title may be. */
function partsOfText(body: string): { title: string; text: string } {
  const text = cutAt(body.replaceAll(/\r\n?/g, '\n').trim(), adLimits.textChars);
  return { title: cutAt(oneLine(text.split('\n', 1)[0] ?? ''), adLimits.titleChars), text };
}

function withGiven(ad: Ad, { given, fetchedAt }: HandPage, places: PlaceIndex): Ad {
  const hasOwnTitle = ad.site !== manualSource && ad.title !== '';
  const title = hasOwnTitle ? ad.title : (given.title ?? ad.title);
  const raw = {
    ...ad.raw,
    age: ad.raw.age ?? given.age,
    phone: ad.raw.phone ?? given.phone,
    place: ad.raw.place ?? given.place,
  };
  const ages = [...findAges('age', raw.age ?? ''), ...findAges('title', title), ...findAges('text', ad.text)];
  const isPlaceGiven = ad.raw.place === null && given.place !== null;
  const hit = isPlaceGiven ? places.find(given.place ?? '', amsterdamDay(fetchedAt)) : ad;
  return {
    ...ad,
    title,
    raw,
    age: ages[0]?.years ?? null,
    ages,
    ageRanges: [
      ...findAgeRanges('age', raw.age ?? ''),
      ...findAgeRanges('title', title),
      ...findAgeRanges('text', ad.text),
    ],
    phones: phonesOf(raw.phone ?? '', title, ad.text),
    contacts: contactsOf(raw.phone ?? '', title, ad.text),
    place: hit?.place ?? raw.place,
    municipality: hit?.municipality ?? null,
  };
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}
