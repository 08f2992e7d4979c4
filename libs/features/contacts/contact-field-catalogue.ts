import { Injectable } from '@nestjs/common';
import { builtInContactFields, type CatalogueField } from './contact-field';
import { ContactFieldsRepository } from './contact-fields.repository';

/** Every field that segments, templates and imports may name: built-in ones first, then the workspace's own. */
@Injectable()
export class ContactFieldCatalogue {
  constructor(private readonly fields: ContactFieldsRepository) {}

  async list(workspaceId: string): Promise<CatalogueField[]> {
    const custom = await this.fields.list(workspaceId);
    return [
      ...builtInContactFields.map(({ path, label, type }) => ({
        path,
        label,
        type,
        choices: [],
        isCustom: false,
      })),
      ...custom.map(({ key, label, type, choices }) => ({
        path: `attributes.${key}`,
        label,
        type,
        choices,
        isCustom: true,
      })),
    ];
  }
}
