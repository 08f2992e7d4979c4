import { Body, Controller, Get, Header, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import {
  ruleTreeSchema,
  SegmentPreviewService,
  SegmentVocabularyService,
  TreeDescriber,
} from '@features/segments';
import { CallerGone, CurrentActor, Public, RequireScope } from '../http';
import { SegmentPreviewView, toSegmentPreviewView } from './segment-preview.views';
import { SegmentVocabularyView, toSegmentVocabularyView } from './segment-vocabulary.views';
import { PreviewSegmentDto } from './segments.dto';

/** What building a tree needs, before anything is saved. */
@ApiTags('segments')
@Controller('v1/segments')
export class SegmentPreviewController {
  constructor(
    private readonly previews: SegmentPreviewService,
    private readonly vocabulary: SegmentVocabularyService,
    private readonly describer: TreeDescriber,
  ) {}

  /** What rules may name: fields, operators and their values, events and their properties, tags, topics, segments. */
  @Get('fields')
  @RequireScope('segments:read')
  async listFields(@CurrentActor() actor: Actor): Promise<SegmentVocabularyView> {
    return toSegmentVocabularyView(await this.vocabulary.get(actor.workspaceId));
  }

  /** The JSON Schema (draft 2020-12) of a rule tree. The same for everybody, and open to editors without a key. */
  @Get('schema')
  @Public()
  @Header('Cache-Control', 'public, max-age=3600')
  @ApiOkResponse({ schema: { type: 'object', additionalProperties: true } })
  schema(): object {
    return ruleTreeSchema();
  }

  /**
   * Counts a tree without saving it: who matches, who of them may be mailed, and how each rule narrows. What takes longer than
   * three seconds is estimated, and says so. Counting stops when the caller hangs up.
   */
  @Post('preview')
  @HttpCode(200)
  @RequireScope('segments:read', 'contacts:read')
  async preview(
    @CurrentActor() actor: Actor,
    @Body() body: PreviewSegmentDto,
    @CallerGone() signal: AbortSignal,
  ): Promise<SegmentPreviewView> {
    const options = { topicId: body.topicId ?? null, signal };
    const preview = await this.previews.preview(actor.workspaceId, body.tree, options);
    return toSegmentPreviewView(preview, await this.describer.describe(actor.workspaceId, body.tree));
  }
}
