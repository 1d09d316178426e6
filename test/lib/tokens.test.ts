import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../src/lib/fold.ts';
import {
  createTokeniser,
  createWordReader,
  createWords,
  gaps,
  stemDutch,
  textMaxLength,
} from '../../src/lib/tokens.ts';

const tokenise = createTokeniser();
const words = (text: string) => tokenise(text).map((token) => token.folded);

describe('tokens of a text', () => {
  it('are whole words without capitals and accents', () => {
    expect(words('Privé, ÉÉN crème')).toEqual(['prive', 'een', 'creme']);
  });

  it('keep a word together over an apostrophe', () => {
    expect(words("foto's don’t 's avonds")).toEqual(['fotos', 'dont', 's', 'avonds']);
  });

  it('keep 24/7 together, and veilig/netjes apart', () => {
    expect(words('24/7 veilig/netjes 1/')).toEqual(['24/7', 'veilig', 'netjes', '1']);
  });

  it('see through other ways to write the same letters', () => {
    expect(words('𝐠𝐞𝐞𝐧 ｌｉｍｉｅｔ ge\u200Ben lim\u00ADiet')).toEqual(['geen', 'limiet', 'geen', 'limiet']);
  });

  it('hold nothing for emoji, flags and bare marks', () => {
    expect(words('🇳🇱 💋 !!! \u0301 \u200B')).toEqual([]);
  });

  it('point into the raw text, also after signs of two units and folded ligatures', () => {
    const text = '💋 ﬁjne 𝐩𝐫𝐢𝐯é plek';
    expect(tokenise(text).map(({ start, end }) => text.slice(start, end))).toEqual(['ﬁjne', '𝐩𝐫𝐢𝐯é', 'plek']);
    expect(words(text)).toEqual(['fijne', 'prive', 'plek']);
  });

  it('know where a clause, a sentence or a question ended before them', () => {
    expect(tokenise('een, twee. drie? vier\nvijf\n\nzes zeven').map((token) => token.gap)).toEqual([
      gaps.sentence,
      gaps.clause,
      gaps.sentence,
      gaps.question,
      gaps.clause,
      gaps.sentence,
      gaps.none,
    ]);
  });

  it('stop at the longest text that is read', () => {
    const tokens = tokenise('a '.repeat(textMaxLength));
    expect(tokens).toHaveLength(textMaxLength / 2);
    expect(tokens.at(-1)?.end).toBeLessThanOrEqual(textMaxLength);
  });

  it('lie in order, never overlap and fold to what their raw text folds to, whatever the text', () => {
    assert(
      property(string({ unit: 'binary', maxLength: 200 }), (text) => {
        let before = 0;
        for (const { folded, start, end } of tokenise(text)) {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(end).toBeGreaterThan(start);
          expect(fold(text.slice(start, end))).toBe(folded);
          before = end;
        }
      }),
    );
  });
});

describe('a word reader', () => {
  const reader = createWordReader();
  const column = createWords();
  const formsIn = (text: string) => {
    reader.read(text, column);
    return Array.from({ length: column.count }, (_, at) => reader.folded(column.ids[at]!));
  };

  it('gives words that fold to the same the same number', () => {
    reader.read('Privé prive PRIVÉ ander', column);
    const [one, two, three, other] = column.ids;
    expect([two, three]).toEqual([one, one]);
    expect(other).not.toBe(one);
  });

  it('reads a text that is longer than all before, and a shorter one after it', () => {
    expect(formsIn('ab '.repeat(5000))).toHaveLength(5000);
    expect(formsIn('kort')).toEqual(['kort']);
  });

  it('finds a word under any number of hidden marks, and does not keep an endless one', () => {
    expect(formsIn(`v${'\u0301'.repeat(500)}eilig`)).toEqual(['veilig']);
    expect(formsIn(`${'a'.repeat(5000)} b`)).toEqual(['', 'b']);
    expect(createTokeniser(reader)('a'.repeat(5000))[0]?.folded).toBe('a'.repeat(5000));
  });

  it('still reads right when more words have come by than it remembers', () => {
    const before = reader.generation();
    for (let text = 0; text < 12; text += 1) {
      reader.tidy();
      const many = Array.from({ length: 9000 }, (_, at) => `w${String(text)}x${String(at)}`);
      expect(formsIn(many.join(' '))).toEqual(many);
    }
    reader.tidy();
    expect(reader.generation()).toBeGreaterThan(before);
    expect(formsIn('geen limiet')).toEqual(['geen', 'limiet']);
  });
});

describe('Dutch stems', () => {
  it('bring forms of a word together', () => {
    expect(stemDutch('limieten')).toBe(stemDutch('limiet'));
    expect(stemDutch('onveilige')).toBe(stemDutch('onveilig'));
  });

  it('do not depend on the words stemmed before', () => {
    const alone = stemDutch('kostbar');
    stemDutch('jonge');
    expect(stemDutch('kostbar')).toBe(alone);
  });

  it('leave alone what is too long for a word', () => {
    const long = 'en'.repeat(50);
    expect(stemDutch(long)).toBe(long);
  });
});
