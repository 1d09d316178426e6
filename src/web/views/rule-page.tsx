import type { RuleHealth } from '../../screen/rule-health.ts';
import type { CaseAd, Rule } from '../../screen/rule.ts';
import { describeCase, describeCondition, describeExplanation } from '../describe-rule.ts';
import type { Described } from '../describe-rule.ts';
import { showDay, showNumber } from '../show-time.ts';
import { words } from '../words.ts';
import { Fact } from './fact.tsx';
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
          <Fact label={rules.justificationOf.legal}>{rule.justification.legal}</Fact>
          <Fact label={rules.justificationOf.proxy}>{rule.justification.proxy}</Fact>
          <Fact label={rules.justificationOf.dataQuality}>{rule.justification.dataQuality}</Fact>
          <Fact label={rules.justificationOf.statisticalLink}>{rule.justification.statisticalLink}</Fact>
          <Fact label={rules.justificationOf.substantiveLink}>{rule.justification.substantiveLink}</Fact>
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
        <Fact label={columns.points}>{showNumber(points)}</Fact>
        <Fact label={columns.hits}>{showNumber(health.hits)}</Fact>
        <Fact label={columns.confirmed}>{showShare(health.confirmed)}</Fact>
        <Fact label={columns.right}>{showShare(health.right)}</Fact>
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
      <Fact label={rules.facts.status}>{rules.status[rule.status]}</Fact>
      <Fact label={rules.facts.ruleClass}>{rules.ruleClass[rule.class]}</Fact>
      {rule.family !== null && <Fact label={rules.facts.family}>{words.family[rule.family]}</Fact>}
      <Fact label={rules.facts.indicator}>{rule.indicator}</Fact>
      <Fact label={rules.facts.version}>{rules.ruleVersion(rule.id, rule.version)}</Fact>
      {rule.validFrom !== undefined && <Fact label={rules.validFrom}>{showDay(rule.validFrom)}</Fact>}
      {rule.validTo !== undefined && <Fact label={rules.validTo}>{showDay(rule.validTo)}</Fact>}
      {rule.municipalities && (
        <Fact label={rules.municipalities}>{rule.municipalities.map(municipalityName).join(', ')}</Fact>
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
