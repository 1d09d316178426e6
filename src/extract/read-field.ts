import type { FieldSource, Site } from '../model/site.ts';
import type { Element, ParsedPage } from './parse-html.ts';
import { select } from './select.ts';
import { cutAt, textOf } from './text-of.ts';

/** What a source with `from` is taken from. */
export type Known = { url: string; title: string; text: string };

/** A pattern of a site file runs on at most this much of a stranger's text. */
const patternInputChars = 20_000;
const matchesMax = 2000;
/** Longer than any crawl goes; what is in between is left out by name. */
const addressMaxChars = 8000;

/** Attributes that count by being there; their value is their name. */
const flags = new Set(
  'autofocus autoplay async checked controls defer disabled hidden loop multiple open readonly required scoped selected'.split(
    ' ',
  ),
);

/**
 * Every value of the first source that yields one; empty when none does.
 * @param within looks inside this element (a listing card) instead of the whole page.
 */
export function readValues(
  page: ParsedPage,
  site: Site,
  sources: readonly FieldSource[],
  known: Known,
  maxChars: number,
  within?: Element,
): string[] {
  for (const source of sources) {
    const found = 'from' in source ? [known[source.from]] : read(source);
    const values = found
      .map((value) => cutAt(matched(value, source.pattern).trim(), maxChars))
      .filter((value) => value !== '');
    if (values.length > 0) return values;
  }
  return [];

  function read(source: Extract<FieldSource, { selector: string }>): string[] {
    const elements = select(page, site, source.selector, within).slice(0, matchesMax);
    const attribute = source.attr;
    if (attribute === undefined) return elements.map((element) => textOf([element], maxChars));
    return elements.map((element) => attributeOf(page, element, attribute));
  }
}

/** What an attribute holds; empty when the element does not have it. Form elements hold values in other places: cheerio knows them. */
export function attributeOf(page: ParsedPage, element: Element, name: string): string {
  if (name === 'value' || flags.has(name)) return page.cheerio()(element).attr(name) ?? '';
  return Object.hasOwn(element.attribs, name) ? (element.attribs[name] ?? '') : '';
}

function matched(value: string, pattern: string | undefined): string {
  if (pattern === undefined) return value;
  const match = new RegExp(pattern, 'u').exec(cutAt(value, patternInputChars));
  return match?.[1] ?? match?.[0] ?? '';
}

/** An absolute http(s) address without fragment, or null. */
export function absoluteUrl(address: string, baseUrl: string): string | null {
  const trimmed = address.trim();
  if (trimmed === '' || trimmed.length > addressMaxChars || !URL.canParse(trimmed, baseUrl)) return null;
  const url = new URL(trimmed, baseUrl);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  url.hash = '';
  return url.href;
}

/** The first usable address behind a link of the site's file. */
export function readLink(
  page: ParsedPage,
  site: Site,
  link: { selector: string; attr: string },
  within?: Element,
): string | null {
  for (const element of select(page, site, link.selector, within).slice(0, matchesMax)) {
    const url = absoluteUrl(attributeOf(page, element, link.attr), page.baseUrl);
    if (url !== null) return url;
  }
  return null;
}
