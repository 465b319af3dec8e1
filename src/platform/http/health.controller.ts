import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Database } from '../database/database.js';
import { Public } from '../security/access.js';

/** For load balancers and containers. */
@Controller()
export class HealthController {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** The process answers. */
  @Public()
  @Get('health/live')
  live(): object {
    return { status: 'ok' };
  }

  /** The process can do its work: the database answers. */
  @Public()
  @Get('health/ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    try {
      await this.database.query('SELECT 1');
      return { status: 'ok' };
    } catch {
      reply.status(503);
      return { status: 'database does not answer' };
    }
  }
}
