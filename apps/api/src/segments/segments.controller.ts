import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { SegmentPreviewService, SegmentsService, TrackedSegments } from '@features/segments';
import { CurrentActor, PageQueryDto, ParseUuidPipe, RequireScope, toPageView } from '../http';
import { CreateSegmentDto, SegmentsQueryDto, UpdateSegmentDto } from './segments.dto';
import {
  SegmentCountView,
  SegmentMemberPageView,
  SegmentPageView,
  SegmentView,
  toSegmentMemberView,
  toSegmentView,
} from './segments.views';
import { SegmentDetailsView, toSegmentDetailsView } from './tracked-segments.views';

@ApiTags('segments')
@Controller('v1/segments')
export class SegmentsController {
  constructor(
    private readonly segments: SegmentsService,
    private readonly previews: SegmentPreviewService,
    private readonly tracked: TrackedSegments,
  ) {}

  /** Saved segments, newest first. */
  @Get()
  @RequireScope('segments:read')
  async list(@CurrentActor() actor: Actor, @Query() query: SegmentsQueryDto): Promise<SegmentPageView> {
    return toPageView(await this.segments.list(actor.workspaceId, query), toSegmentView);
  }

  /** Saves a segment. Rules ask about people and their counts answer, so whoever writes them must be allowed to read contacts. */
  @Post()
  @RequireScope('segments:write', 'contacts:read')
  async create(@CurrentActor() actor: Actor, @Body() body: CreateSegmentDto): Promise<SegmentView> {
    return toSegmentView(await this.segments.create(actor, body));
  }

  /** One segment: whether it is broken, whether its size jumped, and how far the upkeep of a tracked one is. */
  @Get(':id')
  @RequireScope('segments:read')
  async get(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
  ): Promise<SegmentDetailsView> {
    const segment = await this.segments.get(actor.workspaceId, id);
    return toSegmentDetailsView(segment, await this.tracked.stateOf(actor.workspaceId, id));
  }

  /** Changes name, description, tree or persona; each change is a new version. */
  @Patch(':id')
  @RequireScope('segments:write', 'contacts:read')
  async update(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() body: UpdateSegmentDto,
  ): Promise<SegmentView> {
    return toSegmentView(await this.segments.update(actor, id, body));
  }

  /** A new segment with the same rules and persona; of a static one also its list. */
  @Post(':id/duplicate')
  @RequireScope('segments:write')
  async duplicate(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
  ): Promise<SegmentView> {
    return toSegmentView(await this.segments.duplicate(actor, id));
  }

  /** Deletes a segment that no other segment and no unfinished campaign uses. */
  @Delete(':id')
  @HttpCode(204)
  @RequireScope('segments:write')
  async remove(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<void> {
    await this.segments.remove(actor, id);
  }

  /** Counts the members now. */
  @Post(':id/count')
  @HttpCode(200)
  @RequireScope('segments:read')
  async count(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
  ): Promise<SegmentCountView> {
    return this.previews.count(actor.workspaceId, id);
  }

  /** The members now, in the order of their ids. */
  @Get(':id/contacts')
  @RequireScope('segments:read', 'contacts:read')
  async listContacts(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Query() page: PageQueryDto,
  ): Promise<SegmentMemberPageView> {
    return toPageView(await this.previews.listContacts(actor.workspaceId, id, page), toSegmentMemberView);
  }
}
