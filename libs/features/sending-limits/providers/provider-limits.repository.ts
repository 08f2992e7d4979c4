import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { OwnLimits } from '../windows/constraints';
import type { WindowLimits } from '../windows/window';

/** SQL on `provider_limits`. */
@Injectable()
export class ProviderLimitsRepository {
  constructor(private readonly database: Database) {}

  async find(workspaceId: string): Promise<OwnLimits> {
    const rows = await this.database.query<{ provider: string | null; isAlone: boolean } & WindowLimits>(
      `SELECT p.provider, p.per_second AS "perSecond", p.per_minute AS "perMinute", p.per_hour AS "perHour",
         p.per_day AS "perDay", w.count = 1 AS "isAlone"
       FROM (SELECT count(*) FROM (SELECT FROM workspaces LIMIT 2) AS first_two) AS w
       LEFT JOIN provider_limits p ON p.workspace_id = $1`,
      [workspaceId],
    );
    const limits = new Map<string, WindowLimits>();
    for (const { provider, isAlone: _isAlone, ...values } of rows)
      if (provider !== null) limits.set(provider, values);
    return { limits, isAlone: rows[0]?.isAlone ?? false };
  }

  async put(workspaceId: string, provider: string, limits: WindowLimits): Promise<void> {
    await this.database.execute(
      `INSERT INTO provider_limits (workspace_id, provider, per_second, per_minute, per_hour, per_day)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT ON CONSTRAINT pk_provider_limits DO UPDATE SET per_second = excluded.per_second,
         per_minute = excluded.per_minute, per_hour = excluded.per_hour, per_day = excluded.per_day, changed_at = now()`,
      [workspaceId, provider, limits.perSecond, limits.perMinute, limits.perHour, limits.perDay],
    );
  }

  /** False when there was nothing to delete. */
  async delete(workspaceId: string, provider: string): Promise<boolean> {
    const count = await this.database.execute(
      'DELETE FROM provider_limits WHERE workspace_id = $1 AND provider = $2',
      [workspaceId, provider],
    );
    return count > 0;
  }
}
