import { Injectable } from '@nestjs/common';
import { AddressHasher, ContactFieldsRepository, type FieldDeclaration } from '@features/contacts';
import type { FilePlan } from './contact-import';
import type { ImportRun } from './imports.repository';
import { RowReader } from './row-reader';
import type { RowLayout } from './staged-row';

/** What reading an import needs of contacts: their fields and their address hashes. */
@Injectable()
export class ImportContactsAccess {
  constructor(
    private readonly addresses: AddressHasher,
    private readonly fields: ContactFieldsRepository,
  ) {}

  /** Declares those of the plan's fields that the workspace lacks. */
  async declareFields(workspaceId: string, fields: FieldDeclaration[]): Promise<void> {
    await this.fields.insertMissing(workspaceId, fields);
  }

  /** Adds choices that reading found. */
  async addChoices(workspaceId: string, fields: FieldDeclaration[]): Promise<void> {
    for (const { key, type, choices } of fields) {
      if (type === 'choice' || type === 'multi-choice')
        await this.fields.addChoices(workspaceId, key, choices);
    }
  }

  rowReader(
    { import: { workspaceId, options, format } }: ImportRun,
    plan: FilePlan,
    { fields, layout }: { fields: Map<string, FieldDeclaration>; layout: RowLayout },
  ): RowReader {
    return new RowReader(plan, fields, {
      workspaceId,
      layout,
      addresses: this.addresses,
      now: new Date(),
      addsChoices: options.createMissingFields ?? format === 'mailchimp',
    });
  }
}
