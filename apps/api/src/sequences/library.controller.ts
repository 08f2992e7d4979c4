import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { SequenceLibrary } from '@features/sequences';
import { CurrentActor, RequireScope } from '../http';
import { InstallSequenceDto } from './library.dto';
import {
  InstalledSequenceView,
  SequenceLibraryEntryDetailsView,
  SequenceLibraryView,
  toInstalledSequenceView,
  toSequenceLibraryEntryDetailsView,
  toSequenceLibraryView,
} from './library.views';

@ApiTags('sequences')
@Controller('v1/sequence-library')
export class SequenceLibraryController {
  constructor(private readonly library: SequenceLibrary) {}

  /** Every ready-made sequence: when to use it, its emails, the data it needs, and whether that has come in. */
  @Get()
  @RequireScope('campaigns:read')
  async list(@CurrentActor() actor: Actor): Promise<SequenceLibraryView> {
    return toSequenceLibraryView(await this.library.list(actor.workspaceId));
  }

  /** One ready-made sequence with its steps. */
  @Get(':key')
  @RequireScope('campaigns:read')
  async get(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
  ): Promise<SequenceLibraryEntryDetailsView> {
    return toSequenceLibraryEntryDetailsView(await this.library.get(actor.workspaceId, key));
  }

  /**
   * Makes its emails into templates and itself into a draft, all or nothing, and says what is still in the way. Nothing is sent before the draft
   * is published. Installing it again makes a second copy.
   */
  @Post(':key/install')
  @RequireScope('campaigns:write', 'templates:write', 'segments:write', 'contacts:read')
  async install(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Body() body: InstallSequenceDto,
  ): Promise<InstalledSequenceView> {
    return toInstalledSequenceView(await this.library.install(actor, key, body));
  }
}
