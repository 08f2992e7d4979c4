import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { TrackedSegments } from '@features/segments';
import { CurrentActor, ParseUuidPipe, RequireScope } from '../http';
import { ContactSegmentsView, toContactSegmentsView } from './tracked-segments.views';

@ApiTags('contacts')
@Controller('v1/contacts/:id/segments')
export class ContactSegmentsController {
  constructor(private readonly tracked: TrackedSegments) {}

  /** Tracked and static segments that the contact is in and since when, and its entries and leaves. */
  @Get()
  @RequireScope('segments:read', 'contacts:read')
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
  ): Promise<ContactSegmentsView> {
    return toContactSegmentsView(await this.tracked.ofContact(actor.workspaceId, id));
  }
}
