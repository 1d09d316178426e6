import { describe, expect, it } from 'vitest';
import { ruleHealth } from '../../src/screen/rule-health.ts';
import type { ScreenedAd } from '../../src/screen/rule-tally.ts';
import { ruleWith } from './example-rule.ts';

/** So many ads on which `rule` spoke (or none), of which so many were confirmed and found right. */
function ads(count: number, rule: string | null, confirmed: number, right = confirmed): ScreenedAd[] {
  return Array.from({ length: count }, (_, at) => ({
    spoke: rule === null ? [] : [rule],
    verdict: at < confirmed ? 'confirmed' : 'dismissed',
    outcome: at < confirmed ? (at < right ? 'right' : 'wrong') : null,
  }));
}
const others = (count = 600) => ads(count, null, count / 10, count / 20);

function health(
  parts: Record<string, unknown>,
  spoken: ScreenedAd[],
  rest = others(),
  unfed: 'photoPersonas'[] = ['photoPersonas'],
) {
  const [found] = ruleHealth([ruleWith({ id: 'rule', ...parts })], [...spoken, ...rest], unfed);
  return found!;
}

describe('the health of a rule', () => {
  it('counts hits and the shares of confirmed and right, without a percentage for a few', () => {
    expect(health({}, ads(30, 'rule', 15, 12))).toMatchObject({
      hits: 30,
      confirmed: { count: 15, of: 30, interval: { share: 0.5 } },
      right: { count: 12, of: 15, interval: null },
    });
  });

  it('calls a rule dead that never spoke on many ads, and proposes to retire it', () => {
    expect(health({}, [])).toMatchObject({ isDead: true, proposal: { kind: 'retire' } });
    expect(health({}, [], others(100))).toMatchObject({ isDead: false, proposal: { kind: 'none' } });
  });

  it('does not call a rule dead that asks for what nothing works out yet', () => {
    const photo = { fact: { name: 'photoPersonas', between: [2, 20] } };
    const waiting = [photo, { all: [{ phrases: { any: ['massage'] } }, photo] }, { any: [photo, { all: [photo] }] }];
    for (const when of waiting)
      expect(health({ when }, [])).toMatchObject({
        waitsFor: ['photoPersonas'],
        isDead: false,
        proposal: { kind: 'none' },
      });
    expect(health({ when: photo }, [], others(), [])).toMatchObject({ waitsFor: [], isDead: true });
    const able = [
      { any: [photo, { phrases: { any: ['massage'] } }] },
      { not: photo },
      { fact: { name: 'photoPersonas', between: [0, 1] } },
      { fact: { name: 'tips', between: [1, 9] } },
    ];
    for (const when of able) expect(health({ when }, [])).toMatchObject({ waitsFor: [], isDead: true });
  });

  it('never proposes to retire the stop rule or local law because they are silent', () => {
    expect(health({ class: 'S', points: 0 }, []).proposal.kind).toBe('none');
    expect(health({ class: 'L', points: 0 }, []).proposal.kind).toBe('none');
  });

  it('calls a rule noisy that speaks on too many ads, but not context', () => {
    expect(health({}, ads(100, 'rule', 10))).toMatchObject({ isNoisy: true, proposal: { kind: 'change' } });
    expect(health({ class: 'C', points: 1 }, ads(100, 'rule', 10))).toMatchObject({ isNoisy: false });
  });

  it.each([
    ['experimental', 20, 10, 'promote'],
    ['test', 60, 58, 'promote'],
    ['test', 60, 0, 'change'],
    ['stable', 60, 58, 'none'],
  ])('proposes for a rule on %s that finds what is confirmed (%i, right %i): %s', (status, confirmed, right, kind) => {
    expect(health({ status }, ads(60, 'rule', confirmed, right)).proposal.kind).toBe(kind);
  });

  it('proposes to change a rule that finds what is dismissed', () => {
    expect(health({}, ads(60, 'rule', 0), ads(600, null, 300, 200)).proposal.kind).toBe('change');
  });

  it('turns the question round for a protective rule', () => {
    const protective = { class: 'P', points: -5, family: null, status: 'experimental' };
    expect(health(protective, ads(60, 'rule', 0), ads(600, null, 300, 200)).proposal.kind).toBe('promote');
    expect(health(protective, ads(60, 'rule', 55)).proposal.kind).not.toBe('promote');
  });

  it('says so when there is too little to tell', () => {
    expect(health({}, ads(19, 'rule', 19)).proposal).toEqual({
      kind: 'none',
      text: 'Te weinig gegevens: 19 besliste advertenties.',
    });
  });
});
