import { describe, expect, it } from 'vitest';
import { parsePage } from '../../src/extract/parse-html.ts';
import { outlineOf, parseByStandard } from './standard-page.ts';

const finalUrl = 'http://site.invalid/';
const ours = (body: string) => outlineOf(parsePage({ finalUrl, body }));
const theirs = (body: string) => outlineOf(parseByStandard({ finalUrl, body }));

/** What differs, by why it does no harm. First what ours makes of it, then what the standard says. */
const differences: [why: string, html: string, ours: string, standard: string][] = [
  // Bold and the like are not opened anew after they were closed too early: the words stand where they stood.
  ['style', '<p>a<b>b</p>c', '<p> a <b> b </b> </p> c', '<p> a <b> b </b> </p> <b> c </b>'],
  ['style', '<b>a<i>b</b>c</i>d', '<b> a <i> b </i> </b> cd', '<b> a <i> b </i> </b> <i> c </i> d'],
  // Links and headings that are not closed hold the next one: each is found, in order, with its own address.
  [
    'links',
    '<a href="x">a<a href="y">b</a>c',
    '<a href="x"> a <a href="y"> b </a> c </a>',
    '<a href="x"> a </a> <a href="y"> b </a> c',
  ],
  ['links', '<h1>a<h2>b</h2>', '<h1> a <h2> b </h2> </h1>', '<h1> a </h1> <h2> b </h2>'],
  // A paragraph ends at what follows it at once, not through what is open in it: both are found, on lines of their own.
  ['paragraphs', '<p><i>a<p>b', '<p> <i> a <p> b </p> </i> </p>', '<p> <i> a </i> </p> <p> <i> b </i> </p>'],
  ['paragraphs', '<p>a<menu>b</menu>', '<p> a <menu> b </menu> </p>', '<p> a </p> <menu> b </menu>'],
  ['paragraphs', '<p>a<li>b', '<p> a <li> b </li> </p>', '<p> a </p> <li> b </li>'],
  // What may not stand in a table stays there; a browser moves it to before the table. A row or table is not made up for a cell.
  [
    'tables',
    '<table><p>a</p><tr><td>b</table>',
    '<table> <p> a </p> <tr> <td> b </td> </tr> </table>',
    '<p> a </p> <table> <tr> <td> b </td> </tr> </table>',
  ],
  [
    'tables',
    '<table><form><tr><td>a</table></form>',
    '<table> <form> <tr> <td> a </td> </tr> </form> </table>',
    '<table> <form> </form> <tr> <td> a </td> </tr> </table>',
  ],
  ['tables', '<table><td>a</table>', '<table> <td> a </td> </table>', '<table> <tr> <td> a </td> </tr> </table>'],
  ['tables', '<tr><td>a', '<tr> <td> a </td> </tr>', 'a'],
  // Only a selector that names these tags can see it; their words are read by nobody.
  [
    'unread',
    '<p>a<iframe><b>b</b></iframe>c',
    '<p> a <iframe> <b> b </b> </iframe> c </p>',
    '<p> a <iframe> <b>b</b> </iframe> c </p>',
  ],
  [
    'unread',
    '<p>a<template><b>b</b></template>c',
    '<p> a <template> <b> b </b> </template> c </p>',
    '<p> a <template> </template> c </p>',
  ],
  ['unread', '<p><svg viewBox="0"></svg>', '<p> <svg viewbox="0"> </svg> </p>', '<p> <svg viewBox="0"> </svg> </p>'],
];

describe('HTML that is not whole', () => {
  it.each([
    '<p>een<p>twee',
    '<p>een<div>twee</div>drie',
    '<p>een</div>twee</p>',
    '<p>een<ul><li>a</ul>b</p>c',
    '<ul><li>a<li>b</ul>c',
    '<ul><li><p>a<li><div>b<li><span>c</ul>d',
    '<ul><li><a href="x">a<li><a href="y">b</ul>',
    '<ul><li><p>a<ul><li>b</ul><li>c</ul>d',
    '<ul><li><div>a<li>b</div>c</ul>',
    '<dl><dt>a<dd>b<dt>c<dd>d</dl>',
    '<dl><dt><span>a<dd><p>b<dt>c<dd>d</dl>e',
    '<table><tr><td>a<td>b<tr><td>c</table>d',
    '<table><tr><th>a<td>b<tr><td>c<th>d</table>e',
    '<table><tr><td><p>a</td><td><div>b</td></tr></table>c',
    '<table><tr><td><p>a<td><div>b<tr><td><ul><li>c<td>d</table>e',
    '<table><tr><td><table><tr><td><p>a<td>b</table><td>c</table>d',
    '<table><thead><tr><th>a<tbody><tr><td>b<tfoot><tr><td>c</table>d',
    '<table><caption>a<tr><td>b</table>c',
    '<select><option>a<option>b</select>c',
    '<button>a<button>b</button>',
    '<div>a</span>b</div>c',
    'a</p>b</br>c',
    '<div/>a<span/>b<br/>c',
    '<svg><path d=x /><title>a</title></svg>b',
    '<title>a<b>c</b></title>d<textarea><b>e</b></textarea>f',
    '<script>"<p>"</script><style><b></style>a',
    'a<!--<p>-->b<![CDATA[c]]>d<?php e ?>f',
    '<p>a<noscript><img src="x">b</noscript>c',
    '<DIV CLASS=A id=b id=c>a</DIV>',
    '<p title="&copy=1&amp;b&lt" a=b"c>&notit; &amp &#x80; &#0;',
    '<title>a &amp; b&eacute;</title><textarea>&lt;c&gt; &euro</textarea><script>"&amp;"</script><style>a{b:"&lt;"}</style>d &amp; e',
    '<script>var a = "&lt;</scrip>&amp;";</script>&lt;b&gt;<xmp>&amp;</xmp>&amp;',
    '<a href="?a=1&amp;b=2&copy=3&lt;" title=&eacute;&amp>1 &lt 2 &<b>&am</b>p;</a>&#8364;120&nbsp;&nosuch;&#x1F600;&',
    '<head><p>a',
    'a<',
  ])('becomes what the standard makes of it: %s', (html) => {
    expect(ours(html)).toBe(theirs(html));
  });

  it.each(differences)('differs from the standard, but harms nothing (%s): %s', (_, html, own, standard) => {
    expect(theirs(html)).toBe(standard);
    expect(ours(html)).toBe(own);
    expect(own).not.toBe(standard);
  });

  it.each(differences.filter(([why]) => why !== 'unread'))('loses and adds no word (%s): %s', (_, html) => {
    const wordsOf = (outline: string) =>
      outline
        .replaceAll(/<[^>]*>|\s/g, '')
        .split('')
        .toSorted();
    expect(wordsOf(ours(html))).toEqual(wordsOf(theirs(html)));
  });

  it('ends cells however deep in open tags, but walks no page of nothing but open tags over and over', () => {
    const cell = `<td>${'<div>'.repeat(60)}x`;
    expect(ours(`<table><tr>${cell.repeat(60)}</table>`)).toBe(theirs(`<table><tr>${cell.repeat(60)}</table>`));
    const { elements } = parsePage({ finalUrl, body: `<li>${'<b>'.repeat(400)}${'<li></li>'.repeat(50_000)}` });
    expect(elements.filter(({ name }) => name === 'li')).toHaveLength(50_001);
  });
});
