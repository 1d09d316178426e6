import { fold } from '../lib/fold.ts';
import type { Ad, Span } from '../model/ad.ts';

type Contact = Ad['contacts'][number];
type Found = Pick<Contact, 'kind' | 'value' | 'isHidden'> & { start: number; end: number };

const textMaxChars = 100_000;
const contactsMax = 100;

/**
 * Each with a cheap hint: a text without it cannot hold the contact, and that is found out many times faster. None has the flag `u`:
 * with it V8 compares letters of either case six times slower.
 */
const readers = [
  { hint: /[@＠]|\bat\b|[([{]a[)\]}]|apen?staart/i, read: emailsIn },
  {
    hint: /@|t\.me|telegram|\btg\b|insta|\big\b|snap|kik|wickr|threema|skype|signal|wechat|viber|onlyfans|tiktok|facebook|\bfb\b|twitter/i,
    read: handlesIn,
  },
  { hint: /https?:|www\./i, read: urlsIn },
  { hint: /[.)\]](?:nl|com|eu)\b|(?:punt|dot)[)\]}]|\sdot\s/i, read: bareDomainsIn },
  { hint: /kvk|k\.v\.k|koophandel|handelsregister/i, read: chamberNumbersIn },
  { hint: /vergunning|licen/i, read: licencesIn },
];

/**
 * Ways to reach or look up an advertiser besides phone numbers: e-mail addresses (also "naam at site punt nl"), names on other
 * services, web addresses, and the numbers of the chamber of commerce and of a licence. In order of the text, each value once.
 */
export function findContacts(field: Span['field'], text: string): Contact[] {
  const raw = text.slice(0, textMaxChars);
  const found = readers
    .flatMap(({ hint, read }) => (hint.test(raw) ? read(raw).slice(0, contactsMax) : []))
    .toSorted((a, b) => a.start - b.start || b.end - a.end);
  const byValue = new Map<string, Contact>();
  let reach = 0;
  for (const { start, end, ...contact } of found) {
    // An address within another one ("@naam" in a link) says nothing new.
    if (start < reach) continue;
    reach = end;
    const key = `${contact.kind} ${contact.value}`;
    if (!byValue.has(key) && byValue.size < contactsMax)
      byValue.set(key, { ...contact, rawForm: raw.slice(start, end), span: { field, start, end } });
  }
  return [...byValue.values()];
}

const local = String.raw`(?<![\w.+-])([\w+-][\w.+-]{0,63})`;
const at = String.raw`(\s?[([{]\s?(?:at?|@|apen?staart(?:je)?)\s?[)\]}]\s?|\s(?:at|apen?staart(?:je)?)\s|\s?[@＠]\s?)`;
const dot = String.raw`(?:\s?[([{]\s?(?:dot|punt|\.)\s?[)\]}]\s?|\s(?:dot|punt|\.)\s|\.)`;
const plainEmail = new RegExp(String.raw`${local}[@＠]((?:[\w-]{1,63}\.){1,5}[a-z]{2,24})(?![\w-])`, 'giu');
/** Words between the parts are believed only before an ending that addresses really have. */
const hiddenEmail = new RegExp(
  String.raw`${local}${at}([\w-]{1,63}(?:${dot}[\w-]{1,63}){0,3}${dot}(?:nl|com|net|org|eu|be|de|info|me|fr|uk))(?![\w-])`,
  'giu',
);
const dots = new RegExp(dot, 'giu');

function emailsIn(text: string): Found[] {
  const plain = Array.from(text.matchAll(plainEmail), (match) => email(match, match[1], match[2], false));
  const starts = new Set(plain.map(({ start }) => start));
  const hidden = Array.from(text.matchAll(hiddenEmail))
    .filter(([, name = '', sign = '', domain = '']) => !isProse(name, sign, domain))
    .map((match) => email(match, match[1], match[3], true));
  // "12 at 5.nl" is no address.
  return [...plain, ...hidden.filter(({ start, value }) => !starts.has(start) && /^\d*[a-z]/u.test(value))];
}

