import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsObject,
  IsString,
  IsUUID,
  MaxLength,
  ValidateIf,
} from 'class-validator';
import { IfGiven, IsInstant, PageQueryDto, NestedEach } from '../http';

/** What a contact did. Exactly one of `contactId` and `email` names the contact. */
export class EventDto {
  /**
   * Lower-case words joined by dots, at most 100 characters. Names that start with `contact.`, `email.`, `segment.`,
   * `form.` or `asset.` are reported by Tidings itself.
   * @example order.placed
   */
  @IsString()
  @MaxLength(200)
  name: string;

  /** Id of the contact. */
  @IfGiven()
  @IsUUID()
  contactId?: string;

  /**
   * Address of the contact.
   * @example ana@example.com
   */
  @IfGiven()
  @IsString()
  @MaxLength(1000)
  email?: string;

  /**
   * A JSON object of at most 32 kB, nested at most 6 levels deep.
   * @example { "total": 49.9, "currency": "EUR" }
   */
  @IfGiven()
  @Transform(({ obj }: { obj: { properties?: unknown } }) => obj.properties)
  @IsObject()
  properties?: Record<string, unknown>;

  /**
   * When it happened, with its offset. Default: now. Any past; at most ten minutes ahead.
   * @example 2026-11-22T09:30:00Z
   */
  @IfGiven()
  @IsInstant()
  occurredAt?: string;

  /**
   * 1–200 visible characters. The same key again stores nothing and answers the same event.
   * @example order-4711
   */
  @IfGiven()
  @IsString()
  @MaxLength(500)
  idempotencyKey?: string;
}

/** Either one event, or up to 1000 of them as `events`. */
export class IngestEventsDto extends EventDto {
  /** Left out when `events` is given. */
  @ValidateIf((body: IngestEventsDto) => body.events === undefined)
  @IsString()
  @MaxLength(200)
  declare name: string;

  /** 1 to 1000 events; each is answered apart. */
  @IfGiven()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @NestedEach(() => EventDto)
  events?: EventDto[];
}

/** How much of a contact's events to return. */
export class ContactEventsQueryDto extends PageQueryDto {
  /** Only events with this name. */
  @IfGiven()
  @IsString()
  @MaxLength(200)
  name?: string;
}
