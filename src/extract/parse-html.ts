import { load } from 'cheerio/slim';
import type { CheerioAPI } from 'cheerio/slim';
import { DomHandler, Parser } from 'htmlparser2';
import type { Page } from '../model/page.ts';

/** A page as a tree that selectors can be asked of. */
export type ParsedPage = {
  $: CheerioAPI;
  /** Where the page was found in the end, and what its links are relative to. */
  url: string;
  baseUrl: string;
};

/** Limits of one page; a real page of ads stays far below each of them. */
export const pageLimits = { bodyChars: 5_000_000, depth: 500, nodes: 60_000, givenUpDepth: 5_000 } as const;

const chunkChars = 16_384;

/** Reads HTML into a tree whose depth and size are bounded, whatever the page holds. */
export function parsePage(page: Pick<Page, 'finalUrl' | 'body'>): ParsedPage {
  const $ = load(parseTree(page.body));
  const base = $('base[href]').first().attr('href');
  const baseUrl =
    base !== undefined && URL.canParse(base, page.finalUrl) ? new URL(base, page.finalUrl).href : page.finalUrl;
  return { $, url: page.finalUrl, baseUrl };
}

/**
 * htmlparser2 rather than cheerio's own parser: that one takes a minute on a megabyte of nested tags.
 * Elements deeper than the limit are left out and their text moves to the deepest one kept.
 */
function parseTree(body: string): DomHandler['root'] {
  const tree = new DomHandler();
  let depth = 0;
  let keptDepth = 0;
  let nodes = 0;
  // Selectors compare all top-level elements with each other: one element around them keeps that linear.
  tree.onopentag('page', {});
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        depth += 1;
        if (keptDepth < depth - 1 || depth > pageLimits.depth || nodes >= pageLimits.nodes) return;
        nodes += 1;
        keptDepth += 1;
        tree.onopentag(name, attributes);
      },
      onclosetag() {
        if (keptDepth === depth) {
          tree.onclosetag();
          keptDepth -= 1;
        }
        depth -= 1;
      },
      ontext(text) {
        if (nodes >= pageLimits.nodes) return;
        nodes += 1;
        tree.ontext(text);
      },
      onend() {
        tree.onclosetag();
        tree.onend();
      },
    },
    { decodeEntities: true },
  );
  const html = withoutBrokenCharacters(body.slice(0, pageLimits.bodyChars));
  // The parser keeps a list of open tags that gets slow when it is long: what nests this deep is no page, and is read no further.
  for (let at = 0; at < html.length && depth <= pageLimits.givenUpDepth; at += chunkChars) {
    parser.write(html.slice(at, at + chunkChars));
  }
  parser.end();
  return tree.root;
}

/** NUL goes, as in a browser; half a surrogate pair would not survive being stored. */
function withoutBrokenCharacters(text: string): string {
  return text.replaceAll('\0', '').replaceAll(/\p{Surrogate}/gu, '\u{FFFD}');
}
