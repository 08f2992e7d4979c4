import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { ReportsService } from '@features/reports';
import { CurrentActor, ParseUuidPipe, RequireScope } from '../http';
import { CampaignReportView, toCampaignReportView } from './reports.views';

@ApiTags('reports')
@Controller('v1')
export class ReportsController {
  constructor(private readonly reports: ReportsService) {}

  /**
   * The campaign's numbers. Every one of them reconciles with the per-recipient log. Of 50,000 recipients and more a worker counts them while
   * somebody asks (`countedAt`); 503 `report.being-counted` before it has done so once: ask again.
   */
  @Get('campaigns/:id/report')
  @RequireScope('reports:read')
  async campaign(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
  ): Promise<CampaignReportView> {
    return toCampaignReportView(await this.reports.campaign(actor.workspaceId, id));
  }
}
