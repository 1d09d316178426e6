import { Hono } from 'hono';
import { municipalityName } from '../place-names.ts';
import type { RenderPage } from '../render-page.tsx';
import { createRuleFigures } from '../rule-figures.ts';
import { RulePage } from '../views/rule-page.tsx';
import { RulesPage } from '../views/rules-page.tsx';
import type { WebDeps, WebEnv } from '../web-context.ts';
import { words } from '../words.ts';

/** The rules in use: what they say and what people made of them. To be read only; rules change in their files. */
export function createRulesRoutes(deps: WebDeps, render: RenderPage) {
  const { rules, region } = deps;
  const figuresOf = createRuleFigures(deps);
  return new Hono<WebEnv>()
    .get('/', (c) => {
      rules.refresh();
      const ruleset = rules.ruleset();
      return render(
        c,
        { title: words.rules.title, place: 'rules' },
        <RulesPage ruleset={ruleset} figures={figuresOf(ruleset)} problem={rules.problem()} />,
      );
    })
    .get('/:id{[a-z0-9-]{1,80}}', (c) => {
      rules.refresh();
      const ruleset = rules.ruleset();
      const rule = ruleset.rules.find(({ id }) => id === c.req.param('id'));
      if (!rule) return c.notFound();
      return render(
        c,
        { title: rule.title, place: 'rules' },
        <RulePage
          rule={rule}
          health={figuresOf(ruleset).health.get(rule.id)}
          problem={rules.problem()}
          municipalityName={(code) => municipalityName(region, code)}
        />,
      );
    });
}
