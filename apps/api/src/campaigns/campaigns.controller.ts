import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { CampaignsService, type CampaignInput } from '@features/campaigns';
import { DeliveriesRepository } from '@features/deliveries';
import { CurrentActor, ParseUuidPipe, RequireScope, toPageView } from '../http';
import { toAudience } from './to-audience';
import { CampaignsQueryDto, CreateCampaignDto, DeliveriesQueryDto, UpdateCampaignDto } from './campaigns.dto';
import {
  CampaignPageView,
  CampaignView,
  DeliveryPageView,
  toCampaignView,
  toDeliveryView,
} from './campaigns.views';

@ApiTags('campaigns')
@Controller('v1/campaigns')
export class CampaignsController {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly deliveries: DeliveriesRepository,
  ) {}

  /** Campaigns, newest first. */
  @Get()
  @RequireScope('campaigns:read')
  async list(@CurrentActor() actor: Actor, @Query() query: CampaignsQueryDto): Promise<CampaignPageView> {
    return toPageView(await this.campaigns.list(actor.workspaceId, query, query), toCampaignView);
  }

  /** A new draft. */
  @Post()
  @RequireScope('campaigns:write')
  async create(@CurrentActor() actor: Actor, @Body() body: CreateCampaignDto): Promise<CampaignView> {
    return toCampaignView(await this.campaigns.create(actor, { ...toInput(body), name: body.name }));
  }

  @Get(':id')
  @RequireScope('campaigns:read')
  async get(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<CampaignView> {
    return toCampaignView(await this.campaigns.get(actor.workspaceId, id));
  }

  /** Changes a draft; a failed campaign becomes a draft again. 409 in any other state. */
  @Patch(':id')
  @RequireScope('campaigns:write')
  async update(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() body: UpdateCampaignDto,
  ): Promise<CampaignView> {
    return toCampaignView(await this.campaigns.update(actor, id, toInput(body)));
  }

  /** Deletes a campaign that was never sent. */
  @Delete(':id')
  @HttpCode(204)
  @RequireScope('campaigns:write')
  async delete(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<void> {
    await this.campaigns.delete(actor, id);
  }

  /** A new draft with the same content and audience. */
  @Post(':id/duplicate')
  @RequireScope('campaigns:write')
  async duplicate(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
  ): Promise<CampaignView> {
    return toCampaignView(await this.campaigns.duplicate(actor, id));
  }

  /** The per-recipient log, in sending order. */
  @Get(':id/deliveries')
  @RequireScope('campaigns:read', 'contacts:read')
  async listDeliveries(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Query() query: DeliveriesQueryDto,
  ): Promise<DeliveryPageView> {
    const { workspaceId } = await this.campaigns.get(actor.workspaceId, id);
    const { status, search } = query;
    const page = await this.deliveries.list(
      { workspaceId, campaignId: id, ...(status ? { status } : {}), ...(search ? { search } : {}) },
      query,
    );
    return toPageView(page, toDeliveryView);
  }
}

function toInput({ audience, ...rest }: UpdateCampaignDto): CampaignInput {
  return audience ? { ...rest, audience: toAudience(audience) } : rest;
}
