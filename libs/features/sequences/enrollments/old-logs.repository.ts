import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';

/** A day that has begun somebody's passage is asked about for a day at most. */
const KEEP_DATES_DAYS = 30;

/** Only of passages that ended as long ago: a story is kept whole, or not at all. */
const FORGET_STEPS = `
  DELETE FROM enrollment_steps WHERE ctid = ANY (ARRAY(
    SELECT s.ctid FROM enrollment_steps s JOIN enrollments n ON n.id = s.enrollment_id
    WHERE s.left_at < now() - make_interval(days => $1) AND n.ended_at < now() - make_interval(days => $1) LIMIT $2))`;

const FORGET_DATES = `
  DELETE FROM sequence_dates WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM sequence_dates WHERE started_at < now() - make_interval(days => ${KEEP_DATES_DAYS}) LIMIT $1))`;

/** What nobody asks about any more. Of all workspaces: age alone decides. */
@Injectable()
export class OldLogsRepository {
  constructor(private readonly db: Database) {}

  /** Steps of passages that ended more than `days` ago; at most `limit`. Returns how many. The passages stay: re-entry rules ask about them. */
  async forgetSteps(days: number, limit: number): Promise<number> {
    return this.db.execute(FORGET_STEPS, [days, limit]);
  }

  /** On which day somebody's date began a passage, which keeps it from beginning twice; at most `limit`. Returns how many. */
  async forgetDates(limit: number): Promise<number> {
    return this.db.execute(FORGET_DATES, [limit]);
  }
}
