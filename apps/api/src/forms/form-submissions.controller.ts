import { Readable } from 'node:stream';
import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import {
  FormActivityService,
  FormCounter,
  SubmissionListService,
  SubmissionsExport,
  type SubmissionFilter,
} from '@features/forms';
import { CurrentActor, ParseUuidPipe, RequireScope, toPageView } from '../http';
import { ExportSubmissionsQueryDto, FormLinkDto, FunnelQueryDto, SubmissionsQueryDto } from './forms.dto';
import {
  FormActivityView,
  FormFunnelView,
  FormLinkView,
  SubmissionPageView,
  SubmissionView,
  toFunnelView,
  toSubmissionView,
} from './forms.views';

@ApiTags('forms')
@Controller('v1/forms/:id')
export class FormSubmissionsController {
  constructor(
    private readonly submissions: SubmissionListService,
    private readonly exporting: SubmissionsExport,
    private readonly counter: FormCounter,
    private readonly activities: FormActivityService,
  ) {}

  /** Views, starts, submissions, confirmations and downloads. Counted without cookies. */
  @Get('funnel')
  @RequireScope('forms:read')
  async funnel(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Query() query: FunnelQueryDto,
  ): Promise<FormFunnelView> {
    await this.counter.flush();
    const { from, until } = toFilter(query);
    return toFunnelView(await this.submissions.funnel(actor.workspaceId, id, { from, until }));
  }

  /** The same day by day, of the last 30 days unless a time is given (366 days at most), and why submissions were caught. */
  @Get('activity')
  @RequireScope('forms:read')
  async activity(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Query() query: FunnelQueryDto,
  ): Promise<FormActivityView> {
    await this.counter.flush();
    const { from, until } = toFilter(query);
    return this.activities.of(actor.workspaceId, id, { from, until });
  }

  /** Submissions, newest first. Spam is only listed when asked for. */
  @Get('submissions')
  @RequireScope('forms:read', 'contacts:read')
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Query() query: SubmissionsQueryDto,
  ): Promise<SubmissionPageView> {
    const page = { limit: query.limit, cursor: query.cursor, filter: toFilter(query) };
    return toPageView(await this.submissions.list(actor.workspaceId, id, page), toSubmissionView);
  }

  /** The same as CSV (RFC 4180), streamed. Cells that a spreadsheet would run as a formula get a leading apostrophe. */
  @Get('submissions/export')
  @RequireScope('forms:read', 'contacts:export')
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @Header('Cache-Control', 'no-store')
  async export(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Query() query: ExportSubmissionsQueryDto,
  ): Promise<StreamableFile> {
    const rows = this.exporting.csv(actor, id, toFilter(query));
    // The first chunk is read here, so that an unknown form is a clear error and not a broken download.
    const first = await rows.next();
    const all = async function* (): AsyncGenerator<string> {
      if (!first.done) yield `\ufeff${first.value}`;
      yield* rows;
    };
    return new StreamableFile(Readable.from(all(), { objectMode: false }), {
      type: 'text/csv; charset=utf-8',
      disposition: 'attachment; filename="submissions.csv"',
    });
  }

  /** One submission. */
  @Get('submissions/:submissionId')
  @RequireScope('forms:read', 'contacts:read')
  async get(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Param('submissionId', ParseUuidPipe) submissionId: string,
  ): Promise<SubmissionView> {
    return toSubmissionView(await this.submissions.get(actor.workspaceId, id, submissionId));
  }

  /**
   * A link for one contact, such as for a survey: the form knows who answers, and asks only what is not known yet. Works for 90 days.
   * Needs `contacts:write` too: what is answered there becomes the contact's.
   */
  @Post('links')
  @HttpCode(200)
  @RequireScope('forms:write', 'contacts:write')
  async link(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() { contactId }: FormLinkDto,
  ): Promise<FormLinkView> {
    return this.submissions.linkFor(actor.workspaceId, { formId: id, contactId });
  }
}

function toFilter(query: Partial<ExportSubmissionsQueryDto>): SubmissionFilter {
  const { search, status, contactId, from, until } = query;
  return {
    search: search ?? null,
    status: status ?? null,
    contactId: contactId ?? null,
    from: from === undefined ? null : new Date(from),
    until: until === undefined ? null : new Date(until),
  };
}
