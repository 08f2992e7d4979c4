import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsString,
  IsUUID,
  MaxLength,
} from 'class-validator';
import { CALL_STATUSES, type CallStatus } from '@features/webhooks';
import { IfGiven, MustBeGiven, PageQueryDto } from '../http';

export class UpdateWebhookSubscriptionDto {
  /**
   * Address to call: http or https, port 80 or 443, a public host, at most 2,000 characters.
   * @example "https://example.com/hooks/tidings"
   */
  @IfGiven()
  @IsString()
  @MaxLength(2_000)
  url?: string;

  /**
   * Names of the events that call it, 1 to 50.
   * @example ["form.submitted", "asset.downloaded"]
   */
  @IfGiven()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  events?: string[];

  /** False: it is not called, and calls that wait are cancelled. Default true. */
  @IfGiven()
  @IsBoolean()
  isActive?: boolean;
}

export class CreateWebhookSubscriptionDto extends UpdateWebhookSubscriptionDto {
  /**
   * Address to call: http or https, port 80 or 443, a public host, at most 2,000 characters.
   * @example "https://example.com/hooks/tidings"
   */
  @MustBeGiven()
  @IsString()
  @MaxLength(2_000)
  declare url: string;

  /**
   * Names of the events that call it, 1 to 50.
   * @example ["form.submitted", "asset.downloaded"]
   */
  @MustBeGiven()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  declare events: string[];
}

/** Which failed calls to make again. */
export class ReplayFailedCallsDto {
  /** Only those of this subscription; left out: all of the workspace. */
  @IfGiven()
  @IsUUID()
  subscriptionId?: string;
}

export class WebhookCallsQueryDto extends PageQueryDto {
  /** Only those in this state. */
  @IfGiven()
  @IsIn(CALL_STATUSES)
  status?: CallStatus;

  /**
   * Only those of this event.
   * @example "form.submitted"
   */
  @IfGiven()
  @IsString()
  @MaxLength(100)
  event?: string;

  /** Only those of this subscription. */
  @IfGiven()
  @IsUUID()
  subscriptionId?: string;
}
