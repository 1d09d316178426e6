/** What makes a number the age of the advertised person, and what makes it something else. */

/** "23 jaar", "23 jr", "23-jarige", "23j". */
export const unit =
  /^[\s-]{0,2}(?:jaar|lentes?|jarige?|jr|jaren jong|jaartjes|zomers|j|yo|y\/o|y\.o\.?|yrs?(?: old)?|years? (?:old|young)|\/[vmf]|\([vmf]\))(?![\p{L}\p{N}])/u;
export const youngOrOld = /^\s?(?:jaar|jr\.?)\s(?:jong|oud)(?!er)/u;

/** What turns "15 jaar" into a length of time or a rule for visitors. */
export const lengthAfter =
  /^\s?(?:jaar|jr\.?|jaren)?[\s,]{0,2}(?:werk|lange? )?(?:ervaring(?![ :]{1,2}\d)|(?:ouder|jonger)(?!\p{L})|gerijpt|in het vak|vakmanschap|vakkennis|expertise|kennis|traditie|historie|praktijk|service|in de branche|in dienst|geleden|actief|werkzaam|lang(?!\p{L})|garantie|bestaan|lid(?!\p{L})|masseu|gediplomeerd|gecertificeerd|als(?!\p{L})|samen|getrouwd|open(?!\p{L})|(?:en|of) (?:ouder|jonger|meer)|plus)/u;
export const lengthBefore =
  /(?:^|[^\p{L}])(?:al|ruim|meer dan|sinds|jubileum:?|hebt?|heeft|woont? (?:hier|er|daar|in [^\s.,;:!?]{1,30})(?: nu)?|inmiddels|bestaat|bestaan|werkt?|woont?|doe dit|ervaring:?|na|over|afgelopen|laatste|elke|iedere|per|binnen|bestaa[nt](?: (?:wij|we|ik))?(?: (?:dit jaar|nu|al|inmiddels|binnenkort))?|(?:bestaa[nt]|werk(?:en)?|zit(?:ten)?|doe|doen|vier(?:en)?|heb|hebben|geef|geven|masseer|masseren|woon|wonen) (?:wij|we|ik|u)(?: (?:dit|nu|al|hier|samen))?) $/u;
export const limitBefore =
  /(?:^|[^\p{L}])(?:vanaf|minimaal|minimum|min\.?|minstens|ten ?minste|onder|boven|(?:ouder|jonger)(?: zijn| bent)? dan|at least|over|under|above|older than|younger than|tot|t\/m|maximaal|max\.?|tussen(?: de)? \S{1,16} en|minim(?:um|ale) ?leeftijd:?|minimum age:?|mijn (?:moeder|vader|oma|opa|broer|man|partner) (?:is|van)|leeftijdsgrens:?|(?:heren|mannen|dames|vrouwen|klanten|gasten|bezoekers|klant|gast|bezoeker) van|(?:heren|mannen|klanten|gasten|bezoekers|mensen) van \d{1,2} (?:en|of)|(?:dochter|zoon|zoontje|dochtertje|kind|kinderen|hond|kat|auto|fiets|scooter|caravan|boot|bank|kast|huis|woning|meubels|meubelen|pand|gebouw|salon|zaak|bedrijf|fles|boerderij|tafel|stoel|piano|wijn|whisky|port|rum|cognac|kaas|foto|foto['’]s) (?:van|is|zijn)(?: \d{1,2} en)?) (?:de )?(?:leeftijd van )?$/u;
/** "begin twintig", "rond de 30": no exact age. */
export const vague = /(?:^|[^\p{L}])(?:begin|midden|eind|ongeveer|circa|ca\.?|rond|bijna|in) (?:de )?$/u;

export const label = /(?:^|[^\p{L}])(?:leeftijd|lftd?\.?|aged?)\s?(?:is|\(jaar\))?\s?[:=?-]?\s?$/u;
export const iAm =
  /(?:^|[^\p{L}])(?:ik ben|ben ik|i am|i['’]m) (?:\p{L}[\p{L}\p{M}'’-]{1,20}(?:,| en) )?(?:(?:nu|pas|net|al|inmiddels|intussen|ondertussen|alweer|zelf|een|toch|echt|gewoon|dus|precies|wel|eigenlijk|really|actually|just) ){0,2}$/u;
export const otherUnit =
  /^(?:u(?!\p{L})|[\s-]?(?:cm|kg|uur|uren|min|x(?!\p{L})|keer|dagen|meter|m(?!\p{L})|m2|km|euro|eur|minuten|procent|weken|maanden|graden|personen|klanten| (?:jan|feb|maart|mrt|apr|mei(?!d)|jun|jul|aug|sep|okt|nov|dec)|\/|van de))/u;

/** "Net 22 geworden", "dame van 41", "vrouw (42)", "Ik (m, 29)"; who is looked for is somebody else. */
export const justTurned =
  /(?:^|[^\p{L}])(?:net|pas|onlangs|ik ben|ben|(?:deze|vorige) (?:week|maand)|gisteren|vandaag) $/u;
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
/** "Wij zijn twee vriendinnen van 23 en 27 jaar". */
export const weAre = /(?:^|[^\p{L}])(?:wij|we) (?:zijn|are) (?:\p{L}+ ){0,4}$/u;
export const andOther = /^ ?(?:,|&|en|and) ?\d\d(?!\d)[^.!?]{0,12}(?:jaar|jr|years)/u;
/** "Ben 31, ...", "Net negentien en ..." at the beginning of a sentence. */
export const benAtStart = /(?:^|[.!?] |\n)ben $/u;
export const netAtStart = /(?:^|[.!?] |\n)(?:net|pas) $/u;
export const personBefore =
  /(?:^|[^\p{L}])(?:vrouw|man|dame|masseuse|masseur|student|studente|scholier|oppas|moeder|weduwe|lady|woman|gastvrouw|therapeute?|meid|meisje|jongedame|jongeman|jongen|blondine|brunette|huisvrouw|girl|guy|boy|verpleegster|stewardess)(?: van | ?\()$/u;
export const sexAndComma = /(?:^|[.!?|] |\()(?:v|m|vrouw|man)(?:, | ?\/ ?)$/u;
export const somebodyElse = /(?:^|[^\p{L}])(?:zoek|zoekt|gezocht|voor|met|geen)(?=[^\p{L}])/u;
/** "Sofie - 27 - masseuse", on a line of its own. */
export const nameAndDash = /(?:^|\n)[^\p{L}\p{N}\n]{0,6}(\p{Lu}[\p{L}\p{M}'’-]{1,24}) [-–|/•·~*✦★] $/u;

/** A name just before: "Anna (23)", and at the start of a title "Anna, 23". */
export const nameAndBracket = /(?<!\p{L})(\p{Lu}[\p{L}\p{M}'’-]{1,24}) ?\($/u;
export const nameAndComma = /(?<!\p{L})\p{Lu}[\p{L}\p{M}'’-]{1,24}, $/u;
export const titleStart = /^(\p{Lu}[\p{L}\p{M}'’-]{1,24}),? $/u;
export const numberedThings = new Set([
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
]);
