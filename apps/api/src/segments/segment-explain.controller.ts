import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { SegmentExplainService, TreeDescriber } from '@features/segments';
import { CurrentActor, ParseUuidPipe, RequireScope } from '../http';
import { DescribeSegmentDto, ExplainSegmentDto } from './segment-explain.dto';
import { ContactExplanationView, toContactExplanationView, toSentenceView } from './segment-explain.views';
import { SentenceView } from './sentence.views';

@ApiTags('segments')
@Controller('v1/segments')
export class SegmentExplainController {
  constructor(
    private readonly describer: TreeDescriber,
    private readonly explainer: SegmentExplainService,
  ) {}

  /** Says in one sentence whom a tree selects. Counts nobody. */
  @Post('describe')
  @HttpCode(200)
  @RequireScope('segments:read')
  async describe(@CurrentActor() actor: Actor, @Body() body: DescribeSegmentDto): Promise<SentenceView> {
    return toSentenceView(await this.describer.describe(actor.workspaceId, body.tree));
  }

  /** Why a contact matches a tree that is not saved, or does not. */
  @Post('explain')
  @HttpCode(200)
  @RequireScope('segments:read', 'contacts:read')
  async explainTree(
    @CurrentActor() actor: Actor,
    @Body() { tree, contactId }: ExplainSegmentDto,
  ): Promise<ContactExplanationView> {
    return toContactExplanationView(await this.explainer.explain(actor.workspaceId, { tree }, { contactId }));
  }

  /** Why a contact is in the segment, or is not: every rule, true or false, with what decided. */
  @Get(':id/explain/:contactId')
  @RequireScope('segments:read', 'contacts:read')
  async explain(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) segmentId: string,
    @Param('contactId', ParseUuidPipe) contactId: string,
  ): Promise<ContactExplanationView> {
    return toContactExplanationView(
      await this.explainer.explain(actor.workspaceId, { segmentId }, { contactId }),
    );
  }
}
