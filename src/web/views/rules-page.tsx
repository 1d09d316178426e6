import type { Ruleset } from '../../screen/compile-rules.ts';
import type { Rule } from '../../screen/rule.ts';
import type { RuleFigures } from '../rule-figures.ts';
import type { Axis } from '../rule-words.ts';
import { showNumber } from '../show-time.ts';
import { words } from '../words.ts';
import { DataTable } from './data-table.tsx';
import { BrokenRules, Notable, showShare } from './rule-figures.tsx';

const axes = ['stop', 'exploitation', 'protective', 'compliance'] as const satisfies Axis[];

/** Every rule in use with what it found and what people made of it, by what it is for. */
export function RulesPage(props: { ruleset: Ruleset; figures: RuleFigures; problem: string | null }) {
  const { ruleset, figures, problem } = props;
  return (
    <>
      <BrokenRules problem={problem} />
      <h1>{words.rules.title}</h1>
      <p class="vindplaats-lead">
        {words.rules.lead} <strong>{words.rules.decide}</strong>
      </p>
      <div class="vindplaats-rules-intro">
        <p>{words.rules.seen(showNumber(figures.ads), showNumber(figures.decided))}</p>
        <p>{words.rules.seenHint}</p>
        <p class="vindplaats-quiet">{words.rules.using(ruleset.rules.length, ruleset.hash.slice(0, 12))}</p>
      </div>
      {axes.map((axis) => {
        const rules = ruleset.rules.filter((rule) => axisOf(rule) === axis);
        return rules.length === 0 ? null : <Axis axis={axis} rules={rules} figures={figures} />;
      })}
    </>
  );
}

function Axis({ axis, rules, figures }: { axis: Axis; rules: readonly Rule[]; figures: RuleFigures }) {
  const { columns } = words.rules;
  return (
    <section class="vindplaats-panel" aria-labelledby={`regels-${axis}`}>
      <h2 id={`regels-${axis}`}>{words.rules.axis[axis]}</h2>
      <p class="vindplaats-hint">{words.rules.axisHint[axis]}</p>
      <DataTable
        caption={words.rules.axis[axis]}
        isCaptionHidden
        columns={[
          { label: columns.rule, className: 'vindplaats-rule-cell' },
          { label: columns.points, isNumber: true },
          { label: columns.hits, isNumber: true },
          { label: columns.confirmed, className: 'vindplaats-share-cell' },
          { label: columns.right, className: 'vindplaats-share-cell' },
          { label: columns.notable, className: 'vindplaats-notable-cell' },
        ]}
        rows={rules.toSorted(byFamily).map((rule) => rowOf(rule, figures))}
      />
    </section>
  );
}

function rowOf(rule: Rule, figures: RuleFigures) {
  const health = figures.health.get(rule.id);
  return [
    <>
      <a class="utrecht-link" href={`/regels/${rule.id}`}>
        {rule.title}
      </a>
      <span class="vindplaats-second">
        {[
          rule.indicator,
          words.rules.classShort(rule.class),
          rule.family === null ? '' : words.family[rule.family],
          words.rules.status[rule.status],
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </>,
    showNumber(rule.points),
    showNumber(health?.hits ?? 0),
    health ? showShare(health.confirmed) : '',
    health ? showShare(health.right) : '',
    health ? <Notable health={health} /> : '',
  ];
}

function axisOf({ class: ruleClass }: Rule): Axis {
  switch (ruleClass) {
    case 'A':
    case 'B':
    case 'C':
      return 'exploitation';
    case 'P':
      return 'protective';
    case 'L':
      return 'compliance';
    case 'S':
      return 'stop';
  }
}

function byFamily(a: Rule, b: Rule): number {
  return (a.family ?? '').localeCompare(b.family ?? '') || a.indicator.localeCompare(b.indicator);
}
