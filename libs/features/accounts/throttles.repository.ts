import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { ThrottleWindow } from './throttle';

/** Fixed windows shared by all API processes. */
@Injectable()
export class ThrottlesRepository {
  constructor(private readonly database: Database) {}

  /** Counts hits, in a new window when the last has ended. One statement: parallel hits all count. */
  async hit(key: string, windowSeconds: number, count = 1): Promise<ThrottleWindow> {
    const row = await this.database.queryOne<ThrottleWindow>(
      `INSERT INTO throttles AS t (key, hits, window_ends_at) VALUES ($1, $3, now() + make_interval(secs => $2))
       ON CONFLICT (key) DO UPDATE SET
         hits = CASE WHEN t.window_ends_at <= now() THEN excluded.hits ELSE t.hits + excluded.hits END,
         window_ends_at = CASE WHEN t.window_ends_at <= now() THEN excluded.window_ends_at ELSE t.window_ends_at END
       RETURNING hits, extract(epoch FROM window_ends_at - now())::float8 AS "remainingSeconds"`,
      [key, windowSeconds, count],
    );
    return row!;
  }

  /** Takes hits back. */
  async refund(key: string, count = 1): Promise<void> {
    await this.database.execute('UPDATE throttles SET hits = greatest(hits - $2, 0) WHERE key = $1', [
      key,
      count,
    ]);
  }

  async clear(key: string): Promise<void> {
    await this.database.execute('DELETE FROM throttles WHERE key = $1', [key]);
  }

  /** Forgets windows that have ended; returns how many. */
  async deleteEnded(): Promise<number> {
    return this.database.execute('DELETE FROM throttles WHERE window_ends_at < now()');
  }
}
