import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiKeysService, type Actor } from '@features/accounts';
import { AnswerOnce, CurrentActor, PageQueryDto, ParseUuidPipe, RequireScope, toPageView } from '../http';
import { CreateApiKeyDto } from './api-keys.dto';
import {
  toApiKeyView,
  toCreatedApiKeyView,
  type ApiKeyPageView,
  type CreatedApiKeyView,
} from './api-keys.views';

@ApiTags('api-keys')
@Controller('v1/api-keys')
@RequireScope('workspace:admin')
export class ApiKeysController {
  constructor(private readonly apiKeys: ApiKeysService) {}

  /** The keys of the workspace, newest first, expired and revoked ones included. */
  @Get()
  async list(@CurrentActor() actor: Actor, @Query() page: PageQueryDto): Promise<ApiKeyPageView> {
    return toPageView(await this.apiKeys.list(actor.workspaceId, page), toApiKeyView);
  }

  /** Makes a key. The answer is the only place where it can be read. */
  @Post()
  @AnswerOnce()
  async create(@CurrentActor() actor: Actor, @Body() body: CreateApiKeyDto): Promise<CreatedApiKeyView> {
    return toCreatedApiKeyView(await this.apiKeys.create(actor, body));
  }

  /** Revokes a key: from now on it opens nothing. */
  @Delete(':id')
  @HttpCode(204)
  async revoke(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<void> {
    await this.apiKeys.revoke(actor, id);
  }
}
