import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AuditService, type Actor } from '@features/accounts';
import { CurrentActor, RequireScope, toPageView } from '../http';
import { AuditEntryQueryDto } from './audit-entries.dto';
import { toAuditEntryView, type AuditEntryPageView } from './audit-entries.views';

@ApiTags('audit-entries')
@Controller('v1/audit-entries')
export class AuditEntriesController {
  constructor(private readonly audit: AuditService) {}

  /** Who changed what in the workspace, newest first. */
  @Get()
  @RequireScope('workspace:admin')
  async list(@CurrentActor() actor: Actor, @Query() query: AuditEntryQueryDto): Promise<AuditEntryPageView> {
    const { limit, cursor, from, to, ...rest } = query;
    const filter = { ...rest, from: from ? new Date(from) : undefined, to: to ? new Date(to) : undefined };
    return toPageView(await this.audit.list(actor.workspaceId, filter, { limit, cursor }), toAuditEntryView);
  }
}
