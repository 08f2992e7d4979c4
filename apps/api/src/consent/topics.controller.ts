import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { TopicsService } from '@features/consent';
import { CurrentActor, ParseUuidPipe, RequireScope } from '../http';
import { CreateTopicDto, TopicsQueryDto, UpdateTopicDto } from './consent.dto';
import { TopicListView, TopicView, toTopicView } from './consent.views';

@ApiTags('topics')
@Controller('v1/topics')
export class TopicsController {
  constructor(private readonly topics: TopicsService) {}

  /** What people can choose to receive. */
  @Get()
  @RequireScope('consent:read')
  async list(@CurrentActor() actor: Actor, @Query() query: TopicsQueryDto): Promise<TopicListView> {
    const topics = await this.topics.list(actor.workspaceId, {
      includeArchived: query.includeArchived ?? false,
    });
    return { items: topics.map(toTopicView) };
  }

  /** One topic. */
  @Get(':id')
  @RequireScope('consent:read')
  async get(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<TopicView> {
    return toTopicView(await this.topics.get(actor.workspaceId, id));
  }

  /** Creates a topic. */
  @Post()
  @RequireScope('consent:write')
  async create(@CurrentActor() actor: Actor, @Body() body: CreateTopicDto): Promise<TopicView> {
    return toTopicView(await this.topics.create(actor, body));
  }

  /** Changes texts and order; archives and restores. */
  @Patch(':id')
  @RequireScope('consent:write')
  async update(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() body: UpdateTopicDto,
  ): Promise<TopicView> {
    return toTopicView(await this.topics.update(actor, id, body));
  }
}
