import fc from 'fast-check';
import type { Database } from '@platform/database';
import { aTopic } from '../factories/topic';
import { aWorkspace } from '../factories/workspace';
import {
  CAMPAIGNS,
  CHOICES,
  CHURN_RISKS,
  CUSTOM_FIELDS,
  DAYS,
  STORED_EVENTS,
  HUGE_NUMBERS,
  INSTANTS,
  LIFECYCLE_STAGES,
  NUMBERS,
  PLACES,
  TAGS,
  TEXTS,
} from './awkward-values';
import type { RuleNames } from './rule-tree-arbitrary';

const one = <T>(list: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...list);
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { freq: 4 });

const numbers = [...NUMBERS, ...HUGE_NUMBERS];
const lists = fc.array(one(CHOICES), { maxLength: 3 });
/** Anything that JSON can hold where something else is declared. */
const anything = fc.oneof(
  one<unknown>([
    true,
    false,
    null,
    {},
    { tea: 1 },
    [1, null, ['tea']],
    'tea',
    '',
    '2026-02-30',
    '2026-13-01T00:00:00Z',
    '0001-01-01',
  ]),
  one<unknown>(TEXTS),
  one<unknown>(numbers),
  one<unknown>(DAYS),
  one<unknown>(INSTANTS),
  lists,
);

/** Mostly of the declared type, sometimes not: a bad row must neither fail a statement nor divide the two answers. */
function attribute(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 8, arbitrary: value }, { weight: 1, arbitrary: anything });
}

const attributes = fc.record(
  {
    note: attribute(one(TEXTS)),
    score: attribute(one(numbers)),
    keen: attribute(fc.boolean()),
    drink: attribute(one(CHOICES)),
    likes: attribute(lists),
    day: attribute(one(DAYS)),
    moment: attribute(one(INSTANTS)),
  },
  { requiredKeys: [] },
);

const properties = fc.record(
  {
    sku: fc.oneof(one(TEXTS), anything),
    total: attribute(one(numbers)),
    list: attribute(lists),
    keen: attribute(fc.boolean()),
    day: attribute(one([...DAYS, ...INSTANTS])),
  },
  { requiredKeys: [] },
);

/** Exactly at, just beside, and some days away from the awkward instants: ends of windows are hit and missed. */
const instant = fc
  .tuple(one(INSTANTS), one([0, 0, -1, 1, 60_000, -3_600_000, 86_400_000, -7 * 86_400_000, 30 * 86_400_000]))
  .map(([at, shift]) => new Date(Date.parse(at) + shift).toISOString());

const sent = fc.uniqueArray(
  fc.record({ campaign: maybe(one(CAMPAIGNS)), at: instant, is_accepted: fc.boolean() }),
  {
    maxLength: 2,
    selector: ({ campaign }) => campaign,
  },
);

const contact = fc.record({
  sent,
  city: maybe(one(TEXTS)),
  country: maybe(one(['PT', 'SS', 'DE'])),
  time_zone: maybe(one(['Europe/Berlin', 'Asia/Kolkata'])),
  birth_date: maybe(one([...DAYS, '1850-01-01', '2004-02-29', '2030-01-01'])),
  place: maybe(one(PLACES)),
  tracking_consent: maybe(fc.boolean()),
  created_at: instant,
  company: maybe(one(['Acme', 'Globex', 'Initech'])),
  attributes,
  tags: fc.uniqueArray(one(TAGS), { maxLength: 3 }),
  statuses: fc.tuple(...[0, 1].map(() => maybe(one(['subscribed', 'pending', 'unsubscribed'])))),
  frozen: fc.boolean(),
  computed: maybe(
    fc.record({
      orders_count: maybe(one([1, 2, 3, 10])),
      lifetime_value: maybe(one([0, 0.5, 10, 99.99])),
      last_order_at: maybe(instant),
      churn_risk: one(CHURN_RISKS),
      lifecycle_stage: one(LIFECYCLE_STAGES),
    }),
  ),
  events: fc.array(
    fc.record({
      name: one(STORED_EVENTS),
      properties,
      occurred_at: instant,
    }),
    { maxLength: 4 },
  ),
});

const CONTACT_ROWS = `
  INSERT INTO contacts (id, workspace_id, email, email_key, address_hash, city, country, time_zone, birth_date, latitude,
    longitude, tracking_consent, created_at, company_id, attributes)
  SELECT r.id, $1, r.id || '@example.com', r.id || '@example.com', r.id::text::bytea, r.city, r.country, r.time_zone,
    r.birth_date, (r.place ->> 'lat')::float8, (r.place ->> 'lon')::float8, r.tracking_consent, r.created_at, co.id, r.attributes
  FROM jsonb_to_recordset($2::jsonb) AS r(id uuid, city text, country text, time_zone text, birth_date date, place jsonb,
    tracking_consent boolean, created_at timestamptz, company text, attributes jsonb)
  LEFT JOIN companies co ON co.workspace_id = $1 AND co.name = r.company`;

const TAG_ROWS = `
  INSERT INTO contact_tags (workspace_id, contact_id, tag_id)
  SELECT $1, r.id, t.id FROM jsonb_to_recordset($2::jsonb) AS r(id uuid, tags jsonb)
  JOIN tags t ON t.workspace_id = $1 AND r.tags ? t.name`;

