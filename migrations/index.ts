import { Begin1700000000001 } from './0001-begin.js';
import { PlansAndHandbook1700000000002 } from './0002-plans-and-handbook.js';
import { EssayMarks1700000000003 } from './0003-essay-marks.js';
import { RulesOfAttempts1700000000004 } from './0004-rules-of-attempts.js';
import { NoAnswerLost1700000000005 } from './0005-no-answer-lost.js';
import { Precheck1700000000006 } from './0006-precheck.js';
import { Corrections1700000000007 } from './0007-corrections.js';
import { AttemptsByQuiz1700000000009 } from './0009-attempts-by-quiz.js';
import { VersionOfGrading1700000000010 } from './0010-version-of-grading.js';
import { ChangedMarksAndGrantsWithdrawn1700000000011 } from './0011-changed-marks-and-grants-withdrawn.js';
import { FollowUpOfCorrections1700000000012 } from './0012-follow-up-of-corrections.js';
import { LanguageOfCorrections1700000000014 } from './0014-language-of-corrections.js';
import { CertificatesWithdrawn1700000000015 } from './0015-certificates-withdrawn.js';

/** The migrations in their order. A landed one is never edited. */
export const migrations: Function[] = [
  Begin1700000000001,
  PlansAndHandbook1700000000002,
  EssayMarks1700000000003,
  RulesOfAttempts1700000000004,
  NoAnswerLost1700000000005,
  Precheck1700000000006,
  Corrections1700000000007,
  AttemptsByQuiz1700000000009,
  VersionOfGrading1700000000010,
  ChangedMarksAndGrantsWithdrawn1700000000011,
  FollowUpOfCorrections1700000000012,
  LanguageOfCorrections1700000000014,
  CertificatesWithdrawn1700000000015,
];
