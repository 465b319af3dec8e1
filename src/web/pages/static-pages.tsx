import type { ComponentChildren } from 'preact';
import { DataTable } from '../components/data-table.js';
import { PageHeader } from '../components/page-header.js';
import { Prose } from '../components/learning.js';
import { page, usePage, type Page, type PageContext } from '../page.js';

/** Layout of pages that anybody may read. */
const open = (context: PageContext, title: string, body: ComponentChildren, active?: string): Page =>
  page(title, body, { layout: context.viewer ? 'app' : 'plain', active });

const reportLink = (url: string): string => `/report?page=${encodeURIComponent(url)}`;

function About() {
  const { t } = usePage();
  return (
    <>
      <PageHeader title={t('web.about.title')} lead={t('web.about.lead')} />
      <Prose>
        <h2>{t('web.about.reed.title')}</h2>
        <p>{t('web.about.reed.text')}</p>
        <h2>{t('web.about.clarinet.title')}</h2>
        <p>{t('web.about.clarinet.what')}</p>
        <p>{t('web.about.clarinet.who')}</p>
        <p>{t('web.about.clarinet.outputs')}</p>
        <ul>
          <li>{t('web.about.clarinet.award')}</li>
          <li>{t('web.about.clarinet.kit')}</li>
          <li>{t('web.about.clarinet.local')}</li>
        </ul>
        <p>{t('web.about.clarinet.dates')}</p>
        <h2>{t('web.about.independent.title')}</h2>
        <p>{t('web.about.independent.text')}</p>
        <p>{t('web.about.independent.funding')}</p>
        <h2>{t('web.about.texts.title')}</h2>
        <p>{t('web.about.texts.ours')}</p>
        <p>{t('web.about.texts.checked')}</p>
        <p>{t('web.about.texts.gaps')}</p>
        <h2>{t('web.about.software.title')}</h2>
        <p>{t('web.about.software.text')}</p>
        <p>
          <a href="/assets/font-licence.txt">{t('web.about.software.font')}</a>
        </p>
      </Prose>
    </>
  );
}
export const aboutPage = (context: PageContext): Page => open(context, context.t('web.about.title'), <About />);

interface Sight {
  what: string;
  you: string;
  coordinator: string;
  administrator: string;
  trainer: string;
}

function Privacy() {
  const { t, url } = usePage();
  const yes = t('web.privacy.yes');
  const no = t('web.privacy.no');
  const policy = t('web.privacy.ifPolicy');
  const sums = t('web.privacy.onlySums');
  const sights: Sight[] = [
    { what: t('web.privacy.data.name'), you: yes, coordinator: t('web.privacy.ownCohorts'), administrator: yes, trainer: no },
    {
      what: t('web.privacy.data.state'),
      you: yes,
      coordinator: t('web.privacy.ownCohorts'),
      administrator: t('web.privacy.asCoordinator'),
      trainer: no,
    },
    {
      what: t('web.privacy.data.active'),
      you: yes,
      coordinator: t('web.privacy.ownCohorts'),
      administrator: t('web.privacy.asCoordinator'),
      trainer: no,
    },
    {
      what: t('web.privacy.data.mails'),
      you: yes,
      coordinator: t('web.privacy.ownCohorts'),
      administrator: t('web.privacy.asCoordinator'),
      trainer: no,
    },
    { what: t('web.privacy.data.scores'), you: yes, coordinator: policy, administrator: policy, trainer: no },
    { what: t('web.privacy.data.answers'), you: yes, coordinator: no, administrator: no, trainer: no },
    { what: t('web.privacy.data.sums'), you: no, coordinator: sums, administrator: sums, trainer: sums },
    { what: t('web.privacy.data.plan'), you: yes, coordinator: no, administrator: no, trainer: no },
    {
      what: t('web.privacy.data.needs'),
      you: yes,
      coordinator: t('web.privacy.ownCohorts'),
      administrator: t('web.privacy.ofAuthority'),
      trainer: no,
    },
    {
      what: t('web.privacy.data.further'),
      you: yes,
      coordinator: t('web.privacy.ownCohorts'),
      administrator: t('web.privacy.asCoordinator'),
      trainer: no,
    },
    {
      what: t('web.privacy.data.texts'),
      you: yes,
      coordinator: no,
      administrator: t('web.privacy.withoutName'),
      trainer: t('web.privacy.withoutName'),
    },
    {
      what: t('web.privacy.data.certificate'),
      you: yes,
      coordinator: t('web.privacy.onlyCompletion'),
      administrator: t('web.privacy.onlyCompletion'),
      trainer: no,
    },
    { what: t('web.privacy.data.password'), you: t('web.privacy.nobody'), coordinator: no, administrator: no, trainer: no },
  ];
  return (
    <>
      <PageHeader title={t('web.privacy.title')} lead={t('web.privacy.lead')} />
      <div class="card tbl-card">
        <DataTable
          caption={t('web.privacy.table')}
          rows={sights}
          columns={[
            { label: t('web.privacy.what'), cell: (row) => row.what, header: true },
            { label: t('web.privacy.you'), cell: (row) => row.you },
            { label: t('web.privacy.coordinator'), cell: (row) => row.coordinator },
            { label: t('web.privacy.administrator'), cell: (row) => row.administrator },
            { label: t('web.privacy.trainer'), cell: (row) => row.trainer },
          ]}
        />
      </div>
      <div class="section">
        <Prose>
          <p>{t('web.privacy.policy')}</p>
          <p>{t('web.privacy.sums')}</p>
          <p>{t('web.privacy.byHand')}</p>
          <p>{t('web.privacy.verify')}</p>
          <p>{t('web.privacy.server')}</p>
          <h2>{t('web.privacy.where.title')}</h2>
          <p>{t('web.privacy.where.text')}</p>
          <p>{t('web.privacy.where.cookies')}</p>
          <h2>{t('web.privacy.long.title')}</h2>
          <p>{t('web.privacy.long.text')}</p>
          <h2>{t('web.privacy.rights.title')}</h2>
          <p>{t('web.privacy.rights.text')}</p>
          <p>
            <a href={reportLink(url)}>{t('web.privacy.rights.ask')}</a>
          </p>
        </Prose>
      </div>
    </>
  );
}
export const privacyPage = (context: PageContext): Page => open(context, context.t('web.privacy.title'), <Privacy />);

