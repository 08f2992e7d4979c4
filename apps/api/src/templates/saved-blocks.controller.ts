import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { SavedBlocksService } from '@features/templates';
import { CurrentActor, PageQueryDto, ParseUuidPipe, RequireScope, toPageView } from '../http';
import { CreateSavedBlocksDto, UpdateSavedBlocksDto } from './saved-blocks.dto';
import {
  SavedBlocksPageView,
  SavedBlocksUsesView,
  SavedBlocksView,
  toSavedBlocksUsesView,
  toSavedBlocksView,
} from './saved-blocks.views';

/** Blocks that are kept under a name: to put copies of into emails, or synced, as one for all emails. */
@ApiTags('saved-blocks')
@Controller('v1/saved-blocks')
export class SavedBlocksController {
  constructor(private readonly saved: SavedBlocksService) {}

  /** Saves blocks; refused with the block's name when they could not be sent. */
  @Post()
  @RequireScope('templates:write')
  async create(@CurrentActor() actor: Actor, @Body() body: CreateSavedBlocksDto): Promise<SavedBlocksView> {
    const { name, blocks, isSynced = false } = body;
    return toSavedBlocksView(await this.saved.create(actor, { name, blocks, isSynced }));
  }

  /** All of them, newest first. */
  @Get()
  @RequireScope('templates:read')
  async list(@CurrentActor() actor: Actor, @Query() page: PageQueryDto): Promise<SavedBlocksPageView> {
    return toPageView(await this.saved.list(actor.workspaceId, page), toSavedBlocksView);
  }

  @Get(':id')
  @RequireScope('templates:read')
  async get(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<SavedBlocksView> {
    return toSavedBlocksView(await this.saved.get(actor.workspaceId, id));
  }

  /** The emails that name them; copies are not followed. */
  @Get(':id/uses')
  @RequireScope('templates:read')
  async uses(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
  ): Promise<SavedBlocksUsesView> {
    return toSavedBlocksUsesView(await this.saved.usesOf(actor.workspaceId, id));
  }

  /** Emails that name the blocks show what they have become when they are next compiled; what is frozen stays. */
  @Patch(':id')
  @RequireScope('templates:write')
  async update(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() body: UpdateSavedBlocksDto,
  ): Promise<SavedBlocksView> {
    return toSavedBlocksView(await this.saved.update(actor, id, body));
  }

  /** 409 while emails name them. Copies stay. */
  @Delete(':id')
  @HttpCode(204)
  @RequireScope('templates:write')
  async delete(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<void> {
    await this.saved.delete(actor, id);
  }
}
