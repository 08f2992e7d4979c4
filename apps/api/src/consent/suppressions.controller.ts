import { Readable } from 'node:stream';
import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Param,
  Post,
  Query,
  StreamableFile,
} from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { SuppressionsService } from '@features/consent';
import { CurrentActor, ParseUuidPipe, RequireScope, toPageView } from '../http';
import {
  CreateSuppressionDto,
  CreateSuppressionsDto,
  ExportSuppressionsQueryDto,
  RemoveSuppressionQueryDto,
  SuppressionsQueryDto,
} from './consent.dto';
import {
  AddedSuppressionsView,
  SuppressionPageView,
  SuppressionView,
  toSuppressionView,
} from './consent.views';

@ApiTags('suppressions')
@Controller('v1/suppressions')
export class SuppressionsController {
  constructor(private readonly suppressions: SuppressionsService) {}

  /** Addresses that must not be mailed, newest first. */
  @Get()
  @RequireScope('consent:read')
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: SuppressionsQueryDto,
  ): Promise<SuppressionPageView> {
    return toPageView(await this.suppressions.list(actor.workspaceId, query), toSuppressionView);
  }

  /** Suppresses an address. If it is suppressed already, the stronger reason stays. */
  @Post()
  @RequireScope('consent:write')
  async add(@CurrentActor() actor: Actor, @Body() body: CreateSuppressionDto): Promise<SuppressionView> {
    const { email, reason = 'manual', note } = body;
    const source = sourceOf(actor);
    return toSuppressionView(await this.suppressions.add(actor, { email, reason, note, source }));
  }

  /** Suppresses many addresses. What is no address is named in the answer and stops no other. */
  @Post('bulk')
  @HttpCode(200)
  @RequireScope('consent:write')
  async addList(
    @CurrentActor() actor: Actor,
    @Body() body: CreateSuppressionsDto,
  ): Promise<AddedSuppressionsView> {
    const { emails, reason = 'manual', note } = body;
    return this.suppressions.addList(actor, { emails, reason, note, source: sourceOf(actor) });
  }

  /** All that match and whose address is known as CSV (RFC 4180, UTF-8 with byte order mark), streamed, newest first. */
  @Get('export')
  @RequireScope('consent:read', 'contacts:export')
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @Header('Cache-Control', 'no-store')
  export(@CurrentActor() actor: Actor, @Query() query: ExportSuppressionsQueryDto): StreamableFile {
    return new StreamableFile(Readable.from(this.suppressions.csv(actor, query), { objectMode: false }), {
      type: 'text/csv; charset=utf-8',
      disposition: 'attachment; filename="suppressions.csv"',
    });
  }

  /** Lifts a suppression; what the person caused needs `force=true`. */
  @Delete(':id')
  @HttpCode(204)
  @RequireScope('consent:write')
  async remove(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Query() query: RemoveSuppressionQueryDto,
  ): Promise<void> {
    await this.suppressions.remove(actor, id, { reason: query.reason, force: query.force ?? false });
  }
}

/** People enter addresses in the app, programs by the API. */
function sourceOf(actor: Actor): string {
  return actor.kind === 'user' ? 'app' : 'api';
}
