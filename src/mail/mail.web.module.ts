import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { Config } from '../platform/config.js';
import { Menu } from '../web/menu.js';
import { WebModule } from '../web/web.module.js';
import { MailboxController } from './mailbox.controller.js';

@Module({ imports: [WebModule], controllers: [MailboxController] })
export class MailWebModule implements OnModuleInit {
  constructor(
    @Inject(Menu) private readonly menu: Menu,
    @Inject(Config) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    if (this.config.shape !== 'embedded') return;
    this.menu.add({
      key: 'mailbox',
      href: '/dev/mailbox',
      label: 'mail.menu.mailbox',
      short: 'mail.menu.mailboxShort',
      icon: 'mail',
      order: 60,
      permission: 'mailbox.read',
    });
  }
}
