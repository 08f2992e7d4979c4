import { Injectable } from '@nestjs/common';
import { builtInContactFields } from '@features/contacts';
import { Database } from '@platform/database';

/** A contact with a date that may be meant now. */
export interface DatedContact {
  contactId: string;
  value: string;
  zone: string | null;
}

/** Which days of the field are looked for: `YYYY-MM-DD` from and to, and for anniversaries the `MM-DD` of each of them. */
export interface DaysWanted {
  from: string;
  to: string;
  anniversaries: readonly string[];
}

/** Dates of contacts: a column, or a custom field. */
@Injectable()
export class ContactDatesRepository {
  constructor(private readonly db: Database) {}

  /** The field's value of each contact that has one, as text. */
  async values(
    workspaceId: string,
    field: string,
    contactIds: readonly string[],
  ): Promise<Map<string, string>> {
    const rows = await this.db.query<{ id: string; value: string }>(
      `SELECT c.id, ${valueSql('$3')} AS value FROM contacts c
       WHERE c.workspace_id = $1 AND c.id = ANY ($2::uuid[]) AND ${valueSql('$3')} IS NOT NULL`.replaceAll(
        '$FIELD',
        columnOf(field),
      ),
      [workspaceId, contactIds, keyOf(field)],
    );
    return new Map(rows.map(({ id, value }) => [id, value]));
  }

  /** Contacts whose date is one of the days, in the order of their ids. */
  async onDays(
    workspaceId: string,
    field: string,
    { days, after, limit }: { days: DaysWanted; after: string | null; limit: number },
  ): Promise<DatedContact[]> {
    const value = valueSql('$2').replaceAll('$FIELD', columnOf(field));
    return this.db.query<DatedContact>(
      `SELECT c.id AS "contactId", ${value} AS value, c.time_zone AS zone FROM contacts c
       WHERE c.workspace_id = $1 AND ($6::uuid IS NULL OR c.id > $6)
         AND (left(${value}, 10) BETWEEN $3 AND $4 OR substr(${value}, 6, 5) = ANY ($5::text[]))
       ORDER BY c.id LIMIT $7`,
      [workspaceId, keyOf(field), days.from, days.to, days.anniversaries, after, limit],
    );
  }

  /** Notes that the sequence began for these contacts on this occasion; those for whom it had begun already are left out. */
  async take(
    workspaceId: string,
    sequenceId: string,
    { occasions, now }: { occasions: readonly { contactId: string; occasion: string }[]; now: Date },
  ): Promise<Set<string>> {
    const rows = await this.db.query<{ id: string }>(
      `INSERT INTO sequence_dates (contact_id, sequence_id, occasion, workspace_id, started_at)
       SELECT o.contact_id, $2, o.occasion, $1, $5 FROM unnest($3::uuid[], $4::text[]) AS o (contact_id, occasion)
       JOIN contacts c ON c.id = o.contact_id AND c.workspace_id = $1
       ORDER BY o.contact_id ON CONFLICT DO NOTHING RETURNING contact_id AS id`,
      [
        workspaceId,
        sequenceId,
        occasions.map(({ contactId }) => contactId),
        occasions.map(({ occasion }) => occasion),
        now,
      ],
    );
    return new Set(rows.map(({ id }) => id));
  }
}

/** The value as text; `$FIELD` is a column, or the attributes. The key of an attribute is bound. */
function valueSql(key: string): string {
  return `CASE WHEN ${key}::text IS NULL THEN to_json($FIELD) #>> '{}' ELSE c.attributes ->> ${key}::text END`;
}

function columnOf(field: string): string {
  const column = builtInContactFields.find(({ path }) => path === field)?.column;
  return column === undefined || field.startsWith('company.') ? 'NULL::text' : `c.${column}`;
}

function keyOf(field: string): string | null {
  return field.startsWith('attributes.') ? field.slice('attributes.'.length) : null;
}
