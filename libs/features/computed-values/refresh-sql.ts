import {
  CART_HOURS,
  CHURN_HIGH,
  CHURN_MEDIUM,
  ENGAGEMENT_HALF_LIFE_DAYS,
  FIRST_STAGE,
  HABIT_DAYS,
  LAPSED_DAYS,
  LOYAL_ORDERS,
  NOT_ENOUGH_DATA,
} from './value-rules';

/** Whom a refresh is about: everybody in the workspace, or the contacts bound as the last value. */
export type RefreshScope = 'workspace' | 'contacts';

/** Every column of `computed_values` that a refresh works out. */
const COLUMNS = [
  'orders_count',
  'lifetime_value',
  'margin',
  'average_order',
  'first_order_at',
  'last_order_at',
  'mean_order_gap_days',
  'rfm_recency',
  'rfm_frequency',
  'rfm_monetary',
  'rfm_group',
  'churn_ratio',
  'churn_risk',
  'engagement_score',
  'last_engaged_at',
  'email_opens',
  'email_clicks',
  'preferred_channel',
  'mail_client',
  'device',
  'lifecycle_stage',
  'lifecycle_stage_since',
];

/** What a refresh binds besides the workspace ($1) and now ($2); the contacts of a small one come last. */
const BOUND = {
  eventNames: '$3::text[]',
  leadEvents: '$4::text[]',
  cartEvents: '$5::text[]',
  /** `[{"name", "points"}]` */
  points: '$6::json',
  /** `[{"name", "channel", "rank"}]` */
  channels: '$7::json',
  /** `[{"pattern", "client"}]` in the order in which they are tried. */
  clientSigns: '$8::json',
  /** `[{"pattern", "device"}]` */
  deviceSigns: '$9::json',
  /** `RFM_TABLE`, row by row. */
  rfmTable: '$10::text[]',
  contacts: '$11::uuid[]',
};

const NOW = '$2::timestamptz';
// Hours, because days would be those of the session's time zone.
const hours = (count: number): string => `interval '${count} hours'`;
const days = (seconds: string): string => `(extract(epoch FROM ${seconds}) / 86400)`;

/**
 * One statement that works out all values of everybody in the scope and writes those rows that change: contacts about
 * whom nothing is known any more lose theirs. Answers `written` and `removed`. Quintiles are those of the workspace's
 * cut-offs, so that a contact refreshed alone gets what a refresh of the whole workspace would give.
 */
export function refreshSql(scope: RefreshScope): string {
  const changed = COLUMNS.join(', ');
  return `
  WITH ${boughtSql(scope)}, ${didSql(scope)}, ${readsSql(scope)}, ${freshSql()},
  gone AS (
    DELETE FROM computed_values cv WHERE cv.workspace_id = $1 ${within(scope, 'cv')}
      AND NOT EXISTS (SELECT 1 FROM fresh f WHERE f.contact_id = cv.contact_id)
    RETURNING 1
  ), written AS (
    INSERT INTO computed_values (workspace_id, contact_id, ${changed}, computed_at)
    SELECT $1, f.contact_id, ${of('f')}, ${NOW}
    FROM fresh f LEFT JOIN computed_values old ON old.workspace_id = $1 AND old.contact_id = f.contact_id
    WHERE old.contact_id IS NULL OR (${of('f')}) IS DISTINCT FROM (${of('old')})
    ON CONFLICT (workspace_id, contact_id) DO UPDATE SET
      ${COLUMNS.map((column) => `${column} = excluded.${column}`).join(', ')}, computed_at = excluded.computed_at
    RETURNING 1
  )${scope === 'contacts' ? `, ${waitingCartsSql()}` : ''}
  SELECT (SELECT count(*) FROM written) AS written, (SELECT count(*) FROM gone) AS removed`;
}

function of(alias: string): string {
  return COLUMNS.map((column) => `${alias}.${column}`).join(', ');
}

function within(scope: RefreshScope, alias: string): string {
  return scope === 'contacts' ? `AND ${alias}.contact_id = ANY(${BOUND.contacts})` : '';
}

/** Orders per buyer. `returned_at` is the order that ended the last lapse. */
function boughtSql(scope: RefreshScope): string {
  return `bought AS (
    SELECT contact_id, count(*)::int AS orders, sum(total - refunded) AS revenue, sum(cost) AS cost,
      min(placed_at) AS first_at, max(placed_at) AS last_at, max(placed_at) FILTER (WHERE place = ${LOYAL_ORDERS}) AS loyal_at,
      max(placed_at) FILTER (WHERE placed_at >= previous_at + ${hours(24 * LAPSED_DAYS)}) AS returned_at
    FROM (
      SELECT o.contact_id, o.total, o.refunded, o.cost, o.placed_at,
        row_number() OVER by_time AS place, lag(o.placed_at) OVER by_time AS previous_at
      FROM orders o WHERE o.workspace_id = $1 AND o.status <> 'cancelled' ${within(scope, 'o')}
      WINDOW by_time AS (PARTITION BY o.contact_id ORDER BY o.placed_at, o.id)
    ) counted GROUP BY contact_id
  )`;
}

