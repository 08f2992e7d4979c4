import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { CheckedEvent } from './check-event';
import type { PropertyType, SeenProperty } from './event-properties';

export interface InsertedEvent {
  index: number;
  /** Null when there is no such contact. */
  contactId: string | null;
  eventId: string;
  isNew: boolean;
}

export interface EventRow {
  id: string;
  name: string;
  properties: Record<string, unknown>;
  occurredAt: Date;
  receivedAt: Date;
}

export interface SystemEvent {
  contactId: string;
  name: string;
  properties?: Record<string, unknown>;
  occurredAt?: Date;
}

export interface EventNameRow {
  name: string;
  firstSeenAt: Date;
  properties: { property: string; type: PropertyType }[];
}

/**
 * One statement for a whole batch. The contact rows are share-locked, so that an erasure at the same moment either
 * sees these events or makes them find no contact. A key that another call is inserting right now is waited for
 * (ON CONFLICT), hence of two racing calls exactly one stores the event. Keys are inserted in their own order, so
 * that two batches never wait for each other in a circle.
 */
const INSERT_EVENTS = `
  WITH input AS (
    SELECT * FROM json_to_recordset($2::json) AS i(
      index int, name text, contact_id uuid, email_key text, properties jsonb, occurred_at timestamptz, key text)
  ), by_id AS (
    SELECT c.id FROM contacts c
    WHERE c.workspace_id = $1 AND c.id IN (SELECT i.contact_id FROM input i) FOR KEY SHARE
  ), by_email AS (
    SELECT c.id, c.email_key FROM contacts c
    WHERE c.workspace_id = $1 AND c.email_key IN (SELECT i.email_key FROM input i) FOR KEY SHARE
  ), resolved AS MATERIALIZED (
    SELECT i.*, coalesce(by_id.id, by_email.id) AS known_contact, uuidv7() AS event_id
    FROM input i
    LEFT JOIN by_id ON by_id.id = i.contact_id
    LEFT JOIN by_email ON by_email.email_key = i.email_key
  ), keyed AS (
    INSERT INTO event_idempotency_keys (workspace_id, key, event_id)
    SELECT DISTINCT ON (r.key) $1::uuid, r.key, r.event_id FROM resolved r
    WHERE r.key IS NOT NULL AND r.known_contact IS NOT NULL
    ORDER BY r.key, r.index
    ON CONFLICT DO NOTHING RETURNING event_id
  ), fresh AS MATERIALIZED (
    SELECT r.* FROM resolved r
    WHERE r.known_contact IS NOT NULL AND (r.key IS NULL OR r.event_id IN (SELECT keyed.event_id FROM keyed))
  ), inserted AS (
    INSERT INTO contact_events (id, workspace_id, contact_id, name, properties, occurred_at)
    SELECT event_id, $1::uuid, known_contact, name, properties, occurred_at FROM fresh
  )
  SELECT r.index, r.known_contact AS "contactId", r.event_id AS "eventId",
    EXISTS (SELECT 1 FROM fresh f WHERE f.index = r.index) AS "isNew"
  FROM resolved r ORDER BY r.index`;

/** Contacts that do not exist (or were erased meanwhile) are left out; the rest is stored as it comes. */
const RECORD_EVENTS = `
  WITH input AS (
    SELECT * FROM json_to_recordset($2::json) AS i(contact_id uuid, name text, properties jsonb, occurred_at timestamptz)
  ), known AS (
    SELECT c.id FROM contacts c
    WHERE c.workspace_id = $1 AND c.id IN (SELECT i.contact_id FROM input i) FOR KEY SHARE
  )
  INSERT INTO contact_events (workspace_id, contact_id, name, properties, occurred_at)
  SELECT $1, i.contact_id, i.name, coalesce(i.properties, '{}'), coalesce(i.occurred_at, now())
  FROM input i JOIN known ON known.id = i.contact_id`;

const CATALOGUE_NAMES = `
  INSERT INTO event_names (workspace_id, name)
  SELECT $1, n.name FROM unnest($2::text[]) AS n(name)
  WHERE NOT EXISTS (SELECT 1 FROM event_names e WHERE e.workspace_id = $1 AND e.name = n.name)
  ORDER BY n.name
  ON CONFLICT DO NOTHING`;

/** Rows that already say the same are not touched at all: in the common case this statement takes no lock. */
const CATALOGUE_PROPERTIES = `
  INSERT INTO event_properties (workspace_id, event_name, property, type)
  SELECT $1, s."eventName", s.property, s.type
  FROM json_to_recordset($2::json) AS s("eventName" text, property text, type text)
  WHERE NOT EXISTS (
    SELECT 1 FROM event_properties p WHERE p.workspace_id = $1 AND p.event_name = s."eventName"
      AND p.property = s.property AND p.type IN (s.type, 'mixed'))
    AND (SELECT count(*) FROM event_properties p WHERE p.workspace_id = $1 AND p.event_name = s."eventName") < 500
  ORDER BY s."eventName", s.property
  ON CONFLICT (workspace_id, event_name, property) DO UPDATE SET type = 'mixed'
  WHERE event_properties.type <> excluded.type`;

