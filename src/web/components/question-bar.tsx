import { usePage } from '../page.js';

export interface QuestionStep {
  href?: string;
  state: 'empty' | 'answered';
  current?: boolean;
}

/** All questions of a quiz as a line of links with numbers. `label` and `step`: what the line and one of its steps are called, where they are no questions. */
export function QuestionBar({ steps, label, step: name }: { steps: QuestionStep[]; label?: string; step?: string }) {
  const { t } = usePage();
  return (
    <nav aria-label={label ?? t('web.quiz.questions')}>
      <ol class="qbar">
        {steps.map((step, index) => {
          const look = (step.state === 'answered' ? 'is-ans' : '') + (step.current ? ' is-cur' : '');
          const words = (
            <>
              <i aria-hidden="true" />
              <span>
                <span class="vh">{name ?? t('web.quiz.question')} </span>
                {index + 1}
                <span class="vh">, {step.state === 'answered' ? t('web.quiz.answered') : t('web.quiz.empty')}</span>
              </span>
            </>
          );
          return (
            <li>
              {step.href ? (
                <a class={look} href={step.href} aria-current={step.current ? 'step' : undefined}>
                  {words}
                </a>
              ) : (
                <span class={`q ${look}`} aria-current={step.current ? 'step' : undefined}>
                  {words}
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
