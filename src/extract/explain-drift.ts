import type { Finding } from '../model/site-profile.ts';

/** A finding as one sentence: what was measured, what would have been usual, and who says so. */
export function explainFinding(finding: Omit<Finding, 'sentence'>): string {
  const { code, measured, expected, unit, source, nights } = finding;
  if (code === 'nothing-read')
    return `No ad of the region was read, where ${expected[1] > 1 ? `${expected[1]} were known` : 'its start page was asked for'}: a site that shows nothing is not a site without ads.`;
  const [low, high] = expected;
  const from =
    source === 'site-file'
      ? 'by the site file'
      : nights === 1
        ? 'by the night that was accepted'
        : `by ${nights} good nights`;
  return `${subjectOf(finding)}: ${shown(measured, unit)}; usual is ${shown(low, unit)} to ${shown(high, unit)} ${from}.`;
}

function subjectOf({ code, field, kind, unit }: Omit<Finding, 'sentence'>): string {
  switch (code) {
    case 'nothing-read':
      return 'ads read';
    case 'readable-share':
      return 'pages behind a card that hold a readable ad';
    case 'region-share':
      return 'ads that lie in the region';
    case 'outside-cards':
      return 'cards that name a place outside the region';
    case 'field-filled':
      return `field ${field ?? ''} filled`;
    case 'field-kind':
      return `field ${field ?? ''} of the kind "${kind ?? ''}"`;
    case 'field-length':
      return `length of ${field ?? ''} in ${unit}`;
    case 'cards-per-page':
      return 'cards on a listing page';
    case 'listing-pages':
      return 'listing pages';
    case 'new-share':
      return 'ads that were never met before';
    case 'missing-share':
      return 'known ads that were not met';
  }
}

function shown(value: number, unit: Finding['unit']): string {
  if (unit === 'share') return `${Math.round(value * 100)} %`;
  return String(value < 10 ? Math.round(value * 10) / 10 : Math.round(value));
}
