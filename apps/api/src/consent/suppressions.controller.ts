import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { SuppressionsService } from '@features/consent';
import { CurrentActor, ParseUuidPipe, RequireScope, toPageView } from '../http';
import { CreateSuppressionDto, RemoveSuppressionQueryDto, SuppressionsQueryDto } from './consent.dto';
import { SuppressionPageView, SuppressionView, toSuppressionView } from './consent.views';

@ApiTags('suppressions')
@Controller('v1/suppressions')
export class SuppressionsController {
  constructor(private readonly suppressions: SuppressionsService) {}

  /** Addresses that must not be mailed, newest first; `email` finds one exact address. */
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
    return toSuppressionView(await this.suppressions.add(actor, { email, reason, note, source: 'api' }));
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
