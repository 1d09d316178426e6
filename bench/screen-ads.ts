import { corpusOfNight } from '../src/demo/nights.ts';
import { createRandom } from '../src/lib/random.ts';
import { screenableOf } from '../src/screen/case-ad.ts';
import type { Screenable } from '../src/screen/case-ad.ts';
import { caseAdSchema } from '../src/screen/rule.ts';

/** Characters of a text: 1 KB, as the demand says. */
export const textLength = 1024;

/** Made-up ads in the words of the demo, every text exactly 1 KB, with linked facts drawn by chance. */
export function benchAds(count: number, seed: number): Screenable[] {
  const random = createRandom(seed);
  const ads: Screenable[] = [];
  for (let corpus = 0; ads.length < count; corpus += 1) {
    const drawn = corpusOfNight(seed + corpus, 1);
    for (const { shown, truth } of drawn) {
      if (ads.length === count) break;
      let text = shown.text;
      while (text.length < textLength) text += `\n${random.pick(drawn).shown.text}`;
      ads.push(
        screenableOf(
          caseAdSchema.parse({
            title: shown.title,
            // Through JSON as from the store: a string that was just put together is slower to read.
            text: JSON.parse(JSON.stringify(text.slice(0, textLength))),
            ...(truth.age === null ? {} : { age: truth.age }),
            phones: truth.phones.map((phone) => ({ number: phone.e164, hidden: phone.style !== 'plain' })),
            names: [truth.persona],
            minimumAge: random.chance(0.5) ? 21 : null,
            facts: {
              adsPerContact: random.int(0, 6),
              personasPerContact: random.int(0, 3),
              municipalitiesPerContact: random.int(0, 5),
              agesPerContact: random.int(0, 2),
              templateContacts: random.int(0, 2),
              priceRobustZ: random.int(-30, 30) / 10,
            },
          }),
        ),
      );
    }
  }
  return ads;
}
