import { Module } from '@nestjs/common';
import { MailKinds } from './mail-kinds.js';
import { MailService } from './mail.service.js';

@Module({ providers: [MailService, MailKinds], exports: [MailService, MailKinds] })
export class MailModule {}
