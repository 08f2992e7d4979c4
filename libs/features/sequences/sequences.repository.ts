import { Injectable } from '@nestjs/common';
import { Database, translateViolations } from '@platform/database';
import type { PublishedGraph, SequenceGraph } from './graph/sequence-graph';
import type { Sequence, SequenceStatus, SequenceVersion } from './sequence';
import { sequenceAlreadyInstalled, sequenceInUse, sequenceNameTaken } from './sequences.errors';

const COLUMNS = `id, name, description, status, draft, published_version AS "publishedVersion",
  has_changes AS "hasChanges", library_key AS "libraryKey", version, created_at AS "createdAt", updated_at AS "updatedAt"`;

export interface NewSequence {
  name: string;
  description: string;
  draft: SequenceGraph;
  libraryKey: string | null;
}

export interface NewVersion {
  graph: PublishedGraph;
  /** Frozen content by step. */
  contents: readonly { step: string; templateVersionId: string }[];
  publishedBy: string;
}

/** All SQL on sequences as people write them, and on what was published of them. */
@Injectable()
export class SequencesRepository {
  constructor(private readonly db: Database) {}

  async find(workspaceId: string, id: string): Promise<Sequence | null> {
    const sql = `SELECT ${COLUMNS} FROM sequences WHERE workspace_id = $1 AND id = $2`;
    return this.db.queryOne<Sequence>(sql, [workspaceId, id]);
  }

  /** Also locks the row until the transaction ends. */
  async lock(workspaceId: string, id: string): Promise<Sequence | null> {
    const sql = `SELECT ${COLUMNS} FROM sequences WHERE workspace_id = $1 AND id = $2 FOR NO KEY UPDATE`;
    return this.db.queryOne<Sequence>(sql, [workspaceId, id]);
  }

  /** Newest first; `search` is part of the name. */
  async list(
    workspaceId: string,
    filter: { search: string | null; status: SequenceStatus | null; before: string | null; limit: number },
  ): Promise<Sequence[]> {
    return this.db.query<Sequence>(
      `SELECT ${COLUMNS} FROM sequences
       WHERE workspace_id = $1 AND ($2::text IS NULL OR position(fold($2) IN name_key) > 0)
         AND ($3::text IS NULL OR status = $3) AND ($4::uuid IS NULL OR id < $4)
       ORDER BY id DESC LIMIT $5`,
      [workspaceId, filter.search, filter.status, filter.before, filter.limit],
    );
  }

  async insert(workspaceId: string, sequence: NewSequence): Promise<string> {
    const taken = {
      uq_sequences_name: () => sequenceNameTaken(sequence.name),
      uq_sequences_library_key: () => sequenceAlreadyInstalled(sequence.libraryKey ?? sequence.name),
    };
    const row = await translateViolations(taken, () =>
      this.db.queryOne<{ id: string }>(
        `INSERT INTO sequences (workspace_id, name, name_key, description, draft, library_key)
         VALUES ($1, $2::text, fold($2::text), $3, $4, $5) RETURNING id`,
        [
          workspaceId,
          sequence.name,
          sequence.description,
          JSON.stringify(sequence.draft),
          sequence.libraryKey,
        ],
      ),
    );
    if (!row) throw new Error('insert returned no row');
    return row.id;
  }

  /** Whatever changed makes it a new version, the same again does not. */
  async update(
    workspaceId: string,
    id: string,
    next: { name: string; description: string; draft: SequenceGraph },
  ): Promise<void> {
    await translateViolations({ uq_sequences_name: () => sequenceNameTaken(next.name) }, () =>
      this.db.execute(
        `UPDATE sequences SET name = $3::text, name_key = fold($3::text), description = $4, draft = $5::jsonb,
           has_changes = has_changes OR draft <> $5::jsonb,
           version = version + ((name, description, draft) IS DISTINCT FROM ($3, $4, $5::jsonb))::int, updated_at = now()
         WHERE workspace_id = $1 AND id = $2`,
        [workspaceId, id, next.name, next.description, JSON.stringify(next.draft)],
      ),
    );
  }

