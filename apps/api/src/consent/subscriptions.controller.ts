import { Body, Controller, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { SubscriptionsService } from '@features/consent';
import { CurrentActor, PageQueryDto, ParseUuidPipe, RequireScope, toPageView } from '../http';
import { ChangeSubscriptionsDto, TrackingConsentDto } from './consent.dto';
import {
  ConsentRecordPageView,
  SubscriptionListView,
  toConsentRecordView,
  toSubscriptionView,
} from './consent.views';
import { toEvidence } from './evidence';

@ApiTags('subscriptions')
@Controller('v1/contacts/:id')
export class SubscriptionsController {
  constructor(private readonly subscriptions: SubscriptionsService) {}

  /** How the contact stands to every topic. */
  @Get('subscriptions')
  @RequireScope('consent:read')
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
  ): Promise<SubscriptionListView> {
    return { items: (await this.subscriptions.list(actor.workspaceId, id)).map(toSubscriptionView) };
  }

  /** Changes subscriptions, with the evidence for it. Topics that are not named stay as they are. */
  @Put('subscriptions')
  @RequireScope('consent:write')
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() body: ChangeSubscriptionsDto,
  ): Promise<SubscriptionListView> {
    const { subscriptions, ...evidence } = body;
    const changes = subscriptions.map(({ expiresAt, ...subscription }) => ({
      ...subscription,
      contactId: id,
      ...(expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt) }),
    }));
    const after = await this.subscriptions.changeAll(actor, changes, toEvidence(evidence));
    return { items: after.map(toSubscriptionView) };
  }

  /** Records whether this person agreed to individual tracking. */
  @Put('tracking-consent')
  @HttpCode(204)
  @RequireScope('consent:write')
  async setTrackingConsent(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() body: TrackingConsentDto,
  ): Promise<void> {
    const contact = { id, granted: body.granted };
    await this.subscriptions.setTrackingConsent(actor.workspaceId, contact, toEvidence(body));
  }

  /** The evidence about this contact, newest first. It cannot be changed. */
  @Get('consent-records')
  @RequireScope('consent:read')
  async listRecords(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Query() page: PageQueryDto,
  ): Promise<ConsentRecordPageView> {
    return toPageView(await this.subscriptions.listRecords(actor.workspaceId, id, page), toConsentRecordView);
  }
}
