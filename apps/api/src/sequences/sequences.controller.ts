import { Body, Controller, Delete, Get, Header, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { sequenceGraphSchema, SequencesService } from '@features/sequences';
import { CurrentActor, ParseUuidPipe, Public, RequireScope, toPageView } from '../http';
import { CreateSequenceDto, SequencesQueryDto, UpdateSequenceDto } from './sequences.dto';
import {
  SequencePageView,
  SequenceProblemsView,
  SequenceView,
  toSequenceProblemsView,
  toSequenceSummaryView,
  toSequenceView,
} from './sequences.views';

@ApiTags('sequences')
@Controller('v1/sequences')
export class SequencesController {
  constructor(private readonly sequences: SequencesService) {}

  /** Sequences, newest first, without their steps. */
  @Get()
  @RequireScope('campaigns:read')
  async list(@CurrentActor() actor: Actor, @Query() query: SequencesQueryDto): Promise<SequencePageView> {
    return toPageView(await this.sequences.list(actor.workspaceId, query), toSequenceSummaryView);
  }

  /** The JSON Schema (draft 2020-12) of a graph. The same for everybody, and open to editors without a key. */
  @Get('schema')
  @Public()
  @Header('Cache-Control', 'public, max-age=3600')
  @ApiOkResponse({ schema: { type: 'object', additionalProperties: true } })
  schema(): object {
    return sequenceGraphSchema();
  }

  /** Makes a draft. Rules in it ask about people, so whoever writes them must be allowed to read contacts. */
  @Post()
  @RequireScope('campaigns:write', 'contacts:read')
  async create(@CurrentActor() actor: Actor, @Body() body: CreateSequenceDto): Promise<SequenceView> {
    return toSequenceView(await this.sequences.create(actor, body));
  }

  /** One sequence with its draft. */
  @Get(':id')
  @RequireScope('campaigns:read')
  async get(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<SequenceView> {
    return toSequenceView(await this.sequences.get(actor.workspaceId, id));
  }

  /** Changes name, description or draft. What is published runs on as it is. */
  @Patch(':id')
  @RequireScope('campaigns:write', 'contacts:read')
  async update(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() body: UpdateSequenceDto,
  ): Promise<SequenceView> {
    return toSequenceView(await this.sequences.update(actor, id, body));
  }

  /** Everything that stops the draft from being published, and what its author should know. */
  @Get(':id/problems')
  @RequireScope('campaigns:read')
  async problems(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
  ): Promise<SequenceProblemsView> {
    return toSequenceProblemsView(await this.sequences.problems(actor.workspaceId, id));
  }

  /** A new draft with the same steps. */
  @Post(':id/duplicate')
  @RequireScope('campaigns:write')
  async duplicate(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
  ): Promise<SequenceView> {
    return toSequenceView(await this.sequences.duplicate(actor, id));
  }

  /** Deletes a sequence that nobody ever went through; archive others. */
  @Delete(':id')
  @HttpCode(204)
  @RequireScope('campaigns:write')
  async remove(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<void> {
    await this.sequences.remove(actor, id);
  }
}
