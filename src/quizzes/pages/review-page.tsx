import { Actions, LinkButton, PostButton } from '../../web/components/button.js';
import { Card, Rows, Row, Stack } from '../../web/components/card.js';
import { NoticeBox } from '../../web/components/notice-box.js';
import { Tag } from '../../web/components/tag.js';
import { usePage } from '../../web/page.js';
import { wordsFor } from '../../questions/views/question-words.js';
import { questionPlace, quizPaths } from '../quiz-paths.js';
import type { QuizSheet } from '../quiz.service.js';
import { firstEmpty, isAnswered, isBegun } from '../rules/place.js';
import { AttemptTime } from './attempt-words.js';

/** All questions before handing in: answered or empty, each with the way back to it. */
export function ReviewPage({ here }: { here: QuizSheet }) {
  const { t, language } = usePage();
  const { sheet, questions } = here;
  const { enrolmentId, quizId, number } = sheet;
  const partly = questions.filter((question) => isBegun(sheet.responses, question)).length;
  const empty = questions.filter((question) => !isAnswered(sheet.responses, question)).length - partly;
  const first = firstEmpty(questions, sheet.responses);
  return (
    <Stack gap={5}>
      <h1>{t('quizzes.review.title')}</h1>
      <AttemptTime here={here} />
      {empty > 0 ? (
        <NoticeBox tone="warn" title={t('quizzes.review.empty', { count: empty })}>
          <p>{t('quizzes.review.emptyMeans')}</p>
        </NoticeBox>
      ) : partly > 0 ? (
        <NoticeBox tone="warn" title={t('quizzes.review.partly', { count: partly })}>
          <p>{t('quizzes.review.partlyMeans')}</p>
        </NoticeBox>
      ) : (
        <NoticeBox tone="ok" title={t('quizzes.review.all', { count: questions.length })}>
          <p>{here.quiz.settings.mode === 'practice' ? t('quizzes.review.practice') : t('quizzes.review.allMeans')}</p>
        </NoticeBox>
      )}
      <Card id="list" title={t('quizzes.review.list')}>
        <Rows>
          {questions.map((question, index) => {
            const { words, language: own } = wordsFor(question, language);
            return (
              <li>
                <Row between>
                  <span>
                    {index + 1}.{' '}
                    <a href={questionPlace(here, index + 1)} lang={own === language ? undefined : own}>
                      {words.stem}
                    </a>
                  </span>
                  {isBegun(sheet.responses, question) ? (
                    <Tag tone="warn" icon="partly">
                      {t('quizzes.review.partlyAnswered')}
                    </Tag>
                  ) : isAnswered(sheet.responses, question) ? (
                    <Tag tone="ok" icon="check">
                      {t('quizzes.review.answered')}
                    </Tag>
                  ) : (
                    <Tag icon="circle">{t('quizzes.review.notAnswered')}</Tag>
                  )}
                </Row>
              </li>
            );
          })}
        </Rows>
      </Card>
      <Actions>
        {first !== null && (
          <LinkButton href={questionPlace(here, first)} size="l">
            {t('quizzes.review.toEmpty')}
          </LinkButton>
        )}
        <PostButton
          action={quizPaths.handIn(enrolmentId, quizId, number)}
          look={empty + partly ? 'secondary' : 'primary'}
          size="l"
          icon="send"
          unsaved={{ question: t('quizzes.review.unsaved'), yes: t('quizzes.review.handInAnyway'), no: t('quizzes.review.stay') }}
        >
          {empty + partly ? t('quizzes.review.handInAnyway') : t('quizzes.review.handIn')}
        </PostButton>
      </Actions>
    </Stack>
  );
}
