import { Controller, Get } from '@nestjs/common';
import { Public } from '../platform/security/access.js';
import { PageOf, type Page, type PageContext } from './page.js';
import { aboutPage, accessibilityPage, helpPage, privacyPage } from './pages/static-pages.js';

/** What the footer promises to anybody. */
@Controller()
@Public()
export class WebPagesController {
  @Get('about')
  about(@PageOf() at: PageContext): Page {
    return aboutPage(at);
  }

  @Get('privacy')
  privacy(@PageOf() at: PageContext): Page {
    return privacyPage(at);
  }

  @Get('accessibility')
  accessibility(@PageOf() at: PageContext): Page {
    return accessibilityPage(at);
  }

  @Get('help')
  help(@PageOf() at: PageContext): Page {
    return helpPage(at);
  }
}
