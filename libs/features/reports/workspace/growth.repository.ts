import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';

/** What happened on one day of the workspace's zone. */
export interface GrowthDay {
  day: string;
  subscribed: number;
  unsubscribed: number;
  suppressed: number;
}

export interface NewContactsDay {
  day: string;
  source: string;
  newContacts: number;
}

/** Moments, the first in, the last out. */
export interface Span {
  from: Date;
  to: Date;
  zone: string;
}

const LOCAL_DAY = (at: string): string => `to_char(${at} AT TIME ZONE $4, 'YYYY-MM-DD')`;

/**
 * $1 workspace, $2 from, $3 to, $4 zone, $5 the lowest id that a contact can have which was made then. Ids follow time and a contact is never
 * younger than its id, so the primary key leads to those who came since. Quarters of an hour first: working out the local day of each row
 * would take longer than reading it, and all clocks differ by quarters.
 */
export const NEW_CONTACTS = `
  SELECT ${LOCAL_DAY('quarter')} AS day, source, sum(count) AS "newContacts"
  FROM (
    SELECT date_bin('15 minutes', created_at, 'epoch') AS quarter, source, count(*) AS count
    FROM contacts
    WHERE workspace_id = $1 AND id >= $5 AND created_at >= $2 AND created_at < $3
    GROUP BY 1, 2
  ) quarters
  GROUP BY 1, 2 ORDER BY 1, 2`;

/**
 * What people decided, each person (address) once a day for each of the three. Whoever unsubscribed and is suppressed for it is not counted
 * twice; addresses that never subscribed, such as an imported list of suppressions, are no loss. The evidence of erased people stays under the
 * hash of their address, so history does not change when somebody is erased. $1 workspace, $2 from, $3 to, $4 zone.
 */
export const DECISIONS = `
  WITH decided AS (
    SELECT quarter, address_hash, action IN ('subscribed', 'confirmed') AS subscribed,
      action IN ('unsubscribed', 'expired') AS unsubscribed, false AS suppressed
    FROM (
      SELECT date_bin('15 minutes', occurred_at, 'epoch') AS quarter, address_hash, action FROM consent_records
      WHERE workspace_id = $1 AND occurred_at >= $2 AND occurred_at < $3
        AND action IN ('subscribed', 'confirmed', 'unsubscribed', 'expired')
    ) records
    UNION ALL
    SELECT date_bin('15 minutes', s.occurred_at, 'epoch'), s.address_hash, false, s.reason = 'unsubscribed', s.reason <> 'unsubscribed'
    FROM suppressions s
    WHERE s.workspace_id = $1 AND s.occurred_at >= $2 AND s.occurred_at < $3
      AND EXISTS (SELECT FROM consent_records r WHERE r.workspace_id = s.workspace_id AND r.address_hash = s.address_hash
        AND r.action IN ('subscribed', 'confirmed'))
  ), days AS (
    SELECT quarter, (quarter AT TIME ZONE $4)::date AS day FROM (SELECT DISTINCT quarter FROM decided) quarters
  ), people AS (
    SELECT day, bool_or(subscribed) AS subscribed, bool_or(unsubscribed) AS unsubscribed, bool_or(suppressed) AS suppressed
    FROM decided JOIN days USING (quarter) GROUP BY day, address_hash
  )
  SELECT to_char(day, 'YYYY-MM-DD') AS day, count(*) FILTER (WHERE subscribed) AS subscribed, count(*) FILTER (WHERE unsubscribed) AS unsubscribed,
    count(*) FILTER (WHERE suppressed AND NOT unsubscribed) AS suppressed
  FROM people GROUP BY people.day ORDER BY people.day`;

/** Who came, and what they decided. */
@Injectable()
export class GrowthRepository {
  constructor(private readonly db: Database) {}

  /** Contacts that were made then and are still there. */
  async newContacts(workspaceId: string, { from, to, zone }: Span): Promise<NewContactsDay[]> {
    return this.db.query<NewContactsDay>(NEW_CONTACTS, [workspaceId, from, to, zone, lowestIdSince(from)]);
  }

  async decisions(workspaceId: string, { from, to, zone }: Span): Promise<GrowthDay[]> {
    return this.db.query<GrowthDay>(DECISIONS, [workspaceId, from, to, zone]);
  }
}

const HOUR_MS = 3_600_000;

/** A UUID of version 7 begins with its milliseconds (RFC 9562, 5.7). An hour less, for clocks that were set back. */
export function lowestIdSince(moment: Date): string {
  const hex = Math.max(0, moment.getTime() - HOUR_MS)
    .toString(16)
    .padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}
