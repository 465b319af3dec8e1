import { AccessToken } from './accounts/access-token.entity.js';
import { Accommodation } from './accounts/accommodation.entity.js';
import { AuditEntry } from './accounts/audit-entry.entity.js';
import { Authority } from './accounts/authority.entity.js';
import { Link } from './accounts/link.entity.js';
import { Person } from './accounts/person.entity.js';
import { ProblemReport } from './accounts/problem-report.entity.js';
import { RoleGrant } from './accounts/role-grant.entity.js';
import { Session } from './accounts/session.entity.js';
import { Throttle } from './accounts/throttle.entity.js';
import { ImportReport } from './authoring/import-report.entity.js';
import { Blob } from './catalogue/blob.entity.js';
import { ContentId } from './catalogue/content-id.entity.js';
import { HandbookRevision } from './catalogue/handbook-revision.entity.js';
import { Programme } from './catalogue/programme.entity.js';
import { Revision } from './catalogue/revision.entity.js';
import { CertificateFile } from './certificates/certificate-file.entity.js';
import { CertificateWithdrawal } from './certificates/certificate-withdrawal.entity.js';
import { Certificate } from './certificates/certificate.entity.js';
import { CohortCoordinator } from './cohorts/cohort-coordinator.entity.js';
import { Cohort } from './cohorts/cohort.entity.js';
import { Enrolment } from './cohorts/enrolment.entity.js';
import { OutgoingMail } from './mail/outgoing-mail.entity.js';
import { PlanEntry } from './plans/plan-entry.entity.js';
import { SigningKey } from './platform/security/signing-key.entity.js';
import { EnrolmentState } from './progress/enrolment-state.entity.js';
import { ItemState } from './progress/item-state.entity.js';
import { LearningEvent } from './progress/learning-event.entity.js';
import { AttemptCorrection } from './quizzes/attempt-correction.entity.js';
import { AttemptGrant } from './quizzes/attempt-grant.entity.js';
import { Attempt } from './quizzes/attempt.entity.js';
import { Correction } from './quizzes/correction.entity.js';
import { EssayMark } from './quizzes/essay-mark.entity.js';
import { MarkChange } from './quizzes/mark-change.entity.js';
import { Precheck } from './quizzes/precheck.entity.js';
import { QuizWindow } from './quizzes/quiz-window.entity.js';
import { Response } from './quizzes/response.entity.js';
import { ReminderWatch } from './reminders/reminder-watch.entity.js';
import { Reminder } from './reminders/reminder.entity.js';
import type { Schema } from './platform/database/data-source.js';
import { migrations } from '../migrations/index.js';

/** Every table of Reed and the way to it; a test compares the two. */
export const schema: Schema = {
  entities: [
    AccessToken,
    Accommodation,
    Attempt,
    AttemptCorrection,
    AttemptGrant,
    AuditEntry,
    Authority,
    Blob,
    Certificate,
    CertificateFile,
    CertificateWithdrawal,
    Cohort,
    CohortCoordinator,
    ContentId,
    Correction,
    Enrolment,
    EnrolmentState,
    EssayMark,
    HandbookRevision,
    ImportReport,
    ItemState,
    LearningEvent,
    Link,
    MarkChange,
    OutgoingMail,
    Person,
    PlanEntry,
    Precheck,
    ProblemReport,
    Programme,
    QuizWindow,
    Reminder,
    ReminderWatch,
    Response,
    Revision,
    RoleGrant,
    Session,
    SigningKey,
    Throttle,
  ],
  migrations,
};
