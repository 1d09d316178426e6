/**
 * Words that stand in nearly any Dutch or English text. A phrase of nothing else says nothing about an ad.
 * Source: our own pick from the head of any frequency list; folded, as the tokeniser gives them.
 */
const dutch =
  'aan al alle alleen als altijd andere ben bent bij daar dag dan dat de deze die dit doe doen door dus een en er gaan gaat geen goed ' +
  'graag had haar heb hebben heeft heel hem hen het hier hij hoe hun ik iets in is ja je jij jou jouw kan kom kunnen kunt maar maken ' +
  'me mee meer met mij mijn moet na naar niet niets nog nu of om omdat onder ons onze ook op over toch tot tussen u uit uw van ' +
  'vandaag veel voor wat we weer wel welke wie wij wil worden wordt zal ze zeer zich zij zijn zo zonder zou';
const english =
  'a about after all also always am an and any are as at be been but by can come day do for from get go good had has have he her here ' +
  'him his how i if in into is it its just like me more my not now of on only or our out she so some than that the their them then ' +
  'there they this to up us very was we well were what when which who will with you your';

const common = new Set([...dutch.split(' '), ...english.split(' ')]);

export function isCommonWord(folded: string): boolean {
  return common.has(folded);
}
