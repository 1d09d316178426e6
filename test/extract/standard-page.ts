/** The tree of a page by the HTML standard (parse5, through cheerio), to lay ours beside. */
import { load } from 'cheerio';
import { ElementType } from 'htmlparser2';
import { elementsUnder } from '../../src/extract/parse-html.ts';
import type { Element, ParsedPage } from '../../src/extract/parse-html.ts';
import type { PageText } from '../../src/model/page.ts';

/** As a program that runs no scripts has to read it: what stands in `<noscript>` is for us. */
export function parseByStandard({ body, finalUrl }: Pick<PageText, 'finalUrl' | 'body'>): ParsedPage {
  const $ = load(body, { scriptingEnabled: false });
  const elements = elementsUnder($.root()[0]!);
  const byName = new Map<string, Element[]>();
  for (const element of elements) byName.set(element.name, [...(byName.get(element.name) ?? []), element]);
  const base = $('base[href]').attr('href');
  const baseUrl = base !== undefined && URL.canParse(base, finalUrl) ? new URL(base, finalUrl).href : finalUrl;
  return { elements, byName, cheerio: () => $, url: finalUrl, baseUrl, isCut: false };
}

/** What a parser puts in by itself. Ours does not, but has one element of its own, `page`, around everything. */
const inserted = new Set(['page', 'html', 'head', 'body', 'tbody']);

/** Tags, attributes, nesting and words; without what is inserted, and with white space as a reader sees it. */
export function outlineOf(page: ParsedPage): string {
  return outline(page.cheerio().root()[0]!.children).join(' ');
}

function outline(nodes: Element['children']): string[] {
  const parts: string[] = [];
  let text = '';
  walk(nodes);
  endText();
  return parts;

  function walk(siblings: Element['children']): void {
    for (const node of siblings) {
      if (node.type === ElementType.Text) text += node.data;
      if (!('attribs' in node)) continue;
      if (inserted.has(node.name)) {
        walk(node.children);
        continue;
      }
      endText();
      const attributes = Object.entries(node.attribs).toSorted(([a], [b]) => (a < b ? -1 : 1));
      const tag = [node.name, ...attributes.map(([name, value]) => `${name}=${JSON.stringify(value)}`)].join(' ');
      parts.push(`<${tag}>`, ...outline(node.children), `</${node.name}>`);
    }
  }

  function endText(): void {
    const words = text.replaceAll(/\s+/gu, ' ').trim();
    if (words !== '') parts.push(words);
    text = '';
  }
}
