import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';

export interface ReportSettings {
  /** IANA zone of the workspace; a day in reports is one of its days. */
  zone: string;
  /** ISO 4217; all money is in it. */
  currency: string;
}

@Injectable()
export class ReportSettingsRepository {
  constructor(private readonly db: Database) {}

  async find(workspaceId: string): Promise<ReportSettings> {
    const row = await this.db.queryOne<ReportSettings>(
      'SELECT time_zone AS zone, currency FROM workspaces WHERE id = $1',
      [workspaceId],
    );
    return row ?? { zone: 'UTC', currency: 'EUR' };
  }
}
