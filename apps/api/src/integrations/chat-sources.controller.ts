import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { ChatSources } from '@features/integrations';
import { AnswerOnce, CurrentActor, ParseUuidPipe, RequireScope } from '../http';
import { CreateChatSourceDto, UpdateChatSourceDto } from './chat-sources.dto';
import {
  ChatSourceListView,
  ChatSourceView,
  NewChatSourceView,
  toChatSourceView,
} from './chat-sources.views';

@ApiTags('chat-sources')
@Controller('v1/chat-sources')
export class ChatSourcesController {
  constructor(private readonly sources: ChatSources) {}

  /** Makes an address to which a chat system reports conversations. The answer is the only place where it can be read. */
  @Post()
  @RequireScope('webhooks:write', 'contacts:write')
  @AnswerOnce()
  async create(@CurrentActor() actor: Actor, @Body() body: CreateChatSourceDto): Promise<NewChatSourceView> {
    const source = await this.sources.create(actor, body);
    return { ...toChatSourceView(source), url: source.url };
  }

  /** All chat sources, newest first. */
  @Get()
  @RequireScope('webhooks:read')
  async list(@CurrentActor() actor: Actor): Promise<ChatSourceListView> {
    return { items: (await this.sources.list(actor.workspaceId)).map(toChatSourceView) };
  }

  @Get(':id')
  @RequireScope('webhooks:read')
  async get(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<ChatSourceView> {
    return toChatSourceView(await this.sources.get(actor.workspaceId, id));
  }

  @Patch(':id')
  @RequireScope('webhooks:write', 'contacts:write')
  async update(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() body: UpdateChatSourceDto,
  ): Promise<ChatSourceView> {
    return toChatSourceView(await this.sources.update(actor, id, body));
  }

  /** Revokes its address. Contacts and events stay. */
  @Delete(':id')
  @HttpCode(204)
  @RequireScope('webhooks:write')
  async delete(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<void> {
    await this.sources.delete(actor, id);
  }
}