/**
 * Events, first by contact and name, which is all that has to be read of them. An age beyond a thousand half lives would
 * be too small a number for PostgreSQL.
 */
function didSql(scope: RefreshScope): string {
  const age = `greatest(0, ${days(`${NOW} - e.occurred_at`)})`;
  return `did AS MATERIALIZED (
    SELECT e.contact_id, e.name, count(*)::int AS times, min(e.occurred_at) AS first_at, max(e.occurred_at) AS last_at,
      count(*) FILTER (WHERE e.occurred_at >= ${NOW} - ${hours(24 * HABIT_DAYS)}) AS recently,
      sum(power(0.5::float8, least(1000, ${age} / ${ENGAGEMENT_HALF_LIFE_DAYS})::float8)) AS decayed
    FROM contact_events e WHERE e.workspace_id = $1 AND e.name = ANY(${BOUND.eventNames}) ${within(scope, 'e')}
    GROUP BY e.contact_id, e.name
  ), engaged AS (
    SELECT d.contact_id, round(sum(d.decayed * p.points)::numeric, 1) AS score, max(d.last_at) AS last_at,
      coalesce(sum(d.times) FILTER (WHERE d.name = 'email.opened'), 0)::int AS opens,
      coalesce(sum(d.times) FILTER (WHERE d.name = 'email.clicked'), 0)::int AS clicks
    FROM did d JOIN json_to_recordset(${BOUND.points}) AS p(name text, points float8) ON p.name = d.name
    GROUP BY d.contact_id
  ), led AS (
    SELECT contact_id, min(first_at) AS lead_at, max(last_at) FILTER (WHERE name = ANY(${BOUND.cartEvents})) AS cart_at
    FROM did WHERE name = ANY(${BOUND.leadEvents}) OR name = ANY(${BOUND.cartEvents}) GROUP BY contact_id
  ), answered AS (
    SELECT DISTINCT ON (d.contact_id) d.contact_id, h.channel
    FROM did d JOIN json_to_recordset(${BOUND.channels}) AS h(name text, channel text, rank int) ON h.name = d.name
    WHERE d.recently > 0
    GROUP BY d.contact_id, h.channel, h.rank
    ORDER BY d.contact_id, sum(d.recently) DESC, h.rank
  )`;
}

/** What messages were read with. Each user agent is recognised once, however many people have it. */
function readsSql(scope: RefreshScope): string {
  return `reads AS MATERIALIZED (
    SELECT h.contact_id, h.user_agent, h.kind, count(*) AS times FROM tracking_hits h
    WHERE h.workspace_id = $1 AND NOT h.is_machine AND h.occurred_at >= ${NOW} - ${hours(24 * HABIT_DAYS)} ${within(scope, 'h')}
    GROUP BY h.contact_id, h.user_agent, h.kind
  ), agents AS MATERIALIZED (
    SELECT a.user_agent, ${recognised('client', BOUND.clientSigns)} AS client, ${recognised('device', BOUND.deviceSigns)} AS device
    FROM (SELECT DISTINCT user_agent FROM reads) a
  ), ${mostUsed('clients', 'client', `WHERE r.kind = 'open'`)}, ${mostUsed('devices', 'device', '')}`;
}

function recognised(what: string, signs: string): string {
  return `coalesce((SELECT s.${what} FROM ROWS FROM (json_to_recordset(${signs}) AS (pattern text, ${what} text))
      WITH ORDINALITY AS s(pattern, ${what}, rank) WHERE a.user_agent ~* s.pattern ORDER BY s.rank LIMIT 1), 'unknown')`;
}

/** Of equals the known before the unknown, then by name. */
function mostUsed(table: string, what: string, where: string): string {
  return `${table} AS (
    SELECT DISTINCT ON (r.contact_id) r.contact_id, a.${what} FROM reads r JOIN agents a USING (user_agent) ${where}
    GROUP BY r.contact_id, a.${what} ORDER BY r.contact_id, sum(r.times) DESC, a.${what} = 'unknown', a.${what}
  )`;
}

