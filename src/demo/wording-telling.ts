/** What speaks for or against a risk (DOMAIN section 3), and the openings that belong to one kind of advertiser. Slots as in wording-plain.ts. */

export const friendsTitles = ['Twee vriendinnen in {plaats}', 'Massage in duo of alleen', '{naam} en een vriendin'];
export const friendsOpenings = [
  'Ik ben {naam} en ik deel een werkruimte in {plaats} met een vriendin.',
  'Met een vriendin huur ik een kamer in {plaats}; op dit nummer kan ieder van ons opnemen. Ik ben {naam}.',
  'Deze advertentie is van {naam}, mijn vriendin heeft haar eigen advertentie met hetzelfde nummer.',
];

export const salonNames = [
  'Salon De Linde',
  'Huize Zonnehof',
  'Privéhuis De Brink',
  'Studio Heidezicht',
  'Salon Vechtzicht',
];
export const licensedTitles = ['{bedrijf}, vergund en gastvrij', '{naam} bij {bedrijf}', '{bedrijf} in {plaats}'];
export const licensedOpenings = [
  '{bedrijf} is een vergund bedrijf in {plaats}. Op rooster: {naam}.',
  'Bij {bedrijf} werkt {naam} op vaste dagen.',
  'Welkom bij {bedrijf} in {plaats}, waar {naam} je ontvangt.',
];
/** The numbers are made up; neither register knows them. */
export const licences = [
  'Vergunningnummer GV-2018-0042, KvK 90001234.',
  'KvK-nummer 90005678, vergunning GV-2017-0107 van de gemeente.',
  'Vergund door de gemeente onder nummer GV-2019-0015. KvK: 90002468.',
];
export const businessConditions = [
  'Iedereen werkt hier zelfstandig en bepaalt de eigen diensten.',
  'Er is altijd een gastvrouw aanwezig.',
  'De GGD komt hier ieder kwartaal langs.',
  'Bezoekers kunnen om een rekening vragen.',
  'De huisregels hangen bij de ingang.',
];

export const agencyNames = ['Bureau Avondster', 'Bemiddeling Parelgrijs'];
export const agencyTitles = ['{bedrijf}: {naam} in {plaats}', '{naam} via {bedrijf}', 'Gezelschap via {bedrijf}'];
export const agencyOpenings = [
  '{bedrijf} bemiddelt in gezelschap voor diner, theater en feesten. Beschikbaar: {naam}.',
  'Via {bedrijf} is {naam} te boeken in {plaats} en omgeving.',
  'Boek {naam} voor een avond uit via {bedrijf}.',
];
export const agencyVoice = [
  'Onze dames zijn zorgvuldig gekozen en spreken hun talen.',
  'Wij plannen de afspraak en regelen het vervoer.',
  'Ons kantoor is elke dag bereikbaar.',
  'Wij werken door het hele land.',
];

export const touringTitles = [
  '{naam} deze week in {plaats}',
  'Tijdelijk in {plaats}: {naam}',
  'Op doorreis, nu in {plaats}',
];
export const touringOpenings = [
  'Ik ben {naam} en deze week ontvang ik in {plaats}.',
  '{naam} is een paar dagen in {plaats}, daarna reis ik weer verder.',
  'Tijdelijk in {plaats}: massage en gezelschap bij {naam}.',
];
export const newHere = [
  'Ik ben nieuw hier in {plaats}.',
  'Nieuw hier en maar voor korte tijd.',
  'Tot en met vrijdag ben ik hier.',
];

export const trustWording = [
  '100% echt, geen nep.',
  "De foto's zijn 100% echt, geen nep.",
  'Alles is echt, geen nep en geen verrassingen.',
];
export const scamTitles = [
  '100% echt: {naam} in {plaats}',
  '{naam}, direct beschikbaar',
  'Vandaag nog tijd in {plaats}',
];
export const scamSentences = [
  'Een aanbetaling vooraf is nodig om de afspraak vast te leggen.',
  'Betalen kan alleen met een betaalverzoek vooraf.',
  'Alleen via de app, bellen heeft geen zin.',
  'Na de aanbetaling krijg je het adres.',
];

export const groupTitles = ['{naam} in {plaats}', 'Nu in {plaats}: {naam}', '{naam} ontvangt vandaag'];
export const groupOpenings = [
  '{naam} ontvangt in {plaats}.',
  'Nu beschikbaar in {plaats}: {naam}.',
  'Vandaag in {plaats}, {naam}.',
];
export const groupVoice = [
  'Onze dames ontvangen op verschillende adressen.',
  'Wij hebben elke week nieuwe dames.',
  'Zij ontvangt alleen op ons adres.',
  'Wij bepalen samen met je de tijd en de plaats.',
  'Onze dames zijn lief en rustig.',
];
export const youthWording = [
  'Een jonge dame met een jeugdige uitstraling.',
  'Jong en spontaan.',
  'Jong, fris en vrolijk.',
];
export const noLimits = ['Geen limiet, alles mogelijk.', 'Alles is mogelijk, vraag maar.', 'Er is geen limiet.'];
export const unprotected = [
  'Zonder bescherming is bespreekbaar.',
  'Ook onveilig mogelijk.',
  'Zonder bescherming kan in overleg.',
];
export const roundTheClock = [
  '24/7 bereikbaar.',
  'Dag en nacht beschikbaar, 24/7.',
  'Open: 24 uur per dag, 7 dagen per week.',
];
export const changingAddress = [
  'Het adres wisselt, je hoort het op de dag zelf.',
  'Ontvangst in een hotel, het adres volgt later.',
];

export const safeOnly = [
  'Alleen veilig.',
  'Ik werk altijd veilig.',
  'Alleen veilig contact, altijd.',
  'Bij mij is het altijd veilig, zonder discussie.',
];
export const houseRules = [
  'Geen alcohol en geen drugs.',
  'Niet zonder afspraak.',
  'Anonieme nummers neem ik niet op.',
  'Mijn grenzen zijn duidelijk en daar houd ik me aan.',
  'Ik bepaal zelf wat ik wel en niet doe.',
  'Wie te veel gedronken heeft, komt er niet in.',
];
/** Risk words that are denied: a careless rule would trip over them. */
export const denials = [
  'Nooit onveilig, daar begin ik niet aan.',
  'Niet zonder bescherming.',
  'Onveilig? Nee, nooit.',
  'Ik ben niet 24/7 bereikbaar, ik heb ook een leven naast dit werk.',
  'Niet alles is mogelijk, vraag gerust wat wel kan.',
  'Zonder bescherming doe ik niet.',
];

export const originSentences = [
  'Ik ben een {herkomst} vrouw en ik houd van koken.',
  'Als {herkomst} dame vind ik gastvrijheid belangrijk.',
  'Mijn {herkomst} keuken is bekend bij vaste bezoekers.',
];
/** Swapped between two twins; no rule may see the difference (guard-rail G5). */
export const origins: readonly (readonly [string, string])[] = [
  ['Nederlandse', 'Poolse'],
  ['Friese', 'Hongaarse'],
  ['Zeeuwse', 'Braziliaanse'],
  ['Nederlandse', 'Roemeense'],
  ['Limburgse', 'Thaise'],
  ['Brabantse', 'Surinaamse'],
  ['Nederlandse', 'Turkse'],
  ['Drentse', 'Bulgaarse'],
  ['Utrechtse', 'Colombiaanse'],
  ['Gelderse', 'Spaanse'],
];
