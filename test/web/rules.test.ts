import { appendFileSync, cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Assessment, Level } from '../../src/model/assessment.ts';
import { counterfactualOf } from '../../src/screen/counterfactual.ts';
import { keepRuleset } from '../../src/screen/keep-ruleset.ts';
import { ruleSchema } from '../../src/screen/rule.ts';
import { describeCondition } from '../../src/web/describe-rule.ts';
import type { Described } from '../../src/web/describe-rule.ts';
import { addScreenedAd, someIndicator } from '../support/seed-store.ts';
import { temporaryDir } from '../support/temporary-dir.ts';
import { openWeb, ownRules } from './open-web.ts';

/** A folder of rules that a test may break. */
function copiedRules() {
  const dir = join(temporaryDir(), 'rules');
  cpSync('rules', dir, { recursive: true });
  return { dir, rules: keepRuleset(dir) };
}

/** The cells of one row of the table, without markup. */
function cellsOf(html: string, ruleId: string): string[] {
  const row = html.split('<tr role="row">').find((part) => part.includes(`href="/regels/${ruleId}"`)) ?? '';
  return [...row.matchAll(/<t[hd] [^>]*>(.*?)<\/t[hd]>/gs)].map((cell) => (cell[1] ?? '').replaceAll(/<[^>]*>/g, ''));
}

describe('the page Regels', () => {
  it('is for those who review, and stands in their menu', async () => {
    const { signIn, app } = openWeb();
    for (const role of ['ketenregisseur', 'beheerder'] as const) {
      const answer = await signIn(role).get('/regels');
      expect([role, answer.status]).toEqual([role, 200]);
      expect(await answer.text()).toContain('<a href="/regels" aria-current="page">Regels</a>');
    }
    expect((await signIn('auditor').get('/regels')).status).toBe(403);
    expect((await signIn('auditor').get('/regels/under-18')).status).toBe(403);
    expect((await app.request('http://127.0.0.1:8080/regels')).status).toBe(303);
  });

  it('lists every rule once, under what it is for, with the hash in use', async () => {
    const html = await (await openWeb().signIn().get('/regels')).text();
    const { rules, hash } = ownRules.ruleset();
    const listed = [...html.matchAll(/href="\/regels\/([a-z0-9-]+)"/g)].map((match) => match[1]);
    expect(listed).toHaveLength(rules.length);
    expect(new Set(listed)).toEqual(new Set(rules.map(({ id }) => id)));
    expect(html).toContain(hash.slice(0, 12));
    expect(html).toContain('Een mens beslist over regels; niets verandert vanzelf.');
    const [, protective = ''] = html.split('id="regels-protective"');
    for (const rule of rules)
      expect([rule.id, protective.split('</section>')[0]?.includes(`/regels/${rule.id}"`)]).toEqual([
        rule.id,
        rule.class === 'P',
      ]);
  });

  it('counts hits and decisions from the stored ads, and prints no percentage under twenty', async () => {
    const { signIn, store, clock } = openWeb();
    const ads = Array.from({ length: 20 }, (_, index) =>
      addScreenedAd(store, { age: 23, title: `Massage ${index}`, text: 'Rustige praktijk.' }),
    );
    const anna = signIn();
    const decide = async (from: number, to: number, verdict: string, reason: string) => {
      for (const { adId, assessmentId } of ads.slice(from, to))
        expect(
          (
            await anna.post(`/advertentie/${adId}/besluit`, {
              verdict,
              reason,
              assessmentId: String(assessmentId),
            })
          ).status,
        ).toBe(303);
    };
    await decide(0, 15, 'confirmed', 'possible-minor');
    await decide(15, 19, 'dismissed', 'spam-or-scam');
    const before = cellsOf(await (await anna.get('/regels')).text(), 'age-21-to-25');
    expect(before.slice(2, 5)).toEqual(['20', 'te weinig gegevens (19)', 'te weinig gegevens (0)']);
    await decide(19, 20, 'dismissed', 'spam-or-scam');
    // Within the minute, so this also shows that a decision makes kept figures old.
    clock.now = new Date(clock.now.getTime() + 1000);
    const after = await (await anna.get('/regels')).text();
    expect(cellsOf(after, 'age-21-to-25')[3]).toBe('75% van 20 (53% tot 89%)');
    expect(cellsOf(after, 'tip-matches')[2]).toBe('0');
    expect(after).toContain('De cijfers gaan over 20 advertenties die nu zijn opgeslagen. Over 20 daarvan is beslist.');
  });

  it('keeps its figures for a minute, no longer', async () => {
    const { signIn, store, clock } = openWeb();
    const { adId } = addScreenedAd(store, { siteAdId: 'x', age: 23 });
    const anna = signIn();
    const hits = async () => cellsOf(await (await anna.get('/regels')).text(), 'age-21-to-25')[2];
    expect(await hits()).toBe('1');
    const content = store.ads.content(adId, 1)!;
    store.ads.keep({
      ad: { ...content, municipality: 'GM0402', age: 40 },
      addressHash: 'address-prikbord-x',
      contentHash: 'changed',
      page: { sha256: 'p', status: 200, fetchedAt: '2026-11-22T02:00:00.000Z', etag: null, lastModified: null },
    });
    clock.now = new Date(clock.now.getTime() + 59_000);
    expect(await hits()).toBe('1');
    clock.now = new Date(clock.now.getTime() + 1000);
    expect(await hits()).toBe('0');
  });

  it('goes on with the last good rules when the folder breaks, says what is wrong as text, and recovers', async () => {
    const { dir, rules } = copiedRules();
    const { signIn } = openWeb(rules);
    const anna = signIn();
    const file = join(dir, 'youth', 'under-18.yaml');
    const sound = readFileSync(file, 'utf8');
    expect(await (await anna.get('/regels')).text()).not.toContain('De map met regels klopt niet');
    appendFileSync(file, '\n"<script>alert(1)</script>": 1\n');
    const hash = rules.ruleset().hash;
    for (const path of ['/regels', '/regels/under-18']) {
      const html = await (await anna.get(path)).text();
      expect(html).toContain('De map met regels klopt niet');
      expect(html).toContain('De laatste goede regels zijn nog in gebruik.');
      expect(html).toContain('under-18.yaml');
      expect(html).not.toContain(dir);
      expect(html.match(/<script/g)).toHaveLength(1);
    }
    expect(cellsOf(await (await anna.get('/regels')).text(), 'under-18')).toHaveLength(6);
    expect(rules.ruleset().hash).toBe(hash);
    writeFileSync(file, sound);
    expect(await (await anna.get('/regels')).text()).not.toContain('De map met regels klopt niet');
  });

  it('takes in an edited rule on the next request', async () => {
    const { dir, rules } = copiedRules();
    const { signIn } = openWeb(rules);
    rmSync(join(dir, 'wording', 'new-here.yaml'));
    const anna = signIn();
    expect((await anna.get('/regels/new-here')).status).toBe(404);
    expect(await (await anna.get('/regels')).text()).not.toContain('/regels/new-here');
  });
});

