import type { OutlineItem } from '../../catalogue/outline.js';
import { ModuleSituation } from '../../catalogue/pages/module-situation.js';
import { Actions, LinkButton, PostButton } from '../../web/components/button.js';
import { Card, Muted, Stack } from '../../web/components/card.js';
import { LessonArticle, LessonLayout, NextBar } from '../../web/components/learning.js';
import { NoticeBox } from '../../web/components/notice-box.js';
import { Tag } from '../../web/components/tag.js';
import { usePage } from '../../web/page.js';
import type { Place } from '../learn.service.js';
import { lessonPath, programmePath } from '../registries.js';
import { lessonOutline, neighbours, ownTitle } from './outline-view.js';

/** A lesson as the catalogue renders it. */
export interface LessonText {
  html: string;
  language: string;
  title: string;
  lead: string;
}

/** The field of the plan that a lesson's last task fills. */
export interface PlanStep {
  href: string;
  label: string;
  lang: string | undefined;
}

/** One lesson: the outline beside it, the text, and one thing to do at its end. */
export function LessonPage(props: { place: Place; text: LessonText; href: (item: OutlineItem) => string; plan: PlanStep | null }) {
  const { place, text, href, plan } = props;
  const at = usePage();
  const { t, format, language } = at;
  const { enrolment, outline, snapshot, module, item } = place;
  const path = lessonPath(enrolment.id, item.id);
  const lessons = module.items.filter((one) => one.kind === 'lesson');
  const { before, after } = neighbours(outline, item.id);
  const state = snapshot.items.get(item.id);
  const lang = text.language === language ? undefined : text.language;
  return (
    <LessonLayout outline={lessonOutline(place, at, { programme: programmePath(enrolment.id), item: href }, place)}>
      <LessonArticle
        eyebrow={t('progress.lesson.eyebrow', {
          code: module.code,
          number: lessons.indexOf(item as never) + 1,
          total: lessons.length,
          minutes: item.minutes,
        })}
        title={text.title}
        lead={text.lead}
        lang={lang}
        html={text.html}
        opened={`${path}/opened`}
        above={
          <>
            {state?.state === 'done' && state.completedAt && (
              <div>
                <Tag tone="ok" icon="check">
                  {t('progress.lesson.doneOn', { date: format.date(state.completedAt) })}
                </Tag>
              </div>
            )}
            {lang && <OtherLanguage lang={lang} />}
            {item === module.items[0] && <ModuleSituation module={module} />}
          </>
        }
        next={
          <NextBar back={before && { href: href(before.item), label: ownTitle(before.item, before.module, at).title }}>
            {state?.state === 'done' ? (
              <LinkButton href={after ? href(after.item) : programmePath(enrolment.id)} size="l" after="arrowRight">
                {after ? t('progress.lesson.next') : t('progress.lesson.toProgramme')}
              </LinkButton>
            ) : (
              <PostButton action={`${path}/done`} size="l" after="arrowRight">
                {t('progress.lesson.done')}
              </PostButton>
            )}
          </NextBar>
        }
      >
        {plan && <ToPlan plan={plan} />}
      </LessonArticle>
    </LessonLayout>
  );
}

function ToPlan({ plan }: { plan: PlanStep }) {
  const { t } = usePage();
  return (
    <Card>
      <Stack gap={3}>
        <Actions>
          <LinkButton href={plan.href} look="secondary" icon="target">
            {t('progress.lesson.toPlan', { field: plan.label })}
          </LinkButton>
        </Actions>
        <Muted small>{t('progress.lesson.toPlanWhy')}</Muted>
      </Stack>
    </Card>
  );
}

/** Says that a text exists in another language only. */
export function OtherLanguage({ lang }: { lang: string }) {
  const { t, language } = usePage();
  return (
    <NoticeBox icon="globe">
      {t('progress.lesson.otherLanguage', { language: new Intl.DisplayNames(language, { type: 'language' }).of(lang) ?? lang })}
    </NoticeBox>
  );
}
