import { createFoldText, slotsOfAd } from '../link/fold-text.ts';
import { compareWithTemplate, describedTextsMax, describeTemplate } from '../link/text-template.ts';
import type { TemplatePart, TemplateSegment } from '../link/text-template.ts';
import type { Ad } from '../model/ad.ts';
import type { WebDeps } from './web-context.ts';

const shownTemplates = 3;
const offeredAds = 20;
/** A longer text is cut: what makes a template stands in its beginning. */
const shownChars = 6000;

/** One stretch of the raw text of an ad; `missing` and `beyond`, where the text is cut, have none of their own. */
export type TemplatePiece = { type: TemplateSegment['type']; text: string; note: string };

/** What the ads of one template have in common, and one of them laid against it. */
export type TemplateView = {
  ads: number[];
  parts: readonly TemplatePart[];
  /** The texts go on behind these parts. */
  isCut: boolean;
  compared: { ad: number; pieces: TemplatePiece[] } | null;
  /** Ads that can be laid against it as well. */
  offered: number[];
};

const fold = createFoldText();

/** @param groups the ads of each template, ascending. */
export function readTemplateViews(
  { store }: WebDeps,
  groups: readonly (readonly number[])[],
  comparedAd: number | null,
): TemplateView[] {
  return groups.slice(0, shownTemplates).flatMap((ads) => {
    const described = ads.slice(0, describedTextsMax).flatMap((ad) => readText(ad) ?? []);
    if (described.length < 2) return [];
    const template = describeTemplate(described.map((one) => fold(one.text, slotsOfAd(one, 'text'))));
    const chosen = comparedAd !== null && ads.includes(comparedAd) ? comparedAd : (ads.at(-1) ?? 0);
    const content = readText(chosen);
    const words = content && fold(content.text, slotsOfAd(content, 'text'));
    return {
      ads: [...ads],
      parts: template.parts,
      isCut: template.isCut,
      compared: content &&
        words && { ad: chosen, pieces: piecesOf(content.text, compareWithTemplate(template, words)) },
      offered: ads.slice(-offeredAds),
    };
  });

  function readText(ad: number): Ad | null {
    return store.ads.content(ad, store.ads.find(ad)?.version ?? 0);
  }
}

/** Joined together the pieces are the text, unchanged, up to where it is cut. */
function piecesOf(text: string, segments: readonly TemplateSegment[]): TemplatePiece[] {
  const pieces: TemplatePiece[] = [];
  let at = 0;
  for (const segment of segments) {
    const start = segment.type === 'missing' || segment.type === 'beyond' ? segment.at : segment.start;
    if (start > shownChars) break;
    if (start > at) add('match', text.slice(at, start), '');
    at = Math.max(at, start);
    if (segment.type === 'beyond') return [...pieces, { type: 'beyond', text: '', note: '' }];
    if (segment.type === 'missing') add('missing', '', segment.expected.join(' '));
    else {
      const note =
        segment.type === 'changed' ? segment.expected.join(' ') : segment.type === 'slot' ? segment.kind : '';
      add(segment.type, text.slice(at, segment.end), note);
      at = Math.max(at, segment.end);
    }
  }
  if (at < shownChars) add('match', text.slice(at, shownChars), '');
  return text.length > Math.max(at, shownChars) ? [...pieces, { type: 'beyond', text: '', note: '' }] : pieces;

  function add(type: TemplatePiece['type'], part: string, note: string): void {
    const last = pieces.at(-1);
    if (type === 'match' && last?.type === 'match') last.text += part;
    else pieces.push({ type, text: part, note });
  }
}
