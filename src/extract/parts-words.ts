/** What an ad says of a number of which the beginning stands in one place and the rest in another. */

/** Nearly every text that holds an unused "06" says none of this. */
export const mayAnnounce =
  /rest|laatste|xx|ster|punt|streep|kruis|stip|hokjes|vakjes|blokjes|vraag|overige|ontbre|tweede|2e |deel|helft|stuk|eind|slot|achter|vervolg|plak|vul|vervang|volg|dan |daarna|nog |nu |namelijk|luidt|onder|verder|staart|regel|lees|scroll|cijfers|getallen|sluit|voeg|daar|hier|elkaar|mis(?:t|sen)|zet|tik|toets|typ|losse|op een rij|digits|reading|add |append|here|\bb ?[:=)]|2\/2|finish|\bend|last|missing|second|then|below/i;

/** The rest is to be had elsewhere, so what stands here is not it. */
export const comesAnotherWay =
  /(?:\brest\b|laatste|vervolg|overige|ontbrekende|tweede (?:deel|helft|stuk))[^.!?:\n\d]{0,50}(?:aanvraag|verzoek|mail|bericht|formulier|kennis|\bdm\b|telegram|insta|snap|krijg|stuur|\bvia\b|\bper\b|foto|plaatje|afbeelding|site\b|profiel|\bna (?:contact|aan|reser|boek|afspraak|beta)|\bhoor(?:t u| je)|\bvraag|request|message)/i;