function Accessibility() {
  const { t, url } = usePage();
  return (
    <>
      <PageHeader title={t('web.accessibility.title')} lead={t('web.accessibility.lead')} />
      <Prose>
        <h2>{t('web.accessibility.how.title')}</h2>
        <ul>
          <li>{t('web.accessibility.how.keyboard')}</li>
          <li>{t('web.accessibility.how.drag')}</li>
          <li>{t('web.accessibility.how.script')}</li>
          <li>{t('web.accessibility.how.words')}</li>
          <li>{t('web.accessibility.how.zoom')}</li>
          <li>{t('web.accessibility.how.time')}</li>
        </ul>
        <h2>{t('web.accessibility.tested.title')}</h2>
        <p>{t('web.accessibility.tested.text')}</p>
        <h2>{t('web.accessibility.open.title')}</h2>
        <ul>
          <li>{t('web.accessibility.open.people')}</li>
          <li>{t('web.accessibility.open.pdf')}</li>
          <li>{t('web.accessibility.open.languages')}</li>
        </ul>
        <h2>{t('web.accessibility.tell.title')}</h2>
        <p>{t('web.accessibility.tell.text')}</p>
        <p>
          <a href={reportLink(url)}>{t('web.footer.report')}</a>
        </p>
        <p class="small muted">{t('web.accessibility.date')}</p>
      </Prose>
    </>
  );
}
export const accessibilityPage = (context: PageContext): Page => open(context, context.t('web.accessibility.title'), <Accessibility />);

function Answer({ question, children }: { question: string; children: ComponentChildren }) {
  return (
    <>
      <h3>{question}</h3>
      <p>{children}</p>
    </>
  );
}

function Help() {
  const { t, url } = usePage();
  return (
    <>
      <PageHeader title={t('web.help.title')} lead={t('web.help.lead')} />
      <Prose>
        <h2>{t('web.help.learner')}</h2>
        <Answer question={t('web.help.start.q')}>{t('web.help.start.a')}</Answer>
        <Answer question={t('web.help.password.q')}>
          {t('web.help.password.a')} <a href="/forgot">{t('web.help.password.link')}</a>
        </Answer>
        <Answer question={t('web.help.done.q')}>{t('web.help.done.a')}</Answer>
        <Answer question={t('web.help.quiz.q')}>{t('web.help.quiz.a')}</Answer>
        <Answer question={t('web.help.kinds.q')}>{t('web.help.kinds.a')}</Answer>
        <Answer question={t('web.help.time.q')}>{t('web.help.time.a')}</Answer>
        <Answer question={t('web.help.stop.q')}>{t('web.help.stop.a')}</Answer>
        <Answer question={t('web.help.receipt.q')}>
          {t('web.help.receipt.a')} <a href="/receipt">{t('web.help.receipt.link')}</a>
        </Answer>
        <Answer question={t('web.help.who.q')}>
          {t('web.help.who.a')} <a href="/privacy">{t('web.help.who.link')}</a>
        </Answer>
        <Answer question={t('web.help.certificate.q')}>{t('web.help.certificate.a')}</Answer>
        <Answer question={t('web.help.mails.q')}>{t('web.help.mails.a')}</Answer>
        <h2>{t('web.help.coordinator')}</h2>
        <Answer question={t('web.help.cohort.q')}>{t('web.help.cohort.a')}</Answer>
        <Answer question={t('web.help.again.q')}>{t('web.help.again.a')}</Answer>
        <Answer question={t('web.help.times.q')}>{t('web.help.times.a')}</Answer>
        <Answer question={t('web.help.further.q')}>{t('web.help.further.a')}</Answer>
        <Answer question={t('web.help.scores.q')}>{t('web.help.scores.a')}</Answer>
        <h2>{t('web.help.trainer')}</h2>
        <Answer question={t('web.help.preview.q')}>{t('web.help.preview.a')}</Answer>
        <Answer question={t('web.help.statistics.q')}>{t('web.help.statistics.a')}</Answer>
        <Answer question={t('web.help.correct.q')}>{t('web.help.correct.a')}</Answer>
        <Answer question={t('web.help.marking.q')}>{t('web.help.marking.a')}</Answer>
        <Answer question={t('web.help.exchange.q')}>{t('web.help.exchange.a')}</Answer>
        <Answer question={t('web.help.change.q')}>{t('web.help.change.a')}</Answer>
        <h2>{t('web.help.stuck')}</h2>
        <p>
          {t('web.help.stuckText')} <a href={reportLink(url)}>{t('web.footer.report')}</a>
        </p>
      </Prose>
    </>
  );
}
export const helpPage = (context: PageContext): Page => open(context, context.t('web.help.title'), <Help />, 'help');
