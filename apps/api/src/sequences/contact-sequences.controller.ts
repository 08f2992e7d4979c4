import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { EnrollmentStories } from '@features/sequences';
import { CurrentActor, ParseUuidPipe, RequireScope } from '../http';
import { ContactSequencesView, toContactSequencesView } from './enrollments.views';

@ApiTags('contacts')
@Controller('v1/contacts/:id/sequences')
export class ContactSequencesController {
  constructor(private readonly stories: EnrollmentStories) {}

  /** The sequences that the contact is or was in, newest first. */
  @Get()
  @RequireScope('campaigns:read', 'contacts:read')
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
  ): Promise<ContactSequencesView> {
    return toContactSequencesView(await this.stories.ofContact(actor.workspaceId, id));
  }
}
