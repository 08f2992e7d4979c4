import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { Enrollments, EnrollmentStories } from '@features/sequences';
import { CurrentActor, ParseUuidPipe, RequireScope } from '../http';
import { MoveEnrollmentDto } from './enrollments.dto';
import { EnrollmentStoryView, toEnrollmentStoryView } from './enrollments.views';

@ApiTags('sequences')
@Controller('v1/enrollments/:id')
export class EnrollmentsController {
  constructor(
    private readonly stories: EnrollmentStories,
    private readonly enrollments: Enrollments,
  ) {}

  /** A contact's passage in words: what happened, what is next and when, and why something was not sent. */
  @Get()
  @RequireScope('campaigns:read', 'contacts:read')
  async get(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
  ): Promise<EnrollmentStoryView> {
    return toEnrollmentStoryView(await this.stories.of(actor.workspaceId, id));
  }

  /** Takes the contact out, and back what mail is not on its way. */
  @Post('stop')
  @HttpCode(200)
  @RequireScope('campaigns:send', 'contacts:read')
  async stop(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
  ): Promise<EnrollmentStoryView> {
    await this.enrollments.stop(actor, id);
    return toEnrollmentStoryView(await this.stories.of(actor.workspaceId, id));
  }

  /** Puts the contact at another step, earlier or later; what comes from there on happens, also once more. */
  @Post('move')
  @HttpCode(200)
  @RequireScope('campaigns:send', 'contacts:read')
  async move(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() { step }: MoveEnrollmentDto,
  ): Promise<EnrollmentStoryView> {
    await this.enrollments.move(actor, id, { step });
    return toEnrollmentStoryView(await this.stories.of(actor.workspaceId, id));
  }
}
