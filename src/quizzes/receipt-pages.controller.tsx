import { Body, Controller, Get, HttpCode, Inject, Ip, Post } from '@nestjs/common';
import { ThrottleService } from '../accounts/throttle.service.js';
import { Public } from '../platform/security/access.js';
import { errorTitle } from '../web/components/form-page.js';
import { readForm } from '../web/forms.js';
import { page, PageOf, type Page, type PageContext } from '../web/page.js';
import { ReceiptPage } from './pages/receipt-page.js';
import { receiptForm } from './quiz.forms.js';
import { ReceiptsService } from './receipts.service.js';

/** Anybody who was given a receipt, without sign-in. What is pasted is read and not kept. */
@Controller('receipt')
export class ReceiptPagesController {
  constructor(
    @Inject(ReceiptsService) private readonly receipts: ReceiptsService,
    @Inject(ThrottleService) private readonly throttle: ThrottleService,
  ) {}

  @Public()
  @Get()
  ask(@PageOf() at: PageContext): Page {
    return page(at.t('quizzes.receipt.title'), <ReceiptPage />, { layout: 'plain' });
  }

  /** The answer is drawn at once, because nothing has been changed. */
  @Public()
  @Post()
  @HttpCode(200)
  async check(@Body() body: unknown, @Ip() ip: string, @PageOf() at: PageContext): Promise<Page> {
    const form = readForm(receiptForm, body);
    const title = at.t('quizzes.receipt.title');
    if (!form.ok) return page(errorTitle(at.t, title, form), <ReceiptPage form={form} />, { layout: 'plain', status: 422 });
    await this.throttle.passAddress('verifyAddress', ip);
    return page(title, <ReceiptPage verdict={await this.receipts.verify(form.value.receipt)} />, { layout: 'plain' });
  }
}
