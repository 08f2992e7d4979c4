import type { EventNameRow, EventResult, EventRow } from '@features/events';
import { PageOf } from '../http';

/** Why one event was refused. */
export class EventErrorView {
  /** Stable and machine-readable. */
  code!: string;
  /** JSON pointer into the event. */
  pointer!: string;
  /** What is wrong, and what to do. */
  message!: string;
}

/** The answer for one event. */
export class EventResultView {
  /** Place of the event in the call, from 0. */
  index!: number;
  /** `duplicate`: its idempotency key was used before, nothing was stored. */
  status!: 'created' | 'duplicate' | 'rejected';
  /** Id of the event, unless it was rejected. */
  eventId?: string;
  /** Only when it was rejected. */
  error?: EventErrorView;
}

/** The answers for a call, in its order. */
export class IngestEventsView {
  /** One per event. */
  results!: EventResultView[];
}

/** Something a contact did. */
export class EventView {
  /** Id of the event. */
  id!: string;
  /** Name of the event. */
  name!: string;
  /** What was reported with it. */
  properties!: Record<string, unknown>;
  /** When it happened. */
  occurredAt!: string;
  /** When it was stored. */
  receivedAt!: string;
}

export class EventPageView extends PageOf(EventView) {}

/** A property that was seen with an event. */
export class EventPropertyView {
  /** Name of the property. */
  property!: string;
  /** What it holds; `mixed` when events disagree. */
  type!: 'text' | 'number' | 'boolean' | 'list' | 'object' | 'mixed';
}

/** An event name that the workspace has seen. */
export class EventNameView {
  /** Name of the event. */
  name!: string;
  /** When the first one came in. */
  firstSeenAt!: string;
  /** By name. */
  properties!: EventPropertyView[];
}

/** All event names, by name. */
export class EventNameListView {
  /** At most 1000. */
  items!: EventNameView[];
}

export function toEventResultView(result: EventResult): EventResultView {
  return result;
}

export function toEventView(event: EventRow): EventView {
  const { id, name, properties, occurredAt, receivedAt } = event;
  return { id, name, properties, occurredAt: occurredAt.toISOString(), receivedAt: receivedAt.toISOString() };
}

export function toEventNameView({ name, firstSeenAt, properties }: EventNameRow): EventNameView {
  return { name, firstSeenAt: firstSeenAt.toISOString(), properties };
}
