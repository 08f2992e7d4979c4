export { type IncomingEvent } from './check-event';
export { EventsModule } from './events.module';
export { EventsRepository, type EventNameRow, type EventRow, type SystemEvent } from './events.repository';
export { EventsService, type EventResult } from './events.service';
