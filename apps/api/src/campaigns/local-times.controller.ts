import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { CampaignsService, LocalTimesService } from '@features/campaigns';
import { CurrentActor, ParseUuidPipe, RequireScope } from '../http';
import { LocalTimesQueryDto } from './campaigns.dto';
import { LocalTimesView } from './local-times.views';

@ApiTags('campaigns')
@Controller('v1/campaigns/:id')
export class LocalTimesController {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly times: LocalTimesService,
  ) {}

  /** Who gets the campaign when, at a local time: of the audience as it is now; once that is fixed, as it was then. */
  @Get('local-times')
  @RequireScope('campaigns:read', 'segments:read', 'contacts:read', 'consent:read')
  async get(
    @CurrentActor() { workspaceId }: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Query() { localTime }: LocalTimesQueryDto,
  ): Promise<LocalTimesView> {
    return this.times.of(await this.campaigns.get(workspaceId, id), localTime);
  }
}
