import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { PeopleLinks } from '../accounts/people-links.js';
import { Menu } from '../web/menu.js';
import { CertificatePagesController } from './certificate-pages.controller.js';
import { issuedPaths } from './certificate-paths.js';
import { CertificatesApiController } from './certificates-api.controller.js';
import { CertificatesModule } from './certificates.module.js';
import { VerifyPagesController } from './verify-pages.controller.js';
import { WithdrawalPagesController } from './withdrawal-pages.controller.js';
import { WithdrawalsApiController } from './withdrawals-api.controller.js';

@Module({
  imports: [AccountsModule, CertificatesModule],
  controllers: [CertificatePagesController, VerifyPagesController, CertificatesApiController, WithdrawalPagesController, WithdrawalsApiController],
})
export class CertificatesWebModule implements OnModuleInit {
  constructor(
    @Inject(Menu) private readonly menu: Menu,
    @Inject(PeopleLinks) private readonly people: PeopleLinks,
  ) {}

  onModuleInit(): void {
    this.menu.add({
      key: 'certificates',
      href: '/certificates',
      label: 'certificates.menu.long',
      short: 'certificates.menu.short',
      icon: 'award',
      order: 25,
    });
    this.people.add({
      icon: 'award',
      list: { label: 'certificates.find.title', href: issuedPaths.find },
      person: { label: 'certificates.issued.title', href: issuedPaths.ofPerson },
    });
  }
}
