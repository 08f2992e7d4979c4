import { OWN_FREQUENCY } from './held-back';

/** Who would have to wait longer than so for a cap is left out: by then a newsletter has gone stale. */
const LONGEST_WAIT = `interval '7 days'`;

/** Mail that caps count: of campaigns and of sequences. Single messages are no marketing mail. `m` is the message of `x`, if any. */
const COUNTS = `x.contact_id = d.contact_id AND x.workspace_id = d.workspace_id AND x.id <> d.id
    AND (x.campaign_id IS NOT NULL OR m.kind = 'sequence')`;

/** A letter that comes every Tuesday does not leave at the same minute: half a day less than what people ask for. */
const GRACE = `interval '12 hours'`;

/**
 * The person wants at most one message in `own_cap_days` days and has had it. Campaigns cannot ignore that. Whoever wants all
 * there is costs one look into the contact's row, which is read anyway.
 */
const OWN_CAP_REACHED = `CASE WHEN c.own_cap_days IS NULL THEN false ELSE EXISTS (
  SELECT FROM deliveries x LEFT JOIN messages m ON m.id = x.message_id
  WHERE ${COUNTS}
    AND (x.status = 'claimed' OR (x.status IN ('handed_over', 'accepted', 'uncertain')
      AND x.handed_over_at > now() - make_interval(days => c.own_cap_days) + ${GRACE}))) END`;

/**
 * When a contact may next get marketing mail, by the workspace's cap: when the oldest of the last `cap_emails` messages is
 * `cap_days` old. Null: now. What is on its way, and what may have arrived, counts.
 */
const CAPPED_UNTIL = `(
  SELECT coalesce(x.handed_over_at, now()) + make_interval(days => w.cap_days)
  FROM deliveries x LEFT JOIN messages m ON m.id = x.message_id
  WHERE ${COUNTS}
    AND (x.status = 'claimed' OR (x.status IN ('handed_over', 'accepted', 'uncertain')
      AND x.handed_over_at > now() - make_interval(days => w.cap_days)))
  ORDER BY coalesce(x.handed_over_at, now()) DESC
  OFFSET w.cap_emails - 1 LIMIT 1)`;

/**
 * What a row must wait for although its contact may be mailed, as a subquery with `reason` and `until`: two nulls when for
 * nothing, a reason without a time when it is left out. `policy` is the alias of a row with `on_cap` and `on_quiet_hours`; the
 * statement around it names the delivery `d`, its contact `c` and its workspace `w`.
 */
export const waitSql = (policy: string): string => `
  SELECT CASE WHEN own.reached THEN '${OWN_FREQUENCY}' WHEN capped.at IS NOT NULL THEN 'frequency-cap'
      WHEN quiet.at IS NOT NULL THEN 'quiet-hours' END AS reason,
    CASE
      WHEN own.reached OR (capped.at IS NOT NULL AND ${policy}.on_cap = 'skip') OR (quiet.at IS NOT NULL AND ${policy}.on_quiet_hours = 'skip') THEN NULL
      WHEN greatest(capped.at, quiet.at) > now() + ${LONGEST_WAIT} THEN NULL
      ELSE greatest(capped.at, quiet.at)
    END AS until
  FROM (SELECT ${OWN_CAP_REACHED} AS reached) AS own,
    (SELECT CASE WHEN w.cap_emails IS NOT NULL AND ${policy}.on_cap <> 'ignore' THEN ${CAPPED_UNTIL} END AS at) AS capped,
    (SELECT CASE WHEN w.quiet_from IS NOT NULL AND ${policy}.on_quiet_hours <> 'ignore'
       THEN quiet_until(now(), known_zone(c.time_zone, w.time_zone), w.quiet_from, w.quiet_to) END AS at) AS quiet`;

/** The same where the workspace has neither cap nor quiet hours, or nobody heeds them: only what the person chose. */
export const OWN_WAIT = `
  SELECT CASE WHEN ${OWN_CAP_REACHED} THEN '${OWN_FREQUENCY}' END AS reason, NULL::timestamptz AS until`;

/**
 * Two workers that claim mail to the same person at the same moment would not see each other's message: whoever counts holds
 * these locks, taken in one order, from before its claiming statement to the end of its transaction. `picked` is a
 * subquery with `contact_id`.
 */
export const lockPeopleSql = (picked: string): string => `
  SELECT pg_advisory_xact_lock(hashtextextended(person.contact_id::text, 4))
  FROM (SELECT contact_id FROM (${picked}) AS picked ORDER BY contact_id) AS person`;
