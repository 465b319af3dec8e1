import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { MailModule } from '../mail/mail.module.js';
import { ProgressModule } from '../progress/progress.module.js';
import { CertificateFiles } from './certificate-files.service.js';
import { CertificateQueries } from './certificates.queries.js';
import { CertificatesService } from './certificates.service.js';
import { IssuingService } from './issuing.service.js';
import { VerificationService } from './verification.service.js';
import { WithdrawalQueries } from './withdrawal.queries.js';
import { WithdrawalsService } from './withdrawals.service.js';

@Module({
  imports: [MailModule, AccountsModule, CatalogueModule, ProgressModule],
  providers: [CertificateQueries, CertificateFiles, CertificatesService, IssuingService, VerificationService, WithdrawalQueries, WithdrawalsService],
  exports: [CertificateFiles, CertificatesService, IssuingService, VerificationService, WithdrawalsService],
})
export class CertificatesModule {}
