import type { ComponentChildren } from 'preact';
import { inLanguage, type OutlineModule } from '../../catalogue/outline.js';
import { ModuleSituation } from '../../catalogue/pages/module-situation.js';
import { renderedMarkdown } from '../../platform/source/markdown.js';
import { holds } from '../../platform/security/viewer.js';
import { quizPaths } from '../../quizzes/quiz-paths.js';
import type { Question } from '../../questions/question.js';
import { answerField, type Answers } from '../../questions/rules/try.js';
import { QuestionCards } from '../../questions/views/question-cards.js';
import { QuestionFeedback } from '../../questions/views/question-feedback.js';
import { QuestionForm } from '../../questions/views/question-form.js';
import { QuestionKey } from '../../questions/views/question-key.js';
import { Actions, Button, LinkButton } from '../../web/components/button.js';
import { Card, Muted, Stack } from '../../web/components/card.js';
import { LessonArticle, NextBar, Prose } from '../../web/components/learning.js';
import { NoticeBox } from '../../web/components/notice-box.js';
import { PageHeader } from '../../web/components/page-header.js';
import { usePage } from '../../web/page.js';
import type { LessonPreview, PlanPreview, Preview, QuizPreview, TriedQuiz } from '../preview.service.js';

const pathOf = (preview: Preview, itemId: string): string => `/catalogue/${preview.outline.programmeId}/items/${itemId}/preview`;

function moduleWords(module: OutlineModule, language: string): string {
  const { words } = inLanguage(module.words, language, module.source);
  return `${module.code} · ${words.title}`;
}

/** Says that this is a preview, and leads to the items before and after. */
function Around({ preview, children }: { preview: Preview; children: ComponentChildren }) {
  const { t } = usePage();
  return (
    <Stack gap={5}>
      <NoticeBox icon="eye">
        <p>{t('authoring.preview.why')}</p>
      </NoticeBox>
      {children}
      <NextBar back={preview.before ? { href: pathOf(preview, preview.before), label: t('authoring.preview.before') } : null}>
        {preview.after ? (
          <LinkButton href={pathOf(preview, preview.after)} after="arrowRight">
            {t('authoring.preview.after')}
          </LinkButton>
        ) : (
          <LinkButton href={`/catalogue/${preview.outline.programmeId}`}>{t('authoring.preview.back')}</LinkButton>
        )}
      </NextBar>
    </Stack>
  );
}

export function LessonPreviewPage({ preview }: { preview: LessonPreview }) {
  const { t, language } = usePage();
  const { lesson, item, module } = preview;
  return (
    <Around preview={preview}>
      <LessonArticle
        eyebrow={t('authoring.preview.lesson', { module: moduleWords(module, language), minutes: item.minutes })}
        title={lesson.title}
        lead={lesson.lead}
        above={item === module.items[0] && <ModuleSituation module={module} />}
        html={lesson.html}
        lang={lesson.language === language ? undefined : lesson.language}
      />
    </Around>
  );
}

/** Every field of the plan with its guidance, empty. */
export function PlanPreviewPage({ preview }: { preview: PlanPreview }) {
  const { t, language } = usePage();
  const { item, module } = preview;
  const { words, language: own } = inLanguage(item.words, language, module.source);
  const lang = own === language ? undefined : own;
  return (
    <Around preview={preview}>
      <PageHeader eyebrow={moduleWords(module, language)} title={words.title} lead={<span lang={lang}>{words.lead}</span>} lang={lang} />
      <p>{t('authoring.preview.plan', { count: item.fields.length })}</p>
      {item.fields.map((field) => {
        const own = words.fields[field.id]!;
        return (
          <Card id={`field-${field.id}`} title={<span lang={lang}>{own.label}</span>}>
            <div lang={lang}>
              <Stack gap={3}>
                <p>{own.question}</p>
                <Prose html={renderedMarkdown(own.guidance) + (own.example ? renderedMarkdown(own.example) : '')} />
                {field.kind === 'table' && <Muted small>{field.columns.map((id) => own.columns[id] ?? id).join(' · ')}</Muted>}
              </Stack>
            </div>
          </Card>
        );
      })}
    </Around>
  );
}

