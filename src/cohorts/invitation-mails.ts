import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { InvitationsService } from '../accounts/invitations.service.js';
import { inLanguage } from '../catalogue/outline.js';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { MailKinds, type Wanted } from '../mail/mail-kinds.js';
import type { Language } from '../platform/i18n/texts.js';
import { isId } from '../platform/ids.js';
import { EnrolmentAccess } from './enrolments.service.js';
import { InvitingQueries } from './inviting.queries.js';
import { invitationMailKind } from './mails/invitation-mail.js';

const targets = '/learn/';

/** Where an invitation leads: the programme page of the enrolment. */
export const programmeTarget = (enrolmentId: string): string => targets + enrolmentId;

/** Answers what lower features ask about invitations: should this mail still go, and what is this link for? */
@Injectable()
export class InvitationMails implements OnModuleInit {
  constructor(
    @Inject(MailKinds) private readonly kinds: MailKinds,
    @Inject(InvitationsService) private readonly invitations: InvitationsService,
    @Inject(InvitingQueries) private readonly queries: InvitingQueries,
    @Inject(EnrolmentAccess) private readonly enrolments: EnrolmentAccess,
    @Inject(CatalogueService) private readonly catalogue: CatalogueService,
  ) {}

  onModuleInit(): void {
    this.kinds.register(invitationMailKind, (object) => this.stillWanted(object));
    this.invitations.describeTargets(targets, (target, language) => this.describe(target, language));
  }

  /** The mail's object is `<enrolment>:<number of the invitation>`. */
  private async stillWanted(object: string | null): Promise<Wanted> {
    const [enrolmentId, number] = (object ?? '').split(':');
    const state = isId(enrolmentId) ? await this.queries.invitationState(enrolmentId) : null;
    if (!state) return { wanted: false, reason: 'enrolment-gone' };
    if (state.closed) return { wanted: false, reason: 'account-closed' };
    if (state.openedAt) return { wanted: false, reason: 'opened' };
    // A later invitation has made a new link; the one in this mail is dead.
    if (state.invitations !== Number(number)) return { wanted: false, reason: 'sent-again' };
    return { wanted: true };
  }

  private async describe(target: string, language: Language): Promise<string | null> {
    const enrolmentId = target.slice(targets.length).split('/')[0];
    const enrolment = isId(enrolmentId) ? await this.enrolments.find(enrolmentId) : null;
    const outline = enrolment && (await this.catalogue.currentOutlines()).find(({ programmeId }) => programmeId === enrolment.programmeId);
    return outline ? inLanguage(outline.words, language, outline.source).words.title : null;
  }
}
