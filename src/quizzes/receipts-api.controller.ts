import { Body, Controller, Get, HttpCode, Inject, Ip, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { ThrottleService } from '../accounts/throttle.service.js';
import { ApiRoute } from '../platform/http/api-route.js';
import { CurrentViewer, Public, SignedIn } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import { readBody } from '../web/forms.js';
import { receiptVerdict } from './quiz.dto.js';
import { numberIn, receiptForm } from './quiz.forms.js';
import { ReceiptsService } from './receipts.service.js';
import { receipt, type Receipt } from './rules/receipt.js';

@Controller('api/v1')
export class ReceiptsApiController {
  constructor(
    @Inject(ReceiptsService) private readonly receipts: ReceiptsService,
    @Inject(ThrottleService) private readonly throttle: ThrottleService,
  ) {}

  @SignedIn()
  @Get('enrolments/:enrolmentId/quizzes/:quizId/attempts/:number/receipt')
  @ApiRoute({ summary: 'The signed receipt of an attempt that was handed in; each time the same', response: receipt, problems: [409] })
  one(
    @CurrentViewer() viewer: Viewer,
    @Param('enrolmentId') enrolmentId: string,
    @Param('quizId') quizId: string,
    @Param('number') number: string,
  ): Promise<Receipt> {
    return this.receipts.receipt(viewer, enrolmentId, quizId, numberIn(number));
  }

  @Public()
  @Post('receipts/verify')
  @HttpCode(200)
  @ApiRoute({
    summary: 'Whether the text of a receipt is true, altered or not from here',
    body: receiptForm,
    response: receiptVerdict,
    problems: [429],
  })
  async verify(@Body() body: unknown, @Ip() ip: string): Promise<z.infer<typeof receiptVerdict>> {
    const read = readBody(receiptForm, body);
    await this.throttle.passAddress('verifyAddress', ip);
    return { verdict: await this.receipts.verify(read.receipt) };
  }
}
