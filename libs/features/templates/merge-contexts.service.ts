import { Injectable } from '@nestjs/common';
import { ContactsRepository } from '@features/contacts';
import { notFound } from '@platform/errors';
import {
  toRecipientValues,
  unknownContact,
  type RecipientValues,
  type WorkspaceValues,
} from './merge-context';
import { WorkspaceValuesRepository } from './workspace-values.repository';

/** Loads what messages are personalised with. */
@Injectable()
export class MergeContexts {
  constructor(
    private readonly contacts: ContactsRepository,
    private readonly workspaces: WorkspaceValuesRepository,
  ) {}

  /** By contact id, two statements for any number of contacts; contacts that do not exist (any more) are left out. */
  async forContacts(
    workspaceId: string,
    contactIds: string[],
    campaign: { name: string },
  ): Promise<Map<string, RecipientValues>> {
    const [workspace, contexts] = await Promise.all([
      this.workspace(workspaceId),
      this.contacts.renderContexts(workspaceId, contactIds),
    ]);
    return new Map(
      [...contexts].map(([id, { contact }]) => [id, toRecipientValues({ contact, workspace, campaign })]),
    );
  }

  /** For an address that is no contact yet. */
  async forUnknown(workspaceId: string, email: string, campaign: { name: string }): Promise<RecipientValues> {
    const workspace = await this.workspace(workspaceId);
    return toRecipientValues({ contact: unknownContact(email), workspace, campaign });
  }

  async workspace(workspaceId: string): Promise<WorkspaceValues> {
    const workspace = await this.workspaces.find(workspaceId);
    if (workspace === null) throw notFound('workspace', workspaceId);
    return workspace;
  }
}
