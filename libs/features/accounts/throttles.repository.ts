import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { ThrottleWindow } from './throttle';

/** One statement: parallel hits all count. In the order of the keys, so that two processes never wait for each other in a circle. */
const HIT = `
  INSERT INTO throttles AS t (key, hits, window_ends_at)
  SELECT key, $3, now() + make_interval(secs => $2) FROM unnest($1::text[]) AS key ORDER BY key
  ON CONFLICT (key) DO UPDATE SET
    hits = CASE WHEN t.window_ends_at <= now() THEN excluded.hits ELSE t.hits + excluded.hits END,
    window_ends_at = CASE WHEN t.window_ends_at <= now() THEN excluded.window_ends_at ELSE t.window_ends_at END
  RETURNING key, hits, extract(epoch FROM window_ends_at - now())::float8 AS "remainingSeconds"`;

/** Fixed windows shared by all API processes. */
@Injectable()
export class ThrottlesRepository {
  constructor(private readonly database: Database) {}

  /** Counts hits, in a new window when the last has ended. */
  async hit(key: string, windowSeconds: number, count = 1): Promise<ThrottleWindow> {
    const row = await this.database.queryOne<ThrottleWindow>(HIT, [[key], windowSeconds, count]);
    return row!;
  }

  /** One hit for each of these keys, which differ. In their order. */
  async hitEach(keys: readonly string[], windowSeconds: number): Promise<ThrottleWindow[]> {
    const rows = await this.database.query<ThrottleWindow & { key: string }>(HIT, [keys, windowSeconds, 1]);
    const windows = new Map(rows.map((row) => [row.key, row]));
    return keys.map((key) => windows.get(key)!);
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
