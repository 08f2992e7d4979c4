import { Readable } from 'node:stream';
import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import {
  CampaignDomainsService,
  CampaignRecipientsService,
  RecipientsExport,
  type RecipientFilter,
} from '@features/reports';
import { PreviewPages } from '@features/templates';
import { CurrentActor, ParseUuidPipe, RequireScope, toPageView } from '../http';
import { ClickMapDto, RecipientFilterDto, RecipientsQueryDto } from './reports.dto';
import {
  ClickMapView,
  DomainsReportView,
  RecipientPageView,
  toDomainsReportView,
  toRecipientView,
} from './recipients.views';

/** The people behind a campaign's numbers. */
@ApiTags('reports')
@Controller('v1/campaigns/:id/report')
export class CampaignRecipientsController {
  constructor(
    private readonly recipients: CampaignRecipientsService,
    private readonly byDomain: CampaignDomainsService,
    private readonly exporting: RecipientsExport,
    private readonly pages: PreviewPages,
  ) {}

  /** Who is behind a number of the report, in sending order. */
  @Get('recipients')
  @RequireScope('reports:read', 'contacts:read')
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Query() query: RecipientsQueryDto,
  ): Promise<RecipientPageView> {
    const page = await this.recipients.list(actor.workspaceId, id, { filter: toFilter(query), page: query });
    return toPageView(page, toRecipientView);
  }

  /** The same as CSV (RFC 4180), streamed. Cells that a spreadsheet would run as a formula get a leading apostrophe. */
  @Get('recipients/export')
  @RequireScope('reports:read', 'contacts:export')
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @Header('Cache-Control', 'no-store')
  async export(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Query() query: RecipientFilterDto,
  ): Promise<StreamableFile> {
    const rows = this.exporting.csv(actor, id, toFilter(query));
    // The first chunk is read here, so that an unknown campaign is a clear error and not a broken download.
    const first = await rows.next();
    const all = async function* (): AsyncGenerator<string> {
      if (!first.done) yield `\ufeff${first.value}`;
      yield* rows;
    };
    return new StreamableFile(Readable.from(all(), { objectMode: false }), {
      type: 'text/csv; charset=utf-8',
      disposition: 'attachment; filename="recipients.csv"',
    });
  }

  /** The campaign's numbers by domain of the address. Of 50,000 recipients and more as the report: `countedAt`, and 503 `report.being-counted`. */
  @Get('domains')
  @RequireScope('reports:read')
  async domains(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
  ): Promise<DomainsReportView> {
    return toDomainsReportView(await this.byDomain.report(actor.workspaceId, id));
  }

  /** The message as it was sent, with sample data, and at each link how many people clicked it. 422 before there is one. */
  @Post('click-map')
  @HttpCode(200)
  @RequireScope('reports:read', 'templates:read')
  async clickMap(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() { variant, locale }: ClickMapDto,
  ): Promise<ClickMapView> {
    const html = await this.recipients.clickMap(actor.workspaceId, id, { variant, locale });
    return { htmlPath: `/api/v1/templates/previews/${await this.pages.store(actor, html)}` };
  }
}

function toFilter({ part, status, link, variant, domain, search }: RecipientFilterDto): RecipientFilter {
  return {
    ...(part === undefined ? {} : { part }),
    ...(status === undefined ? {} : { status }),
    ...(link === undefined ? {} : { link }),
    ...(variant === undefined ? {} : { variant }),
    ...(domain === undefined ? {} : { domain: domain.toLowerCase() }),
    ...(search === undefined ? {} : { search }),
  };
}
