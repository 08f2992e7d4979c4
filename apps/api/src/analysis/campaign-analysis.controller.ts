import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { CampaignAnalysisService } from '@features/analysis';
import { CurrentActor, ParseUuidPipe, RequireScope } from '../http';
import { BreakdownQueryDto } from './analysis.dto';
import {
  CampaignBreakdownView,
  CampaignRevenueView,
  toCampaignBreakdownView,
  toCampaignRevenueView,
} from './pivot.views';

/** Beside `campaigns/:id/report`. */
@ApiTags('analysis')
@Controller('v1/campaigns/:id')
export class CampaignAnalysisController {
  constructor(private readonly analysis: CampaignAnalysisService) {}

  /** What the campaign sold: orders within 5 days after a click, each counted for the last mail clicked before it. */
  @Get('revenue')
  @RequireScope('reports:read')
  async revenue(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
  ): Promise<CampaignRevenueView> {
    return toCampaignRevenueView(await this.analysis.revenue(actor.workspaceId, id));
  }

  /** The campaign's numbers by the value of a contact field, such as country, region or city. */
  @Get('breakdown')
  @RequireScope('reports:read', 'contacts:read')
  async breakdown(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Query() { field = 'country', by }: BreakdownQueryDto,
  ): Promise<CampaignBreakdownView> {
    const division = by === undefined ? { field } : { field, by };
    return toCampaignBreakdownView(await this.analysis.breakdown(actor.workspaceId, id, division));
  }
}
