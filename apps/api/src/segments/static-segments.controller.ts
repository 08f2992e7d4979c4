import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { StaticSegments } from '@features/segments';
import { CurrentActor, ParseUuidPipe, RequireScope } from '../http';
import { SegmentContactsDto } from './segments.dto';
import { SegmentEditView } from './segments.views';

@ApiTags('segments')
@Controller('v1/segments/:id')
export class StaticSegmentsController {
  constructor(private readonly segments: StaticSegments) {}

  /** Replaces the list of a static segment by those who match its tree now. */
  @Post('freeze')
  @HttpCode(200)
  @RequireScope('segments:write')
  async freeze(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
  ): Promise<SegmentEditView> {
    return { contacts: await this.segments.freeze(actor, id) };
  }

  /** Adds contacts to a static segment. */
  @Post('contacts')
  @HttpCode(200)
  @RequireScope('segments:write')
  async addContacts(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() body: SegmentContactsDto,
  ): Promise<SegmentEditView> {
    return { contacts: await this.segments.addContacts(actor, id, body.contactIds) };
  }

  /** Takes contacts out of a static segment. */
  @Post('contacts/remove')
  @HttpCode(200)
  @RequireScope('segments:write')
  async removeContacts(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Body() body: SegmentContactsDto,
  ): Promise<SegmentEditView> {
    return { contacts: await this.segments.removeContacts(actor, id, body.contactIds) };
  }
}
