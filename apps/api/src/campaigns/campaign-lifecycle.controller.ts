import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor, Scope } from '@features/accounts';
import { CampaignLifecycleService, CampaignScheduling, TestSendService } from '@features/campaigns';
import { CurrentActor, ParseUuidPipe, RequireScope } from '../http';
import { ScheduleCampaignDto, TestSendDto } from './campaigns.dto';
import { CampaignView, TestSendView, toCampaignView, toTestSendView } from './campaigns.views';
import { ScheduledCampaignView, toScheduledCampaignView } from './local-times.views';

/** Counting people by rules of one's own tells who they are, and who may not be mailed. */
const COUNTING: readonly Scope[] = ['segments:read', 'contacts:read', 'consent:read'];

@ApiTags('campaigns')
@Controller('v1/campaigns/:id')
@RequireScope('campaigns:send')
export class CampaignLifecycleController {
  constructor(
    private readonly lifecycle: CampaignLifecycleService,
    private readonly scheduling: CampaignScheduling,
    private readonly testSends: TestSendService,
  ) {}

  /**
   * Sends at the given time, or when it is the given local time for each contact; where that is over already, at once. 422 with
   * everything that is missing; calling it again moves the time.
   */
  @Post('schedule')
  @HttpCode(200)
  async schedule(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() body: ScheduleCampaignDto,
  ): Promise<ScheduledCampaignView> {
    const { campaign, localTimes } = await this.scheduling.schedule(actor, id, body);
    const mayCount = COUNTING.every((scope) => actor.scopes.includes(scope));
    return toScheduledCampaignView(campaign, mayCount ? localTimes : null);
  }

  /** Back to draft, as long as its time has not come. */
  @Post('unschedule')
  @HttpCode(200)
  async unschedule(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
  ): Promise<CampaignView> {
    return toCampaignView(await this.lifecycle.unschedule(actor, id));
  }

  /** Sends now: the audience is evaluated within seconds. */
  @Post('send')
  @HttpCode(200)
  async send(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<CampaignView> {
    return toCampaignView(await this.lifecycle.schedule(actor, id));
  }

  /** Stops within two seconds. What was handed to the mail server stays sent. */
  @Post('pause')
  @HttpCode(200)
  async pause(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<CampaignView> {
    return toCampaignView(await this.lifecycle.pause(actor, id));
  }

  /**
   * Goes on where it stopped. When the emergency brake had paused it, this overrides the brake for this campaign until a share
   * is half as high again as now; `progress` tells the limits.
   */
  @Post('resume')
  @HttpCode(200)
  async resume(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<CampaignView> {
    return toCampaignView(await this.lifecycle.resume(actor, id));
  }

  /** Stops within two seconds: everything not yet handed over becomes `cancelled`, within the same moment or soon after. */
  @Post('cancel')
  @HttpCode(200)
  async cancel(@CurrentActor() actor: Actor, @Param('id', ParseUuidPipe) id: string): Promise<CampaignView> {
    return toCampaignView(await this.lifecycle.cancel(actor, id));
  }

  /**
   * Sends the draft as it is now to colleagues, with a real contact's values. Counts in no report. Addresses that would not even
   * get transactional mail get no test either. 100 mails an hour from a workspace, else 429 and nothing is sent; 20 an hour to one
   * address.
   */
  @Post('test')
  @HttpCode(200)
  @RequireScope('campaigns:send', 'contacts:read')
  async test(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() body: TestSendDto,
  ): Promise<TestSendView> {
    return toTestSendView(await this.testSends.send(actor, id, body));
  }
}
