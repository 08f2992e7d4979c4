import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { WebhookReplays } from '@features/webhooks';
import { CurrentActor, RequireScope } from '../http';
import { ReplayFailedCallsDto } from './webhooks.dto';
import { ReplayedCallsView, toHealthView, toReplayedView, WebhookHealthListView } from './webhooks.views';

@ApiTags('webhooks')
@Controller('v1')
export class WebhookReplaysController {
  constructor(private readonly replays: WebhookReplays) {}

  /** How the calls of each subscription go: what waits for another attempt, what was given up, and the newest call. */
  @Get('webhook-health')
  @RequireScope('webhooks:read')
  async health(@CurrentActor() actor: Actor): Promise<WebhookHealthListView> {
    return { items: (await this.replays.list(actor.workspaceId)).map(toHealthView) };
  }

  /**
   * Makes all failed calls again with the same id and content, for another day (the oldest 10,000 at a time), and at once those
   * that wait for their next attempt. Those of subscriptions that are switched off stay.
   */
  @Post('webhook-calls/replay-failed')
  @HttpCode(202)
  @RequireScope('webhooks:write', 'contacts:read')
  async replayFailed(
    @CurrentActor() actor: Actor,
    @Body() body: ReplayFailedCallsDto,
  ): Promise<ReplayedCallsView> {
    return toReplayedView(await this.replays.replayFailed(actor, body.subscriptionId ?? null));
  }
}