function QuizHeader({ preview, lead }: { preview: QuizPreview; lead: string }) {
  const { language } = usePage();
  const { words, language: lang } = inLanguage(preview.item.words, language, preview.module.source);
  return <PageHeader eyebrow={moduleWords(preview.module, language)} title={words.title} lead={lead} lang={lang === language ? undefined : lang} />;
}

/** One card per question, each with its place in the pool. */
function Questions({ preview, show }: { preview: QuizPreview; show: (question: Question, eyebrow: string) => ComponentChildren }) {
  const { t } = usePage();
  const { questions } = preview.item;
  return (
    <QuestionCards
      questions={questions}
      show={(question, index) => show(question, t('authoring.preview.question', { number: index + 1, count: questions.length }))}
    />
  );
}

/** All questions of the pool at once, to try. */
export function QuizTryPage({ preview }: { preview: QuizPreview }) {
  const { t } = usePage();
  const { questions, draw, id } = preview.item;
  return (
    <Around preview={preview}>
      <QuizHeader preview={preview} lead={t('authoring.preview.quiz', { count: questions.length, draw })} />
      <form method="post" action={pathOf(preview, id)}>
        <Stack gap={5}>
          <Questions
            preview={preview}
            show={(question, eyebrow) => (
              <QuestionForm question={question} chosen={[]} name={answerField(question.id)} eyebrow={eyebrow} level={2} atOnce />
            )}
          />
          <Actions>
            <Button>{t('authoring.preview.check')}</Button>
            <LinkButton look="secondary" icon="key" href={`${pathOf(preview, id)}?show=key`}>
              {t('authoring.preview.showKey')}
            </LinkButton>
            <LinkButton look="secondary" icon="download" href={`/catalogue/${preview.outline.programmeId}/items/${id}/export`}>
              {t('authoring.export.link')}
            </LinkButton>
          </Actions>
        </Stack>
      </form>
    </Around>
  );
}

export function QuizResultPage({ preview, tried }: { preview: QuizPreview; tried: TriedQuiz & { answers: Answers } }) {
  const { t, language, format } = usePage();
  const { outline, module, item } = preview;
  const { score, passed } = tried;
  // Rounded down, so that nobody reads 70 % beside "not yet".
  const points = format.number(Math.floor((score.numerator * 100) / score.denominator) / 100);
  const reread = (question: Question) => {
    const lesson = module.items.find((other) => other.id === question.lesson);
    if (lesson?.kind !== 'lesson') return undefined;
    const { words, language: lang } = inLanguage(lesson.words, language, module.source);
    return { href: pathOf(preview, lesson.id), title: words.title, lang: lang === language ? undefined : lang };
  };
  return (
    <Around preview={preview}>
      <QuizHeader preview={preview} lead={t('authoring.preview.tried')} />
      <NoticeBox tone={passed ? 'ok' : 'info'} live title={passed ? t('authoring.preview.passed') : t('authoring.preview.notYet')}>
        <p>{t('authoring.preview.points', { points, max: score.max, pass: outline.rules.pass })}</p>
      </NoticeBox>
      <Questions
        preview={preview}
        show={(question, eyebrow) => (
          <QuestionFeedback question={question} answer={tried.answers[question.id] ?? []} eyebrow={eyebrow} reread={reread(question)} />
        )}
      />
      <Actions>
        <LinkButton href={pathOf(preview, item.id)} icon="refresh">
          {t('authoring.preview.again')}
        </LinkButton>
      </Actions>
    </Around>
  );
}

export function QuizKeyPage({ preview }: { preview: QuizPreview }) {
  const { t, viewer } = usePage();
  const mayCorrect = viewer && holds(viewer, 'question.correct');
  const correct = (question: Question) => quizPaths.correct(preview.outline.programmeId, preview.item.id, question.id);
  return (
    <Around preview={preview}>
      <QuizHeader preview={preview} lead={t('authoring.preview.key')} />
      <Questions
        preview={preview}
        show={(question, eyebrow) => (
          <Stack>
            <QuestionKey question={question} eyebrow={eyebrow} />
            {mayCorrect && (
              <Actions>
                <LinkButton look="secondary" size="s" icon="edit" href={correct(question)}>
                  {t('authoring.preview.correct')}
                </LinkButton>
              </Actions>
            )}
          </Stack>
        )}
      />
      <Actions>
        <LinkButton href={pathOf(preview, preview.item.id)}>{t('authoring.preview.tryIt')}</LinkButton>
      </Actions>
    </Around>
  );
}
