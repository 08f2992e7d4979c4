import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { WorkspaceValues } from './merge-context';

/** Reads what messages and public pages show of the sender. */
@Injectable()
export class WorkspaceValuesRepository {
  constructor(private readonly database: Database) {}

  async find(workspaceId: string): Promise<WorkspaceValues | null> {
    return this.database.queryOne<WorkspaceValues>(
      `SELECT name, postal_address AS "postalAddress", website_url AS "websiteUrl", locale, time_zone AS "timeZone"
       FROM workspaces WHERE id = $1`,
      [workspaceId],
    );
  }
}
