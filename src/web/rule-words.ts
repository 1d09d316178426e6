import type { RuleClass } from '../model/assessment.ts';
import type { placeholders } from '../screen/assess.ts';
import type { Condition, ruleFacts } from '../screen/condition.ts';
import type { Proposal } from '../screen/rule-health.ts';
import type { Rule } from '../screen/rule.ts';
import type { UnfedFact } from '../screen/waiting-facts.ts';

/** What a rule is for; the three last never raise a level. */
export type Axis = 'exploitation' | 'protective' | 'compliance' | 'stop';

/** The words of the pages on rules. A code without a word does not compile. */
export const ruleWords = {
  title: 'Regels',
  lead: 'Een regel is een afspraak over wat er in een advertentie op kan vallen. Het is een signaal, geen vaststelling.',
  decide: 'Een mens beslist over regels; niets verandert vanzelf.',
  using: (rules: number, hash: string) => `Nu in gebruik: ${rules} regels, versie ${hash}.`,
  seen: (ads: string, decided: string) =>
    `De cijfers gaan over ${ads} advertenties die nu zijn opgeslagen. Over ${decided} daarvan is beslist.`,
  seenHint:
    'Zij zeggen hoe vaak mensen het met een regel eens waren, niet hoe vaak een regel iets miste. Tussen haakjes staat hoe ver een percentage ernaast kan zitten.',
  brokenTitle: 'De map met regels klopt niet',
  broken:
    'De laatste goede regels zijn nog in gebruik. Er is niets weggevallen. Vraag de beheerder om dit te herstellen:',
  axis: {
    exploitation: 'Signalen van uitbuiting',
    protective: 'Wat hiertegen spreekt',
    compliance: 'Regels van de gemeente',
    stop: 'Stopregels',
  } satisfies Record<Axis, string>,
  axisHint: {
    exploitation: 'Deze regels kunnen een advertentie hoger in de lijst zetten.',
    protective: 'Deze regels trekken punten af.',
    compliance: 'Deze regels staan los van het niveau en tellen er niet in mee.',
    stop: 'Deze regels geven geen punten. Zij zetten een advertentie op een eigen spoor, dat als eerste bekeken wordt.',
  } satisfies Record<Axis, string>,
  columns: {
    rule: 'Regel',
    points: 'Punten',
    hits: 'Gevonden',
    confirmed: 'Bevestigd',
    right: 'Terecht volgens gemeente',
    notable: 'Wat valt op',
  },
  status: {
    experimental: 'experiment, telt nog niet mee',
    test: 'test, telt mee',
    stable: 'vast, telt mee',
    deprecated: 'gestopt, telt niet meer mee',
  } satisfies Record<Rule['status'], string>,
  ruleClass: {
    A: 'klasse A: kan een niveau verhogen',
    B: 'klasse B: telt alleen naast een ander soort signaal',
    C: 'klasse C: achtergrond, verhoogt nooit een niveau',
    P: 'klasse P: spreekt tegen het signaal',
    L: 'klasse L: regels van de gemeente',
    S: 'klasse S: stopregel',
  } satisfies Record<RuleClass, string>,
  classShort: (ruleClass: RuleClass) => `klasse ${ruleClass}`,
  evidence: {
    '++': 'voorspelde bekende uitkomsten',
    '+': 'staat op lijsten die in de praktijk worden gebruikt',
    '0': 'gemeten, geen verband gevonden',
    '-': 'gemeten, wijst de andere kant op',
    '?': 'niet gemeten',
  } satisfies Record<Rule['evidence']['grade'], string>,
  tooLittle: (of: string) => `te weinig gegevens (${of})`,
  share: (percent: string, low: string, high: string, of: string) => `${percent} van ${of} (${low} tot ${high})`,
  waits: (why: string) => `Kan nog niet spreken: ${why}.`,
  unfed: { photoPersonas: 'geen van de bronnen is ingesteld om foto’s te vergelijken' } satisfies Record<
    UnfedFact,
    string
  >,
  dead: 'Sloeg nooit aan.',
  noisy: 'Slaat erg vaak aan.',
  proposal: {
    promote: 'Voorstel: status verhogen.',
    change: 'Voorstel: aanpassen.',
    retire: 'Voorstel: stoppen.',
    none: '',
  } satisfies Record<Proposal['kind'], string>,
  back: 'Terug naar de regels',
  ruleVersion: (rule: string, version: number) => `${rule}, versie ${version}`,
  facts: { indicator: 'Indicator', version: 'Naam en versie', status: 'Status', ruleClass: 'Klasse', family: 'Soort' },
  validFrom: 'Geldt vanaf',
  validTo: 'Geldt tot',
  municipalities: 'Geldt in',
  figures: 'Cijfers',
  when: 'Wanneer slaat deze regel aan?',
  evidenceTitle: 'Hoe sterk is het bewijs?',
  falsePositives: 'Wanneer zit deze regel ernaast?',
  justification: 'Mag en past dit?',
  justificationOf: {
    legal: 'Mag de wet dit gebruiken?',
    proxy: 'Staat dit voor iets anders, zoals afkomst of geloof?',
    dataQuality: 'Hoe goed zijn de gegevens?',
    statisticalLink: 'Is er een verband gemeten?',
    substantiveLink: 'Waarom zou er een verband zijn?',
  } satisfies Record<keyof Rule['justification'], string>,
  cases: 'Voorbeelden',
  casesHint: 'Alle voorbeelden zijn verzonnen. Bij elke wijziging wordt de regel hiermee getest.',
  match: 'Hier slaat de regel op aan',
  noMatch: 'Hier slaat de regel niet op aan',
  emptyCase: 'Een lege advertentie',
};

