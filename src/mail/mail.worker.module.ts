import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { Work } from '../platform/queue/work.js';
import { DeliveryService } from './delivery.service.js';
import { MailModule } from './mail.module.js';
import { deliverJob } from './mail.service.js';
import { ConfiguredTransport, MailTransport } from './transport.js';

/** Delivery: by the job that each mail offers, and every minute for what a crash or a later due date left. */
@Module({
  imports: [MailModule],
  providers: [DeliveryService, { provide: MailTransport, useClass: ConfiguredTransport }],
  exports: [DeliveryService],
})
export class MailWorkerModule implements OnModuleInit {
  constructor(
    @Inject(Work) private readonly work: Work,
    @Inject(DeliveryService) private readonly delivery: DeliveryService,
  ) {}

  onModuleInit(): void {
    this.work.handle('mail', deliverJob, () => this.delivery.deliverDue());
    this.work.sweep('mail', () => this.delivery.deliverDue());
  }
}
