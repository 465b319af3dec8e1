import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { isId } from '../platform/ids.js';
import { Work } from '../platform/queue/work.js';
import { CertificateFiles } from './certificate-files.service.js';
import { CertificatesModule } from './certificates.module.js';
import { drawJob, IssuingService } from './issuing.service.js';

@Module({ imports: [CertificatesModule] })
export class CertificatesWorkerModule implements OnModuleInit {
  constructor(
    @Inject(Work) private readonly work: Work,
    @Inject(IssuingService) private readonly issuing: IssuingService,
    @Inject(CertificateFiles) private readonly files: CertificateFiles,
  ) {}

  onModuleInit(): void {
    this.work.handle('plan', drawJob, async ({ id }) => {
      if (isId(id)) await this.files.drawAhead(id);
    });
    this.work.sweep('certificates', async () => {
      await this.issuing.mend();
      await this.files.mend();
    });
  }
}
