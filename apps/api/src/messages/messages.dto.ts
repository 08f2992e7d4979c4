import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsDefined,
  IsIn,
  IsNotEmpty,
  IsObject,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
} from 'class-validator';
import { deliveryStatuses, type DeliveryStatus } from '@features/deliveries';
import { IfGiven, IsInstant, PageQueryDto, Nested, NestedEach } from '../http';

const KEY = /^[\x21-\x7e]{1,255}$/;

/** Whom a message goes to. */
export class MessageRecipientDto {
  /**
   * An address that is no contact yet becomes one, without any subscription.
   * @example ana@example.com
   */
  @IsString()
  @MaxLength(1000)
  email: string;

  /** Name in the To header, at most 200 characters; the contact keeps its own. */
  @IfGiven()
  @IsString()
  @MaxLength(200)
  name?: string;
}

/** One message to one person: either a saved template, or MJML of its own. */
export class PostMessageDto {
  /** Whom it goes to. */
  @IsDefined({ message: 'to must be an object such as { "email": "ana@example.com" }' })
  @IsObject({ message: 'to must be an object such as { "email": "ana@example.com" }' })
  @Nested(() => MessageRecipientDto)
  to: MessageRecipientDto;

  /** A template of the workspace, as it is now. Leave out when `mjml` is given. */
  @IfGiven()
  @IsUUID()
  templateId?: string;

  /** MJML with Handlebars, at most 500 000 characters; needs `subject`. Leave out when `templateId` is given. */
  @IfGiven()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500_000)
  mjml?: string;

  /**
   * Subject line, may hold merge fields; at most 500 characters. Beside a template it takes the place of the template's own.
   * @example "Your order {{data.number}}"
   */
  @IfGiven()
  @IsString()
  @MaxLength(500)
  subject?: string;

  /** The line that inbox lists show after the subject, may hold merge fields; at most 500 characters. */
  @IfGiven()
  @IsString()
  @MaxLength(500)
  preheader?: string;

  /**
   * Values for the template, used as `{{data.number}}`: a JSON object of at most 128 kB, nested at most 7 levels deep.
   * @example { "number": "A-1001", "items": [{ "name": "Espresso", "price": 12.5 }] }
   */
  @IfGiven()
  @Transform(({ obj }: { obj: { data?: unknown } }) => obj.data)
  @IsObject()
  data?: Record<string, unknown>;

  /** Whom it comes from; the workspace's default sender when left out. */
  @IfGiven()
  @IsUUID()
  senderId?: string;

  /**
   * Where answers go; the sender's own address for answers when left out.
   * @example ticket-4711@example.com
   */
  @IfGiven()
  @IsString()
  @MaxLength(1000)
  replyTo?: string;

  /**
   * Further headers: at most 10, names that begin with `X-`, each value at most 500 characters on one line. Headers that
   * steer mail providers' relays are refused.
   * @example { "X-Order": "A-1001" }
   */
  @IfGiven()
  @Transform(({ obj }: { obj: { headers?: unknown } }) => obj.headers)
  @IsObject()
  headers?: Record<string, string>;

  /**
   * Not before this time, at most 90 days ahead. Left out or past: at once.
   * @example 2026-12-01T09:00:00+01:00
   */
  @IfGiven()
  @IsInstant()
  sendAt?: string;

  /** True: count opens and clicks, if the workspace tracks people and this one agreed to it. Default false. */
  @IfGiven()
  @IsBoolean()
  track?: boolean;

  /**
   * The same key never makes a second message, however often it is posted, for as long as the message is known: 1 to 255
   * printable ASCII characters without spaces. Default: the `Idempotency-Key` header.
   * @example welcome-4711
   */
  @IfGiven()
  @IsString()
  @Matches(KEY, { message: 'idempotencyKey must be 1 to 255 printable ASCII characters without spaces' })
  idempotencyKey?: string;
}

/** Up to 100 messages in one call. */
export class PostMessagesDto {
  /** 1 to 100 messages; each is answered apart. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @NestedEach(() => PostMessageDto)
  messages: PostMessageDto[];
}

/** Which messages to list, newest first. */
export class MessagesQueryDto extends PageQueryDto {
  /** The whole address they were posted for. */
  @IfGiven()
  @IsString()
  @MaxLength(1000)
  email?: string;

  /** State of the delivery. */
  @IfGiven()
  @IsIn(deliveryStatuses)
  status?: DeliveryStatus;

  /** Made from this template. */
  @IfGiven()
  @IsUUID()
  templateId?: string;

  /** To this contact. */
  @IfGiven()
  @IsUUID()
  contactId?: string;
}
