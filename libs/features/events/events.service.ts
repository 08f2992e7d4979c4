import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { notFound } from '@platform/errors';
import { timeCursor, toPage, type Page, type PageRequest } from '@platform/paging';
import { checkEvent, type CheckedEvent, type EventProblem, type IncomingEvent } from './check-event';
import { seenProperties } from './event-properties';
import { MAX_EVENTS_PER_CALL, tooManyEvents } from './events.errors';
import { EventsRepository, type EventNameRow, type EventRow, type SystemEvent } from './events.repository';

/** The answer for one event of a call, in the order of the call. */
export interface EventResult {
  index: number;
  status: 'created' | 'duplicate' | 'rejected';
  /** Missing when rejected. */
  eventId?: string;
  /** Only when rejected. */
  error?: EventProblem;
}

const MONTHS_AHEAD = 3;

/** Takes in what contacts did, from outside (`ingest`) and from other features (`record`). */
@Injectable()
export class EventsService {
  constructor(
    private readonly database: Database,
    private readonly events: EventsRepository,
  ) {}

  /**
   * Stores up to 1000 events of one workspace; each is created, recognised by its idempotency key, or rejected with
   * a reason, and a rejected one never holds up the others. Throws `event.too-many` above the limit.
   */
  async ingest(
    workspaceId: string,
    incoming: readonly IncomingEvent[],
    now = this.database.clock.estimate(),
  ): Promise<EventResult[]> {
    if (incoming.length > MAX_EVENTS_PER_CALL) throw tooManyEvents(incoming.length);
    const results: EventResult[] = [];
    const accepted: (CheckedEvent & { index: number })[] = [];
    incoming.forEach((event, index) => {
      const checked = checkEvent(event, now);
      if ('code' in checked) results.push({ index, status: 'rejected', error: checked });
      else accepted.push({ ...checked, index });
    });
    if (accepted.length > 0) results.push(...(await this.store(workspaceId, accepted)));
    return results.sort((a, b) => a.index - b.index);
  }

  /**
   * Stores events that Tidings itself observed (`email.opened`), reserved names included, in the caller's
   * transaction. Returns how many were stored: contacts that no longer exist are left out silently.
   */
  async record(workspaceId: string, events: readonly SystemEvent[]): Promise<number> {
    if (events.length === 0) return 0;
    return this.database.transaction(async () => {
      const stored = await this.events.record(workspaceId, events);
      if (stored > 0) {
        const seen = seenProperties(events.map(({ name, properties = {} }) => ({ name, properties })));
        await this.events.addToCatalogue(
          workspaceId,
          events.map((event) => event.name),
          seen,
        );
      }
      return stored;
    });
  }

  /** Events of one contact, newest first. Throws `contact.not-found`. */
  async listOfContact(
    workspaceId: string,
    contactId: string,
    page: PageRequest & { name?: string },
  ): Promise<Page<EventRow>> {
    if (!(await this.events.hasContact(workspaceId, contactId))) throw notFound('contact', contactId);
    const rows = await this.events.listOfContact({
      workspaceId,
      contactId,
      name: page.name ?? null,
      before: timeCursor(page),
      limit: page.limit + 1,
    });
    return toPage(rows, page.limit, {
      item: ({ micros: _micros, ...event }): EventRow => event,
      cursor: (row) => [row.micros, row.id],
    });
  }

  /** Every event name that the workspace has seen, with its properties and their types. */
  async listNames(workspaceId: string): Promise<EventNameRow[]> {
    return this.events.listNames(workspaceId);
  }

  /** Creates the partitions of the coming months; for a daily schedule. Safe to repeat. */
  async prepareMonths(): Promise<void> {
    await this.events.ensureMonths(MONTHS_AHEAD);
  }

  private async store(
    workspaceId: string,
    accepted: (CheckedEvent & { index: number })[],
  ): Promise<EventResult[]> {
    return this.database.transaction(async () => {
      const rows = await this.events.insert(workspaceId, accepted);
      const byIndex = new Map(accepted.map((event) => [event.index, event]));
      const created = rows.filter((row) => row.isNew).flatMap((row) => byIndex.get(row.index) ?? []);
      if (created.length > 0) {
        await this.events.addToCatalogue(
          workspaceId,
          created.map((event) => event.name),
          seenProperties(created),
        );
      }
      const repeated = rows.filter((row) => !row.isNew && row.contactId !== null);
      const keys = repeated.flatMap((row) => byIndex.get(row.index)?.idempotencyKey ?? []);
      const known =
        keys.length > 0 ? await this.events.findByKeys(workspaceId, keys) : new Map<string, string>();
      return rows.map((row): EventResult => {
        if (row.isNew) return { index: row.index, status: 'created', eventId: row.eventId };
        if (row.contactId === null)
          return { index: row.index, status: 'rejected', error: unknownContact(byIndex.get(row.index)) };
        const eventId = known.get(byIndex.get(row.index)?.idempotencyKey ?? '');
        return { index: row.index, status: 'duplicate', ...(eventId === undefined ? {} : { eventId }) };
      });
    });
  }
}

function unknownContact(event: CheckedEvent | undefined): EventProblem {
  const byId = event?.contactId != null;
  return {
    code: 'event.unknown-contact',
    pointer: byId ? '/contactId' : '/email',
    message: `There is no contact with this ${byId ? 'id' : 'address'} in the workspace; create the contact first.`,
  };
}
