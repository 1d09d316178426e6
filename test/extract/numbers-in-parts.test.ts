import { describe, expect, it } from 'vitest';
import { findPhones } from '../../src/extract/phones.ts';

const read = (text: string) => findPhones('text', text).map(({ e164 }) => e164);
const sentence = 'Ik geef een rustige massage in een warme kamer en heb alle tijd. ';

describe('a number in two places', () => {
  it.each([
    'Begin: 06-0000. Ik woon in Bussum. Het laatste stuk: 1234.',
    'Mijn nummer: 06-0000xxxx. Open 10-22 uur. De x-en zijn 1234.',
    'Neem 06-0000 en zet daarachter 1234',
    '1234 is het einde, 06-0000 het begin',
    'Eerste stuk 06, ik ben 31 jaar, tweede stuk 00 00, tarief 80 euro, derde stuk 12 34.',
    'Eerst +31 6 0000, dan na een kop koffie nog 1234',
    'Bel 06-0000, scroll naar beneden voor de rest.\nTarief 80.\n\n*1234*',
    'De laatste cijfers:\n1234\nen het begin:\n06-0000',
  ])('is read where words join them: %s', (text) => {
    expect(read(text)).toEqual(['+31600001234']);
  });

  it.each([
    '06-0000. Ik woon in Bussum sinds 1994.',
    'Begin 06-0000. Open tot 2200 uur. Tarief 1234 euro.',
    'Het begin is 06-0000, de rest krijg je per mail. Bussum, 1234.',
    'Het begin is 06-0000. De laatste afspraak is om 2200.',
    'Het begin is 06-0000. De laatste vier plekken in 2026.',
    'Het begin is 06-0000. De rest dus: 1234 AB.',
    'Het begin is 06-0000. De laatste vier cijfers van mijn KvK-nummer zijn 1234.',
    'Het begin is 06-0000. De laatste vijf cijfers zijn 12345.',
    'Mijn lidnummer begint met 06-0000 en eindigt op 1234.',
    'Laatste vier cijfers van uw bestelling, bijvoorbeeld 1234. Begin met 06-0000.',
    `Het begin is 06-0000. ${sentence.repeat(40)}De laatste vier cijfers zijn 1234.`,
  ])('is not made up: %s', (text) => {
    expect(read(text)).toEqual([]);
  });

  it('is not made of a beginning that is written out further on', () => {
    expect(read('Begint met 06-0000, voluit 06-00001234. De laatste vier cijfers zijn dus 1234.')).toEqual([
      '+31600001234',
    ]);
  });

  it('has everything from the first part to the last for evidence when they stand close', () => {
    const text = 'Bel 06-0000, de laatste vier cijfers zijn 1234.';
    expect(findPhones('text', text)).toEqual([
      expect.objectContaining({
        rawForm: '06-0000, de laatste vier cijfers zijn 1234',
        obfuscationKinds: ['split'],
        span: { field: 'text', start: 4, end: 46 },
      }),
    ]);
  });

  it('has the last part with its announcement for evidence when they stand far apart', () => {
    const text = `Bel 06-0000. ${sentence.repeat(5)}De laatste vier cijfers zijn 1234.`;
    const [phone] = findPhones('text', text);
    expect(phone?.rawForm).toBe('De laatste vier cijfers zijn 1234');
    expect(text.slice(phone?.span.start, phone?.span.end)).toBe(phone?.rawForm);
  });
});
