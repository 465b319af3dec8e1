import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { Config } from '../platform/config.js';
import { ApiRoute } from '../platform/http/api-route.js';
import { newId } from '../platform/ids.js';
import { CurrentViewer, Requires } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import { readBody } from '../web/forms.js';
import { issuedDto, issuedListDto, issuedOut, reasonBody, withHistoryOut } from './withdrawals.dto.js';
import { WithdrawalsService } from './withdrawals.service.js';

@Controller('api/v1')
@Requires('people.manage')
export class WithdrawalsApiController {
  constructor(
    @Inject(WithdrawalsService) private readonly withdrawals: WithdrawalsService,
    @Inject(Config) private readonly config: Config,
  ) {}

  @Get('people/:id/certificates')
  @ApiRoute({ summary: 'Certificates of somebody whom you administer, newest first.', response: issuedListDto })
  async ofPerson(@CurrentViewer() viewer: Viewer, @Param('id') id: string): Promise<object> {
    const { certificates } = await this.withdrawals.ofPerson(viewer, id);
    return { items: certificates.map((one) => issuedOut(one, this.config.baseUrl)) };
  }

  @Get('issued-certificates/by-code/:code')
  @ApiRoute({ summary: 'A certificate of somebody whom you administer, by its code.', response: issuedDto })
  async byCode(@CurrentViewer() viewer: Viewer, @Param('code') code: string): Promise<object> {
    return this.shown(viewer, (await this.withdrawals.byCode(viewer, code)).id);
  }

  @Get('issued-certificates/:id')
  @ApiRoute({ summary: 'A certificate of somebody whom you administer, with what was decided about it.', response: issuedDto })
  one(@CurrentViewer() viewer: Viewer, @Param('id') id: string): Promise<object> {
    return this.shown(viewer, id);
  }

  @Post('issued-certificates/:id/withdrawals')
  @HttpCode(200)
  @ApiRoute({
    summary:
      'Withdraws a certificate; its holder is told why. With an Idempotency-Key header the same request again withdraws nothing. 409 where it is withdrawn already.',
    body: reasonBody,
    response: issuedDto,
    problems: [409],
  })
  async withdraw(
    @CurrentViewer() viewer: Viewer,
    @Param('id') id: string,
    @Body() body: unknown,
    @Headers('idempotency-key') key?: string,
  ): Promise<object> {
    await this.withdrawals.get(viewer, id);
    await this.withdrawals.withdraw(viewer, id, readBody(reasonBody, body).reason, key || newId());
    return this.shown(viewer, id);
  }

  @Post('issued-certificates/:id/withdrawals/:withdrawalId/reinstatement')
  @HttpCode(200)
  @ApiRoute({
    summary: 'Reinstates a certificate that was withdrawn; its holder is told why. Again changes nothing.',
    body: reasonBody,
    response: issuedDto,
  })
  async reinstate(
    @CurrentViewer() viewer: Viewer,
    @Param('id') id: string,
    @Param('withdrawalId') withdrawalId: string,
    @Body() body: unknown,
  ): Promise<object> {
    await this.withdrawals.get(viewer, id);
    await this.withdrawals.reinstate(viewer, id, withdrawalId, readBody(reasonBody, body).reason);
    return this.shown(viewer, id);
  }

  private async shown(viewer: Viewer, id: string): Promise<object> {
    return withHistoryOut(await this.withdrawals.get(viewer, id), this.config.baseUrl);
  }
}
