import { Injectable } from '@nestjs/common';
import { Database, translateViolations } from '@platform/database';
import { slugTaken } from './accounts.errors';
import type { Role } from './scopes';
import type { WorkspaceSettings } from './workspace-settings';
import { Workspace } from './workspace.entity';

/** A workspace as one of its members sees it in a list. */
export interface WorkspaceMembership {
  id: string;
  slug: string;
  name: string;
  role: Role;
}

@Injectable()
export class WorkspacesRepository {
  constructor(private readonly database: Database) {}

  async find(workspaceId: string): Promise<Workspace | null> {
    return this.database.repository(Workspace).findOneBy({ id: workspaceId });
  }

  async findBySlug(slug: string): Promise<Workspace | null> {
    return this.database.repository(Workspace).findOneBy({ slug });
  }

  async listOfUser(userId: string): Promise<WorkspaceMembership[]> {
    return this.database.query<WorkspaceMembership>(
      `SELECT w.id, w.slug, w.name, m.role FROM memberships m JOIN workspaces w ON w.id = m.workspace_id
       WHERE m.user_id = $1 ORDER BY fold(w.name), w.id`,
      [userId],
    );
  }

  /** The workspace of which the user has been a member for longest; null when there is none. */
  async findFirstOfUser(userId: string): Promise<string | null> {
    const row = await this.database.queryOne<{ id: string }>(
      `SELECT workspace_id AS id FROM memberships WHERE user_id = $1 ORDER BY created_at, workspace_id LIMIT 1`,
      [userId],
    );
    return row?.id ?? null;
  }

  async insert(input: Partial<WorkspaceSettings> & { slug: string; name: string }): Promise<Workspace> {
    const repository = this.database.repository(Workspace);
    const workspaceId = await translateViolations(
      { uq_workspaces_slug: () => slugTaken(input.slug) },
      async () => {
        const { identifiers } = await repository.insert(input);
        return identifiers[0]!.id as string;
      },
    );
    return repository.findOneByOrFail({ id: workspaceId });
  }

  async update(workspaceId: string, changes: Partial<WorkspaceSettings>): Promise<void> {
    await this.database.repository(Workspace).update({ id: workspaceId }, changes);
  }

  /** Orders are a later feature's table: their amounts would mean something else in another currency. */
  async hasOrders(workspaceId: string): Promise<boolean> {
    const sql = 'SELECT 1 AS one FROM orders WHERE workspace_id = $1 LIMIT 1';
    return (await this.database.queryOne(sql, [workspaceId])) !== null;
  }

  /** Slugs that start with `base`, to find a free one. */
  async listSlugsLike(base: string): Promise<string[]> {
    const rows = await this.database.query<{ slug: string }>(
      'SELECT slug FROM workspaces WHERE starts_with(slug, $1)',
      [base],
    );
    return rows.map((row) => row.slug);
  }
}
