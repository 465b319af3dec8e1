import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { AccessGuard } from '../security/access.js';
import { SigningService } from '../security/signing.service.js';
import { HealthController } from './health.controller.js';
import { OpenApiController } from './openapi.controller.js';
import { Routes } from './routes.js';

/** What the web process has whatever the features are: the guard, health, the description of the API, the key that it signs with. */
@Module({
  imports: [DiscoveryModule],
  controllers: [HealthController, OpenApiController],
  providers: [Routes, { provide: APP_GUARD, useClass: AccessGuard }],
  exports: [Routes],
})
export class HttpModule implements OnModuleInit {
  constructor(@Inject(SigningService) private readonly keys: SigningService) {}

  /** Before the first request, because a GET writes nothing. */
  onModuleInit(): Promise<void> {
    return this.keys.prepare();
  }
}
