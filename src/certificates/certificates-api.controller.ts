import { Body, Controller, Get, HttpCode, Inject, Ip, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { Config } from '../platform/config.js';
import { ApiRoute } from '../platform/http/api-route.js';
import { CurrentViewer, Public, SignedIn } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import { readBody } from '../web/forms.js';
import { certificateDto, certificateListDto, certificateOut, nameAnswerDto, nameForm, verifiedDto, verifiedOut } from './certificates.dto.js';
import { CertificatesService } from './certificates.service.js';
import { VerificationService } from './verification.service.js';

@Controller('api/v1')
export class CertificatesApiController {
  constructor(
    @Inject(CertificatesService) private readonly certificates: CertificatesService,
    @Inject(VerificationService) private readonly verification: VerificationService,
    @Inject(Config) private readonly config: Config,
  ) {}

  @SignedIn()
  @Get('certificates')
  @ApiRoute({ summary: 'Your certificates, newest first.', response: certificateListDto })
  async list(@CurrentViewer() viewer: Viewer): Promise<z.infer<typeof certificateListDto>> {
    return { items: (await this.certificates.list(viewer)).map((one) => certificateOut(one, this.config.baseUrl)) };
  }

  @SignedIn()
  @Get('certificates/:id')
  @ApiRoute({ summary: 'One of your certificates.', response: certificateDto })
  async one(@CurrentViewer() viewer: Viewer, @Param('id') id: string): Promise<z.infer<typeof certificateDto>> {
    return certificateOut(await this.certificates.get(viewer, id), this.config.baseUrl);
  }

  @Public()
  @Get('verify/:code')
  @ApiRoute({ summary: 'What anybody may know of a certificate; not the name.', response: verifiedDto })
  async verify(@Param('code') code: string): Promise<z.infer<typeof verifiedDto>> {
    return verifiedOut(await this.verification.look(code));
  }

  @Public()
  @Post('verify/:code')
  @HttpCode(200)
  @ApiRoute({ summary: "Whether a name is the holder's.", body: nameForm, response: nameAnswerDto, problems: [429] })
  async compare(@Param('code') code: string, @Body() body: unknown, @Ip() ip: string): Promise<z.infer<typeof nameAnswerDto>> {
    const { name } = readBody(nameForm, body);
    return { matches: (await this.verification.compare(code, name, ip)).matches };
  }
}
