import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Invalid } from '../platform/errors.js';
import { ApiRoute } from '../platform/http/api-route.js';
import { CurrentViewer, Requires } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import { readBody } from '../web/forms.js';
import { madeDto, peopleDto, personDto, readCursor, toPerson, toPersonLine, wayInDto, writeCursor } from './accounts.dto.js';
import { grantBody, newPersonBody } from './accounts.forms.js';
import { PeopleService } from './people.service.js';

const listQuery = z.object({ search: z.string().max(100).optional(), after: z.string().max(1000).optional() });

@Requires('people.manage')
@Controller('api/v1/people')
export class PeopleApiController {
  constructor(@Inject(PeopleService) private readonly people: PeopleService) {}

  @Get()
  @ApiRoute({ summary: 'People that I administer', query: listQuery, response: peopleDto })
  async list(@CurrentViewer() viewer: Viewer, @Query() query: unknown): Promise<object> {
    const { search, after } = readBody(listQuery, query);
    const { people, next } = await this.people.list(viewer, search?.trim() || null, readCursor(after));
    return { items: people.map(toPersonLine), next: writeCursor(next) };
  }

  @Post()
  @HttpCode(201)
  @ApiRoute({ summary: 'Make an account and send an invitation', body: newPersonBody, response: madeDto, status: 201 })
  async add(@CurrentViewer() viewer: Viewer, @Body() body: unknown): Promise<object> {
    const added = await this.people.add(viewer, readBody(newPersonBody, body));
    if (!added.ok) throw new Invalid(added.errors);
    return { id: added.id };
  }

  @Get(':id')
  @ApiRoute({ summary: 'One person with the roles that I administer', response: personDto })
  async get(@CurrentViewer() viewer: Viewer, @Param('id') id: string): Promise<object> {
    return toPerson(await this.people.get(viewer, id));
  }

  @Post(':id/roles')
  @HttpCode(204)
  @ApiRoute({ summary: 'Grant a role', body: grantBody, response: null })
  async grant(@CurrentViewer() viewer: Viewer, @Param('id') id: string, @Body() body: unknown): Promise<void> {
    const { role, authorityId } = readBody(grantBody, body);
    await this.people.grant(viewer, id, role, authorityId);
  }

  @Delete(':id/roles/:grantId')
  @HttpCode(204)
  @ApiRoute({ summary: 'Revoke a role', response: null, problems: [409] })
  revoke(@CurrentViewer() viewer: Viewer, @Param('id') id: string, @Param('grantId') grantId: string): Promise<void> {
    return this.people.revoke(viewer, id, grantId);
  }

  @Post(':id/deactivate')
  @HttpCode(204)
  @ApiRoute({ summary: 'Let somebody sign in no more', response: null, problems: [409] })
  deactivate(@CurrentViewer() viewer: Viewer, @Param('id') id: string): Promise<void> {
    return this.people.deactivate(viewer, id);
  }

  @Post(':id/reactivate')
  @HttpCode(204)
  @ApiRoute({ summary: 'Let somebody sign in again', response: null, problems: [409] })
  reactivate(@CurrentViewer() viewer: Viewer, @Param('id') id: string): Promise<void> {
    return this.people.reactivate(viewer, id);
  }

  @Post(':id/link')
  @HttpCode(200)
  @ApiRoute({ summary: 'Send a mail with a link that sets a password', response: wayInDto, problems: [409] })
  async sendWayIn(@CurrentViewer() viewer: Viewer, @Param('id') id: string): Promise<object> {
    return { sent: await this.people.sendWayIn(viewer, id) };
  }
}
