import { Global, Inject, Module, type OnModuleInit } from '@nestjs/common';
import { Config } from '../platform/config.js';
import { ErrorFilter } from './error-filter.js';
import { PageInterceptor, PageWriter } from './interceptor.js';
import { Menu } from './menu.js';
import { Site } from './site.js';
import { WebPagesController } from './web-pages.controller.js';

/** Whose installation this is: the sample town, or the host's name. */
const siteOf = (config: Config): Site =>
  config.shape === 'embedded' ? new Site('Sample town (demonstration)', true) : new Site(new URL(config.baseUrl).hostname, false);

/** The shell around every page. Global, because every feature adds to the menu. */
@Global()
@Module({
  controllers: [WebPagesController],
  providers: [Menu, { provide: Site, useFactory: siteOf, inject: [Config] }, PageWriter, PageInterceptor, ErrorFilter],
  exports: [Menu, Site, PageWriter],
})
export class WebModule implements OnModuleInit {
  constructor(@Inject(Menu) private readonly menu: Menu) {}

  onModuleInit(): void {
    this.menu.add({ key: 'help', href: '/help', label: 'web.help.title', short: 'web.help.title', icon: 'help', order: 90 });
  }
}
