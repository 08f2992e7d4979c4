import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { WebhookSubscriptions } from '@features/webhooks';
import { CurrentActor, PageQueryDto, ParseUuidPipe, RequireScope, toPageView } from '../http';
import { CreateWebhookSubscriptionDto, UpdateWebhookSubscriptionDto } from './webhooks.dto';
import {
  toCallView,
  toSubscriptionView,
  WebhookCallView,
  WebhookSubscriptionPageView,
  WebhookSubscriptionView,
} from './webhooks.views';

/** What calls tell of contacts, a reader of contacts may know: making a subscription needs both rights. */
@ApiTags('webhooks')
@Controller('v1/webhook-subscriptions')
export class WebhookSubscriptionsController {
  constructor(private readonly subscriptions: WebhookSubscriptions) {}

  /** Calls the address at every event of these names from now on, of any contact. */
  @Post()
  @RequireScope('webhooks:write', 'contacts:read')
  async create(
    @CurrentActor() actor: Actor,
    @Body() body: CreateWebhookSubscriptionDto,
  ): Promise<WebhookSubscriptionView> {
    return toSubscriptionView(await this.subscriptions.create(actor, body));
  }

  /** All subscriptions, newest first. */
  @Get()
  @RequireScope('webhooks:read')
  async list(
    @CurrentActor() actor: Actor,
    @Query() page: PageQueryDto,
  ): Promise<WebhookSubscriptionPageView> {
    return toPageView(await this.subscriptions.list(actor.workspaceId, page), toSubscriptionView);
  }

  @Get(':id')
  @RequireScope('webhooks:read')
  async get(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
  ): Promise<WebhookSubscriptionView> {
    return toSubscriptionView(await this.subscriptions.get(actor.workspaceId, id));
  }

  /** Calls that wait keep the address that they were made for; switching off cancels them. */
  @Patch(':id')
  @RequireScope('webhooks:write', 'contacts:read')
  async update(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() body: UpdateWebhookSubscriptionDto,
  ): Promise<WebhookSubscriptionView> {
    return toSubscriptionView(await this.subscriptions.update(actor, id, body));
  }

  /** Ends it; its calls go with it. */
  @Delete(':id')
  @HttpCode(204)
  @RequireScope('webhooks:write')
  async delete(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<void> {
    await this.subscriptions.delete(actor, id);
  }

  /** Calls the address with the event `webhook.test`. What became of it: `GET /webhook-calls/:id` with the id of the answer. */
  @Post(':id/test')
  @HttpCode(202)
  @RequireScope('webhooks:write')
  async test(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<WebhookCallView> {
    return toCallView(await this.subscriptions.test(actor, id));
  }
}
