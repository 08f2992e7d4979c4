import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { SequenceLifecycle, SequencePublishing } from '@features/sequences';
import { CurrentActor, PageQueryDto, ParseUuidPipe, RequireScope, toPageView } from '../http';
import { PublishSequenceDto } from './sequences.dto';
import {
  PublishedSequenceView,
  SequenceVersionPageView,
  SequenceVersionView,
  SequenceView,
  toSequenceVersionSummaryView,
  toSequenceVersionView,
  toSequenceView,
} from './sequences.views';

@ApiTags('sequences')
@Controller('v1/sequences/:id')
export class SequenceLifecycleController {
  constructor(
    private readonly lifecycle: SequenceLifecycle,
    private readonly publishing: SequencePublishing,
  ) {}

  /** Publishes the draft as the next version, with its emails as they are now, and activates it unless it is paused. */
  @Post('publish')
  @HttpCode(200)
  @RequireScope('campaigns:send')
  async publish(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() { inside = 'stay' }: PublishSequenceDto,
  ): Promise<PublishedSequenceView> {
    const { sequence, moved } = await this.lifecycle.publish(actor, id, { inside });
    return { ...toSequenceView(sequence), moved };
  }

  /** Nobody moves on until it is resumed. People go on entering, and wait. */
  @Post('pause')
  @HttpCode(200)
  @RequireScope('campaigns:send')
  async pause(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<SequenceView> {
    return toSequenceView(await this.lifecycle.pause(actor, id));
  }

  /** Goes on; what fell due meanwhile happens now. */
  @Post('resume')
  @HttpCode(200)
  @RequireScope('campaigns:send')
  async resume(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<SequenceView> {
    return toSequenceView(await this.lifecycle.resume(actor, id));
  }

  /** Ends the sequence for everybody who is in it. */
  @Post('archive')
  @HttpCode(200)
  @RequireScope('campaigns:send')
  async archive(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<SequenceView> {
    return toSequenceView(await this.lifecycle.archive(actor, id));
  }

  /** Takes it out of the archive: paused, or a draft when it was never published. */
  @Post('restore')
  @HttpCode(200)
  @RequireScope('campaigns:send')
  async restore(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<SequenceView> {
    return toSequenceView(await this.lifecycle.restore(actor, id));
  }

  /** Published versions, newest first, without their steps. */
  @Get('versions')
  @RequireScope('campaigns:read')
  async versions(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Query() page: PageQueryDto,
  ): Promise<SequenceVersionPageView> {
    return toPageView(
      await this.publishing.versions(actor.workspaceId, id, page),
      toSequenceVersionSummaryView,
    );
  }

  /** One published version. */
  @Get('versions/:number')
  @RequireScope('campaigns:read')
  async version(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Param('number') number: string,
  ): Promise<SequenceVersionView> {
    // What is no number is no version either.
    const wanted = /^\d{1,9}$/.test(number) ? Number(number) : 0;
    return toSequenceVersionView(await this.publishing.version(actor.workspaceId, id, wanted));
  }
}
