/** The selectors of a site file, each compiled once. What css-select cannot compile (":first", "> a") cheerio is asked. */
import { compile } from 'css-select';
import { VindplaatsError, messageOf } from '../lib/errors.ts';
import type { Site } from '../model/site.ts';
import { elementsUnder } from './parse-html.ts';
import type { Element, ParsedPage } from './parse-html.ts';

type Test = (element: Element) => boolean;
/** `name`: the tag that everything it finds has, `above`: one that stands around it, where the selector says so. */
type Query = { test: Test; name: string | undefined; above: string | undefined };

/** By site file, so that what was compiled goes with it. Null: only cheerio understands the selector. */
const compiled = new WeakMap<Site, Map<string, Query | null>>();

/** Leans on the element that is searched in, which a query that is compiled once does not know. */
const leansOnContext = /(?:^|,)\s*[+~>]|:scope/;
/** Says something of one element only, so where it stands makes no difference. */
const oneElement = /^[\w.#-]+$/;
/** The tag in the last part of a selector without commas and escapes. */
const lastName = /(?:^[^,\\]*[\s>+~]|^)([a-z][a-z0-9]*)(?:[.#][\w-]+)*$/i;
/** The tag in the first part of a selector whose every next part stands within the one before. */
const firstName = /^([a-z][a-z0-9]*)(?:[.#][\w-]+)*[\s>]+[\w\s.#>-]+$/i;

/**
 * The elements of a page, or of one element of it, that a selector finds, in the order of the page.
 * @throws VindplaatsError `CONFIG_INVALID`: a selector that cannot be read is a fault of the site's file.
 */
export function select(page: ParsedPage, site: Site, selector: string, within?: Element): Element[] {
  const query = queryOf(site, selector);
  if (query === null) return askCheerio(page, site, selector, within);
  const { test } = query;
  if (within === undefined) return candidates(page, query).filter(test);
  const found = elementsUnder(within).filter(test);
  if (found.length === 0 ? !selector.includes(':') : oneElement.test(selector)) return found;
  // Within a card "td a" asks for a td that is in the card too, and ":not(td a)" for none there.
  const bound: Test = compile<Element, Element>(selector, {}, [within]);
  return elementsUnder(within).filter(bound);
}

/** Asking what stands where by names alone is much cheaper than a whole test, and on a large page few elements pass it. */
function candidates({ elements, byName }: ParsedPage, { name, above }: Query): readonly Element[] {
  const named = name === undefined ? elements : (byName.get(name) ?? []);
  if (above === undefined) return named;
  if (name !== undefined) return named.filter((element) => standsIn(element, above));
  const outermost = (byName.get(above) ?? []).filter((element) => !standsIn(element, above));
  return outermost.flatMap(elementsUnder);
}

function standsIn(element: Element, name: string): boolean {
  for (let node = element.parent; node !== null; node = node.parent)
    if ('name' in node && node.name === name) return true;
  return false;
}

/** Whether an element is one that a selector finds somewhere. */
export function isFoundBy(page: ParsedPage, site: Site, selector: string, element: Element): boolean {
  const query = queryOf(site, selector);
  return query === null ? page.cheerio()(element).is(selector) : query.test(element);
}

function queryOf(site: Site, selector: string): Query | null {
  const ofSite = compiled.get(site) ?? new Map<string, Query | null>();
  compiled.set(site, ofSite);
  const known = ofSite.get(selector);
  if (known !== undefined) return known;
  const query = leansOnContext.test(selector) ? null : tryToCompile(selector);
  ofSite.set(selector, query);
  return query;
}

function tryToCompile(selector: string): Query | null {
  try {
    const nameBy = (pattern: RegExp) => pattern.exec(selector)?.[1]?.toLowerCase();
    return { test: compile<Element, Element>(selector), name: nameBy(lastName), above: nameBy(firstName) };
  } catch {
    // Cheerio knows more, and when it does not either, it says so.
    return null;
  }
}

function askCheerio(page: ParsedPage, site: Site, selector: string, within: Element | undefined): Element[] {
  try {
    const found = within === undefined ? page.cheerio()(selector) : page.cheerio()(within).find(selector);
    return found.toArray().filter((node) => 'attribs' in node);
  } catch (error) {
    throw new VindplaatsError(
      'CONFIG_INVALID',
      `config/sites/${site.id}.yaml: "${selector}" is not a CSS selector (${messageOf(error)}); correct it.`,
      { cause: error },
    );
  }
}
