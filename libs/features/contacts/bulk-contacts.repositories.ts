import { Injectable } from '@nestjs/common';
import { ContactErasureRepository } from './contact-erasure.repository';
import { ContactFieldsRepository } from './contact-fields.repository';
import { ContactSelectionRepository } from './contact-selection.repository';
import { TagsRepository } from './tags.repository';

/** Repositories that change whole sets of contacts. */
@Injectable()
export class BulkContactRepositories {
  constructor(
    readonly selection: ContactSelectionRepository,
    readonly erasure: ContactErasureRepository,
    readonly tags: TagsRepository,
    readonly fields: ContactFieldsRepository,
  ) {}
}
