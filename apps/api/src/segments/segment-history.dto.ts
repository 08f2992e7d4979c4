import { IsISO8601, Matches } from 'class-validator';
import { IfGiven } from '../http';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Which days to show. */
export class SegmentHistoryQueryDto {
  /**
   * First day, in the workspace's zone. Default: 29 days before `to`.
   * @example 2026-10-01
   */
  @IfGiven()
  @Matches(DAY)
  @IsISO8601({ strict: true })
  from?: string;

  /**
   * Last day. Default: today.
   * @example 2026-10-31
   */
  @IfGiven()
  @Matches(DAY)
  @IsISO8601({ strict: true })
  to?: string;
}
