import { words } from '../words.ts';

/** What a person reads when a page cannot be shown; never how it came about inside. */
export function ProblemPage({ title, text }: { title: string; text: string }) {
  return (
    <div class="vindplaats-narrow">
      <h1>{title}</h1>
      <p>{text}</p>
      <p>
        <a class="utrecht-link vindplaats-target" href="/">
          {words.problem.home}
        </a>
      </p>
    </div>
  );
}
