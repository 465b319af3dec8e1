import { Controller, Get, Inject } from '@nestjs/common';
import { z } from 'zod';
import { NotFound } from '../platform/errors.js';
import { ApiRoute } from '../platform/http/api-route.js';
import { CurrentViewer, Requires } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import { ImportService } from './import.service.js';

const importReportDto = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  outcome: z.enum(['published', 'unchanged', 'refused']),
  problems: z.array(z.object({ file: z.string(), line: z.number().int(), message: z.string() })),
  published: z.array(z.string()).describe('Ids of the programmes that got a new revision.'),
});

@Controller('api/v1/import-reports')
@Requires('import.read')
export class AuthoringApiController {
  constructor(@Inject(ImportService) private readonly imports: ImportService) {}

  @ApiRoute({ summary: 'What the last import of the course files found; 404 before the first.', response: importReportDto, problems: [404] })
  @Get('latest')
  async latest(@CurrentViewer() viewer: Viewer): Promise<z.infer<typeof importReportDto>> {
    const report = await this.imports.latest(viewer);
    if (!report) throw new NotFound('import report');
    return { ...report, at: report.at.toISOString() };
  }
}
