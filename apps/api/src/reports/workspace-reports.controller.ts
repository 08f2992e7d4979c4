import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { FormCounter } from '@features/forms';
import {
  AudienceReportService,
  EngagementReportService,
  GrowthReportService,
  OtherReportsService,
} from '@features/reports';
import { CurrentActor, RequireScope } from '../http';
import { ReportDaysDto, ReportPeriodDto } from './reports.dto';
import { AudienceReportView, toAudienceReportView } from './audience-report.views';
import {
  CampaignsReportView,
  EngagementReportView,
  FormsReportView,
  GrowthReportView,
  RevenueReportView,
  SequencesReportView,
  toCampaignsReportView,
  toEngagementReportView,
  toFormsReportView,
  toGrowthReportView,
  toRevenueReportView,
  toSequencesReportView,
} from './workspace-reports.views';

@ApiTags('reports')
@Controller('v1/reports')
export class WorkspaceReportsController {
  constructor(
    private readonly audienceReports: AudienceReportService,
    private readonly growthReports: GrowthReportService,
    private readonly engagementReports: EngagementReportService,
    private readonly otherReports: OtherReportsService,
    private readonly counter: FormCounter,
  ) {}

  /**
   * How many contacts there are, how many may be mailed, and how many are new. From 50,000 contacts on a worker counts them, again each
   * minute while somebody asks (`countedAt`); 503 `report.being-counted` before it has done so once: ask again.
   */
  @Get('audience')
  @RequireScope('reports:read')
  async audience(@CurrentActor() actor: Actor): Promise<AudienceReportView> {
    return toAudienceReportView(await this.audienceReports.report(actor.workspaceId));
  }

  /** How the audience grows: new contacts, who subscribed, who left, by day, week or month, and where they came from. */
  @Get('growth')
  @RequireScope('reports:read')
  async growth(@CurrentActor() actor: Actor, @Query() query: ReportPeriodDto): Promise<GrowthReportView> {
    return toGrowthReportView(await this.growthReports.report(actor.workspaceId, query));
  }

  /**
   * What the mail of campaigns brought, by the day it was handed over. Opens and clicks count for the mail they belong to, whenever they
   * happened. 503 `report.still-counting` while very much mail is counted for the first time: ask again.
   */
  @Get('engagement')
  @RequireScope('reports:read')
  async engagement(
    @CurrentActor() actor: Actor,
    @Query() query: ReportPeriodDto,
  ): Promise<EngagementReportView> {
    return toEngagementReportView(await this.engagementReports.report(actor.workspaceId, query));
  }

  /** Campaigns with mail in the period, with their figures and the orders that belong to them. */
  @Get('campaigns')
  @RequireScope('reports:read')
  async campaigns(@CurrentActor() actor: Actor, @Query() query: ReportDaysDto): Promise<CampaignsReportView> {
    return toCampaignsReportView(await this.engagementReports.campaigns(actor.workspaceId, query));
  }

  /** Orders and revenue, and what of them followed a click in a mail. */
  @Get('revenue')
  @RequireScope('reports:read')
  async revenue(@CurrentActor() actor: Actor, @Query() query: ReportPeriodDto): Promise<RevenueReportView> {
    return toRevenueReportView(await this.otherReports.revenue(actor.workspaceId, query));
  }

  /** Who entered, finished and left sequences, and what their mail brought. */
  @Get('sequences')
  @RequireScope('reports:read')
  async sequences(@CurrentActor() actor: Actor, @Query() query: ReportDaysDto): Promise<SequencesReportView> {
    return toSequencesReportView(await this.otherReports.sequences(actor.workspaceId, query));
  }

  /** How forms convert. Days are UTC days here. */
  @Get('forms')
  @RequireScope('reports:read')
  async forms(@CurrentActor() actor: Actor, @Query() query: ReportDaysDto): Promise<FormsReportView> {
    await this.counter.flush();
    return toFormsReportView(await this.otherReports.forms(actor.workspaceId, query));
  }
}
