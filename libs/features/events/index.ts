export { type EventProblem, type IncomingEvent } from './check-event';
export { eventNameProblem, RESERVED_PREFIXES } from './event-name';
export { type PropertyType } from './event-properties';
export { MAX_EVENTS_PER_CALL } from './events.errors';
export { EventsModule } from './events.module';
export { EventsRepository, type EventNameRow, type EventRow, type SystemEvent } from './events.repository';
export { EventsService, type EventResult } from './events.service';
