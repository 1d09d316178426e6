import type { RuleHealth } from '../../screen/rule-health.ts';
import type { CaseAd, Rule } from '../../screen/rule.ts';
import { describeCase, describeCondition, describeExplanation } from '../describe-rule.ts';
import type { Described } from '../describe-rule.ts';
import { showDay, showNumber } from '../show-time.ts';
import { words } from '../words.ts';
import { BrokenRules, Notable, showShare } from './rule-figures.tsx';

type NameOf = (code: string) => string;

/** One rule as it is published: what it looks for, why, how it errs, and how it did. */
export function RulePage(props: {
  rule: Rule;
  health: RuleHealth | undefined;
  problem: string | null;
  municipalityName: NameOf;
}) {
  const { rule, health, problem, municipalityName } = props;
  const { rules } = words;
  return (
    <>
      <p class="vindplaats-back">
        <a class="utrecht-link vindplaats-target" href="/regels">
          {rules.back}
        </a>
      </p>
      <BrokenRules problem={problem} />
      <h1>{rule.title}</h1>
      <p class="vindplaats-lead">{describeExplanation(rule.explanation)}</p>
      <section class="vindplaats-panel" aria-labelledby="cijfers">
        <h2 id="cijfers">{rules.figures}</h2>
        {health && <Figures health={health} points={rule.points} />}
        <Life rule={rule} municipalityName={municipalityName} />
      </section>
      <section class="vindplaats-panel" aria-labelledby="wanneer">
        <h2 id="wanneer">{rules.when}</h2>
        <Conditions list={describeCondition(rule.when)} />
      </section>
      <section class="vindplaats-panel" aria-labelledby="bewijs">
        <h2 id="bewijs">{rules.evidenceTitle}</h2>
        <p>
          <strong>{`${rule.evidence.grade} (${rules.evidence[rule.evidence.grade]})`}</strong>
        </p>
        <p>{rule.evidence.source}</p>
        <h3>{rules.falsePositives}</h3>
        <ul class="vindplaats-bullets">
          {rule.falsePositives.map((text) => (
            <li>{text}</li>
          ))}
        </ul>
      </section>
      <section class="vindplaats-panel" aria-labelledby="afweging">
        <h2 id="afweging">{rules.justification}</h2>
        <dl class="vindplaats-answers">
          <Fact label={rules.justificationOf.legal} value={rule.justification.legal} />
          <Fact label={rules.justificationOf.proxy} value={rule.justification.proxy} />
          <Fact label={rules.justificationOf.dataQuality} value={rule.justification.dataQuality} />
          <Fact label={rules.justificationOf.statisticalLink} value={rule.justification.statisticalLink} />
          <Fact label={rules.justificationOf.substantiveLink} value={rule.justification.substantiveLink} />
        </dl>
      </section>
      <section class="vindplaats-panel" aria-labelledby="voorbeelden">
        <h2 id="voorbeelden">{rules.cases}</h2>
        <p class="vindplaats-hint">{rules.casesHint}</p>
        <h3>{rules.match}</h3>
        <Cases cases={rule.cases.match} municipalityName={municipalityName} />
        <h3>{rules.noMatch}</h3>
        <Cases cases={rule.cases.noMatch} municipalityName={municipalityName} />
      </section>
    </>
  );
}

function Figures({ health, points }: { health: RuleHealth; points: number }) {
  const { columns } = words.rules;
  const { waitsFor, isDead, isNoisy, proposal } = health;
  const isNotable = waitsFor.length > 0 || isDead || isNoisy || proposal.kind !== 'none';
  return (
    <>
      <dl class="vindplaats-facts">
        <Fact label={columns.points} value={showNumber(points)} />
        <Fact label={columns.hits} value={showNumber(health.hits)} />
        <Fact label={columns.confirmed} value={showShare(health.confirmed)} />
        <Fact label={columns.right} value={showShare(health.right)} />
      </dl>
      <p>{isNotable ? <Notable health={health} /> : proposal.text}</p>
      {proposal.kind !== 'none' && <p class="vindplaats-quiet">{words.rules.decide}</p>}
    </>
  );
}

function Life({ rule, municipalityName }: { rule: Rule; municipalityName: NameOf }) {
  const { rules } = words;
  return (
    <dl class="vindplaats-facts vindplaats-facts--wide">
      <Fact label={rules.facts.status} value={rules.status[rule.status]} />
      <Fact label={rules.facts.ruleClass} value={rules.ruleClass[rule.class]} />
      {rule.family !== null && <Fact label={rules.facts.family} value={words.family[rule.family]} />}
      <Fact label={rules.facts.indicator} value={rule.indicator} />
      <Fact label={rules.facts.version} value={rules.ruleVersion(rule.id, rule.version)} />
      {rule.validFrom !== undefined && <Fact label={rules.validFrom} value={showDay(rule.validFrom)} />}
      {rule.validTo !== undefined && <Fact label={rules.validTo} value={showDay(rule.validTo)} />}
      {rule.municipalities && (
        <Fact label={rules.municipalities} value={rule.municipalities.map(municipalityName).join(', ')} />
      )}
    </dl>
  );
}

function Conditions({ list }: { list: readonly Described[] }) {
  return (
    <ul class="vindplaats-bullets">
      {list.map(({ text, parts }) => (
        <li>
          {text}
          {parts.length > 0 && <Conditions list={parts} />}
        </li>
      ))}
    </ul>
  );
}

function Cases({ cases, municipalityName }: { cases: readonly CaseAd[]; municipalityName: NameOf }) {
  return (
    <ul class="vindplaats-bullets">
      {cases.map((given) => {
        const parts = describeCase(given, municipalityName);
        return (
          <li>
            {parts.length === 0
              ? words.rules.emptyCase
              : parts.map(([label, value], at) => (
                  <>
                    {at > 0 && ' · '}
                    <span class="vindplaats-quiet">{`${label}: `}</span>
                    {value}
                  </>
                ))}
          </li>
        );
      })}
    </ul>
  );
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
