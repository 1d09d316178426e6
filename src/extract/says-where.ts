/**
 * What the words around the name of a place say of it: that the ad is there (`stated`), only the name (`named`), or that it is a
 * person, a road, a thing of the past or another place of that name (`not`); `near` that it is not far. Looks at a fixed stretch, so it takes a fixed time.
 */
export type Mention = 'stated' | 'named' | 'near' | 'not';

/** Before the name of a place where the ad is not, in small letters. */
const notHere = [
  // On the way: "afslag", "rij vanaf", "de bus vanuit", "20 minuten van", "langs".
  /\b(?:(?:afslag|knooppunt|richting|oprit|afrit|exit)(?: (?:nr\.? ?)?\d{1,2})?[ :(]*|(?:langs|voorbij|via|na|[an]\d{1,3})\s*)$/u,
  /\b(?:bus|trein|auto|fiets|rij|rijd|rijdt|rijden|reis|reist|lijn \d{1,3})(?: \p{L}+)? (?:vanuit|vanaf|van|uit|from)\s*$/u,
  /(?:\d|\b(?:half|anderhalf|paar|few|een)) ?(?:min(?:\.|uten|uutjes|utes)?|km|kilometer|kwartier(?:tje)?|uur(?:tje)?|miles)(?: (?:rijden|rijafstand|afstand|verwijderd|fietsen|reizen|met de (?:auto|trein|bus|fiets)|drive|away|by (?:car|train)))? (?:van|vanaf|vanuit|buiten|from)\s*$/u,
  /\bkwartier(?:tje)?(?: (?:rijden|fietsen))? (?:van|vanaf|vanuit|buiten)\s*$/u,
  // Where somebody is from, or was.
  /\b(?:(?:komt|komen|kwam|afkomstig|oorspronkelijk|origine|verhuisd|vertrokken|weg) uit|(?:gestopt|gesloten) in|dan in|(?:geboren|getogen|opgegroeid) (?:in|te)|born in|grew up in)\s*$/u,
  /\b(?:vroeger|voorheen|eerder|ooit|destijds|jarenlang|previously|formerly|used to)[^.!?;\n]{0,30} (?:in|te|uit|bij)\s*$/u,
  /\b(?:woonde|werkte|zat|groeide)(?: \p{L}+){0,3} (?:in|te)\s*$/u,
  // Denied.
  /\b(?:niet|nooit)(?! (?:alleen|ver|enkel|slechts|altijd))(?:(?! maar )[^.!?,;:\n]){0,25} (?:naar|in|binnen|te|richting)(?: [\p{L}'’-]{2,20}(?:, | of | en | noch )){0,2}\s*$/u,
  /\bgeen (?:klanten|bezoek|bezoekers|mensen|mannen|heren|gasten|afspraken|ontvangst|escort|outcall|salon|praktijk|huisbezoek|hotelbezoek) (?:uit|in|naar|binnen|te)\s*$/u,
  /\b(?:behalve|uitgezonderd|except)(?: (?:in|naar|uit))?\s*$/u,
];
/** "J. van Huizen", "mevrouw Van Laren", "met Sanne Van Laren", "vraag naar Kim van Bussum". */
const surname =
  /(?:(?:[Mm]evrouw|[Mm]ejuffrouw|[Jj]uffrouw|[Jj]uf|[Tt]ante|[Oo]om|[Zz]uster|[Dd]okter|[Dd]rs?\.?|[Ii]ng\.|[Mm]r\.|[Mm]eneer|[Mm]evr\.?|[Mm]w\.?|[Dd]hr\.?|[Hh]eer|[Ff]amilie|[Ff]am\.) (?:(?:[Vv]an|[Dd]e) )?|(?<!\p{L})\p{Lu}\. (?:[Vv]an|[Dd]e) |\p{L} Van |(?:[Hh]eet|[Nn]aam is|[Vv]raag naar|[Bb]el met|[Gg]roet(?:jes|en)?|[Ll]iefs),? \p{Lu}\p{L}+ van )(?:de |der |den )?$/u;

/** After the name: of a road out of it, or how far it is. */
const awayAfter =
  /^ (?:(?:verhuisd )?naar \p{L}|de [an]\d|(?:is|ligt) (?:(?:maar|slechts|op|ongeveer|een) ){0,3}(?:\d|kwartier|half|uurtje))|^ (?:ben|bent|rij|rijdt|kom|komt|sta|staat|is) (?:je|u|het|jij) [^.!?,;\n]{0,20}(?:\d|kwartier|half)/u;
/** "Bij Bussum eraf", "in Laren gewoond". */
const pastAfter =
  /^ (?:eraf|van de snelweg|de snelweg af|afslaan|gewoond|gewerkt|gezeten|gestudeerd|geboren|opgegroeid|verlaten|(?:zijn|is|zit)(?: nu| helaas)? (?:gesloten|dicht|opgeheven|verhuisd))(?!\p{L})/u;
/** "Ik kom uit Bussum maar werk in Huizen": what follows says where somebody works. */
const butWorksIn =
  /^(?: gewend)?,? (?:maar|but) (?:ik )?(?:werk|ontvang|zit|woon|geef|ben|work)(?: [\p{L}-]{2,12}){0,4} (?:in|te) (?!(?:het|de|een|mijn|onze|overleg|principe|hotels?)(?!\p{L}))\p{L}/u;
/** "Vanuit Bussum ben je er in 10 minuten"; "vanuit Bussum kom ik naar u toe" says where somebody works. */
const outOf = /\b(?:vanuit|vanaf|van|from)\s*$/u;
/** "Laren (Gelderland)", "laren gld, bij Lochem". */
const otherProvince =
  /^[ ,(-]{1,3}(?:in (?:de )?)?(?:gld|gelderland|gelre|achterhoek|bij lochem|lochem|overijssel|drenthe|groningen|friesland|limburg|brabant|zeeland|belgie)(?![\p{L}\p{N}])/u;

/** Names of places of the Netherlands that are words too: in running text only with a capital. */
const alsoWords = new Set('huizen bergen best dieren goes leek delen haren rijen velden zetten wijk rust'.split(' '));
/** "ALLE HUIZEN", "Huizen te koop": the thing, with a capital. */
const thingBefore =
  /\b(?:alle|onze|uw|de|die|deze|hun|eigen|veel|mooie|oude|nieuwe|grote|kleine|luxe|dure|andere|meerdere|lege|\d+) $/u;
const thingAfter =
  /^ (?:te (?:koop|huur)|gezocht|verkopen|kopen|bouwen|verhuren|huren|schilderen|poetsen|schoon|schoonmaken|zijn|worden|die|waar|van|en (?:appartementen|kantoren|bedrijven|tuinen|woningen|flats))(?!\p{L})/u;

/** In small letters a name that is a word too is a place only here: "ontvangst in huizen", "regio huizen". */
const workIn =
  /\b(?:(?:ontvang|ontvangst|woon|woont|praktijk|salon|studio|adres|gevestigd|kom langs|zit|prive)(?: (?:ik|wij|we|nu|thuis|aan huis))? in|regio|gemeente|omgeving|plaats:?|locatie:?|dorp) $/u;

/** After it, even in small letters: "huizen, Noord-Holland". */
const ownProvince = /^[ ,(-]{1,3}(?:in )?(?:noord-holland|n\.?h\.?|(?:het |'t )gooi)(?!\p{L})/u;

/** "Vlak bij Hilversum", "in de buurt van Bussum en Laren". */
const nearBefore =
  /(?:(?:vlak|dicht) ?bij|nabij|in de buurt van|niet ver van|onder de rook van|close to|near)(?: [\p{L}'’-]{2,20}(?:, | of | en )){0,2}\s*$/u;

/** Directly before a place where somebody is: "in", "regio", "Plaats:", or a line that begins with it. */
const stated =
  /(?:(?:^|\n)[^\p{L}\p{N}\n]{0,8}|:\s*|#|📍\s*|\b(?:in|te|regio|omgeving|omstreken|gemeente|plaats|locatie|adres|stad|dorp|centrum|hartje)[\s:]*)$/u;

/**
 * @param text without diacritics.
 * @param name the name in small letters, where it begins and ends, and whether any of its words has a capital.
 */
export function mentionOf(
  text: string,
  {
    name,
    words,
    start,
    end,
    hasCapital,
  }: { name: string; words: number; start: number; end: number; hasCapital: boolean },
): Mention {
  const isWordToo = words === 1 && alsoWords.has(name);
  if (!hasCapital) {
    if (words === 1 && name.length < 5) return 'not';
    const isCalledPlace =
      workIn.test(text.slice(Math.max(0, start - 40), start).toLowerCase()) ||
      ownProvince.test(text.slice(end, end + 24).toLowerCase());
    if (isWordToo && !isCalledPlace) return 'not';
    // Not as a piece of an address.
    if (/[@./_-]/u.test(text.charAt(start - 1)) || /^\p{L}+(?:[@_/]|\.\p{L})/u.test(text.slice(start, start + 60)))
      return 'not';
  }
  // "Naarden-Bussum" is one name.
  const beforeRaw = text.slice(Math.max(0, start - 60), start).replace(/(?<![\p{L}-])\p{L}{3,20}-$/u, '');
  const before = beforeRaw.toLowerCase();
  const after = text.slice(end, end + 48).toLowerCase();
  if (isWordToo && (thingBefore.test(before) || thingAfter.test(after))) return 'not';
  if (otherProvince.test(after) || pastAfter.test(after) || butWorksIn.test(after) || surname.test(beforeRaw))
    return 'not';
  if (before.endsWith('tussen ') ? andCity.test(after) : cityAnd.test(before)) return 'not';
  if (awayAfter.test(after) && (outOf.test(before) || /^ (?:is|ligt)/u.test(after))) return 'not';
  if (notHere.some((pattern) => pattern.test(before)) && !isStation(after)) return 'not';
  if (stated.test(before)) return 'stated';
  return nearBefore.test(before) ? 'near' : 'named';
}

/** "5 minuten van Hilversum CS" is in Hilversum. */
function isStation(after: string): boolean {
  return /^[ -](?:cs|centraal|station|centrum|sportpark|mediapark|noord|zuid)(?!\p{L})/u.test(after);
}

/** The larger places of the Netherlands, and those around 't Gooi. A place of the region itself is no elsewhere. */
const cities =
  'aalsmeer|abcoude|alkmaar|almelo|almere|alphen|amersfoort|amstelveen|amsterdam|antwerpen|apeldoorn|arnhem|assen|baarn|barneveld|bergen op zoom|beverwijk|bilthoven|breda|breukelen|brussel|bunschoten|capelle|culemborg|de bilt|delft|den bosch|den haag|den helder|deventer|diemen|doetinchem|doorn|dordrecht|drachten|driebergen|ede|eindhoven|emmen|enschede|gorinchem|gouda|groningen|haarlem|harderwijk|heerenveen|heerlen|helmond|hengelo|hollandsche rading|hoofddorp|hoogeveen|hoorn|houten|ijsselstein|kampen|katwijk|leeuwarden|leiden|lelystad|leusden|lochem|loenen|maarssen|maartensdijk|maastricht|meppel|middelburg|mijdrecht|nieuwegein|nijkerk|nijmegen|oss|purmerend|rijswijk|roermond|roosendaal|rotterdam|schiedam|sittard|sneek|soest|soesterberg|spakenburg|spijkenisse|terneuzen|tiel|tilburg|uithoorn|utrecht|veenendaal|veldhoven|venlo|vinkeveen|vlaardingen|vlissingen|vreeland|waalwijk|weert|weesp|woerden|zaandam|zaanstad|zeist|zoetermeer|zutphen|zwolle';
/** "Tussen Hilversum en Utrecht" is on neither end. */
const andCity = new RegExp(String.raw`^ en (?:${cities})(?!\p{L})`, 'u');
const cityAnd = new RegExp(String.raw`\btussen (?:${cities}) en $`, 'u');
const workElsewhere = new RegExp(
  String.raw`\b(?:praktijk|salon|studio|ontvang|ontvangst|ontvangen|werk|werkzaam|werken|woon|wonen|adres|gevestigd|zit|zitten|kamer|locatie|langs|massage|massages|masseuse|masseur|welkom|thuis|appartement|woning|hotel|nieuw|nu|work|based)(?: (?:ik|wij|we|nu|alleen|vandaag|zelf|dus|thuis|nog))? (?:in|te) (?:hartje |het centrum van |centrum )?(${cities})(?!\p{L})`,
  'gu',
);

const cityAtStart = new RegExp(
  String.raw`^[^\p{L}\p{N}]{0,8}(${cities})(?=[^\p{L}\p{N}\s]| (?:centrum|vlak|dicht|bij|nabij|in))`,
  'u',
);

/** "Baarn, vlak bij Hilversum": whether a text begins with a place that is not `ours`. */
export function beginsElsewhere(text: string, isOurs: (name: string) => boolean): boolean {
  const city = cityAtStart.exec(text.slice(0, 60).toLowerCase())?.[1];
  return city !== undefined && !isOurs(city);
}

/** Whether a text says that its work is done in a place that is not `ours`: a mere name says little beside it. */
export function worksElsewhere(text: string, isOurs: (name: string) => boolean): boolean {
  const small = text.toLowerCase();
  for (const match of small.matchAll(workElsewhere)) {
    const start = match.index + match[0].length - (match[1] ?? '').length;
    const before = small.slice(Math.max(0, start - 60), start);
    if (!isOurs(match[1] ?? '') && !notHere.some((pattern) => pattern.test(before))) return true;
  }
  return false;
}
