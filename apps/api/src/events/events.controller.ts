import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@features/accounts';
import { EventsService, type EventResult, type IncomingEvent } from '@features/events';
import { DomainError, invalidField } from '@platform/errors';
import { CurrentActor, ParseUuidPipe, RequireScope, toPageView } from '../http';
import { ContactEventsQueryDto, IngestEventsDto, type EventDto } from './events.dto';
import {
  EventNameListView,
  EventPageView,
  IngestEventsView,
  toEventNameView,
  toEventResultView,
  toEventView,
} from './events.views';

@ApiTags('events')
@Controller('v1')
export class EventsController {
  constructor(private readonly events: EventsService) {}

  /**
   * Stores one event, or up to 1000. Of a batch each event is answered apart, in order; a single one that cannot be stored is an
   * error.
   */
  @Post('events')
  @HttpCode(200)
  @RequireScope('events:write')
  async ingest(@CurrentActor() actor: Actor, @Body() body: IngestEventsDto): Promise<IngestEventsView> {
    const { events, ...single } = body;
    if (events === undefined) {
      const results = await this.events.ingest(actor.workspaceId, [toIncoming(single)]);
      refuseRejected(results[0]);
      return { results: results.map(toEventResultView) };
    }
    if (single.name !== undefined) {
      throw invalidField('/name', 'event.ambiguous', 'Send either one event or a list of events, not both.');
    }
    const results = await this.events.ingest(actor.workspaceId, events.map(toIncoming));
    return { results: results.map(toEventResultView) };
  }

  /** Event names seen so far, with their properties. */
  @Get('event-names')
  @RequireScope('segments:read')
  async listNames(@CurrentActor() actor: Actor): Promise<EventNameListView> {
    return { items: (await this.events.listNames(actor.workspaceId)).map(toEventNameView) };
  }

  /** What one contact did, newest first. */
  @Get('contacts/:id/events')
  @RequireScope('contacts:read')
  async listOfContact(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUuidPipe) id: string,
    @Query() query: ContactEventsQueryDto,
  ): Promise<EventPageView> {
    return toPageView(await this.events.listOfContact(actor.workspaceId, id, query), toEventView);
  }
}

function toIncoming(event: EventDto): IncomingEvent {
  const { name, contactId, email, properties, occurredAt, idempotencyKey } = event;
  const at = occurredAt === undefined ? undefined : new Date(occurredAt);
  return { name, contactId, email, properties, idempotencyKey, occurredAt: at };
}

function refuseRejected(result: EventResult | undefined): void {
  if (!result?.error) return;
  const { code, message } = result.error;
  throw new DomainError({ code, kind: 'invalid', message, errors: [result.error] });
}
