import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';

/** Sealed secrets of a workspace. */
export interface SecretRow {
  secretBox: string;
  formerBox: string | null;
  formerUntil: Date | null;
  rotatedAt: Date;
}

const COLUMNS = `secret_box AS "secretBox", former_box AS "formerBox", former_until AS "formerUntil", rotated_at AS "rotatedAt"`;

/** SQL on `webhook_secrets`. */
@Injectable()
export class WebhookSecretsRepository {
  constructor(private readonly database: Database) {}

  async find(workspaceId: string): Promise<SecretRow | null> {
    return this.database.queryOne<SecretRow>(
      `SELECT ${COLUMNS} FROM webhook_secrets WHERE workspace_id = $1`,
      [workspaceId],
    );
  }

  /** The first one; who comes second changes nothing. */
  async insert(workspaceId: string, secretBox: string): Promise<void> {
    await this.database.execute(
      'INSERT INTO webhook_secrets (workspace_id, secret_box) VALUES ($1, $2) ON CONFLICT DO NOTHING',
      [workspaceId, secretBox],
    );
  }

  /** The one before stays valid for so many hours. */
  async rotate(workspaceId: string, secretBox: string, formerHours: number): Promise<SecretRow> {
    const row = await this.database.queryOne<SecretRow>(
      `INSERT INTO webhook_secrets AS s (workspace_id, secret_box) VALUES ($1, $2)
       ON CONFLICT (workspace_id) DO UPDATE SET secret_box = excluded.secret_box, former_box = s.secret_box,
         former_until = now() + make_interval(hours => $3), rotated_at = now()
       RETURNING ${COLUMNS}`,
      [workspaceId, secretBox, formerHours],
    );
    return row as SecretRow;
  }
}
