import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { WebhookCalls, WebhookSecrets } from '@features/webhooks';
import { AnswerOnce, CurrentActor, ParseUuidPipe, RequireScope, toPageView } from '../http';
import { WebhookCallsQueryDto } from './webhooks.dto';
import {
  NewWebhookSecretView,
  toCallDetailsView,
  toCallView,
  toSecretView,
  WebhookCallDetailsView,
  WebhookCallPageView,
  WebhookSecretView,
} from './webhooks.views';

@ApiTags('webhooks')
@Controller('v1')
export class WebhookCallsController {
  constructor(
    private readonly calls: WebhookCalls,
    private readonly secrets: WebhookSecrets,
  ) {}

  /** Calls of forms, sequences and subscriptions, newest first. Those that ended are kept for 30 days. */
  @Get('webhook-calls')
  @RequireScope('webhooks:read')
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: WebhookCallsQueryDto,
  ): Promise<WebhookCallPageView> {
    return toPageView(await this.calls.list(actor.workspaceId, query), toCallView);
  }

  /** One call with what is sent, and every attempt. */
  @Get('webhook-calls/:id')
  @RequireScope('webhooks:read', 'contacts:read')
  async get(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
  ): Promise<WebhookCallDetailsView> {
    return toCallDetailsView(await this.calls.get(actor.workspaceId, id));
  }

  /** Makes a call again that has ended, with the same id and content, for another day. */
  @Post('webhook-calls/:id/replay')
  @HttpCode(202)
  @RequireScope('webhooks:write', 'contacts:read')
  async replay(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
  ): Promise<WebhookCallDetailsView> {
    return toCallDetailsView(await this.calls.replay(actor, id));
  }

  /** Since when the signing secret is in use. */
  @Get('webhook-secret')
  @RequireScope('webhooks:read')
  async secret(@CurrentActor() actor: Actor): Promise<WebhookSecretView> {
    return toSecretView(await this.secrets.describe(actor.workspaceId));
  }

  /** Makes a new signing secret. The answer is the only place where it can be read; the former one stays valid for 24 hours. */
  @Post('webhook-secret/rotate')
  @HttpCode(200)
  @RequireScope('workspace:admin')
  @AnswerOnce()
  async rotate(@CurrentActor() actor: Actor): Promise<NewWebhookSecretView> {
    const { secret, ...info } = await this.secrets.rotate(actor);
    return { ...toSecretView(info), secret };
  }
}
