/**
 * What most advertisers write: neutral, and without anything a rule should count as a risk.
 * Slots: {naam} {plaats} {leeftijd} {uur} {half} {telefoon} {bedrijf} {herkomst}.
 */
export const plainTitles = [
  'Ontspannende massage in {plaats}',
  '{naam} - rustige massage aan huis',
  'Gezelschap voor een avond uit',
  'Een uur rust in {plaats}',
  'Massage met aandacht, {plaats}',
  '{naam} ontvangt in {plaats}',
  'Tijd voor jezelf bij {naam}',
  'Gezelschap in {plaats} en omgeving',
  'Rustig adres voor ontspanning',
  'Massage aan huis, ook overdag',
  'Even weg van de drukte',
  'Gezelschap voor diner of theater',
  'Warm welkom bij {naam}',
  'Ontspanning na het werk',
];

export const singleOpenings = [
  'Mijn naam is {naam} en ik ontvang in {plaats}.',
  'Ik heet {naam} en ik geef ontspannende massages.',
  'Welkom bij {naam}, voor een rustig uur in {plaats}.',
  'Zoek je gezelschap of een massage in {plaats}? Dan ben je hier op de goede plek.',
  'In mijn eigen ruimte in {plaats} bied ik ontspanning en een goed gesprek.',
  'Na een drukke week is een massage precies wat je nodig hebt.',
  'Ik ben {naam} en ik neem graag de tijd voor je.',
  'Een massage of een gezellig uur, dat kan bij mij in {plaats}.',
  'Goedendag, ik ben {naam} en ik werk vanuit {plaats}.',
  'Voor een etentje, een avond theater of een rustig uur thuis ben je welkom bij {naam}.',
  'Bij mij draait het om rust en aandacht.',
  'Ik ontvang op een discreet adres in {plaats}.',
];

export const services = [
  'Ik geef een klassieke massage van hoofd tot voeten.',
  'De massage is met warme olie en rustige muziek.',
  'Ook een nek- en schoudermassage is mogelijk.',
  'Je kunt bij mij terecht voor een lange ontspannende massage.',
  'Samen iets drinken en praten hoort er wat mij betreft bij.',
  'Ik ga graag mee naar een diner, een concert of een beurs.',
  'Een wandeling over de hei en daarna een massage is ook een optie.',
  'Ik houd van lange gesprekken en een goede kop koffie.',
  'Je mag je wensen vooraf vertellen, dan kijken we samen wat past.',
  'Voor een eerste keer neem ik altijd wat extra tijd.',
  'De massagetafel staat in een verwarmde kamer.',
  'Een hotstonemassage duurt anderhalf uur.',
  'Ik volgde een opleiding tot masseuse en leer nog elk jaar bij.',
  'Ik werk al 12 jaar met plezier in dit vak.',
  'Inmiddels heb ik ruim 8 jaar ervaring.',
  'Ook stellen zijn van harte welkom voor een massage naast elkaar.',
];

export const settings = [
  'De ruimte is schoon, warm en rustig gelegen.',
  'Parkeren kan gratis voor de deur.',
  'Het adres ligt op vijf minuten lopen van het station.',
  'Er is een douche en er liggen altijd schone handdoeken klaar.',
  'Koffie, thee en water staan klaar.',
  'Het adres krijg je na het maken van een afspraak.',
  'De ingang ligt aan de achterkant, dus je komt ongezien binnen.',
  'In de zomer staat de tuindeur open.',
  'Er brandt een houtkachel en er klinkt zachte muziek.',
  'De kamer ligt op de eerste verdieping, er is geen lift.',
  'Ik kom ook bij je thuis, binnen een kwartier rijden.',
  'Bij slecht weer mag je gerust wat eerder binnenkomen.',
  'Er is een aparte kamer om je om te kleden.',
];

export const availability = [
  'Ik ben er op maandag, woensdag en vrijdag.',
  'Overdag ben ik het best te bereiken.',
  'Je kunt terecht van 10.00 tot 20.00 uur.',
  'In het weekend werk ik niet.',
  'Een afspraak voor dezelfde dag lukt meestal niet.',
  'Donderdagavond heb ik vaak nog plek.',
  'In de schoolvakanties ben ik minder bereikbaar.',
  'Bel het liefst voor 18.00 uur.',
  'Wie vroeg belt, heeft de meeste keus.',
  'Op zondag ontvang ik alleen vaste bezoekers.',
  'Tussen twee afspraken houd ik altijd een half uur vrij.',
  'Als ik niet opneem, ben ik aan het werk en bel ik later terug.',
];

export const manners = [
  'Ik vind een goede verzorging en beleefdheid belangrijk.',
  'Kom op tijd, dan hebben we alle rust.',
  'Discretie spreekt vanzelf.',
  'Een kort berichtje als je later komt, is genoeg.',
  'Bezoekers vanaf 25 jaar zijn welkom.',
  'Wie respect heeft, krijgt het terug.',
  'Ik hoor graag vooraf waar je voor komt.',
  'Graag contant en gepast betalen.',
  'Pinnen kan ook.',
  'Een afspraak afzeggen kan tot twee uur van tevoren.',
  'Neem gerust de tijd om kennis te maken.',
  'Vragen beantwoord ik met plezier.',
  'Je hoeft niets te weten of te kunnen, rustig liggen is genoeg.',
];

/** Nothing but what any message board would print; for the ads in which only the bare number says something. */
export const bareTitles = ['Bericht van {naam}', 'Advertentie {plaats}', '{naam} in {plaats}'];

export const bareOpenings = ['Dit is het bericht van {naam}.', 'Een bericht uit {plaats}.', 'Hallo, dit is {naam}.'];

export const bareSentences = [
  'Reageren kan via dit bericht.',
  'Een antwoord volgt meestal binnen een dag.',
  'Overdag is het nummer niet altijd bereikbaar.',
  'Meer staat er op dit moment niet in de advertentie.',
  'De tekst wordt later aangevuld.',
  'Wie een vraag heeft, kan een bericht achterlaten.',
  'De plaats is goed te bereiken met de trein.',
  'Het bericht blijft een paar weken staan.',
  'Er is nog geen vaste dag afgesproken.',
  'Bij geen gehoor graag later opnieuw proberen.',
];

export const ageSentences = [
  'Ik ben {leeftijd} jaar.',
  'Leeftijd: {leeftijd}.',
  'Ik ben {leeftijd} jaar oud en woon in de buurt.',
  'Ik ben nu {leeftijd} jaar.',
];

export const priceSentences = [
  'Een uur kost € {uur}.',
  'Het tarief is {uur} euro per uur.',
  'Een half uur is € {half}, een heel uur € {uur}.',
  'Voor een uur reken ik {uur},-.',
];

export const contactsWithNumber = [
  'Bel of app naar {telefoon}.',
  'Mijn nummer is {telefoon}.',
  'Een afspraak maak je via {telefoon}.',
  'Bereikbaar op {telefoon}.',
  'Stuur een bericht naar {telefoon}.',
];

export const contactsWithout = [
  'Bellen of een bericht sturen kan.',
  'Reageer via deze site.',
  'Vragen? Stuur een bericht.',
  'Tot ziens!',
];

/** What an advertiser adds on a later night. */
export const updates = [
  'Deze week ook op zaterdag.',
  'Volgende week ben ik afwezig.',
  'Nieuwe openingstijden: van 11.00 tot 19.00 uur.',
  'Vanaf deze maand op een ander adres in dezelfde plaats.',
  'Tijdelijk alleen in de avond.',
];
