import { describe, expect, it } from 'vitest';
import { decodeHtml } from '../../src/lib/decode-html.ts';

const html = 'text/html';
const latin1 = (text: string) => Buffer.from(text, 'latin1');

describe('charset of a page', () => {
  it('a byte order mark beats header and meta', () => {
    const bytes = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from('<meta charset="iso-8859-1">é')]);
    expect(decodeHtml(bytes, 'text/html; charset=windows-1252')).toBe('<meta charset="iso-8859-1">é');
  });

  it('UTF-16 is known by its mark, in either order', () => {
    const little = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('é', 'utf16le')]);
    expect(decodeHtml(little, html)).toBe('é');
    expect(decodeHtml(Buffer.from([0xfe, 0xff, 0x00, 0xe9]), html)).toBe('é');
  });

  it('the header beats meta', () => {
    expect(decodeHtml(latin1('<meta charset="utf-8">é'), 'text/html; charset="ISO-8859-1"')).toContain('é');
  });

  it('meta counts in both its forms', () => {
    expect(decodeHtml(latin1('<meta charset=iso-8859-15>\xa4'), html)).toContain('€');
    expect(
      decodeHtml(latin1('<META http-equiv="Content-Type" content="text/html; charset=windows-1251">\xe9'), html),
    ).toContain('й');
  });

  it('a meta that claims UTF-16 is taken as UTF-8', () => {
    expect(decodeHtml(Buffer.from('<meta charset="utf-16le">é'), html)).toContain('é');
  });

  it('a name that does not exist is passed over', () => {
    expect(decodeHtml(latin1('<meta charset="iso-8859-1">é'), 'text/html; charset=klingon')).toContain('é');
  });

  it('without any word, valid UTF-8 is UTF-8 and the rest is windows-1252', () => {
    expect(decodeHtml(Buffer.from('é'), html)).toBe('é');
    expect(decodeHtml(latin1('\xe9 \x80\x9f'), html)).toBe('é €Ÿ');
  });
});
