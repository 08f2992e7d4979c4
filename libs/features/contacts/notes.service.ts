import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import { Database } from '@platform/database';
import type { Page, PageRequest } from '@platform/paging';
import { tidyText } from './attribute-values';
import { invalidContact } from './contacts.errors';
import { ContactsRepository } from './contacts.repository';
import { MAX_NOTE_LENGTH, type Note, type NoteKind } from './note';
import { NotesRepository } from './notes.repository';

/** Notes on contacts, signed by whoever wrote them. */
@Injectable()
export class NotesService {
  constructor(
    private readonly database: Database,
    private readonly contacts: ContactsRepository,
    private readonly notes: NotesRepository,
    private readonly audit: AuditService,
  ) {}

  async list(workspaceId: string, contactId: string, page: PageRequest): Promise<Page<Note>> {
    await this.contacts.assertExists(workspaceId, contactId);
    return this.notes.list(workspaceId, contactId, page);
  }

  /** `body` has 1 to 10,000 characters. */
  async add(actor: Actor, contactId: string, note: { kind?: NoteKind; body: string }): Promise<Note> {
    const body = tidyText(note.body);
    if (body === '' || body.length > MAX_NOTE_LENGTH || body.includes('\u0000')) {
      const message = `body must have 1 to ${MAX_NOTE_LENGTH} characters.`;
      throw invalidContact([{ pointer: '/body', code: 'note.invalid-body', message }]);
    }
    return this.database.transaction(async () => {
      await this.contacts.assertExists(actor.workspaceId, contactId);
      return this.notes.insert(actor.workspaceId, contactId, {
        authorId: actor.kind === 'user' ? actor.id : null,
        authorName: actor.name,
        kind: note.kind ?? 'note',
        body,
      });
    });
  }

  async delete(actor: Actor, contactId: string, id: string): Promise<void> {
    await this.database.transaction(async () => {
      await this.notes.delete(actor.workspaceId, contactId, id);
      await this.audit.record(actor, {
        action: 'note.deleted',
        targetKind: 'contact',
        targetId: contactId,
        details: { noteId: id },
      });
    });
  }
}
