import { amsterdamDay } from '../lib/amsterdam-day.ts';
import type { Ad } from '../model/ad.ts';
import type { PageText, UnreadPage } from '../model/page.ts';
import type { FieldSource, Site } from '../model/site.ts';
import { findAgeRanges } from './age-ranges.ts';
import { assertNotBlocked } from './assert-not-blocked.ts';
import { findAges } from './ages.ts';
import { postedDayOf } from './dates.ts';
import { pageText } from './page-text.ts';
import { parsePage } from './parse-html.ts';
import type { ParsedPage } from './parse-html.ts';
import { personaNamesIn } from './persona-names.ts';
import type { PlaceHit, PlaceIndex } from './places.ts';
import { findPrices, priceOf, pricesPerDuration } from './prices.ts';
import { absoluteUrl, readLink, readValues } from './read-field.ts';
import { select } from './select.ts';
import { contactsOf, phonesOf } from './read-text.ts';
import { cutAt } from './text-of.ts';

export type AdReading = { kind: 'ad'; ad: Ad } | { kind: 'not-an-ad'; why: string };

/** Longest text kept of each field; what an ad says beyond is not read. */
export const adLimits = {
  textChars: 50_000,
  titleChars: 500,
  fieldChars: 1000,
  idChars: 200,
  photos: 50,
} as const;

/** The trees of pages that were asked where they go on; each is asked for its ad next. They go with their pages. */
const parsedPages = new WeakMap<PageText, ParsedPage>();

function parseOnce(page: PageText): ParsedPage {
  const parsed = parsedPages.get(page) ?? parsePage(page);
  parsedPages.set(page, parsed);
  return parsed;
}

/** The address of the page on which an ad goes on, or null. */
export function nextPageOf(page: UnreadPage, site: Site): string | null {
  const link = site.detail.next;
  if (link === undefined) return null;
  const parsed = parseOnce(pageText(page));
  const next = readLink(parsed, site, link);
  return next === parsed.url ? null : next;
}

/**
 * One ad from its page, or from its pages in order.
 * Place and municipality are those of the day the page was fetched: that municipality would receive it.
 * @throws VindplaatsError `SITE_BLOCKED`
 */
export function readAd(unread: readonly UnreadPage[], site: Site, places: PlaceIndex): AdReading {
  const pages = unread.map(pageText);
  const firstPage = pages[0];
  if (firstPage === undefined) return { kind: 'not-an-ad', why: 'there is no page' };
  const parsed = pages.map((page) => (site.detail.next === undefined ? parsePage(page) : parseOnce(page)));
  const { skip, fields } = site.detail;
  if (skip !== undefined && parsed.some((page) => select(page, site, skip).length > 0)) {
    return { kind: 'not-an-ad', why: `the page holds "${skip}", by which the site file says it cannot be read` };
  }
  const url = firstPage.finalUrl;
  const pageTitle = parsed[0] === undefined ? '' : titleOf(parsed[0]);
  const title = oneLine(first(fields.title, { url, title: pageTitle, text: '' }, adLimits.titleChars) ?? '');
  const known = { url, title, text: '' };
  const text = cutAt(everyPage(fields.text, known, adLimits.textChars).join('\n'), adLimits.textChars);
  known.text = text;
  const siteAdId = first(fields.id, known, adLimits.idChars);
  const isAd = siteAdId !== null && text !== '';
  for (const [at, page] of parsed.entries()) {
    assertNotBlocked(page, pages[at], site, isAd ? 'read' : 'not-an-ad');
  }
  if (siteAdId === null) return { kind: 'not-an-ad', why: 'no id was found on the page' };
  if (text === '') return { kind: 'not-an-ad', why: 'no text was found on the page' };

  const raw = {
    age: single(fields.age),
    phone: several(fields.phone),
    price: single(fields.price),
    place: single(fields.place),
    postedOn: single(fields.postedOn),
  };
  const day = amsterdamDay(firstPage.fetchedAt);
  const hit = placeOn(day);
  const ages = [...findAges('age', raw.age ?? ''), ...findAges('title', title), ...findAges('text', text)];
  const fieldPrices = findPrices('price', raw.price ?? '');
  const textPrices = [...findPrices('title', title), ...findPrices('text', text)];
  const name = fields.name === undefined ? [] : everyPage(fields.name, known, 60).map(oneLine);
  return {
    kind: 'ad',
    ad: {
      site: site.id,
      siteAdId,
      url,
      title,
      text,
      raw: { ...raw, place: hit?.raw ?? raw.place },
      age: ages[0]?.years ?? null,
      ages,
      ageRanges: [
        ...findAgeRanges('age', raw.age ?? ''),
        ...findAgeRanges('title', title),
        ...findAgeRanges('text', text),
      ],
      phones: phonesOf(raw.phone ?? '', title, text),
      contacts: contactsOf(raw.phone ?? '', title, text),
      priceCents: priceOf(fieldPrices) ?? priceOf(textPrices),
      prices: pricesPerDuration([...fieldPrices, ...textPrices]),
      place: hit?.place ?? raw.place,
      municipality: hit?.municipality ?? null,
      postedOn: raw.postedOn === null ? null : postedDayOf(raw.postedOn, firstPage.fetchedAt),
      photoUrls: photoUrls(),
      personaNames: [...new Set([...name, ...personaNamesIn([title, text])])],
    },
  };

  /** The values of every page, the first page's first. */
  function everyPage(sources: readonly FieldSource[], from: typeof known, maxChars: number): string[] {
    return parsed.flatMap((page) => readValues(page, site, sources, from, maxChars));
  }

  function first(sources: readonly FieldSource[], from: typeof known, maxChars: number): string | null {
    return everyPage(sources, from, maxChars)[0] ?? null;
  }

  function single(sources: readonly FieldSource[] | undefined): string | null {
    const value = sources === undefined ? null : first(sources, known, adLimits.fieldChars);
    return value === null ? null : oneLine(value);
  }

  function several(sources: readonly FieldSource[] | undefined): string | null {
    const values = sources === undefined ? [] : everyPage(sources, known, adLimits.fieldChars);
    return values.length === 0 ? null : cutAt([...new Set(values)].join('\n'), adLimits.fieldChars * 2);
  }

  /** The first value of the first source that names a place of the region. */
  function placeOn(onDay: string): (PlaceHit & { raw: string }) | null {
    for (const source of fields.place) {
      const running = 'from' in source && source.from !== 'url' && source.pattern === undefined;
      for (const value of everyPage([source], known, running ? adLimits.textChars : adLimits.fieldChars)) {
        const found = running ? places.findInText(value, onDay) : places.find(value, onDay);
        if (found !== null) return { ...found, raw: running ? found.place : oneLine(value) };
      }
    }
    return null;
  }

  function photoUrls(): string[] {
    if (fields.photos === undefined) return [];
    const sources = fields.photos;
    const urls = parsed.flatMap((page: ParsedPage) =>
      readValues(page, site, sources, known, 2000).map((value) => absoluteUrl(value, page.baseUrl)),
    );
    return [...new Set(urls.filter((one) => one !== null))].slice(0, adLimits.photos);
  }
}

function titleOf({ byName }: ParsedPage): string {
  const title = byName.get('title')?.[0];
  return (title?.children ?? [])
    .map((child) => ('data' in child ? child.data : ''))
    .join('')
    .trim();
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}
