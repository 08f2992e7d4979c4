import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { timeCursor, toPage, type Page, type PageRequest } from '@platform/paging';
import { choiceOf, type TimelineChoice, type TimelineSubject } from './timeline-subject';

/** One thing that happened to, by or about a contact. */
export interface TimelineItem {
  kind: 'note' | 'event' | 'delivery';
  id: string;
  occurredAt: Date;
  /** Note kind, event name, or delivery status. */
  title: string;
  /** A note's text and author, an event's properties, a delivery's campaign (or message and its template) and reason. */
  details: Record<string, unknown>;
}

/** PostgreSQL keeps microseconds, JavaScript dates do not: the cursor counts them. */
const CURSOR_TIME = `('epoch'::timestamptz + $3::bigint * interval '1 microsecond')`;

/**
 * Each source brings at most one page, newest first, through its own index; the merge sorts three short lists. That an email was
 * sent is told by its delivery. $6 notes, $7 deliveries, $8 how names of events begin, $9 or do not.
 */
const TIMELINE = `
  SELECT kind, id, occurred_at AS "occurredAt", title, details, (extract(epoch FROM occurred_at) * 1000000)::bigint AS micros
  FROM (
    (SELECT 'note' AS kind, id, created_at AS occurred_at, kind AS title,
       jsonb_build_object('body', body, 'authorName', author_name) AS details
     FROM notes WHERE $6 AND workspace_id = $1 AND contact_id = $2 AND ($3::bigint IS NULL OR (created_at, id) < (${CURSOR_TIME}, $4::uuid))
     ORDER BY created_at DESC, id DESC LIMIT $5)
    UNION ALL
    (SELECT 'event', id, occurred_at, name, properties
     FROM contact_history WHERE workspace_id = $1 AND contact_id = $2 AND name <> 'email.sent'
       AND ($8::text[] IS NULL OR (split_part(name, '.', 1) = ANY ($8)) <> $9) AND ($3::bigint IS NULL OR (occurred_at, id) < (${CURSOR_TIME}, $4::uuid))
     ORDER BY occurred_at DESC, id DESC LIMIT $5)
    UNION ALL
    (SELECT 'delivery', id, created_at, status,
       jsonb_strip_nulls(jsonb_build_object('campaignId', campaign_id, 'campaign',
         (SELECT name FROM campaigns WHERE campaigns.id = deliveries.campaign_id AND campaigns.workspace_id = $1),
         'messageId', message_id, 'template',
         (SELECT t.name FROM messages m JOIN templates t ON t.id = m.template_id WHERE m.id = deliveries.message_id),
         'reason', reason, 'finishedAt', finished_at))
     FROM deliveries WHERE $7 AND workspace_id = $1 AND contact_id = $2 AND ($3::bigint IS NULL OR (created_at, id) < (${CURSOR_TIME}, $4::uuid))
     ORDER BY created_at DESC, id DESC LIMIT $5)
  ) merged
  ORDER BY occurred_at DESC, id DESC LIMIT $5`;

/** A contact's story across features: notes, events and deliveries in one order. */
@Injectable()
export class TimelineRepository {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async list(
    workspaceId: string,
    contactId: string,
    { subject, ...page }: PageRequest & { subject?: TimelineSubject },
  ): Promise<Page<TimelineItem>> {
    const { notes, deliveries, events } = choiceOf(subject);
    const after = timeCursor(page);
    const rows = await this.database.query<TimelineItem & { micros: number }>(TIMELINE, [
      workspaceId,
      contactId,
      after?.micros ?? null,
      after?.id ?? null,
      page.limit + 1,
      notes,
      deliveries,
      ...eventsOf(events),
    ]);
    return toPage(rows, page.limit, {
      item: ({ micros: _micros, ...item }) => item,
      cursor: (row) => [row.micros, row.id],
    });
  }
}

/** $8 and $9. */
function eventsOf(events: TimelineChoice['events']): [readonly string[] | null, boolean] {
  if (events === 'all') return [null, false];
  return events === 'none' ? [[], false] : [events.first, events.butNot];
}
