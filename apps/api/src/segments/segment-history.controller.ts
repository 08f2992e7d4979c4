import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { SegmentHistoryService, SegmentsService } from '@features/segments';
import { CurrentActor, ParseUuidPipe, RequireScope } from '../http';
import { SegmentHistoryQueryDto } from './segment-history.dto';
import {
  SegmentHistoryView,
  SegmentUsageView,
  toSegmentHistoryView,
  toSegmentUsageView,
} from './segment-history.views';

@ApiTags('segments')
@Controller('v1/segments/:id')
export class SegmentHistoryController {
  constructor(
    private readonly histories: SegmentHistoryService,
    private readonly segments: SegmentsService,
  ) {}

  /** Size, entries and leaves per day in the workspace's zone, gaps included. At most 731 days. */
  @Get('history')
  @RequireScope('segments:read')
  async history(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Query() query: SegmentHistoryQueryDto,
  ): Promise<SegmentHistoryView> {
    return toSegmentHistoryView(await this.histories.history(actor.workspaceId, id, query));
  }

  /** Who uses the segment, at most 500; those that block its deletion first. */
  @Get('usage')
  @RequireScope('segments:read')
  async usage(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
  ): Promise<SegmentUsageView> {
    return toSegmentUsageView(await this.segments.users(actor.workspaceId, id));
  }

  /** Dismisses the alert of a jump of the size. */
  @Post('alert/dismiss')
  @HttpCode(204)
  @RequireScope('segments:write')
  async dismissAlert(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<void> {
    await this.histories.dismissAlert(actor, id);
  }
}
