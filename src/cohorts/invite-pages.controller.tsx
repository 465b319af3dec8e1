import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { CurrentViewer, Requires } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import type { FormState } from '../web/components/field.js';
import { errorTitle } from '../web/components/form-page.js';
import { readBody, readForm, refusal } from '../web/forms.js';
import { page, PageOf, seeOther, type Page, type PageContext, type SeeOther } from '../web/page.js';
import { inviteForm, sendAgainForm, sendAgainToAllForm } from './cohorts.forms.js';
import { CohortsService } from './cohorts.service.js';
import { InvitingService } from './inviting.service.js';
import { Invite, Preview } from './pages/invite.js';
import { readPaste } from './rules/paste.js';

@Controller('cohorts/:id')
@Requires('cohort.manage')
export class InvitePagesController {
  constructor(
    @Inject(CohortsService) private readonly cohorts: CohortsService,
    @Inject(InvitingService) private readonly inviting: InvitingService,
  ) {}

  @Get('invite')
  empty(@CurrentViewer() viewer: Viewer, @PageOf() at: PageContext, @Param('id') id: string): Promise<Page> {
    return this.formPage(viewer, at, id);
  }

  /** Three steps at one address: look at what would happen, go back to the list, do it. Only the last changes something. */
  @Post('invite')
  async invite(@CurrentViewer() viewer: Viewer, @PageOf() at: PageContext, @Param('id') id: string, @Body() body: unknown): Promise<Page | SeeOther> {
    const form = readForm(inviteForm, body);
    // What was pasted may be longer than what `readForm` keeps of a field.
    const given = (body as { people?: unknown } | null | undefined)?.people;
    const pasted = typeof given === 'string' ? given : '';
    const typed = { ...form.typed, people: pasted };
    if (!form.ok) return this.formPage(viewer, at, id, { typed, errors: form.errors });
    const { step, language } = form.value;
    if (step === 'change') return this.formPage(viewer, at, id, { typed });
    try {
      if (step === 'preview') {
        const preview = await this.inviting.preview(viewer, id, pasted);
        const cohort = await this.cohorts.get(viewer, id);
        return page(at.t('cohorts.preview.title'), <Preview cohort={cohort} preview={preview} pasted={pasted} language={language} />, {
          active: 'cohorts',
        });
      }
      const outcome = await this.inviting.invite(viewer, id, readPaste(pasted).people, language);
      return seeOther(`/cohorts/${id}`, { key: 'cohorts.notice.invited', params: { count: outcome.new + outcome.existing } });
    } catch (error) {
      return this.formPage(viewer, at, id, refusal(error, typed));
    }
  }

  private async formPage(viewer: Viewer, { t, language }: PageContext, id: string, form?: FormState): Promise<Page> {
    const cohort = await this.cohorts.get(viewer, id);
    return page(errorTitle(t, t('cohorts.invite.title'), form), <Invite cohort={cohort} language={language} form={form} />, {
      active: 'cohorts',
      status: form?.errors ? 422 : 200,
    });
  }

  @Post('people/:enrolmentId/invitation')
  async sendAgain(
    @CurrentViewer() viewer: Viewer,
    @Param('id') id: string,
    @Param('enrolmentId') enrolmentId: string,
    @Body() body: unknown,
  ): Promise<SeeOther> {
    const cohort = await this.cohorts.get(viewer, id);
    const sent = await this.inviting.sendAgain(viewer, enrolmentId, readBody(sendAgainForm, body).seen);
    return seeOther(`/cohorts/${cohort.id}`, sent ? { key: 'cohorts.notice.sentAgain' } : { key: 'cohorts.notice.notSentAgain', tone: 'warn' });
  }

  @Post('invitations')
  async sendAgainToAll(@CurrentViewer() viewer: Viewer, @Param('id') id: string, @Body() body: unknown): Promise<SeeOther> {
    const count = await this.inviting.sendAgainToUnopened(viewer, id, readBody(sendAgainToAllForm, body).before);
    return seeOther(`/cohorts/${id}`, { key: 'cohorts.notice.sentAgainAll', params: { count }, tone: count ? 'ok' : 'warn' });
  }
}