/** All SQL on contact_events and its catalogue. */
@Injectable()
export class EventsRepository {
  constructor(private readonly database: Database) {}

  async insert(
    workspaceId: string,
    events: readonly (CheckedEvent & { index: number })[],
  ): Promise<InsertedEvent[]> {
    const rows = events.map((event) => ({
      index: event.index,
      name: event.name,
      contact_id: event.contactId,
      email_key: event.emailKey,
      properties: event.properties,
      occurred_at: event.occurredAt,
      key: event.idempotencyKey,
    }));
    return this.database.query<InsertedEvent>(INSERT_EVENTS, [workspaceId, JSON.stringify(rows)]);
  }

  /** The events that were stored under these keys. A later statement than `insert`, so it sees what that waited for. */
  async findByKeys(workspaceId: string, keys: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.database.query<{ key: string; event_id: string }>(
      'SELECT key, event_id FROM event_idempotency_keys WHERE workspace_id = $1 AND key = ANY($2::text[])',
      [workspaceId, keys],
    );
    return new Map(rows.map((row) => [row.key, row.event_id]));
  }

  /** Stores system events (`email.opened`) in one statement; returns how many found their contact. */
  async record(workspaceId: string, events: readonly SystemEvent[]): Promise<number> {
    const rows = events.map((event) => ({
      contact_id: event.contactId,
      name: event.name,
      properties: event.properties ?? {},
      occurred_at: event.occurredAt ?? null,
    }));
    return this.database.execute(RECORD_EVENTS, [workspaceId, JSON.stringify(rows)]);
  }

  async addToCatalogue(
    workspaceId: string,
    names: readonly string[],
    seen: readonly SeenProperty[],
  ): Promise<void> {
    await this.database.execute(CATALOGUE_NAMES, [workspaceId, [...new Set(names)]]);
    if (seen.length > 0)
      await this.database.execute(CATALOGUE_PROPERTIES, [workspaceId, JSON.stringify(seen)]);
  }

  async listNames(workspaceId: string): Promise<EventNameRow[]> {
    return this.database.query<EventNameRow>(
      `SELECT n.name, n.first_seen_at AS "firstSeenAt", coalesce(json_agg(json_build_object(
         'property', p.property, 'type', p.type) ORDER BY p.property) FILTER (WHERE p.property IS NOT NULL), '[]') AS properties
       FROM event_names n
       LEFT JOIN event_properties p ON p.workspace_id = n.workspace_id AND p.event_name = n.name
       WHERE n.workspace_id = $1 GROUP BY n.workspace_id, n.name ORDER BY n.name LIMIT 1000`,
      [workspaceId],
    );
  }

  async hasContact(workspaceId: string, contactId: string): Promise<boolean> {
    const sql = 'SELECT 1 AS one FROM contacts WHERE workspace_id = $1 AND id = $2';
    return (await this.database.queryOne(sql, [workspaceId, contactId])) !== null;
  }

  /** Newest first; `before` is the time (microseconds since 1970) and id of the last row seen. */
  async listOfContact(filter: {
    workspaceId: string;
    contactId: string;
    name: string | null;
    before: { micros: number; id: string } | null;
    limit: number;
  }): Promise<(EventRow & { micros: number })[]> {
    return this.database.query<EventRow & { micros: number }>(
      `SELECT id, name, properties, occurred_at AS "occurredAt", received_at AS "receivedAt",
         (extract(epoch FROM occurred_at) * 1000000)::bigint AS micros
       FROM contact_history
       WHERE workspace_id = $1 AND contact_id = $2 AND ($3::text IS NULL OR name = $3)
         AND ($4::bigint IS NULL OR (occurred_at, id) <
           ('epoch'::timestamptz + $4::bigint * interval '1 microsecond', $5::uuid))
       ORDER BY occurred_at DESC, id DESC LIMIT $6`,
      [
        filter.workspaceId,
        filter.contactId,
        filter.name,
        filter.before?.micros ?? null,
        filter.before?.id ?? null,
        filter.limit,
      ],
    );
  }

  /** Creates the missing monthly partitions from last month to `ahead` months from now. */
  async ensureMonths(ahead: number): Promise<void> {
    await this.database.query(
      `SELECT ensure_contact_events_month((date_trunc('month', now()) + make_interval(months => step))::date)
       FROM generate_series(-1, $1::int) AS step`,
      [ahead],
    );
  }
}