/** Names of mailboxes, and of those who give them out. */
const mailboxes = /^(?:info|contact|mail|e-?mail|post|boeking(?:en)?|afspra(?:ak|ken)|booking|office|hello|hallo)$/i;
const providers =
  /^(?:gmail|googlemail|hotmail|outlook|live|msn|icloud|me|yahoo|proton(?:mail)?|tutanota|gmx|mail|ziggo|kpn(?:mail|planet)?|planet|home|hetnet|xs4all|telfort|upcmail|casema|quicknet)\./i;

/** "Look at site.com" is English for where to look; a name before it that is no word, or a host of mail behind it, makes it an address. */
function isProse(name: string, sign: string, domain: string): boolean {
  const isWordOnly = /^\sat\s$/i.test(sign) && /^[\w-]+(?:\.[\w-]+)+$/.test(domain);
  return isWordOnly && !/[\d._-]/.test(name) && !mailboxes.test(name) && !providers.test(domain);
}

function email(match: RegExpExecArray, name = '', domain = '', isHidden: boolean): Found {
  const value = `${name}@${domain.replaceAll(dots, '.')}`.toLowerCase();
  return { kind: 'email', value, isHidden, start: match.index, end: match.index + match[0].length };
}

const services = new Map(
  Object.entries({
    telegram: 'telegram tg t.me telegram.me',
    instagram: 'instagram insta ig instagram.com',
    snapchat: 'snapchat snap snapchat.com/add',
    facebook: 'facebook fb facebook.com',
    tiktok: 'tiktok tiktok.com',
    twitter: 'twitter twitter.com x.com',
    onlyfans: 'onlyfans onlyfans.com',
    signal: 'signal',
    skype: 'skype',
    wechat: 'wechat',
    viber: 'viber',
    kik: 'kik',
    wickr: 'wickr',
    threema: 'threema',
  }).flatMap(([service, names]) => names.split(' ').map((name) => [name, service] as const)),
);
/** Where a name may hold a hyphen; elsewhere it parts two words. */
const hyphened = new Set(['snapchat', 'skype', 'wickr', 'wechat']);
const sites = [...services.keys()]
  .filter((name) => name.includes('.'))
  .map((name) => name.replaceAll('.', String.raw`\.`));
const named = [...services.keys()].filter((name) => !name.includes('.'));
/**
 * A link, "Telegram: naam", "insta @naam", "snap naam_12" and "insta vind je onder na.am" (a bare word only with a sign or digit in it),
 * "telegram onder de naam naam", and "@naam".
 */
const handle = new RegExp(
  [
    String.raw`(?<!\w|(?<!\bwww)\.)(?<site>${sites.join('|')})\/@?(?<inLink>[\w.]{3,32})(?![\w.]|\/\w)`,
    String.raw`(?<![\p{L}\p{N}])(?<service>${named.join('|')})(?:[\s-]?(?:naam|account|id|user|username))?(?:\s?[:=]\s?@?|\s?\(?@|\s(?:is\s)?(?=[\w.]{0,31}[\d_])|(?: \w{2,8}){0,3} onder (?:de naam:? |het account:? |(?=\w{1,20}[._]\w)))(?<after>[\w.]{3,32}(?:-\w{2,20})?)`,
    String.raw`(?<![\w.@/])@(?<bare>[a-z][\w.]{2,31})(?![\w@])`,
  ].join('|'),
  'giu',
);
/** What follows "Telegram:" or the name of a site without being a name. */
const notNames = new Set(
  'ook alleen graag mogelijk beschikbaar bericht berichten nee via niet geen naam zie app stuur joinchat share profile.php groups explore'.split(
    ' ',
  ),
);

function handlesIn(text: string): Found[] {
  return Array.from(text.matchAll(handle)).flatMap((match) => {
    const { site, inLink, service, after, bare } = match.groups ?? {};
    const of = services.get((site ?? service ?? '').toLowerCase()) ?? 'at';
    const whole = fold(inLink ?? after ?? bare ?? '');
    const name = (hyphened.has(of) ? whole : whole.replace(/-.*$/u, '')).replace(/\.+$/u, '');
    if (name.length < 3 || /^[\d.]+$/u.test(name) || notNames.has(name)) return [];
    return [
      {
        kind: 'handle',
        value: `${of}:${name}`,
        isHidden: false,
        start: match.index,
        end: match.index + match[0].length,
      },
    ];
  });
}