describe('the page of one rule', () => {
  it('shows everything that is published of every rule', async () => {
    const anna = openWeb().signIn();
    for (const rule of ownRules.ruleset().rules) {
      const answer = await anna.get(`/regels/${rule.id}`);
      const text = (await answer.text())
        .replaceAll(/<[^>]*>/g, '')
        .replaceAll('&quot;', '"')
        .replaceAll('&#39;', "'");
      expect([rule.id, answer.status]).toEqual([rule.id, 200]);
      const { legal, proxy, dataQuality, statisticalLink, substantiveLink } = rule.justification;
      for (const told of [
        rule.title,
        rule.indicator,
        rule.evidence.source,
        ...rule.falsePositives,
        legal,
        proxy,
        dataQuality,
        statisticalLink,
        substantiveLink,
        ...[...rule.cases.match, ...rule.cases.noMatch].map(({ title }) => title),
      ])
        expect(text).toContain(told);
      expect(text).not.toMatch(/\{\w+\}|undefined|NaN|\[object/);
    }
  });

  it('tells of every value of a condition', () => {
    for (const { when } of ownRules.ruleset().rules) {
      const told = textOf(describeCondition(when));
      for (const phrase of phrasesOf(when)) expect(told).toContain(`“${phrase}”`);
      expect(told.length).toBeGreaterThan(10);
    }
    const everything = ruleSchema.shape.when.parse({
      all: [
        { not: { phrases: { in: ['title'], any: ['aa', 'bb'], except: ['aa cc'], stem: true, atLeast: 2 } } },
        { near: { in: ['text'], first: ['dd'], second: ['ee'], within: 4, negation: 'require' } },
        { any: [{ field: { name: 'priceCents', between: [100, 2550] } }, { field: { name: 'age', exists: false } }] },
        { count: { of: 'distinctNumbers', between: [2, 9] } },
        { fact: { name: 'agesFalling', is: true } },
        { phone: { obscured: true } },
        { age: { belowLocalMinimum: true } },
        { licence: { requiredHere: true } },
      ],
    });
    expect(textOf(describeCondition(everything)).replaceAll('\u00a0', ' ')).toBe(
      [
        'Dit geldt allemaal:',
        ' Dit geldt niet:',
        '  In de titel staat minstens 2 keer één van deze woorden:',
        '   “aa”, “bb”',
        '   Niet als het hoort bij: “aa cc”',
        '   Andere vormen van deze woorden tellen ook.',
        '   Met een ontkenning (zoals “geen” of “niet”) telt het niet.',
        ' In de tekst staan twee woorden bij elkaar, met hoogstens 4 woorden ertussen:',
        '  Eén van: “dd”',
        '  En één van: “ee”',
        '  Het telt alleen met een ontkenning (zoals “geen” of “niet”).',
        ' Minstens één hiervan geldt:',
        '  De prijs: € 1,00 tot en met € 25,50.',
        '  De leeftijd is niet vermeld.',
        ' Aantal verschillende telefoonnummers in de advertentie: 2 tot en met 9.',
        ' De leeftijd bij dit contact daalt: ja.',
        ' Het telefoonnummer is alleen verborgen geschreven.',
        ' De leeftijd ligt onder de minimumleeftijd van de gemeente op die dag.',
        ' De gemeente eist op die dag een vergunningnummer in de advertentie.',
      ].join('\n'),
    );
  });

  it('does not exist for what is no rule', async () => {
    const anna = openWeb().signIn();
    for (const path of ['/regels/no-such-rule', '/regels/..%2Fscoring', '/regels/UNDER-18'])
      expect([path, (await anna.get(path)).status]).toEqual([path, 404]);
  });
});

describe('the nearest counterfactual on the page of an ad', () => {
  const { rules, hash } = ownRules.ruleset();
  const reasonOf = (id: string) => {
    const rule = rules.find((candidate) => candidate.id === id)!;
    return someIndicator({ rule: id, title: rule.title, class: rule.class, family: rule.family, points: rule.points });
  };
  const page = async (level: Level, reasons: Assessment['reasons'], rulesetHash = hash) => {
    const { signIn, store } = openWeb();
    const { adId } = addScreenedAd(store, {}, { level, reasons, rulesetHash });
    return (await signIn().get(`/advertentie/${adId}`)).text();
  };

  it('names the reason by the number it has there', async () => {
    // Context first, so that the number differs from the place among the rules that drive a level.
    const reasons = [reasonOf('age-21-to-25'), reasonOf('several-personas')];
    expect(await page('verhoogd', reasons)).toContain('Zonder reden 2 zou dit Laag zijn.');
  });

  it('names several reasons when one is not enough, as the engine says', async () => {
    const reasons = ['several-personas', 'obscured-number', 'youth-wording'].map(reasonOf);
    const nearest = counterfactualOf(
      { level: 'hoog', points: 90, reasons, against: [], compliance: [], rulesetHash: hash, inputHash: 'i' },
      ownRules.ruleset(),
    )!;
    const numbers = reasons.flatMap(({ rule }, index) => (nearest.without.includes(rule) ? [index + 1] : []));
    expect(numbers).toHaveLength(2);
    expect(await page('hoog', reasons)).toContain(`Zonder redenen ${numbers.join(' en ')} zou dit Verhoogd zijn.`);
  });

  it('says nothing for the lowest level, for a possible minor, and for what other rules assessed', async () => {
    expect(await page('laag', [reasonOf('age-21-to-25')])).not.toContain('Zonder reden');
    expect(await page('direct', [reasonOf('under-18'), reasonOf('several-personas')])).not.toContain('Zonder reden');
    expect(await page('verhoogd', [reasonOf('several-personas')], 'other-rules')).not.toContain('Zonder reden');
  });
});

function textOf(list: readonly Described[], depth = 0): string {
  return list
    .flatMap(({ text, parts }) => [' '.repeat(depth) + text, ...(parts.length > 0 ? [textOf(parts, depth + 1)] : [])])
    .join('\n');
}

/** Every string in the lists of phrases of a condition, however deep. */
function phrasesOf(value: unknown): string[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    ['first', 'second', 'except'].includes(key) || (key === 'any' && typeof inner[0] === 'string')
      ? (inner as string[])
      : phrasesOf(inner),
  );
}