  async setStatus(workspaceId: string, id: string, status: SequenceStatus): Promise<void> {
    await this.db.execute(
      'UPDATE sequences SET status = $3, updated_at = now() WHERE workspace_id = $1 AND id = $2',
      [workspaceId, id, status],
    );
  }

  /** The next version; the sequence enrols into it from now on. Needs the lock of the row. */
  async publish(
    workspaceId: string,
    id: string,
    { graph, contents, publishedBy, status }: NewVersion & { status: SequenceStatus },
  ): Promise<number> {
    const row = await this.db.queryOne<{ number: number }>(
      `INSERT INTO sequence_versions (workspace_id, sequence_id, number, graph, published_by)
       SELECT $1, $2, coalesce(max(number), 0) + 1, $3::jsonb, $4
       FROM sequence_versions WHERE workspace_id = $1 AND sequence_id = $2
       RETURNING number`,
      [workspaceId, id, JSON.stringify(graph), publishedBy],
    );
    if (!row) throw new Error('insert returned no row');
    await this.db.execute(
      `INSERT INTO sequence_contents (workspace_id, sequence_id, number, step, template_version_id)
       SELECT $1, $2, $3, c.step, c.id FROM unnest($4::text[], $5::uuid[]) AS c (step, id)`,
      [
        workspaceId,
        id,
        row.number,
        contents.map(({ step }) => step),
        contents.map(({ templateVersionId }) => templateVersionId),
      ],
    );
    await this.db.execute(
      `UPDATE sequences SET published_version = $3, status = $4, has_changes = false, updated_at = now()
       WHERE workspace_id = $1 AND id = $2`,
      [workspaceId, id, row.number, status],
    );
    return row.number;
  }

  async findVersion(workspaceId: string, id: string, number: number): Promise<SequenceVersion | null> {
    return this.db.queryOne<SequenceVersion>(
      `SELECT number, graph, published_at AS "publishedAt", published_by AS "publishedBy"
       FROM sequence_versions WHERE workspace_id = $1 AND sequence_id = $2 AND number = $3`,
      [workspaceId, id, number],
    );
  }

  /** Newest first, without their graphs; `before` is a number. */
  async listVersions(
    workspaceId: string,
    id: string,
    { before, limit }: { before: number | null; limit: number },
  ): Promise<Omit<SequenceVersion, 'graph'>[]> {
    return this.db.query<Omit<SequenceVersion, 'graph'>>(
      `SELECT number, published_at AS "publishedAt", published_by AS "publishedBy"
       FROM sequence_versions WHERE workspace_id = $1 AND sequence_id = $2 AND ($3::int IS NULL OR number < $3)
       ORDER BY number DESC LIMIT $4`,
      [workspaceId, id, before, limit],
    );
  }

  /** Folded names that start as `name` does: what a free name must differ from. */
  async namesLike(workspaceId: string, name: string): Promise<string[]> {
    const rows = await this.db.query<{ key: string }>(
      `SELECT name_key AS key FROM sequences WHERE workspace_id = $1 AND starts_with(name_key, fold(left($2, 90)))`,
      [workspaceId, name],
    );
    return rows.map(({ key }) => key);
  }

  /** Which sequence was installed from which entry of the library. */
  async libraryKeys(workspaceId: string): Promise<Map<string, string>> {
    const rows = await this.db.query<{ key: string; id: string }>(
      'SELECT library_key AS key, id FROM sequences WHERE workspace_id = $1 AND library_key IS NOT NULL',
      [workspaceId],
    );
    return new Map(rows.map(({ key, id }) => [key, id]));
  }

  /** With its versions; refused once anybody was enrolled. */
  async remove(workspaceId: string, id: string): Promise<void> {
    const isUsed = await this.db.queryOne(
      'SELECT 1 AS one FROM enrollments WHERE workspace_id = $1 AND sequence_id = $2 LIMIT 1',
      [workspaceId, id],
    );
    if (isUsed) throw sequenceInUse();
    await this.db.execute(
      'UPDATE sequences SET published_version = NULL, status = $3 WHERE workspace_id = $1 AND id = $2',
      [workspaceId, id, 'draft'],
    );
    await this.db.execute('DELETE FROM sequences WHERE workspace_id = $1 AND id = $2', [workspaceId, id]);
  }
}
