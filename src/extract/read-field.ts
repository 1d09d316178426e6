import { VindplaatsError, messageOf } from '../lib/errors.ts';
import type { FieldSource, Site } from '../model/site.ts';
import type { ParsedPage } from './parse-html.ts';
import { cutAt, textOf } from './text-of.ts';

/** What a source with `from` is taken from. */
export type Known = { url: string; title: string; text: string };

/** A pattern of a site file runs on at most this much of a stranger's text. */
const patternInputChars = 20_000;
const matchesMax = 2000;

type Selection = ReturnType<ParsedPage['$']>;

/** Asks a selector of the page. A selector that cannot be read is a fault of the site's file, and is told as such. */
export function select(page: ParsedPage, site: Site, selector: string, within?: Selection): Selection {
  try {
    return within === undefined ? page.$(selector) : within.find(selector);
  } catch (error) {
    throw new VindplaatsError(
      'CONFIG_INVALID',
      `config/sites/${site.id}.yaml: "${selector}" is not a CSS selector (${messageOf(error)}); correct it.`,
      { cause: error },
    );
  }
}

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
  within?: Selection,
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
    const elements = select(page, site, source.selector, within).toArray().slice(0, matchesMax);
    const attribute = source.attr;
    if (attribute === undefined) return elements.map((element) => textOf([element], maxChars));
    return elements.map((element) => page.$(element).attr(attribute) ?? '');
  }
}

function matched(value: string, pattern: string | undefined): string {
  if (pattern === undefined) return value;
  const match = new RegExp(pattern, 'u').exec(cutAt(value, patternInputChars));
  return match?.[1] ?? match?.[0] ?? '';
}

/** An absolute http(s) address without fragment, or null. */
export function absoluteUrl(address: string, baseUrl: string): string | null {
  const trimmed = address.trim();
  if (trimmed === '' || trimmed.length > 2000 || !URL.canParse(trimmed, baseUrl)) return null;
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
  within?: Selection,
): string | null {
  for (const element of select(page, site, link.selector, within).toArray().slice(0, matchesMax)) {
    const url = absoluteUrl(page.$(element).attr(link.attr) ?? '', page.baseUrl);
    if (url !== null) return url;
  }
  return null;
}