const COMPUTED_ROWS = `
  INSERT INTO computed_values (workspace_id, contact_id, orders_count, lifetime_value, last_order_at, churn_risk,
    lifecycle_stage, rfm_group, computed_at)
  SELECT $1, r.id, v.orders_count, v.lifetime_value, v.last_order_at, v.churn_risk, v.lifecycle_stage, 'not-enough-data', now()
  FROM jsonb_to_recordset($2::jsonb) AS r(id uuid, computed jsonb),
    jsonb_to_record(r.computed) AS v(orders_count int, lifetime_value numeric, last_order_at timestamptz, churn_risk text,
      lifecycle_stage text)
  WHERE r.computed <> 'null'::jsonb`;

const EVENT_ROWS = `
  INSERT INTO contact_events (workspace_id, contact_id, name, properties, occurred_at)
  SELECT $1, r.id, e.name, e.properties, e.occurred_at
  FROM jsonb_to_recordset($2::jsonb) AS r(id uuid, events jsonb),
    jsonb_to_recordset(r.events) AS e(name text, properties jsonb, occurred_at timestamptz)`;

const DELIVERY_ROWS = `
  INSERT INTO deliveries (workspace_id, contact_id, campaign_id, message_id, seq, email, status, handed_over_at, finished_at)
  SELECT $1, r.id, d.campaign, CASE WHEN d.campaign IS NULL THEN uuidv7() END, 1, 'x@example.com', CASE WHEN d.is_accepted THEN 'accepted' ELSE 'refused' END, d.at, d.at
  FROM jsonb_to_recordset($2::jsonb) AS r(id uuid, sent jsonb),
    jsonb_to_recordset(r.sent) AS d(campaign uuid, at timestamptz, is_accepted boolean)`;

export interface AwkwardWorkspace {
  id: string;
  contactIds: string[];
  names: RuleNames;
}

/**
 * A workspace of `contacts` random contacts with everything that rules can ask of them. The same `seed` makes the same
 * contacts, apart from their ids.
 */
export async function anAwkwardWorkspace(
  db: Database,
  { seed, contacts }: { seed: number; contacts: number },
): Promise<AwkwardWorkspace> {
  const { id } = await aWorkspace(db);
  const people = fc.sample(contact, { seed, numRuns: contacts });
  const rows = people.map((person) => ({ ...person, id: crypto.randomUUID() }));
  await addDeclarations(db, id);
  for (const insert of [CONTACT_ROWS, TAG_ROWS, COMPUTED_ROWS, EVENT_ROWS, DELIVERY_ROWS])
    await db.execute(insert, [id, JSON.stringify(rows)]);
  const topics = [await aTopic(db, id), await aTopic(db, id)];
  for (const [index, topic] of topics.entries()) {
    await db.execute(
      `INSERT INTO subscriptions (workspace_id, contact_id, topic_id, status, source)
       SELECT $1, r.id, $3, r.statuses ->> $4::int, 'test' FROM jsonb_to_recordset($2::jsonb) AS r(id uuid, statuses jsonb)
       WHERE r.statuses ->> $4::int IS NOT NULL`,
      [id, JSON.stringify(rows), topic.id, index],
    );
  }
  const segments = await addSegments(
    db,
    id,
    rows.filter((row) => row.frozen).map((row) => row.id),
  );
  return {
    id,
    contactIds: rows.map((row) => row.id),
    names: { topics: topics.map(({ key }) => key), segments },
  };
}

async function addDeclarations(db: Database, workspaceId: string): Promise<void> {
  await db.execute(
    `INSERT INTO contact_fields (workspace_id, key, label, type, choices)
     SELECT $1, f.key, f.key, f.value, CASE WHEN f.value LIKE '%choice' THEN $3::text[] ELSE '{}' END
     FROM jsonb_each_text($2::jsonb) AS f`,
    [workspaceId, JSON.stringify(CUSTOM_FIELDS), CHOICES],
  );
  await db.execute(
    'INSERT INTO tags (workspace_id, name, name_key) SELECT $1, name, fold(name) FROM unnest($2::text[]) AS name',
    [workspaceId, TAGS],
  );
  await db.execute(
    `INSERT INTO companies (workspace_id, name, name_key, industry, employees, city)
     VALUES ($1, 'Acme', 'acme', 'Retail', 50, 'Porto'), ($1, 'Globex', 'globex', NULL, 10, NULL),
       ($1, 'Initech', 'initech', '', NULL, 'straße')`,
    [workspaceId],
  );
}

/** A live segment, a frozen list, and a live one that refers to both. */
async function addSegments(db: Database, workspaceId: string, frozenIds: string[]): Promise<string[]> {
  const live = await addSegment(db, workspaceId, {
    tree: { v: 1, match: 'all', not: true, rules: [{ field: 'city', op: 'is', value: 'porto' }] },
  });
  const frozen = await addSegment(db, workspaceId, {
    kind: 'static',
    tree: { v: 1, match: 'all', rules: [] },
  });
  await db.execute(
    'INSERT INTO segment_members (workspace_id, segment_id, contact_id) SELECT $1, $2, unnest($3::uuid[])',
    [workspaceId, frozen, frozenIds],
  );
  const rules = [
    { segment: live, member: false },
    { segment: frozen, member: true },
  ];
  return [live, frozen, await addSegment(db, workspaceId, { tree: { v: 1, match: 'any', rules } })];
}

async function addSegment(
  db: Database,
  workspaceId: string,
  { kind = 'dynamic', tree }: { kind?: string; tree: object },
): Promise<string> {
  const rows = await db.query<{ id: string }>(
    'INSERT INTO segments (workspace_id, name, name_key, kind, tree) VALUES ($1, $4, $4, $2, $3) RETURNING id',
    [workspaceId, kind, JSON.stringify(tree), `segment ${crypto.randomUUID()}`],
  );
  return rows[0]?.id ?? '';
}
