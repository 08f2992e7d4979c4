import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsDate,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  MaxLength,
  Min,
} from 'class-validator';
import {
  TIMING_POLICIES,
  type TimingPolicy,
  campaignStatuses,
  VARIANT_KEYS,
  type CampaignStatus,
  type VariantKey,
} from '@features/campaigns';
import { deliveryStatuses, type DeliveryStatus } from '@features/deliveries';
import { IfGiven, MustBeGiven, PageQueryDto, toInstant, Nested } from '../http';
import { AudienceDto } from './audience.dto';

/** Content, audience and sender of a draft. Leave a field out to keep it, send null to clear it. */
class CampaignContentDto {
  /** What the team calls it; readers never see it. */
  @IfGiven()
  @IsString()
  @Length(1, 200)
  name?: string;

  /** The topic its readers subscribed to; decides who may be mailed. */
  @IsOptional()
  @IsUUID()
  topicId?: string | null;

  /** Whom it comes from. */
  @IsOptional()
  @IsUUID()
  senderId?: string | null;

  @IsOptional()
  @IsUUID()
  templateId?: string | null;

  /** Replaces the template's subject; may contain merge fields. */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  subject?: string | null;

  /** Replaces the template's preheader; may contain merge fields. */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  preheader?: string | null;

  /** Whom it is for. Evaluated when it is sent, not when it is saved. */
  @IfGiven()
  @IsObject()
  @Nested(() => AudienceDto)
  audience?: AudienceDto;

  /**
   * What becomes of people whom the workspace's frequency cap protects: `skip` leaves them out (the default), `defer` mails
   * them when they may be mailed again (who would have to wait more than seven days is left out), `ignore` mails them all the same.
   */
  @IfGiven()
  @IsIn(TIMING_POLICIES)
  onCap?: TimingPolicy;

  /** The same for people in the workspace's quiet hours; by default their mail waits until the hours are over. */
  @IfGiven()
  @IsIn(TIMING_POLICIES)
  onQuietHours?: TimingPolicy;
}

export class UpdateCampaignDto extends CampaignContentDto {
  /** The version that you read: the change is refused (409) when somebody changed the campaign meanwhile. */
  @IfGiven()
  @IsInt()
  @Min(1)
  version?: number;
}

export class CreateCampaignDto extends CampaignContentDto {
  /** What the team calls it; readers never see it. */
  @MustBeGiven()
  @IsString()
  @Length(1, 200)
  declare name: string;
}

/** Either `at` or `localTime`. */
export class ScheduleCampaignDto {
  /**
   * When to send: ISO 8601 with an offset.
   * @example "2026-12-01T09:00:00+01:00"
   */
  @IfGiven()
  @Transform(toInstant)
  @IsDate({ message: 'at must be a time with its offset, such as 2026-12-01T09:00:00+01:00' })
  at?: Date;

  /**
   * When to send by each contact's own clock: a date and a time of day without an offset. Who has no known time zone gets it in
   * the workspace's.
   * @example "2026-12-01T09:00"
   */
  @IfGiven()
  @IsString()
  @MaxLength(50)
  localTime?: string;
}

export class LocalTimesQueryDto {
  /**
   * Asks for a local time: a date and a time of day without an offset. Left out: the one that the campaign is scheduled for.
   * @example "2026-12-01T09:00"
   */
  @IfGiven()
  @IsString()
  @MaxLength(50)
  localTime?: string;
}

export class TestSendDto {
  /** Addresses of colleagues, 1 to 10; one that is named twice gets one mail. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10)
  @IsString({ each: true })
  to: string[];

  /** Whose values the message is made with. */
  @IsUUID()
  contactId: string;

  /** A variant of the A/B test; the campaign's own content when left out. */
  @IfGiven()
  @IsIn(VARIANT_KEYS)
  variant?: VariantKey;
}

export class CampaignsQueryDto extends PageQueryDto {
  @IfGiven()
  @IsIn(campaignStatuses)
  status?: CampaignStatus;

  /** Part of the name, case- and accent-insensitive. */
  @IfGiven()
  @IsString()
  @MaxLength(200)
  search?: string;
}

export class DeliveriesQueryDto extends PageQueryDto {
  @IfGiven()
  @IsIn(deliveryStatuses)
  status?: DeliveryStatus;

  /** Part of the address. */
  @IfGiven()
  @IsString()
  @MaxLength(200)
  search?: string;
}
