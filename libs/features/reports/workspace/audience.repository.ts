import { Injectable } from '@nestjs/common';
import { mailableSql } from '@features/consent';
import { Database } from '@platform/database';

/** How many people there are. */
export interface AudienceFigures {
  contacts: number;
  /** Of them: may be mailed about at least one topic. */
  mailable: number;
  /** Of them: made in the last 30 days. */
  newContacts: number;
}

/** $1 workspace. */
const FIGURES = `
  SELECT count(*) AS contacts, count(*) FILTER (WHERE ${mailableSql({ contact: 'c' })}) AS mailable,
    count(*) FILTER (WHERE c.created_at >= now() - interval '30 days') AS "newContacts"
  FROM contacts c WHERE c.workspace_id = $1`;

/** Counts everybody. */
@Injectable()
export class AudienceRepository {
  constructor(private readonly db: Database) {}

  async figures(workspaceId: string): Promise<AudienceFigures> {
    const row = await this.db.queryOne<AudienceFigures>(FIGURES, [workspaceId]);
    return row ?? { contacts: 0, mailable: 0, newContacts: 0 };
  }
}
