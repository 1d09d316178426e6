/** By what one can tell that a page is there to keep crawlers out. Whoever meets one stops; nothing here gets anybody past it. */

/** Header names in lower case; the value must hold the text. */
const headerMarks: readonly (readonly [name: string, holds: string])[] = [
  ['cf-mitigated', 'challenge'],
  ['x-amzn-waf-action', 'captcha'],
  ['x-amzn-waf-action', 'challenge'],
  ['x-datadome', 'protected'],
  ['www-authenticate', ''],
];

/** Stand on challenge pages only, so they count wherever no ad could be read. In lower case. */
const pageMarks: readonly string[] = [
  '_cf_chl_opt',
  'id="challenge-form"',
  'id="challenge-error-text"',
  '<title>just a moment...',
  '<title>attention required!',
  '<title>pardon our interruption',
  '<title>access denied',
  '<title>robot or human',
  '<title>ben je een robot',
  'geo.captcha-delivery.com',
  'id="px-captcha"',
  'awswafcookiedomainlist',
  'incapsula incident id',
  'unusual traffic from your computer network',
];

/** Stand beside many a contact form as well, so they count only where a list of ads was expected. */
const widgetMarks: readonly string[] = ['class="g-recaptcha', 'class="h-captcha', 'class="cf-turnstile'];

const searchedChars = 200_000;

/** @returns the header that says so, or null. */
export function challengeInHeaders(headers: Readonly<Record<string, string>>): string | null {
  const found = headerMarks.find(([name, holds]) => headers[name]?.toLowerCase().includes(holds));
  return found?.[0] ?? null;
}

/** @param isListing the page should have been a list of ads, and holds none. @returns the text that says so, or null. */
export function challengeInPage(html: string, isListing: boolean): string | null {
  const searched = html.slice(0, searchedChars).toLowerCase();
  const marks = isListing ? [...pageMarks, ...widgetMarks] : pageMarks;
  return marks.find((mark) => searched.includes(mark)) ?? null;
}
