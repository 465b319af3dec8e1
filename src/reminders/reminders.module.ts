import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { MailModule } from '../mail/mail.module.js';
import { ReminderQueries } from './reminders.queries.js';
import { WatchService } from './watch.service.js';

@Module({ imports: [AccountsModule, CatalogueModule, MailModule], providers: [ReminderQueries, WatchService], exports: [ReminderQueries] })
export class RemindersModule {}
