import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { PreflightService } from '@features/campaigns';
import { CallerGone, CurrentActor, ParseUuidPipe, RequireScope } from '../http';
import { LocalTimesQueryDto } from './campaigns.dto';
import { PreflightView, toPreflightView } from './preflight.views';

@ApiTags('campaigns')
@Controller('v1/campaigns/:id')
export class PreflightController {
  constructor(private readonly preflights: PreflightService) {}

  /**
   * Looks at everything before a campaign goes out: who would get it and who not, missing values, links, size, images, subject,
   * spam signs, the sender's domain, how long it takes. Nothing is changed, and no link is fetched. What blocks also keeps it
   * from being scheduled. 503 while too many large questions are being answered.
   */
  @Get('preflight')
  @RequireScope('campaigns:read', 'segments:read', 'contacts:read', 'consent:read')
  async preflight(
    @CurrentActor() { workspaceId }: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Query() { localTime }: LocalTimesQueryDto,
    @CallerGone() signal: AbortSignal,
  ): Promise<PreflightView> {
    return toPreflightView(await this.preflights.of(workspaceId, id, { localTime, signal }));
  }
}
