import { decisionReasonLabels } from '../handover/wording.ts';
import type { ErrorCode } from '../lib/errors.ts';
import type { AgeBand } from '../model/ad.ts';
import type { Family, Level } from '../model/assessment.ts';
import type { ReviewReason, ReviewState, Verdict } from '../model/review.ts';
import type { SkipReason } from '../model/run.ts';
import type { Span } from '../model/ad.ts';
import type { Role } from '../store/accounts.ts';

/** What the codes of the model are called on the pages. A code without a word does not compile. */
export const codeWords = {
  level: { laag: 'Laag', verhoogd: 'Verhoogd', hoog: 'Hoog', direct: 'Direct bekijken' } satisfies Record<
    Level,
    string
  >,
  state: {
    open: 'Open',
    confirmed: 'Bevestigd',
    dismissed: 'Afgewezen',
    'handed-over': 'Overgedragen',
  } satisfies Record<ReviewState, string>,
  verdict: { confirmed: 'bevestigd', dismissed: 'afgewezen' } satisfies Record<Verdict, string>,
  reason: {
    // As the municipality reads them; what goes with "other" stays with the reviewer.
    ...decisionReasonLabels,
    independent: 'Zelfstandig, geen aanwijzingen',
    'spam-or-scam': 'Spam of oplichting',
    duplicate: 'Dubbel met een andere advertentie',
    'outside-region': 'Buiten de regio',
    'licensed-business': 'Vergund bedrijf',
    'wrongly-recognised': 'Verkeerd herkend signaal',
    'too-little-information': 'Te weinig informatie',
    other: 'Anders',
  } satisfies Record<ReviewReason, string>,
  /** Why a page is missing from a crawl; what is no fault of a page or site keeps its code, for the beheerder. */
  failed: {
    FETCH_FAILED: 'niet op te halen',
    FETCH_REFUSED: 'mag of kan niet worden opgehaald',
    FETCH_LATER: 'de site vroeg om later terug te komen',
    JOB_TIMEOUT: 'duurde te lang',
    PAGE_UNREADABLE: 'niet te lezen',
    SITE_BLOCKED: 'de site houdt bezoek tegen',
    SITE_UNREACHABLE: 'de site antwoordt niet',
    LEGAL_BASIS_MISSING: 'geen geldige grondslag',
  } satisfies Partial<Record<ErrorCode, string>>,
  family: {
    F1: 'verband en sturing',
    F2: 'woordgebruik',
    F3: 'diensten',
    F4: 'leeftijd',
    F5: 'prijs en beschikbaarheid',
    F6: 'foto',
    F7: 'verhullen',
  } satisfies Record<Family, string>,
  field: {
    title: 'titel',
    text: 'tekst',
    age: 'leeftijd',
    phone: 'telefoon',
    price: 'prijs',
    place: 'plaats',
  } satisfies Record<Span['field'], string>,
  role: { ketenregisseur: 'ketenregisseur', beheerder: 'beheerder', auditor: 'auditor' } satisfies Record<Role, string>,
  ageBand: {
    'under-18': 'Onder 18',
    '18-20': '18 tot en met 20',
    '21-25': '21 tot en met 25',
    '26-30': '26 tot en met 30',
    '31-40': '31 tot en met 40',
    'over-40': 'Ouder dan 40',
    unknown: 'Geen leeftijd vermeld',
  } satisfies Record<AgeBand, string>,
  skipped: {
    robots: 'niet toegestaan door robots.txt',
    'crawl-delay': 'robots.txt vraagt een pauze van meer dan een minuut',
    'outside-region': 'buiten de regio',
    'outside-region-card': 'buiten de regio (al te zien in het overzicht)',
    'outside-scope': 'buiten het ingestelde deel van de site',
    'no-legal-basis': 'geen geldige grondslag',
    'not-an-ad': 'geen leesbare advertentie',
    gone: 'verdwenen',
    'rolled-back': 'gelezen in een ronde die is verworpen',
    'page-limit': 'grens van het aantal overzichtspagina’s bereikt',
    'site-blocks': 'de site houdt ons tegen; daar is niets meer gevraagd',
    'address-too-long': 'adres te lang',
    'path-repeats': 'adres herhaalt zichzelf',
    'query-explodes': 'adres met te veel onderdelen',
    'listing-repeats': 'overzichtspagina’s zonder nieuwe advertenties',
    'too-many-cards': 'te veel advertenties op één overzichtspagina',
    'known-in-row': 'niets nieuws meer in het overzicht',
  } satisfies Record<SkipReason, string>,
};
