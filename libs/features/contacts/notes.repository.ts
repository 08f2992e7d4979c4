import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { notFound } from '@platform/errors';
import { idCursor, toPage, type Page, type PageRequest } from '@platform/paging';
import type { NewNote, Note } from './note';

const COLUMNS = `id, contact_id AS "contactId", author_id AS "authorId", author_name AS "authorName", kind, body,
  created_at AS "createdAt"`;

/** What the team wrote about a contact. */
@Injectable()
export class NotesRepository {
  constructor(private readonly database: Database) {}

  async insert(workspaceId: string, contactId: string, note: NewNote): Promise<Note> {
    const row = await this.database.queryOne<Note>(
      `INSERT INTO notes (workspace_id, contact_id, author_id, author_name, kind, body)
       VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${COLUMNS}`,
      [workspaceId, contactId, note.authorId, note.authorName, note.kind, note.body],
    );
    if (!row) throw new Error('INSERT … RETURNING gave no row');
    return row;
  }

  /** Newest first. */
  async list(workspaceId: string, contactId: string, page: PageRequest): Promise<Page<Note>> {
    const before = idCursor(page);
    const rows = await this.database.query<Note>(
      `SELECT ${COLUMNS} FROM notes
       WHERE workspace_id = $1 AND contact_id = $2 AND ($3::uuid IS NULL OR id < $3) ORDER BY id DESC LIMIT $4`,
      [workspaceId, contactId, before, page.limit + 1],
    );
    return toPage(rows, page.limit, { item: (note) => note, cursor: (note) => [note.id] });
  }

  async delete(workspaceId: string, contactId: string, id: string): Promise<void> {
    const deleted = await this.database.execute(
      'DELETE FROM notes WHERE workspace_id = $1 AND contact_id = $2 AND id = $3',
      [workspaceId, contactId, id],
    );
    if (deleted === 0) throw notFound('note', id);
  }
}
