import { Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.js';
import { AccountLinksService } from './account-links.service.js';
import { AccommodationsService } from './accommodations.service.js';
import { SeedPeople } from './accounts.seed.js';
import { AuditService } from './audit.service.js';
import { AuthoritiesService } from './authorities.service.js';
import { Coordination } from './coordination.js';
import { FirstAdministrator } from './first-administrator.js';
import { InvitationsService } from './invitations.service.js';
import { LinksService } from './links.service.js';
import { Passwords } from './passwords.js';
import { PeopleLinks } from './people-links.js';
import { PeopleService } from './people.service.js';
import { ProblemReportsService } from './problem-reports.service.js';
import { ProfileService } from './profile.service.js';
import { SessionStore } from './session-store.js';
import { SignInService } from './sign-in.service.js';
import { ThrottleService } from './throttle.service.js';
import { TokensService } from './tokens.service.js';

const services = [
  AccommodationsService,
  AccountLinksService,
  AuditService,
  AuthoritiesService,
  Coordination,
  FirstAdministrator,
  InvitationsService,
  LinksService,
  Passwords,
  PeopleLinks,
  PeopleService,
  ProblemReportsService,
  ProfileService,
  SeedPeople,
  SessionStore,
  SignInService,
  ThrottleService,
  TokensService,
];

/** People, sign-in, roles, authorities, invitations. */
@Module({ imports: [MailModule], providers: services, exports: services })
export class AccountsModule {}