const count = '(?:twee|drie|vier|vijf|zes|acht|[2-8]|two|three|four|six)';
const piece = '(?:deel|gedeelte|helft|stuk|stukje|stap|part|half|piece|step)';
/** "De laatste vier plekken", "de laatste afspraak": what else is last. */
const otherLast = String.raw`(?! ?(?:${count}\b|plek|plaats|dag|week|weken|weekend|maand|uur|uren|jaar|jaren|klant|gast|afspra|keer|tijd|huis|deur|straat|nieuws|prijs|korting|bezoek|boeking|trein|bus|kans|behandeling|massage|appointment|time|day|week|hour|client))`;
/** Stand before a part, with no other digit in between. */
export const announces = new RegExp(
  String.raw`(?:${[
    String.raw`(?:laatste|resterende|ontbrekende|achterste|last|final|remaining|missing)(?: ${count}\b)?${otherLast}`,
    String.raw`(?:overige|andere|volgende|other)(?: ${count}(?=\s*(?:[^\p{L}\s]|$|cijfer|getal|nummer|digit|numbers|zijn|is\b|are|van (?:mijn|het)|of my))| ?(?:paar )?(?:cijfers?|getallen|nummers?|digits?|numbers?|${piece}))`,
    String.raw`(?:tweede|2e|derde|3e|second|third)(?: ${piece}| ?[:=])`,
    String.raw`(?:${piece} (?:b|c|2|3|twee|drie|two)|[23]\/[23])\b`,
    String.raw`\brest\b(?! van de (?:week|dag))|\beind(?:e|igt|igend|cijfers?|stuk)?\b|\bslot(?:stuk|cijfers?)?\b|finish|achteraan|staart|\bends?\b|ending`,
    String.raw`\bvervolg\b|plak|(?:er|daar|hier) ?(?:achter|bij)|aanvullen|aangevuld|\bvul\b|vervang|voeg|compleet|gevolgd door|followed by|gaat (?:zo |dan |als volgt )?(?:verder|door)(?! (?:de|het|een) )|replace|append|dat zijn|dit zijn`,
    String.raw`\b(?:zet|doe|schrijf|tik|toets|typ|hang|knoop|gooi) (?:er|daar|dan|nu|hier|deze|dit)\b|\b(?:draai|toets|tik|typ|noteer|dial|press)\W{1,2}$|\bdie ${count}\b|\b(?:staan|staat|komen|komt|volgen|volgt) (?:hier|eraan|dus|nu)\b|\bhier (?:staan|staat|komen|komt|volgen|volgt|zijn|is)\b|\bhere (?:is|are|they|it)\b`,
    String.raw`sluit|afsluit|tot slot|ten ?slotte|als laatste|lastly|finally|\badd\b|\bmis(?:t|sen)?\b|ontbre|${count} (?:cijfers|getallen|digits)|(?:sterretjes|puntjes|streepjes|kruisjes|vraagtekens|stippen|vakjes|hokjes|blokjes|\bx+-?(?:en|['’]en|jes)?)(?: (?:is|zijn|staat voor|staan voor|moet|moeten))?|(?:cijfers|getallen|digits)(?: zijn| are)?[^\p{L}\d]{0,3}$`,
    String.raw`(?:onderaan|hieronder|verderop|midden|middelste|middle)`,
  ].join('|')})[^\d]{0,60}$`,
  'u',
);
/** Say what comes next, and are believed of a number whose beginning was called one. */
export const nextWords =
  /\b(?:dan|daarna|nog|plus|vervolgens|erna|komen|komt|volgen|volgt|nu|then|now|and|b ?[:=)])(?!\p{L})[^\d]{0,40}$/u;
/** Stand after a part: "1673 erachter", "53 68 hoort achter het nummer", "3641 bij". */
export const announcedAfter =
  /^[^\p{L}\d]{0,4}(?:(?:tweede|2e|2nd|second|laatste|last) (?:deel|helft|stuk|part|half)|(?:dat )?(?:is|zijn|vormen|are|is) (?:de|het|the) (?:laatste|rest|eind|slot|vervolg|tweede|last|end|second)|(?:hoort|horen|komt|komen|moet|plakt?|plakken|zet|zetten)? ?(?:je |u )?(?:er ?)?achter(?! (?:de|het) (?!nummer|begin|eerste))|er ?(?:aan|bij)|toevoegen|as the (?:last|end)|als (?:laatste|slot|einde))/u;
export const beginWords =
  /begin|\bstart|eerste? |\beerst\b|voora(?:an|f)|voorste|voorkant|(?:deel|stap|part|step) (?:a|1|een|one)\b|1\/[23]|\bfirst|in twee|\b1(?:e|st) |toets|\b(?:noteer|onthoud|tik|typ|draai|schrijf|dial|note)\b|\bkop\b|\ba ?[:=)] ?$|\b(?:achter|na|aan) (?:de |die )?$/u;
const whatIsLeft = '(?:\\brest\\b|vervolg|overige|laatste|cijfers|stuk|helft|deel|nummer|more|digits|numbers)';
/** Just after a beginning: the rest is further on in this text. */
export const saysElsewhere = new RegExp(
  String.raw`(?:${whatIsLeft}|zie)[^.!?\d\n]{0,40}(?:onder|beneden|regel|verder|eind|slot|volgt|later|below|bottom|end)|(?:onder|beneden|verderop|below)[^.!?\d\n]{0,30}${whatIsLeft}|lees (?:even |dan |maar |eerst )?(?:door|verder)|scroll|keep reading|read on`,
  'iu',
);
export const belongTogether =
  /(?:horen|hoort|samen|bij) (?:bij )?elkaar|(?:regels|stukken|stukjes|delen|cijfers|getallen)[^.!?\n]{0,20}(?:op een rij|achter elkaar|aan elkaar|onder elkaar|samen\b)|put (?:them )?together/iu;
/** That something is one's telephone number, and that it does not end there. */
export const speaksOfNumber =
  /\b(?:bel|tel|telefoon|app|mijn nummer|mobiel|my number|call|dial|reach|phone|whatsapp|contact)/u;
export const speaksOfMore = new RegExp(String.raw`${whatIsLeft}|nog (?:iets|wat|een)|twee (?:delen|dingen)`, 'iu');
/** What goes before the only piece that fits. */
export const stressed = /(?::|=|namelijk|luidt|dus|is|zijn|are|nog)[^\p{L}\d]{0,4}$/u;
export const measures = /tarief|prijs|kost|postcode|bedrag|jaar|huis|code|adres/u;
