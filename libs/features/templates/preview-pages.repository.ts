import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';

/** Who may open a preview page: the session's user or the API key that made it. */
export interface PreviewOwner {
  workspaceId: string;
  /** `user:<id>` or `api-key:<id>`. */
  key: string;
}

/** SQL on `template_previews`, an unlogged table: after a crash people make a new preview. */
@Injectable()
export class PreviewPagesRepository {
  constructor(private readonly database: Database) {}

  /** Also removes what has expired. */
  async insert(page: {
    owner: PreviewOwner;
    tokenHash: Buffer;
    html: string;
    lifetimeSeconds: number;
  }): Promise<void> {
    await this.database.execute('DELETE FROM template_previews WHERE expires_at < now()');
    await this.database.execute(
      `INSERT INTO template_previews (token_hash, workspace_id, owner_key, html, expires_at)
       VALUES ($1, $2, $3, $4, now() + make_interval(secs => $5))`,
      [page.tokenHash, page.owner.workspaceId, page.owner.key, page.html, page.lifetimeSeconds],
    );
  }

  async find(owner: PreviewOwner, tokenHash: Buffer): Promise<string | null> {
    const row = await this.database.queryOne<{ html: string }>(
      `SELECT html FROM template_previews
       WHERE token_hash = $1 AND workspace_id = $2 AND owner_key = $3 AND expires_at >= now()`,
      [tokenHash, owner.workspaceId, owner.key],
    );
    return row?.html ?? null;
  }
}
