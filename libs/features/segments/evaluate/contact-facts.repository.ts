import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { ContactFacts } from './evaluate-rule-tree';

interface FactsRow {
  id: string;
  columns: ContactFacts['columns'] & { created_at: string; updated_at: string };
  companyColumns: ContactFacts['companyColumns'];
  computedColumns: ContactFacts['computedColumns'];
  attributes: Record<string, unknown>;
  tagIds: string[];
  subscriptions: Record<string, string>;
  events: { name: string; properties: Record<string, unknown>; occurredAt: string }[];
  staticSegmentIds: string[];
}

const LOAD = `
  SELECT c.id, c.attributes,
    to_jsonb(c) - 'attributes' - 'address_hash' AS columns,
    (SELECT to_jsonb(co) - 'attributes' FROM companies co WHERE co.workspace_id = c.workspace_id AND co.id = c.company_id)
      AS "companyColumns",
    (SELECT to_jsonb(cv) FROM computed_values cv WHERE cv.workspace_id = c.workspace_id AND cv.contact_id = c.id)
      AS "computedColumns",
    ARRAY(SELECT ct.tag_id FROM contact_tags ct WHERE ct.contact_id = c.id) AS "tagIds",
    (SELECT coalesce(jsonb_object_agg(s.topic_id, s.status), '{}') FROM subscriptions s WHERE s.contact_id = c.id)
      AS subscriptions,
    (SELECT coalesce(json_agg(json_build_object('name', e.name, 'properties', e.properties, 'occurredAt', e.occurred_at)), '[]')
     FROM contact_history e WHERE e.workspace_id = c.workspace_id AND e.contact_id = c.id AND e.name = ANY($3::text[])) AS events,
    ARRAY(SELECT sm.segment_id FROM segment_members sm WHERE sm.contact_id = c.id) AS "staticSegmentIds"
  FROM contacts c WHERE c.workspace_id = $1 AND c.id = ANY($2::uuid[]) ORDER BY c.id`;

/** Loads what the in-memory evaluator needs about some contacts. */
@Injectable()
export class ContactFactsRepository {
  constructor(private readonly db: Database) {}

  /** `eventNames`: only these events are loaded, since only those that rules name can matter. */
  async load(
    workspaceId: string,
    contactIds: readonly string[],
    eventNames: readonly string[],
  ): Promise<ContactFacts[]> {
    const rows = await this.db.query<FactsRow>(LOAD, [workspaceId, contactIds, eventNames]);
    return rows.map((row) => ({
      id: row.id,
      columns: {
        ...row.columns,
        created_at: new Date(row.columns.created_at),
        updated_at: new Date(row.columns.updated_at),
      },
      companyColumns: row.companyColumns,
      computedColumns: row.computedColumns,
      attributes: row.attributes,
      tagIds: new Set(row.tagIds),
      subscriptions: new Map(Object.entries(row.subscriptions)),
      events: row.events.map((event) => ({ ...event, occurredAt: new Date(event.occurredAt) })),
      staticSegmentIds: new Set(row.staticSegmentIds),
    }));
  }
}