/** The values themselves, step by step: each step uses the one before. */
function freshSql(): string {
  return `gathered AS (
    SELECT c.id AS contact_id, b.orders, b.revenue, b.first_at, b.last_at, b.loyal_at, b.returned_at, l.lead_at, l.cart_at,
      n.score, n.last_at AS engaged_at, n.opens, n.clicks, a.channel, m.client, d.device,
      CASE WHEN b.cost IS NOT NULL OR s.cost IS NOT NULL THEN b.revenue - coalesce(b.cost, 0) - coalesce(s.cost, 0) END AS margin,
      ${days('b.last_at - b.first_at')} / nullif(b.orders - 1, 0) AS gap,
      greatest(0, ${days(`${NOW} - b.last_at`)}) AS since_last,
      ${quintile('b.last_at', 'recency_cuts')} AS r, ${quintile('b.orders', 'frequency_cuts')} AS f,
      ${quintile('b.revenue', 'monetary_cuts')} AS m
    FROM (SELECT contact_id FROM bought UNION SELECT contact_id FROM did UNION SELECT contact_id FROM reads) known
    JOIN contacts c ON c.workspace_id = $1 AND c.id = known.contact_id
    LEFT JOIN bought b ON b.contact_id = c.id
    LEFT JOIN engaged n ON n.contact_id = c.id
    LEFT JOIN led l ON l.contact_id = c.id
    LEFT JOIN answered a ON a.contact_id = c.id
    LEFT JOIN clients m ON m.contact_id = c.id
    LEFT JOIN devices d ON d.contact_id = c.id
    LEFT JOIN computed_value_runs run ON run.workspace_id = $1
    CROSS JOIN LATERAL (SELECT CASE WHEN jsonb_typeof(c.attributes -> 'costToServe') = 'number'
      THEN (c.attributes ->> 'costToServe')::numeric END AS cost) s
  ), staged AS (
    SELECT g.*, round(since_last / greatest(1, gap), 2) AS churn, ${stageSql()} AS stage FROM gathered g
  ), fresh AS (
    SELECT contact_id, lead_at, cart_at, orders AS orders_count, revenue AS lifetime_value, margin,
      round(revenue / orders, 2) AS average_order, first_at AS first_order_at, last_at AS last_order_at,
      round(gap, 2) AS mean_order_gap_days, r AS rfm_recency, f AS rfm_frequency, m AS rfm_monetary,
      coalesce((${BOUND.rfmTable})[(r - 1) * 5 + (f + m + 1) / 2], '${NOT_ENOUGH_DATA}') AS rfm_group,
      CASE WHEN gap IS NOT NULL THEN churn END AS churn_ratio,
      CASE WHEN gap IS NULL THEN '${NOT_ENOUGH_DATA}' WHEN churn < ${CHURN_MEDIUM} THEN 'low'
        WHEN churn <= ${CHURN_HIGH} THEN 'medium' ELSE 'high' END AS churn_risk,
      score AS engagement_score, engaged_at AS last_engaged_at, opens AS email_opens, clicks AS email_clicks,
      channel AS preferred_channel, client AS mail_client, device, stage AS lifecycle_stage,
      ${stageSinceSql()} AS lifecycle_stage_since
    FROM staged
  )`;
}

/** 1 plus how many cut-offs lie below; null without cut-offs. */
function quintile(value: string, cuts: string): string {
  const above = [1, 2, 3, 4].map((cut) => `(${value} > run.${cuts}[${cut}])::int`);
  return `1 + ${above.join(' + ')}`;
}

function stageSql(): string {
  return `CASE WHEN last_at <= ${NOW} - ${hours(24 * LAPSED_DAYS)} THEN 'lapsed'
      WHEN orders >= ${LOYAL_ORDERS} THEN 'loyal' WHEN orders > 0 THEN 'first-purchase'
      WHEN cart_at <= ${NOW} - ${hours(CART_HOURS)} THEN 'cart-abandoned'
      WHEN lead_at IS NOT NULL THEN 'lead' ELSE '${FIRST_STAGE}' END`;
}

/** Who came back after a lapse is in the stage since then. */
function stageSinceSql(): string {
  return `CASE stage WHEN 'lapsed' THEN last_at + ${hours(24 * LAPSED_DAYS)} WHEN 'loyal' THEN greatest(loyal_at, returned_at)
      WHEN 'first-purchase' THEN greatest(first_at, returned_at) WHEN 'cart-abandoned' THEN cart_at + ${hours(CART_HOURS)}
      WHEN 'lead' THEN lead_at END`;
}

/** A cart that is being filled makes its contact due again for the moment when it will count as abandoned. */
function waitingCartsSql(): string {
  return `waiting AS (
    INSERT INTO computed_values_due (workspace_id, contact_id, due_at)
    SELECT $1, contact_id, cart_at + ${hours(CART_HOURS)} FROM fresh
    WHERE orders_count IS NULL AND cart_at > ${NOW} - ${hours(CART_HOURS)}
  )`;
}

/** The four cut-offs between the quintiles of the workspace's buyers ($1), at least $2 of them, and when ($3). */
export const SET_CUTS = `
  WITH buyers AS (
    SELECT count(*)::int AS orders, sum(total - refunded) AS revenue, max(placed_at) AS last_at
    FROM orders WHERE workspace_id = $1 AND status <> 'cancelled' GROUP BY contact_id
  ), cuts AS (
    SELECT count(*)::int AS buyers, ${['last_at', 'orders', 'revenue'].map(fifths).join(', ')} FROM buyers
  )
  UPDATE computed_value_runs run SET refreshed_at = $3, buyers = cuts.buyers, recency_cuts = cuts.last_at,
    frequency_cuts = cuts.orders, monetary_cuts = cuts.revenue
  FROM cuts WHERE run.workspace_id = $1`;

/** The subtracted hair keeps 20 % of 35 buyers at 7, which floating point would make 8. */
function fifths(column: string): string {
  const shares = [0.2, 0.4, 0.6, 0.8].map((share) => `${share} - 1e-12`);
  return `CASE WHEN count(*) >= $2::int
    THEN percentile_disc(ARRAY[${shares.join(', ')}]::float8[]) WITHIN GROUP (ORDER BY ${column}) END AS ${column}`;
}