function urlsIn(text: string): Found[] {
  return Array.from(text.matchAll(/(?<!\w)(?:https?:\/\/|www\.)[^\s<>"']{3,500}/giu)).flatMap((match) => {
    const address = match[0].replace(/[.,;:!?)\]}]+$/u, '');
    const full = /^https?:/iu.test(address) ? address : `http://${address}`;
    if (!URL.canParse(full)) return [];
    const url = new URL(full);
    if (!url.hostname.includes('.') || /^(?:wa\.me|api\.whatsapp\.com)$/u.test(url.hostname)) return [];
    // A name on another service, which is read as such.
    if (handlesIn(address).some(({ value }) => !value.startsWith('at:'))) return [];
    const value = `${url.hostname.replace(/^www\./u, '')}${url.pathname === '/' ? '' : url.pathname}${url.search}`;
    return [{ kind: 'url', value, isHidden: false, start: match.index, end: match.index + address.length }];
  });
}

/**
 * "voorbeeld.nl", "praktijk.voorbeeld.nl", "voorbeeld (punt) nl" and "voorbeeld dot nl": only endings that are no words, since a dot may
 * lack the space behind it.
 */
function bareDomainsIn(text: string): Found[] {
  const pattern =
    /(?<![\w@＠./-])([a-z0-9][a-z0-9-]{1,62}(?:(?:\.|\sdot\s)[a-z0-9][a-z0-9-]{1,62}){0,2})(\.|\s?[([{]\s?(?:punt|dot)\s?[)\]}]\s?|\sdot\s)(nl|com|eu)(?![\w@-]|\.\w|\s?\/\/)(\/[^\s<>"']{1,200})?/giu;
  return Array.from(text.matchAll(pattern)).flatMap((match) => {
    const [whole, labels = '', parting = '', ending = '', path = ''] = match;
    const tail = path.replace(/[.,;:!?)\]}/]+$/u, '');
    const name = labels.replaceAll(/\sdot\s/giu, '.');
    const domain = `${name}.${ending}`.toLowerCase();
    const end = match.index + whole.length - (path.length - tail.length);
    return services.has(domain) || !/[a-z]/iu.test(name)
      ? []
      : [{ kind: 'url', value: domain + tail, isHidden: parting !== '.' || name !== labels, start: match.index, end }];
  });
}

function chamberNumbersIn(text: string): Found[] {
  const pattern =
    /(?<!\p{L})(?:kvk|k\.v\.k\.?|kamer van koophandel|handelsregister)(?: (?:(?:bekend|ingeschreven|geregistreerd) )?onder)?(?:[\s-]?(?:inschrijf|registratie)?(?:nummer|nr|no))?[\s.:#(]{0,3}(\d(?:[ .]?\d){7})(?![\d.]?\d)/giu;
  return numbersOf('kvk', text, pattern, (number) => number.replaceAll(/\D/gu, ''));
}

function licencesIn(text: string): Found[] {
  const pattern =
    /(?<!\p{L})(?:\p{L}{0,20}vergunning(?:s?(?:nummer|nr))?|licentie(?:nummer|nr)?|licen[cs]e(?: (?:number|no))?)(?:\s?\(?(?:onder )?(?:nummer|nr|no))?[\s.:#-]{0,3}([a-z0-9][a-z0-9/.-]{2,24})/giu;
  return numbersOf('licence', text, pattern, (number) => {
    const value = number.replace(/[.-]+$/u, '').toUpperCase();
    return (value.match(/\d/gu)?.length ?? 0) >= 3 ? value : '';
  });
}

function numbersOf(kind: Contact['kind'], text: string, pattern: RegExp, valueOf: (number: string) => string): Found[] {
  return Array.from(text.matchAll(pattern)).flatMap((match) => {
    const value = valueOf(match[1] ?? '');
    return value === ''
      ? []
      : [{ kind, value, isHidden: false, start: match.index, end: match.index + match[0].length }];
  });
}
