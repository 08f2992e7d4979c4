import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { ContactTagsService } from '@features/contacts';
import { CurrentActor, RequireScope } from '../http';
import { TagListView, toTagView } from './contact-fields.views';

@ApiTags('tags')
@Controller('v1/tags')
export class TagsController {
  constructor(private readonly tags: ContactTagsService) {}

  /** All tags with the number of contacts that have them, by name. */
  @Get()
  @RequireScope('contacts:read')
  async list(@CurrentActor() actor: Actor): Promise<TagListView> {
    return { items: (await this.tags.list(actor.workspaceId)).map(toTagView) };
  }
}
