import { decodeHtml } from '../lib/decode-html.ts';
import type { PageText, UnreadPage } from '../model/page.ts';

/** Each page is decoded once; its text goes with it. */
const texts = new WeakMap<UnreadPage, PageText>();

/** A page as text. Long ones are asked for in the reading thread only: where pages wait for it, they wait as bytes. */
export function pageText(page: UnreadPage): PageText {
  if ('body' in page) return page;
  const known = texts.get(page);
  if (known !== undefined) return known;
  const { finalUrl, fetchedAt, bytes, contentType } = page;
  const text = { finalUrl, fetchedAt, body: decodeHtml(bytes, contentType) };
  texts.set(page, text);
  return text;
}
