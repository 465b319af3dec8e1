import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { CurrentViewer, Requires } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import type { FormState } from '../web/components/field.js';
import { readForm } from '../web/forms.js';
import { PageOf, seeOther, type Page, type PageContext, type SeeOther } from '../web/page.js';
import { readCursor } from './accounts.dto.js';
import { grantForm, newPersonForm } from './accounts.forms.js';
import { AuthoritiesService } from './authorities.service.js';
import { PeopleLinks } from './people-links.js';
import { newPersonPage, personPage } from './pages/person-pages.js';
import { peoplePage } from './pages/people-page.js';
import { administersAll } from './people.policy.js';
import { PeopleService } from './people.service.js';

const sentNotice = { invitation: { key: 'accounts.people.invitationSent' }, reset: { key: 'accounts.people.resetSent' } };

@Requires('people.manage')
@Controller('admin/people')
export class PeoplePagesController {
  constructor(
    @Inject(PeopleService) private readonly people: PeopleService,
    @Inject(AuthoritiesService) private readonly authorities: AuthoritiesService,
    @Inject(PeopleLinks) private readonly links: PeopleLinks,
  ) {}

  @Get()
  async list(
    @CurrentViewer() viewer: Viewer,
    @Query('search') typed: unknown,
    @Query('after') cursor: unknown,
    @PageOf() at: PageContext,
  ): Promise<Page> {
    const search = typeof typed === 'string' ? typed.trim().slice(0, 100) : '';
    const after = readCursor(cursor);
    return peoplePage(at.t, { found: await this.people.list(viewer, search || null, after), search, first: after === null, links: this.links.all });
  }

  @Get('new')
  newForm(@CurrentViewer() viewer: Viewer, @PageOf() at: PageContext): Promise<Page> {
    return this.newPage(viewer, at);
  }

  @Post()
  async add(@CurrentViewer() viewer: Viewer, @Body() body: unknown, @PageOf() at: PageContext): Promise<Page | SeeOther> {
    const form = readForm(newPersonForm, body);
    if (!form.ok) return this.newPage(viewer, at, form);
    const added = await this.people.add(viewer, form.value);
    if (!added.ok) return this.newPage(viewer, at, { typed: form.typed, errors: added.errors });
    return seeOther(`/admin/people/${added.id}`, { key: 'accounts.people.invited' });
  }

  @Get(':id')
  show(@CurrentViewer() viewer: Viewer, @Param('id') id: string, @PageOf() at: PageContext): Promise<Page> {
    return this.personPage(viewer, id, at);
  }

  @Post(':id/roles')
  async grant(@CurrentViewer() viewer: Viewer, @Param('id') id: string, @Body() body: unknown, @PageOf() at: PageContext): Promise<Page | SeeOther> {
    const form = readForm(grantForm, body);
    if (!form.ok) return this.personPage(viewer, id, at, form);
    await this.people.grant(viewer, id, form.value.role, form.value.authorityId);
    return seeOther(`/admin/people/${id}`, { key: 'accounts.people.granted' });
  }

  @Post(':id/roles/:grantId/revoke')
  async revoke(@CurrentViewer() viewer: Viewer, @Param('id') id: string, @Param('grantId') grantId: string): Promise<SeeOther> {
    await this.people.revoke(viewer, id, grantId);
    return seeOther(`/admin/people/${id}`, { key: 'accounts.people.revoked' });
  }

  @Post(':id/deactivate')
  async deactivate(@CurrentViewer() viewer: Viewer, @Param('id') id: string): Promise<SeeOther> {
    await this.people.deactivate(viewer, id);
    return seeOther(`/admin/people/${id}`, { key: 'accounts.people.deactivatedDone' });
  }

  @Post(':id/reactivate')
  async reactivate(@CurrentViewer() viewer: Viewer, @Param('id') id: string): Promise<SeeOther> {
    await this.people.reactivate(viewer, id);
    return seeOther(`/admin/people/${id}`, { key: 'accounts.people.reactivatedDone' });
  }

  @Post(':id/link')
  async sendWayIn(@CurrentViewer() viewer: Viewer, @Param('id') id: string): Promise<SeeOther> {
    return seeOther(`/admin/people/${id}`, sentNotice[await this.people.sendWayIn(viewer, id)]);
  }

  private async personPage(viewer: Viewer, id: string, at: PageContext, form?: FormState): Promise<Page> {
    const person = await this.people.get(viewer, id);
    return personPage(at.t, { person, nodes: await this.authorities.list(viewer), everywhere: administersAll(viewer), links: this.links.all, form });
  }

  private async newPage(viewer: Viewer, at: PageContext, form?: FormState): Promise<Page> {
    return newPersonPage(at.t, { nodes: await this.authorities.list(viewer), zone: viewer.zone, form });
  }
}
