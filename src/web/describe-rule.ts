import type { Condition, TextField } from '../screen/condition.ts';
import type { CaseAd } from '../screen/rule.ts';
import { conditionWords as words } from './rule-words.ts';
import { showDay, showEuros, showNumber } from './show-time.ts';

/** A condition as sentences, one inside the other as the condition itself is. */
export type Described = { text: string; parts: Described[] };

/** Everything a condition says, in plain Dutch; nothing of it is left out. */
export function describeCondition(condition: Condition): Described[] {
  const { all, any, not, phrases, near, field, count, fact } = condition;
  return [
    ...(all ? [{ text: words.all, parts: all.flatMap(describeCondition) }] : []),
    ...(any ? [{ text: words.any, parts: any.flatMap(describeCondition) }] : []),
    ...(not ? [{ text: words.not, parts: describeCondition(not) }] : []),
    ...(phrases
      ? [
          sentence(words.phrases(fieldsOf(phrases.in), phrases.atLeast), [
            listOf(phrases.any),
            phrases.except ? `${words.except} ${listOf(phrases.except)}` : '',
            phrases.stem ? words.stem : '',
            words.negation[phrases.negation],
          ]),
        ]
      : []),
    ...(near
      ? [
          sentence(words.near(fieldsOf(near.in), near.within), [
            `${words.nearFirst} ${listOf(near.first)}`,
            `${words.nearSecond} ${listOf(near.second)}`,
            near.stem ? words.stem : '',
            words.negation[near.negation],
          ]),
        ]
      : []),
    ...(field ? [sentence(describeField(field))] : []),
    ...(count ? [sentence(rangeOf(words.count[count.of], count.between))] : []),
    ...(fact ? [sentence(describeFact(fact))] : []),
    ...(condition.phone ? [sentence(words.obscured)] : []),
    ...(condition.age ? [sentence(words.belowLocalMinimum)] : []),
    ...(condition.licence ? [sentence(words.licenceRequired)] : []),
  ];
}

/** An explanation with the name of each number that is filled in per ad. */
export function describeExplanation(explanation: string): string {
  const names = new Map<string, string>(Object.entries(words.fact));
  return explanation.replaceAll(/\{(\w+)\}/g, (_, name: string) => `[${names.get(name) ?? name}]`);
}

/** What a made-up ad says, as label and value; what is left at its default is not told. */
export function describeCase(given: CaseAd, municipalityName: (code: string) => string): [string, string][] {
  const { caseParts } = words;
  const ages = given.ages ?? (given.age === undefined ? [] : [given.age]);
  const phones = given.phones.map(({ number, hidden }) => (hidden ? `${number} (${words.hidden})` : number));
  const parts: [string, string][] = [
    [caseParts.title, given.title],
    [caseParts.text, given.text],
    [caseParts.ages, ages.join(', ')],
    [caseParts.phones, phones.join(', ')],
    [caseParts.names, given.names.join(', ')],
    [caseParts.price, given.priceCents === undefined ? '' : showEuros(given.priceCents)],
    ...Object.entries(words.fact).map(([name, label]): [string, string] => [label, factOf(given, name)]),
    [caseParts.minimumAge, given.minimumAge === null ? '' : String(given.minimumAge)],
    [caseParts.licence, given.licenceRequired ? words.yes : ''],
    [caseParts.municipality, given.municipality === null ? '' : municipalityName(given.municipality)],
  ];
  const told = parts.filter(([, value]) => value !== '');
  // The day matters only where a law has a date, and then the rest of the case says so.
  const isDated = given.minimumAge !== null || given.licenceRequired || given.municipality !== null;
  return isDated ? [...told, [caseParts.day, showDay(given.day)]] : told;
}

function factOf(given: CaseAd, name: string): string {
  const value = new Map<string, number | boolean | string | null>(Object.entries(given.facts)).get(name);
  if (value === undefined || value === null || value === 0 || value === false) return '';
  if (typeof value === 'string') return value;
  return value === true ? words.yes : showNumber(value);
}

function describeField({ name, between, exists }: NonNullable<Condition['field']>): string {
  const what = words.field[name];
  if (between) return rangeOf(what, between, name === 'priceCents' ? showEuros : showNumber);
  return exists === true ? words.stated(what) : words.notStated(what);
}

function describeFact({ name, between, is }: NonNullable<Condition['fact']>): string {
  const what = `${words.fact[name].charAt(0).toUpperCase()}${words.fact[name].slice(1)}`;
  return between ? rangeOf(what, between) : `${what}: ${is === true ? words.yes : words.no}.`;
}

function rangeOf(what: string, [low, high]: readonly [number, number], show: (value: number) => string = showNumber) {
  return words.range(what, show(low), show(high));
}

function sentence(text: string, parts: readonly string[] = []): Described {
  return { text, parts: parts.filter((part) => part !== '').map((part) => ({ text: part, parts: [] })) };
}

function fieldsOf(fields: readonly TextField[]): string {
  return fields.map((field) => words.textField[field]).join(' of ');
}

function listOf(phrases: readonly string[]): string {
  return phrases.map((phrase) => `“${phrase}”`).join(', ');
}