const fact = {
  personasPerContact: 'aantal personen bij dit contact',
  municipalitiesPerContact: 'aantal gemeenten bij dit contact',
  agesPerContact: 'aantal leeftijden bij dit contact',
  adsPerContact: 'aantal advertenties van dit contact',
  templateAds: 'aantal advertenties met dezelfde tekst',
  templateContacts: 'aantal contacten met dezelfde tekst',
  photoPersonas: 'aantal personen bij dezelfde foto',
  agesFalling: 'de leeftijd bij dit contact daalt',
  nameChanged: 'de naam bij dit contact verandert',
  postsInBurst: 'aantal advertenties van dit contact binnen een dag',
  burstPersonas: 'aantal personen in de advertenties van die dag',
  priceRobustZ: 'afstand van de prijs tot de gewone prijs hier (onder 0 is goedkoper)',
  daysKnown: 'aantal dagen dat dit contact bekend is',
  tips: 'aantal tips over deze advertentie of dit contact',
  tipsFrom: 'bron en dag van de tips',
  minimumAge: 'minimumleeftijd van de gemeente',
} satisfies Record<(typeof ruleFacts)[number] | (typeof placeholders)[number], string>;

/** The words for what a rule looks at. */
export const conditionWords = {
  all: 'Dit geldt allemaal:',
  any: 'Minstens één hiervan geldt:',
  not: 'Dit geldt niet:',
  textField: { title: 'titel', text: 'tekst' },
  phrases: (where: string, times: number) =>
    `In de ${where} staat ${times > 1 ? `minstens ${times} keer ` : ''}één van deze woorden:`,
  except: 'Niet als het hoort bij:',
  near: (where: string, within: number) =>
    `In de ${where} staan twee woorden bij elkaar, met hoogstens ${within} woorden ertussen:`,
  nearFirst: 'Eén van:',
  nearSecond: 'En één van:',
  stem: 'Andere vormen van deze woorden tellen ook.',
  negation: {
    reject: 'Met een ontkenning (zoals “geen” of “niet”) telt het niet.',
    require: 'Het telt alleen met een ontkenning (zoals “geen” of “niet”).',
    ignore: '',
  } satisfies Record<NonNullable<Condition['phrases']>['negation'], string>,
  field: { age: 'De leeftijd', anyAge: 'Een van de leeftijden', priceCents: 'De prijs' } satisfies Record<
    NonNullable<Condition['field']>['name'],
    string
  >,
  stated: (what: string) => `${what} is vermeld.`,
  notStated: (what: string) => `${what} is niet vermeld.`,
  range: (what: string, low: string, high: string) => `${what}: ${low} tot en met ${high}.`,
  count: {
    distinctAges: 'Aantal verschillende leeftijden in de advertentie',
    distinctNumbers: 'Aantal verschillende telefoonnummers in de advertentie',
    personaNames: 'Aantal namen in de advertentie',
  } satisfies Record<NonNullable<Condition['count']>['of'], string>,
  fact,
  yes: 'ja',
  no: 'nee',
  obscured: 'Het telefoonnummer is alleen verborgen geschreven.',
  belowLocalMinimum: 'De leeftijd ligt onder de minimumleeftijd van de gemeente op die dag.',
  licenceRequired: 'De gemeente eist op die dag een vergunningnummer in de advertentie.',
  caseParts: {
    title: 'Titel',
    text: 'Tekst',
    ages: 'Leeftijd',
    phones: 'Telefoon',
    names: 'Namen',
    price: 'Prijs',
    minimumAge: 'Minimumleeftijd van de gemeente',
    licence: 'Vergunningnummer verplicht',
    municipality: 'Gemeente',
    day: 'Dag',
  },
  hidden: 'verborgen geschreven',
};
