import { EventsRepository, EventsService, type SystemEvent } from '@features/events';
import type { Database } from '@platform/database';

/** The real events service on a test database, for tests that need no Nest module. */
export function eventsServiceFor(database: Database): EventsService {
  return new EventsService(database, new EventsRepository(database));
}

/** Something that a contact did; `order.placed` just now unless told otherwise. System names are allowed. */
export async function anEvent(
  database: Database,
  workspaceId: string,
  event: Partial<SystemEvent> & { contactId: string },
): Promise<void> {
  await eventsServiceFor(database).record(workspaceId, [{ name: 'order.placed', ...event }]);
}
