import type { Random } from '../lib/random.ts';
import type { Recipe } from './recipes.ts';
import { ageSentences, contactsWithNumber, contactsWithout, priceSentences } from './wording-plain.ts';

/** The sentences of an ad with its slots still open, so that several ads can be made of one template. */
export type Template = {
  title: string;
  opening: string;
  body: readonly string[];
  /** Written only when the ad says these in its text. */
  age: string;
  price: string;
  contact: string;
  contactWithout: string;
  sentencesPerParagraph: number;
};

/** Values for the slots; null where the ad leaves the thing out of its text. */
type Slots = {
  name: string;
  place: string;
  business: string;
  origin: string;
  age: number | null;
  hourEuros: number | null;
  phones: readonly string[];
};

export function drawTemplate(random: Random, recipe: Recipe): Template {
  const opening = random.pick(recipe.openings);
  const telling = [
    ...recipe.always.map((list) => random.pick(list)),
    ...recipe.sometimes.flatMap((list) => (random.chance(0.5) ? [random.pick(list)] : [])),
  ];
  const body = new Set(telling);
  const [low, high] = recipe.fillToChars;
  const target = random.int(low, high);
  let chars = opening.length + [...body].join(' ').length;
  for (const sentence of random.shuffle(recipe.filler)) {
    if (chars >= target) break;
    body.add(sentence);
    chars += sentence.length + 1;
  }
  return {
    title: random.pick(recipe.titles),
    opening,
    body: random.shuffle([...body]),
    age: random.pick(ageSentences),
    price: random.pick(priceSentences),
    contact: random.pick(contactsWithNumber),
    contactWithout: random.pick(contactsWithout),
    sentencesPerParagraph: random.int(2, 6),
  };
}

export function writeTitle(template: Template, slots: Slots): string {
  return fill(template.title, slots);
}

/** Paragraphs stand on lines of their own. */
export function writeText(template: Template, slots: Slots): string {
  const sentences = [
    template.opening,
    ...(slots.age === null ? [] : [template.age]),
    ...template.body,
    ...(slots.hourEuros === null ? [] : [template.price]),
    slots.phones.length === 0 ? template.contactWithout : template.contact,
  ].map((sentence) => fill(sentence, slots));
  const paragraphs: string[] = [];
  for (let at = 0; at < sentences.length; at += template.sentencesPerParagraph) {
    paragraphs.push(sentences.slice(at, at + template.sentencesPerParagraph).join(' '));
  }
  return paragraphs.join('\n');
}

function fill(sentence: string, slots: Slots): string {
  const values: Record<string, string> = {
    naam: slots.name,
    plaats: slots.place,
    bedrijf: slots.business,
    herkomst: slots.origin,
    leeftijd: String(slots.age ?? ''),
    uur: String(slots.hourEuros ?? ''),
    half: String(halfHourEuros(slots.hourEuros ?? 0)),
    telefoon: slots.phones.join(' of '),
  };
  return sentence.replaceAll(/\{(\w+)\}/g, (slot, name: string) => values[name] ?? slot);
}

export function halfHourEuros(hourEuros: number): number {
  return Math.ceil((hourEuros * 0.6) / 5) * 5;
}
