import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { SegmentLibrary } from '@features/segments';
import { CurrentActor, RequireScope } from '../http';
import { InstallSegmentsDto } from './segment-library.dto';
import {
  InstalledEntriesView,
  SegmentLibraryView,
  toInstalledEntriesView,
  toSegmentLibraryView,
} from './segment-library.views';

@ApiTags('segments')
@Controller('v1/segment-library')
export class SegmentLibraryController {
  constructor(private readonly library: SegmentLibrary) {}

  /** Every ready-made segment: when to use it, its rules, the data it needs, whether that is there, and how to send it in. */
  @Get()
  @RequireScope('segments:read')
  async list(@CurrentActor() actor: Actor): Promise<SegmentLibraryView> {
    return toSegmentLibraryView(await this.library.list(actor.workspaceId));
  }

  /** Installs entries of the library as segments, some or all, and answers for each. Safe to repeat. */
  @Post('install')
  @HttpCode(200)
  @RequireScope('segments:write', 'contacts:write')
  async install(
    @CurrentActor() actor: Actor,
    @Body() body: InstallSegmentsDto,
  ): Promise<InstalledEntriesView> {
    return toInstalledEntriesView(await this.library.install(actor, body));
  }
}
