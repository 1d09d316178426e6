import { findPhoneNumbersInText, getExampleNumber } from 'libphonenumber-js/max';
import type { CountryCode } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/examples.mobile.json' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import { americanPhones } from '../../src/extract/phone-countries.ts';
import { findPhones } from '../../src/extract/phones.ts';

/** The ways in which libphonenumber-js itself writes its example number of a country. */
function writingsOf(country: CountryCode): { e164: string; writings: string[] } {
  const number = getExampleNumber(country, examples);
  if (number === undefined) throw new Error(`no example number for ${country}`);
  const national = country === 'NL' ? [number.formatNational(), number.formatNational().replaceAll(' ', '')] : [];
  return {
    e164: number.number,
    writings: [
      ...national,
      number.formatInternational(),
      number.number,
      number.getURI(),
      number.format('IDD', { fromCountry: 'NL' }) ?? '',
    ],
  };
}

describe('phone numbers', () => {
  it.each(['NL', 'BE', 'DE', 'GB', 'FR', 'ES', 'PL', 'RO'] as const)(
    'are found wherever libphonenumber-js finds its own example of %s',
    (country) => {
      const { e164, writings } = writingsOf(country);
      const found = writings.map((writing) =>
        findPhoneNumbersInText(`Bel ${writing} nu.`, 'NL').map((one) => one.number.number),
      );
      const ours = writings.map((writing) => findPhones('text', `Bel ${writing} nu.`).map((phone) => phone.e164));
      expect(found).toEqual(writings.map(() => [e164]));
      expect(ours).toEqual(found);
    },
  );

  it.each([
    '06 nul nul nul nul een twee drie vier',
    'nul zes nul nul nul nul twaalf vierendertig',
    'zero six zero zero zero zero one two three four',
    'O6-OOOO1234',
    '⓪⑥⓪⓪⓪⓪①②③④',
    '06 * 00 * 00 * 12 * 34',
    'n.u.l z.e.s 0000 1234',
    'nul zes dubbel nul dubbel nul een twee drie vier',
  ])('are found in "%s", where libphonenumber-js finds none', (text) => {
    expect(findPhoneNumbersInText(text, 'NL')).toEqual([]);
    expect(findPhones('text', text).map((phone) => phone.e164)).toEqual(['+31600001234']);
  });

  it('are read as American only when asked to', () => {
    const text = 'call two one two five five five 0100';
    expect(findPhones('text', text)).toEqual([]);
    expect(findPhones('text', text, americanPhones).map((phone) => phone.e164)).toEqual(['+12125550100']);
  });
});
