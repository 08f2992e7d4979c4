import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { ProviderLimitsService, SendingHoldsService } from '@features/sending-limits';
import { CurrentActor, RequireScope } from '../http';
import { SetProviderLimitsDto } from './sending-limits.dto';
import { ProviderLimitsListView, ProviderLimitsView, toProviderLimitsView } from './sending-limits.views';

@ApiTags('sending')
@Controller('v1/provider-limits')
export class ProviderLimitsController {
  constructor(
    private readonly limits: ProviderLimitsService,
    private readonly holds: SendingHoldsService,
  ) {}

  /** How fast mail goes to each mailbox provider: the default, what the workspace set, what holds it at the moment. */
  @Get()
  @RequireScope('workspace:read')
  async list(@CurrentActor() actor: Actor): Promise<ProviderLimitsListView> {
    const limits = await this.limits.list(actor.workspaceId);
    const holds = await this.holds.list(actor.workspaceId);
    return { items: limits.map((limit) => toProviderLimitsView(limit, holds)) };
  }

  /**
   * Replaces all limits for a mailbox provider: its key (`gmail`), or a domain that none is known for. Takes effect within
   * five seconds. Through a mail server that all workspaces share, the default limits hold besides.
   */
  @Put(':provider')
  @RequireScope('workspace:admin')
  async set(
    @CurrentActor() actor: Actor,
    @Param('provider') provider: string,
    @Body() body: SetProviderLimitsDto,
  ): Promise<ProviderLimitsView> {
    const { perSecond = null, perMinute = null, perHour = null, perDay = null } = body;
    const limit = await this.limits.set(actor, provider, { perSecond, perMinute, perHour, perDay });
    return toProviderLimitsView(limit, await this.holds.list(actor.workspaceId));
  }

  /** Back to the default limits. */
  @Delete(':provider')
  @HttpCode(204)
  @RequireScope('workspace:admin')
  async reset(@CurrentActor() actor: Actor, @Param('provider') provider: string): Promise<void> {
    await this.limits.reset(actor, provider);
  }
}
