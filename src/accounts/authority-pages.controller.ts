import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { CurrentViewer, Requires } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import type { FormState } from '../web/components/field.js';
import { readForm } from '../web/forms.js';
import { PageOf, seeOther, type Page, type PageContext, type SeeOther } from '../web/page.js';
import { authorityForm, newAuthorityForm } from './accounts.forms.js';
import { AuthoritiesService } from './authorities.service.js';
import { authoritiesPage, authorityPage } from './pages/authority-pages.js';
import { administersAll } from './people.policy.js';

@Requires('people.manage')
@Controller('admin/authorities')
export class AuthorityPagesController {
  constructor(@Inject(AuthoritiesService) private readonly authorities: AuthoritiesService) {}

  @Get()
  list(@CurrentViewer() viewer: Viewer, @PageOf() at: PageContext): Promise<Page> {
    return this.listPage(viewer, at);
  }

  @Post()
  async makeRoot(@CurrentViewer() viewer: Viewer, @Body() body: unknown, @PageOf() at: PageContext): Promise<Page | SeeOther> {
    const form = readForm(newAuthorityForm, body);
    if (!form.ok) return this.listPage(viewer, at, form);
    const id = await this.authorities.make(viewer, null, form.value);
    return seeOther(`/admin/authorities/${id}`, { key: 'accounts.authorities.made' });
  }

  @Get(':id')
  show(@CurrentViewer() viewer: Viewer, @Param('id') id: string, @PageOf() at: PageContext): Promise<Page> {
    return this.nodePage(viewer, id, at, {});
  }

  @Post(':id')
  async change(@CurrentViewer() viewer: Viewer, @Param('id') id: string, @Body() body: unknown, @PageOf() at: PageContext): Promise<Page | SeeOther> {
    const form = readForm(authorityForm, body);
    if (!form.ok) return this.nodePage(viewer, id, at, { form });
    await this.authorities.change(viewer, id, form.value);
    return seeOther(`/admin/authorities/${id}`, { key: 'accounts.authorities.saved' });
  }

  @Get(':id/children')
  newChild(@CurrentViewer() viewer: Viewer, @Param('id') id: string, @PageOf() at: PageContext): Promise<Page> {
    return this.nodePage(viewer, id, at, { childForm: {} });
  }

  @Post(':id/children')
  async makeChild(
    @CurrentViewer() viewer: Viewer,
    @Param('id') id: string,
    @Body() body: unknown,
    @PageOf() at: PageContext,
  ): Promise<Page | SeeOther> {
    const form = readForm(newAuthorityForm, body);
    if (!form.ok) return this.nodePage(viewer, id, at, { childForm: form });
    await this.authorities.make(viewer, id, form.value);
    return seeOther(`/admin/authorities/${id}`, { key: 'accounts.authorities.made' });
  }

  private async listPage(viewer: Viewer, at: PageContext, form?: FormState): Promise<Page> {
    return authoritiesPage(at.t, { nodes: await this.authorities.list(viewer), everywhere: administersAll(viewer), zone: viewer.zone, form });
  }

  private async nodePage(viewer: Viewer, id: string, at: PageContext, forms: { form?: FormState; childForm?: FormState }): Promise<Page> {
    const node = await this.authorities.get(viewer, id);
    const below = (await this.authorities.list(viewer)).filter((other) => other.path.startsWith(node.path) && other.id !== node.id);
    return authorityPage(at.t, { node, below, ...forms });
  }
}
