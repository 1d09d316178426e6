/** What makes a number the age of the advertised person, and what makes it something else. */

/** "23 jaar", "23 jr", "23-jarige", "23j", "a 23-year-old". */
export const unit =
  /^[\s-]{0,2}(?:jaa+r+|lentes?|jarige?|jrs?|jaren (?:jong|oud)|jaartjes?|zomers|winters jong|j|jo|yo|y\/o|y\.o\.?|yrs?(?:[ -](?:old|young))?|years?[ -](?:old|young|of age)|y[ -]old|summers|\/[vmf]|\([vmf]\))(?![\p{L}\p{N}])|^y(?![\p{L}\p{N}/.'’])/u;
/** "I am 23 years", and nothing that these years are of. */
export const bareYears = /^ ?years?(?:$|[,.!)]| and )/u;
export const youngOrOld = /^[\s-]?(?:jaar|jr\.?|jaren|years?|yrs?)[\s-](?:jong|oud|young|old)(?!er)/u;

/** "15-jarige loopbaan", "15 jaar oude salon", "20 year old whisky": what is so old is no person, or nobody who advertises. */
export const ofThing =
  /^[\s-]?(?:jarige? (?:bestaan|jubileum|ervaring|loopbaan|carri[eè]re|praktijk|traditie|historie|geschiedenis|relatie|huwelijk|samenwerking|garantie|opleiding|studie|kennis|werkervaring|expertise)|(?:jaar oude?|jarige?|years?[ -]old) (?:salon|studio|zaak|praktijk|bedrijf|huis|woning|pand|villa|boerderij|boot|auto|hond|kat|fles|wijn|whisky|boom|kind|zoon(?:tje)?|dochter(?:tje)?|spa|shop|business|company|house|home|building|car|cat|dog|wine|son|daughter|kids?|child)(?!\p{L}))/u;
/** What turns "15 jaar" into a length of time or a rule for visitors. */
export const lengthAfter =
  /^\s?(?:jaar|jr\.?|jaren)? (?:als|later)(?!\p{L})|^\s?(?:years?|yrs?)\.?(?: of)? (?:exp(?:erience)?(?!\p{L})|practice|and counting|service|in (?:the )?business|in the trade|ago|together|married|massaging|working|as(?!\p{L}))|^\s?(?:jaar|jr\.?|jaren)?[\s,]{0,2}(?:werk|lange? |professionele |ruime |brede )?(?:erv(?:aring(?![ :]{1,2}\d)|(?!\p{L}))|te gaan|op rij|verzekerd|geldig|(?:ouder|jonger)(?!\p{L})|gerijpt|in het vak|vakmanschap|vakvrouw|vakman(?!\p{L})|houdbaar|vakkennis|expertise|kennis|traditie|historie|praktijk|service|in de branche|in dienst|geleden|actief|werkzaam|lang(?!\p{L})|garantie|bestaan|lid(?!\p{L})|masseu|gediplomeerd|gecertificeerd|samen|getrouwd|open(?!\p{L})|(?:en|of) (?:ouder|jonger|meer)|plus)|^\s?(?:(?:years?|yrs?)(?: of age| old)? ?)?(?:or|and|&) (?:older|over|up|above|younger|under)(?!\p{L})|^\s?(?:jaar|jr\.?|years?|yrs?)(?: oud| old)? ?\+|^\s?(?:jaar|years?)? (?:is|as) (?:de|het|the|a) minim/u;
export const lengthBefore =
  /(?:^|[^\p{L}])(?:al|ruim|meer dan|sinds|jubileum:?|hebt?|heeft|woont? (?:hier|er|daar|in [^\s.,;:!?]{1,30})(?: nu)?|inmiddels|bestaat|bestaan|werkt?|woont?|doe dit|been (?:in|at|doing) (?:this|it|that)|getrouwd voor|gedurende|since|celebrating|contract van|voor|ervaring:?|na|over|afgelopen|laatste|elke|iedere|per|binnen|bestaa[nt](?: (?:wij|we|ik))?(?: (?:dit jaar|nu|al|inmiddels|binnenkort))?|(?:bestaa[nt]|werk(?:en)?|zit(?:ten)?|doe|doen|vier(?:en)?|heb|hebben|geef|geven|masseer|masseren|woon|wonen) (?:wij|we|ik|u)(?: (?:dit|nu|al|hier|samen))?) $/u;
export const limitBefore =
  /(?:^|[^\p{L}])(?:vanaf|minimaal|minimum|min\.?|minstens|ten ?minste|onder|boven|must be|be at least|you(?: are|['’]re)|(?:je|jij|u) bent|bent (?:je|jij|u)|(?:men|guys|gentlemen|gents|clients|models|(?:wo)?men aged|ages?) (?:over|under|above)|(?:ouder|jonger)(?: zijn| bent)? dan|at least|over|under|above|below|older than|younger than|tot|t\/m|maximaal|max\.?|tussen(?: de)? \S{1,16} en|minim(?:um|ale) ?leeftijd:?|minimum age:?|leeftijdsgrens:?|(?:heren|mannen|dames|vrouwen|klanten|gasten|bezoekers|klant|gast|bezoeker) van|(?:heren|mannen|klanten|gasten|bezoekers|mensen) van \d{1,2} (?:en|of)|(?:dochters?|zoons?|zonen|zoontjes?|dochtertjes?|kind|kinderen|hond|honden|kat|katten|pony|paard|paarden|auto|fiets|scooter|caravan|boot|bank|kast|huis|woning|meubels|meubelen|pand|gebouw|salon|zaak|bedrijf|fles|boerderij|(?:(?:my|our|the|this) (?:studio|salon|spa|shop|place|business|company|house|home|building|car|cat|dog))|tafel|stoel|piano|wijn|whisky|port|rum|cognac|kaas|foto|foto['’]s) (?:van|is|zijn|are)(?: \d{1,2} en)?) (?:de )?(?:leeftijd van )?$/u;
/** "Bezoekers moeten 18 jaar zijn", "toegang: 18 jaar", "de minimumleeftijd is 21 jaar". */
export const required =
  /(?:^|[^\p{L}])(?:moet|moeten|dient|dienen|requires?|required|toegang(?:sleeftijd)?|toegelaten|(?:zichtbaar|toegankelijk|bestemd|bedoeld|geschikt) voor|minimum ?leeftijd|minimale leeftijd|minimum age)(?::? ?| [^.!?,;:\d\n]{0,30} )$/u;
/** "I confirm that I am 18 years old", "hiermee verklaar je 18 jaar te zijn". */
export const declared =
  /(?:^|[^\p{L}])(?:bevestigt?|bevestigen|verklaart?|verklaren|confirm|certify|declare) [^.!?;:\d\n]{0,30}$/u;
/** "Mijn moeder (59)", "onze dochter Kim is 15": of somebody at home, who is not advertised. */
export const relative =
  /(?:^|[^\p{L}])(?:mijn|m['’]?n|haar|zijn|onze?|my|her|his|our) (?:\p{L}{2,10} )?(?:moeder|vader|ouders|oma|opa|broer(?:tje)?|man|partner|ex|baas|buurman|zoon(?:tje)?|dochter(?:tje)?|(?:klein)?kind(?:je|eren)?|oudste|jongste|tante|oom|nichtje|neefje|auto|hond|kat|boot|huis|puppy|pony|paard|mother|father|mom|mum|dad|brother|husband|son|daughter|kids?|grand(?:mother|father|ma|pa|son|daughter)|aunt|uncle|niece|nephew|oldest|youngest|boss|dog|cat|car|house|pup|horse)(?: \p{L}{2,20})?(?: (?:is|van|wordt|was|turned|are)|,|:)?(?: (?:nu|pas|net|al|inmiddels|only))?(?: \d{1,2} (?:en|and|&))? ?\(?$|(?:^|[^\p{L}])(?:mama|moeder|papa|vader|oma|opa|mother|mom|mum) (?:van|of) (?:een |mijn |a |my )?(?:\p{L}+ ){1,2}(?:van|of) $/u;
/** "My 78 year old grandmother", "onze 15-jarige hond": with "my" before and somebody else behind. */
export const ofMine = /(?:^|[^\p{L}])(?:mijn|m['’]?n|onze?|my|our) (?:\p{L}{2,10} )?$/u;
export const otherOne =
  /^[\s-]?(?:jarige?|jaar oude?|years?[ -]old) (?:\p{L}{2,12} )?(?:(?:groot|over|schoon|stief)?(?:moeder|vader|ouders)|oma|opa|(?:schoon)?(?:zus|broer)(?:je|tje)?|man|vriend(?:in)?|partner|collega|huisgenoot|buurman|buurvrouw|(?:klein)?(?:zoon(?:tje)?|dochter(?:tje)?|kind)|(?:grand|step)?(?:mother|father|mom|mum|ma|pa|dad|son|daughter|child)|sister|brother|husband|wife|friend|roommate|neighbou?r|boss|pup(?:py)?|hond|kat|pony|paard|horse)(?!\p{L})/u;
/** "Vriendin (48) van mij". */
export const ofMineAfter = /^(?: jaar)?\) van (?:mij|ons)(?!\p{L})/u;
/** "Toen ik 17 was", "met 15 jaar begon ik": long ago. */
export const pastBefore = /(?:^|[^\p{L}])(?:toen ik|(?:when|since) i was) $/u;
export const pastAfter = /^ (?:jaar )?(?:begon|ging|kwam|verhuisde|startte) ik(?!\p{L})/u;
/** "begin twintig", "rond de 30": no exact age. */
export const vague =
  /(?:^|[^\p{L}])(?:begin|midden|eind|ongeveer|circa|ca\.?|rond|bijna|(?:net|nog) geen|in|not (?:yet|quite)|nearly|almost|around|about) (?:de )?$/u;
/** "I look 25 years old", "ik voel me weer 20 jaar": no age of anybody's. */
export const seeming =
  /(?:^|[^\p{L}])(?:(?:feels?|looks?|feeling|looking)(?: like)?(?: i ?['’]?a?m)?|lijkt?|oogt?|zie eruit als|zie er uit als|voelt? (?:me|mij|zich)(?: nog| weer)?(?: als)?) $/u;
/** "Ik zoek een man van 45 jaar". */
export const lookedFor =
  /(?:^|[^\p{L}])(?:zoek|zoekt|zoeken|gezocht:?|seeks?|seeking|looking for|wanted:?) (?:\p{L}+ ){1,4}(?:van|of|aged) $/u;

export const label =
  /(?:^|[^\p{L}])(?:leeftijd|leeft\.?|lf?td?\.?|aged?)\s?(?:is|van|of|\(jaar\))?\s?(?:(?:nu|net|pas) )?(?:[:=?~|>→»*•❤-]{0,2}|\(|\.{2,12}|…)\s?$/u;
export const iAm =
  /(?:^|[^\p{L}])(?:ik (?:ben|bn)|['’]?k ben|ben ik|i ?['’]? ?a?m) (?:\p{L}[\p{L}\p{M}'’-]{1,20}(?:,| en) )?(?:(?:nu|pas|net|al|inmiddels|intussen|ondertussen|alweer|zelf|er|een|toch|echt|gewoon|dus|precies|wel|eigenlijk|nog|maar|ook|onlangs|really|actually|just|only|still|now|also|already|currently) ){0,2}$/u;
export const otherUnit =
  /^(?:u(?!\p{L})|[\s-]?(?:cm|kg|uur|uren|min|x(?!\p{L})|keer|dagen|meter|m(?!\p{L})|m2|km|euro|eur|minuten|procent|weken|maanden|graden|personen|klanten|kilo|pond|mijl|haltes|straten|stappen|treden|kilometer|miles?|blocks|mins|hours?|hrs?|days|weeks|months|feet|ft|lbs?|pounds|dollars?|bucks|stops|percent| (?:jan|feb|maart|mrt|apr|mei(?!d)|jun|jul|aug|sep|okt|nov|dec)|\/(?! \p{L})|van de))/u;

/** "Leeftijd: 18 tot 80": two ends are no age. */
export const rangeAfter = /^ (?:tot|t\/m|to|of|or) \d\d(?!\d)/u;

/** "Net 22 geworden", "dame van 41", "vrouw (42)", "Ik (m, 29)"; who is looked for is somebody else. */
export const justTurned =
  /(?:^|[^\p{L}])(?:net|pas|onlangs|ik ben|ben|(?:deze|vorige) (?:week|maand)|dit jaar|gisteren|vandaag) $/u;
/** "Maar ben toch echt 43": without "ik", when something is stressed. */
export const benStressed =
  /(?:^|[^\p{L}])(?:ben|am) (?:(?:toch|echt|gewoon|dus|wel|eigenlijk|really|actually) ){1,3}$/u;
/** "Zij is 25 en ..."; "Sanne is 25 en ..." at the beginning of a sentence. */
export const sheIs = /(?:^|[^\p{L}])(?:zij|ze|hij|she|he) is (?:(?:nu|pas|net|al|inmiddels|now|just) ){0,2}$/u;
export const nameIs = /(?:^|[.!?] |\n)(\p{Lu}[\p{L}\p{M}'’-]{2,24}) is (?:(?:nu|pas|net|inmiddels) )?$/u;
/** "Ik ben Mila van 24"; "Eline van 30 ontvangt ...", "Sanne is 25 en spreekt ...". */
export const iAmNameVan = /(?:[Ii]k ben|[Bb]en ik|[Hh]eet|naam is) \p{Lu}[\p{L}\p{M}'’-]{1,20} van $/u;
export const nameVan = /(?<!\p{L})(\p{Lu}[\p{L}\p{M}'’-]{2,24}) van $/u;
export const personDoes =
  /^ (?:en )?(?:ontvangt|masseert|verwent|verwelkomt|spreekt|woont|zoekt|houdt|studeert|werkt als)(?!\p{L})/u;
/** "Wij zijn twee vriendinnen van 23 en 27 jaar", "two friends, 23 and 27 years old". */
export const weAre =
  /(?:^|[^\p{L}])(?:(?:wij|we) (?:zijn|are) (?:\p{L}+[,:]? ){0,5}|(?:twee|drie|two|three|2|3) (?:\p{L}+ ){0,2}(?:dames|vrouwen|meiden|vriendinnen|zussen|zusjes|collega['’]?s|studentes|masseuses|masseurs|mannen|girls|ladies|women|friends|sisters)(?:[,:]| van| \()? ?|(?:stel|koppel|echtpaar|couple)(?:[,:]| van| \() ?)$/u;
export const andOther = /^ ?(?:,|&|en|and) ?\d\d(?!\d)[^.!?]{0,12}(?:jaar|jr|years|yrs)/u;
/** "Lisa 27 en Kim 31 jaar". */
export const nameBefore = /(?<!\p{L})(\p{Lu}[\p{L}\p{M}'’-]{1,24}),? ?$/u;
export const andOtherName =
  /^ ?(?:,|&|\+|en|and) ?\p{L}[\p{L}'’-]{1,24},? \d\d(?!\d) ?(?:jaar|jr|years|yrs|j(?!\p{L}))/u;
/** "Ik, 28, zoek ...", "en ik (36) masseer". */
export const iAside =
  /(?:^|[^\p{L}])(?:ik|ikzelf) ?(?:,|\() ?$|[,.] (?:en )?(?:ikzelf|zelf) $|^(?:just |it['’]?s )?me ?, ?$/u;
/** "I just turned 28", "ik werd vorige week 22". */
export const iTurned =
  /(?:^|[^\p{L}])(?:(?:i(?:['’]ve| have)? |(?<=^|[.!?,|] |\n))(?:just |recently |only )?turned|(?:ik werd|werd ik) (?:(?:net|pas|onlangs|gisteren|vandaag|(?:deze|vorige) (?:week|maand)) )?) ?$/u;
/** "Ik heet Mila, 24 en ...", "my name is Mila 24". */
export const iAmName =
  /(?:[Ii]k ben|[Bb]en ik|I am|I['’]?m|[Hh]eet|[Nn]aam is|[Nn]ame is) (\p{Lu}[\p{L}\p{M}'’-]{1,20}|(?<=[Nn]aa?me? is )\p{Ll}{2,20}),? $/u;
/** "Ik ben een rustige vrouw van 24", "a woman of 24". */
export const iAmA = /(?:^|[^\p{L}])(?:ben een|i ?['’]?a?m an?) (?:\p{L}+,? ){1,4}(?:van|of) $/u;
/** "24 ben ik", "24 is mijn leeftijd". */
export const benIkAfter = /^ (?:jaar )?(?:ben ik(?!\p{L})|is (?:mijn leeftijd|my age))/u;
/** "Vorige week vierde ik mijn 24e verjaardag", "just had my 25th birthday"; one that is still to come makes nobody so old yet. */
export const celebrated =
  /(?:^|[^\p{L}])(?:vierde (?:ik )?|heb (?:ik )?|celebrated |(?:just |recently )had )(?:\p{L}{2,10} ){0,3}(?:mijn|m['’]?n|my) $/u;
export const birthdayAfter = /^(?:e|ste|de|st|nd|rd|th) (?:verjaardag|birthday)(?!\p{L})/u;
/** "V 29 zoekt", "F40", "raak. V/53", where a thought begins. */
export const sexAtStart = /(?:^|\n|[.!?|•·*~] ?)(?:[fv]|woman|female|vrouw|dame|lady) ?\/?$/iu;
/** "37 F here". */
export const sexAfter = /^ ?(?:[vmf]|female|male|woman|vrouw)(?= (?:here|hier)(?!\p{L})|[,.|/]|$)/u;
/** "Forty-seven, divorced, ..." as the first words of a text; not "twintig, dertig of veertig minuten". */
export const firstOfSeveral = /^, (?!(?:of|or|en|and|dan|min) |\p{L}{2,10}(?:tig|ty|tien|teen)(?!\p{L}))\p{L}{4}/u;
export const thoughtStart = /(?:^|[.!?|•·*~] |\n)$/u;
/** "Groetjes, Lisa van 24", "... tot dan. Lisa 24": who signs, at the end of a text. */
export const signature =
  /(?:^|[.!?,] |\n|(?:groet(?:en|jes)?|liefs|kus(?:jes)?|xx?x?|greetings|love|from),? )(\p{Lu}[\p{L}\p{M}'’-]{1,24}),? (?:van )?$/u;
/** Of a couple: "hij 35, zij 33". */
export const heOrShe = /(?:^|[^\p{L}])(?:hij|zij|he|she)(?: is)?:? ?\(?$/u;
export const andHeOrShe = /^\)? ?(?:$|[,.!)&+/]|en |and |(?:hij|zij|she|he) )/u;
/** "Met mijn 24 jaren". */
export const withMy =
  /(?:^|[^\p{L}])(?:(?:met|telt|heb) (?:mijn|m['’]?n|al|pas|nog maar)|tel ik(?: al)?|ik tel(?: al)?) $/u;
/** "Ben 31, ..." where a thought begins, "Net negentien en ...". */
export const benAtStart =
  /(?:^|[.!?,;:(–-] |\n|\(|[^\p{L}](?:en|and) )(?:ben|am) (?:(?:nu|net|pas|zelf|inmiddels) )?$/u;
export const netAtStart = /(?:^|[.!?,] |\n)(?:net|pas|just|sinds kort) $/u;
export const personBefore =
  /(?:^|[^\p{L}])(?:vrouw|man|dame|masseuse|masseur|student|studente|scholier|oppas|moeder|weduwe|lady|woman|gastvrouw|therapeute?|meid|meisje|iemand|type|model|jongedame|jongeman|jongen|blondine|brunette|huisvrouw|girl|guy|boy|\p{L}{3,7}tiger|[2-6]0['’]?er|verpleegster|stewardess)(?: van | of | ?\()$/u;
export const sexAndComma = /(?:^|[.!?|] |\()(?:v|m|f|vrouw|man|female|male|woman)(?:, | ?\/ ?)$/u;
/** "Rustige dame, 45, ..." at the beginning of a sentence. */
export const personAndComma =
  /(?:^|[.!?|:] |\n|\()(?:\p{L}+ ){0,3}(?:vrouw|man|dame|meid|meisje|studente?|masseuse|masseur|lady|woman|girl|guy|jongen|jongedame|jongeman|weduwe|huisvrouw|blondine|brunette|companion|therapist)(?:, | ?\/ ?)$/u;
/** "Lady 48 seeks ...". */
export const personAtStart =
  /(?:^|[.!?|:] |\n)(?:\p{L}+ ){0,2}(?:vrouw|dame|masseuse|studente?|lady|woman|student|gastvrouw) $/u;
export const seeksSomething = /^ (?:zoekt|biedt|komt|uit|seeks|seeking|looking|from|offers)(?!\p{L})/u;
export const somebodyElse = /(?:^|[^\p{L}])(?:zoek|zoekt|gezocht|voor|met|geen)(?=[^\p{L}])/u;
/** "Sofie - 27 - masseuse", "Sofie/27/Bussum", on a line of its own or between bars. */
export const nameAndDash = /(?:^|\n|\| )[^\p{L}\p{N}\n]{0,6}(\p{Lu}[\p{L}\p{M}'’]{1,24}) ?[-–|/•·~*✦★] ?$/u;

/** A name just before: "Anna (23)", and at the start of a title "Anna, 23". */
export const nameAndBracket = /(?<!\p{L})(\p{Lu}[\p{L}\p{M}'’-]{1,24}) ?\($/u;
export const nameAndComma = /(?<!\p{L})\p{Lu}[\p{L}\p{M}'’-]{1,24}, $/u;
export const titleStart = /^(\p{Lu}[\p{L}\p{M}'’-]{1,24}),? $/u;
const numberedThings = new Set([
  'maat',
  'kamer',
  'studio',
  'nummer',
  'nr',
  'huis',
  'cup',
  'open',
  'pagina',
  'foto',
  'ad',
  'prijs',
  'tarief',
  'entree',
  'korting',
  'minimum',
  'maximum',
  'lengte',
  'gewicht',
  'temperatuur',
  'dit',
  'dat',
  'het',
  'toegang',
  'borg',
  'fles',
  'deel',
  'massage',
  'behandeling',
  'sessie',
  ...'maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma di wo do vr za zo week dag uur cabine flat'.split(
    ' ',
  ),
  ...'januari februari maart april mei juni juli augustus september oktober november december'.split(' '),
  ...'january february march may june july august october monday tuesday wednesday thursday friday saturday sunday'.split(
    ' ',
  ),
  ...'villa unit suite room apt exit route gate bus lijn tram perron spoor hal zaal lokaal tafel vak box'.split(' '),
  // What a site or an advertiser counts, and where: "Advertentie 17" must make nobody a minor.
  ...'advertentie advertenties annonce oproep zoekertje bericht profiel profile post item listing message id code ref referentie artikel versie test'.split(
    ' ',
  ),
  ...'gezelschap ontspanning aanbod aanbieding dames heren meisjes vrouwen mannen modellen vriendinnen team groep serie set lijst blok'.split(
    ' ',
  ),
  ...'hilversum huizen laren blaricum bussum naarden weesp muiden eemnes loosdrecht wijdemeren amsterdam utrecht amersfoort almere rotterdam haarlem nederland'.split(
    ' ',
  ),
  ...'salon praktijk club spa lounge bar hotel centrum center shop winkel top nu slechts only from just now alleen actie nieuw new'.split(
    ' ',
  ),
]);
const street = /(?:straat|laan|weg|plein|kade|gracht|dijk|steeg|singel|dreef|plantsoen)$/iu;

/** Whether a capitalised word before a number may be somebody's name: not "Kamer 24", not "Lindelaan 24". */
export function isName(word: string | undefined): boolean {
  return word !== undefined && !numberedThings.has(word.toLowerCase()) && !street.test(word);
}
