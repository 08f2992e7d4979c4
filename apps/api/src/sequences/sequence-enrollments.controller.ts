import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { EnrollmentReads, Enrollments, SequenceLifecycle } from '@features/sequences';
import { SequenceCountsService } from '@features/reports';
import { CurrentActor, ParseUuidPipe, RequireScope, toPageView } from '../http';
import {
  EnrollContactsDto,
  EnrollmentsQueryDto,
  MoveEnrollmentsDto,
  WhichInsideDto,
} from './enrollments.dto';
import {
  EnrollmentPageView,
  EntriesView,
  MovedView,
  SequenceCountsView,
  StoppedView,
  toEnrollmentView,
  toEntriesView,
  toSequenceCountsView,
} from './enrollments.views';

@ApiTags('sequences')
@Controller('v1/sequences/:id')
export class SequenceEnrollmentsController {
  constructor(
    private readonly reads: EnrollmentReads,
    private readonly enrollments: Enrollments,
    private readonly lifecycle: SequenceLifecycle,
    private readonly stepCounts: SequenceCountsService,
  ) {}

  /**
   * What happened at each step: who waits, went on and left, and what was sent, opened and clicked. From 50,000 passages on a worker counts
   * it, again every half minute while somebody asks (`countedAt`); 503 `report.being-counted` before it has done so once: ask again.
   */
  @Get('counts')
  @RequireScope('campaigns:read')
  async counts(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
  ): Promise<SequenceCountsView> {
    return toSequenceCountsView(await this.stepCounts.counts(actor.workspaceId, id));
  }

  /** Who is or was in the sequence, newest first. */
  @Get('enrollments')
  @RequireScope('campaigns:read', 'contacts:read')
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Query() query: EnrollmentsQueryDto,
  ): Promise<EnrollmentPageView> {
    return toPageView(await this.reads.list(actor.workspaceId, id, query), toEnrollmentView);
  }

  /** Enrols contacts by the rules of the sequence, which needs the trigger `api`, and says of each whether it entered, and why not. */
  @Post('enrollments')
  @HttpCode(200)
  @RequireScope('campaigns:send', 'contacts:read')
  async enroll(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() { contactIds }: EnrollContactsDto,
  ): Promise<EntriesView> {
    return toEntriesView(await this.enrollments.enroll(actor, id, { contactIds }));
  }

  /**
   * Takes out everybody who is inside, or those at a step, or those who have been at their step for long, and back what mail is not on its way. The
   * sequence goes on taking people in.
   */
  @Post('enrollments/stop')
  @HttpCode(200)
  @RequireScope('campaigns:send')
  async stopAll(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() which: WhichInsideDto,
  ): Promise<StoppedView> {
    return { stopped: await this.lifecycle.stopAll(actor, id, whichOf(which)) };
  }

  /**
   * Puts everybody who is inside at another step, or those at a step, or those who have been at their step for long. What comes from there on happens,
   * also once more. Who is there already stays, unless `step` names it.
   */
  @Post('enrollments/move')
  @HttpCode(200)
  @RequireScope('campaigns:send')
  async moveAll(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() { to, ...which }: MoveEnrollmentsDto,
  ): Promise<MovedView> {
    return { moved: await this.lifecycle.moveAll(actor, id, { to, ...whichOf(which) }) };
  }
}

function whichOf({ step, stepEnteredBefore }: WhichInsideDto): { step?: string; stepEnteredBefore?: Date } {
  return {
    ...(step === undefined ? {} : { step }),
    ...(stepEnteredBefore === undefined ? {} : { stepEnteredBefore: new Date(stepEnteredBefore) }),
  };
}
