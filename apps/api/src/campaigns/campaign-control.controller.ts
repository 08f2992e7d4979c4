import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { CampaignProgressService, ReopenCampaign } from '@features/campaigns';
import { CurrentActor, ParseUuidPipe, RequireScope } from '../http';
import { SendToRestDto } from './campaign-control.dto';
import {
  ReopenedView,
  ReopenOutlookView,
  toReopenedView,
  toReopenOutlookView,
} from './campaign-control.views';
import { CampaignProgressView, toCampaignProgressView } from './campaign-progress.views';

@ApiTags('campaigns')
@Controller('v1/campaigns/:id')
export class CampaignControlController {
  constructor(
    private readonly progresses: CampaignProgressService,
    private readonly campaigns: ReopenCampaign,
  ) {}

  /** How far it is, how fast it goes, when it will be through, and what it waits for. Cheap: may be asked every second. */
  @Get('progress')
  @RequireScope('campaigns:read')
  async progress(
    @CurrentActor() { workspaceId }: Actor,
    @Param('id', ParseUuidPipe) id: string,
  ): Promise<CampaignProgressView> {
    return toCampaignProgressView(await this.progresses.of(workspaceId, id));
  }

  /** How many messages "send to the rest" and "retry failed" would open again, by what they are now. */
  @Get('send-to-rest')
  @RequireScope('campaigns:read')
  async outlook(
    @CurrentActor() { workspaceId }: Actor,
    @Param('id', ParseUuidPipe) id: string,
  ): Promise<ReopenOutlookView> {
    return toReopenOutlookView(await this.campaigns.outlook(workspaceId, id));
  }

  /**
   * Sends a sent or cancelled campaign to those whose message was never accepted: cancelled, put off too often, still waiting.
   * Everybody's consent is checked again. Nobody who got it gets it twice. Pressing twice opens nothing the second time. 409
   * for a paused campaign: resume that one.
   */
  @Post('send-to-rest')
  @HttpCode(200)
  @RequireScope('campaigns:send')
  async sendToRest(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() { includeUncertain = false }: SendToRestDto,
  ): Promise<ReopenedView> {
    return toReopenedView(await this.campaigns.reopen(actor, id, { kind: 'rest', includeUncertain }));
  }

  /**
   * Tries again what was refused for another reason than the mailbox (policy, a full mailbox, a message that could not be
   * made), in a sent or cancelled campaign. Mailboxes that do not exist are never tried again.
   */
  @Post('retry-failed')
  @HttpCode(200)
  @RequireScope('campaigns:send')
  async retryFailed(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
  ): Promise<ReopenedView> {
    return toReopenedView(await this.campaigns.reopen(actor, id, { kind: 'failed' }));
  }
}
