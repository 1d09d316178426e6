import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { parsePage } from '../../src/extract/parse-html.ts';
import { textOf } from '../../src/extract/text-of.ts';

const sites = join(import.meta.dirname, '../../fixtures/sites');
const pages = readdirSync(sites, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.html'));
const textIn = (html: string) =>
  textOf(parsePage({ finalUrl: 'http://site.invalid/a/', body: html }).cheerio().root().toArray(), 1_000_000);

describe('reading HTML', () => {
  it.each(pages)('gives the text that a parser by the HTML standard gives: %s', (file) => {
    const html = readFileSync(join(sites, file), 'utf8');
    const text = textIn(html);
    expect(text.length).toBeGreaterThan(20);
    expect(text).toBe(textOf(load(html).root().toArray(), 1_000_000));
  });

  it.each([
    ['<p>een<p>twee', 'een\ntwee'],
    ['een<br>twee<br/>drie', 'een\ntwee\ndrie'],
    ['<div> a <span>b</span>\n c </div><div></div><div>d</div>', 'a b c\nd'],
    ['06-<span>0000</span><b></b><span>1234</span>', '06-00001234'],
    ['<table><tr><th>Leeftijd</th><td>23</td></tr><tr><td>x</td></tr></table>', 'Leeftijd 23\nx'],
    ['&#48;6&nbsp;0000 &euro;&nbsp;120 &amp;amp; &eacute;', '06 0000 € 120 &amp; é'],
    ['a<script>b</script><style>c</style><template>d</template><noscript>e</noscript>f<!-- g -->', 'af'],
    ['<ul><li>a<li>b</ul>c', 'a\nb\nc'],
  ])('%s', (html, text) => {
    expect(textIn(html)).toBe(text);
  });

  it('keeps invisible characters, for they may hide a number', () => {
    expect(textIn('<p>06\u200b0000</p>')).toBe('06\u200b0000');
  });

  it('resolves links against <base>', () => {
    const body = '<base href="/b/"><a href="c">x</a>';
    expect(parsePage({ finalUrl: 'http://site.invalid/a/', body }).baseUrl).toBe('http://site.invalid/b/');
  });
});
