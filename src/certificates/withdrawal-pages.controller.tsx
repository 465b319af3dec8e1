import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { NotFound } from '../platform/errors.js';
import { newId } from '../platform/ids.js';
import { CurrentViewer, Requires } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import type { FormState } from '../web/components/field.js';
import { errorTitle } from '../web/components/form-page.js';
import { readForm } from '../web/forms.js';
import { page, PageOf, seeOther, type Page, type PageContext, type SeeOther } from '../web/page.js';
import { titleOf } from './certificate-files.service.js';
import { issuedPaths } from './certificate-paths.js';
import { codeForm } from './certificates.dto.js';
import { FindPage, IssuedOnePage, IssuedPage } from './pages/issued-pages.js';
import { ReinstatePage, WithdrawPage } from './pages/withdrawal-pages.js';
import { reinstateForm, withdrawForm } from './withdrawals.dto.js';
import { WithdrawalsService, type IssuedWithHistory } from './withdrawals.service.js';

/** Other people's certificates, for administrators. */
@Controller('admin')
@Requires('people.manage')
export class WithdrawalPagesController {
  constructor(@Inject(WithdrawalsService) private readonly withdrawals: WithdrawalsService) {}

  @Get('people/:id/certificates')
  async ofPerson(@CurrentViewer() viewer: Viewer, @PageOf() at: PageContext, @Param('id') id: string): Promise<Page> {
    const found = await this.withdrawals.ofPerson(viewer, id);
    const title = `${at.t('certificates.issued.title')} – ${found.person.name || found.person.email}`;
    return page(title, <IssuedPage {...found} />, { active: 'people' });
  }

  @Get('certificates')
  ask(@PageOf() at: PageContext): Page {
    return page(at.t('certificates.find.title'), <FindPage />, { active: 'people' });
  }

  @Post('certificates')
  async find(@CurrentViewer() viewer: Viewer, @PageOf() at: PageContext, @Body() body: unknown): Promise<Page | SeeOther> {
    const form = readForm(codeForm, body);
    const title = at.t('certificates.find.title');
    if (!form.ok) return page(errorTitle(at.t, title, form), <FindPage form={form} />, { active: 'people', status: 422 });
    try {
      return seeOther(issuedPaths.one((await this.withdrawals.byCode(viewer, form.value.code)).id));
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
      return page(title, <FindPage form={{ typed: form.typed }} unknown />, { active: 'people', status: 404 });
    }
  }

  @Get('certificates/:id')
  async one(@CurrentViewer() viewer: Viewer, @PageOf() at: PageContext, @Param('id') id: string): Promise<Page> {
    const found = await this.withdrawals.get(viewer, id);
    const { title } = titleOf(found.certificate, at.language);
    return page(`${title} – ${found.certificate.holderName}`, <IssuedOnePage {...found} />, { active: 'people' });
  }

  @Get('certificates/:id/withdraw')
  async askWithdraw(@CurrentViewer() viewer: Viewer, @PageOf() at: PageContext, @Param('id') id: string): Promise<Page | SeeOther> {
    const { certificate, mayDecide } = await this.withdrawals.get(viewer, id);
    if (!mayDecide || certificate.withdrawnAt) return seeOther(issuedPaths.one(certificate.id));
    return withdrawPage(at, certificate, newId());
  }

  @Post('certificates/:id/withdraw')
  async withdraw(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<Page | SeeOther> {
    const { certificate } = await this.withdrawals.get(viewer, id);
    const form = readForm(withdrawForm, body);
    if (!form.ok) return withdrawPage(at, certificate, typeof form.typed.key === 'string' && form.typed.key ? form.typed.key : newId(), form);
    await this.withdrawals.withdraw(viewer, certificate.id, form.value.reason, form.value.key);
    return seeOther(issuedPaths.one(certificate.id), { key: 'certificates.withdraw.done' });
  }

  @Get('certificates/:id/withdrawals/:withdrawalId/reinstate')
  async askReinstate(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('id') id: string,
    @Param('withdrawalId') withdrawalId: string,
  ): Promise<Page | SeeOther> {
    const found = await this.withdrawals.get(viewer, id);
    if (!found.mayDecide || one(found, withdrawalId).reinstatedAt) return seeOther(issuedPaths.one(found.certificate.id));
    return reinstatePage(at, found.certificate, withdrawalId);
  }

  @Post('certificates/:id/withdrawals/:withdrawalId/reinstate')
  async reinstate(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('id') id: string,
    @Param('withdrawalId') withdrawalId: string,
    @Body() body: unknown,
  ): Promise<Page | SeeOther> {
    const found = await this.withdrawals.get(viewer, id);
    one(found, withdrawalId);
    const form = readForm(reinstateForm, body);
    if (!form.ok) return reinstatePage(at, found.certificate, withdrawalId, form);
    await this.withdrawals.reinstate(viewer, found.certificate.id, withdrawalId, form.value.reason);
    return seeOther(issuedPaths.one(found.certificate.id), { key: 'certificates.reinstate.done' });
  }
}

function one({ withdrawals }: IssuedWithHistory, id: string): IssuedWithHistory['withdrawals'][number] {
  const found = withdrawals.find((withdrawal) => withdrawal.id === id);
  if (!found) throw new NotFound('withdrawal');
  return found;
}

type Asked = IssuedWithHistory['certificate'];

const withdrawPage = ({ t }: PageContext, certificate: Asked, wish: string, form?: FormState): Page =>
  page(errorTitle(t, t('certificates.withdraw.title'), form), <WithdrawPage certificate={certificate} wish={wish} form={form} />, {
    active: 'people',
    status: form ? 422 : 200,
  });

const reinstatePage = ({ t }: PageContext, certificate: Asked, withdrawalId: string, form?: FormState): Page =>
  page(errorTitle(t, t('certificates.reinstate.title'), form), <ReinstatePage certificate={certificate} withdrawalId={withdrawalId} form={form} />, {
    active: 'people',
    status: form ? 422 : 200,
  });
