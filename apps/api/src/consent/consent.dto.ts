import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import {
  LEGAL_BASES,
  SUBSCRIPTION_STATUSES,
  SUPPRESSION_REASONS,
  type LegalBasis,
  type SubscriptionStatus,
  type SuppressionReason,
} from '@features/consent';
import { IfGiven, IsInstant, PageQueryDto, NestedEach } from '../http';

/** `?force=true`; anything else is refused by `IsBoolean`. */
const flag = ({ value }: { value: unknown }): unknown =>
  value === 'true' ? true : value === 'false' ? false : value;

/** What of a topic may change later. */
export class UpdateTopicDto {
  /**
   * 1–100 characters, as people read it on the preference page.
   * @example Product news
   */
  @IfGiven()
  @IsString()
  @MaxLength(100)
  name?: string;

  /** At most 500 characters. */
  @IfGiven()
  @IsString()
  @MaxLength(500)
  description?: string;

  /** Offered on the preference page. */
  @IfGiven()
  @IsBoolean()
  isPublic?: boolean;

  /** Order on the preference page, lowest first; 0–10000. */
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(10_000)
  position?: number;

  /** An archived topic is offered to nobody and takes no new subscriptions. */
  @IfGiven()
  @IsBoolean()
  isArchived?: boolean;
}

/** Something that people can choose to receive. */
export class CreateTopicDto {
  /**
   * 1–63 lower-case letters, digits and hyphens; cannot change later.
   * @example product-news
   */
  @IsString()
  @MaxLength(63)
  key: string;

  /**
   * 1–100 characters, as people read it on the preference page.
   * @example Product news
   */
  @IsString()
  @MaxLength(100)
  name: string;

  /** At most 500 characters. */
  @IfGiven()
  @IsString()
  @MaxLength(500)
  description?: string;

  /** Offered on the preference page. Default true. */
  @IfGiven()
  @IsBoolean()
  isPublic?: boolean;

  /** Order on the preference page, lowest first; 0–10000. Default 0. */
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(10_000)
  position?: number;
}

/** Which topics to list. */
export class TopicsQueryDto {
  /** Archived ones too. Default false. */
  @IfGiven()
  @Transform(flag)
  @IsBoolean()
  includeArchived?: boolean;
}

/** How the person said so; kept as evidence. */
export class EvidenceDto {
  /**
   * How the choice was made, at most 60 characters. Default `api`.
   * @example phone
   */
  @IfGiven()
  @IsString()
  @MinLength(1)
  @MaxLength(60)
  method?: string;

  /**
   * When the person said so, with its offset. Default: now.
   * @example 2026-11-22T09:30:00Z
   */
  @IfGiven()
  @IsInstant()
  occurredAt?: string;

  /** The exact sentence the person agreed to, at most 5000 characters. */
  @IfGiven()
  @IsString()
  @MaxLength(5000)
  consentText?: string;

  /**
   * Language of `consentText`.
   * @example pt-PT
   */
  @IfGiven()
  @IsString()
  @MaxLength(35)
  language?: string;
}

/** One choice. */
export class SubscriptionDto {
  /** Id of the topic. */
  @IsUUID()
  topicId: string;

  /** `pending` waits for a confirmation and mails nothing else. */
  @IsIn(SUBSCRIPTION_STATUSES)
  status: SubscriptionStatus;

  /** Why, in a few words; at most 200 characters. */
  @IfGiven()
  @IsString()
  @MaxLength(200)
  reason?: string;

  /** `explicit`: the person said so (default). `implied`: by a purchase or an inquiry; never replaces explicit consent. */
  @IfGiven()
  @IsIn(LEGAL_BASES)
  legalBasis?: LegalBasis;

  /**
   * When implied consent ends, with its offset; only with `implied` and `subscribed`. Left out: never.
   * @example 2028-11-22T00:00:00Z
   */
  @IfGiven()
  @IsInstant()
  expiresAt?: string;
}

/** Choices of one contact; all of them are saved, or none. */
export class ChangeSubscriptionsDto extends EvidenceDto {
  /** 1–100 topics; those left out stay as they are. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @NestedEach(() => SubscriptionDto)
  subscriptions: SubscriptionDto[];
}

/** Whether opens and clicks may be recorded for this person. */
export class TrackingConsentDto extends EvidenceDto {
  /** True: agreed. False: refused or withdrawn. */
  @IsBoolean()
  granted: boolean;
}

/** Which suppressions to list. */
export class SuppressionsQueryDto extends PageQueryDto {
  /** One exact address, also one of which only the keyed hash is kept. */
  @IfGiven()
  @IsString()
  @MaxLength(1000)
  email?: string;

  /** Part of an address, without regard to case. */
  @IfGiven()
  @IsString()
  @MaxLength(200)
  search?: string;

  /** Only these. */
  @IfGiven()
  @IsIn(SUPPRESSION_REASONS)
  reason?: SuppressionReason;
}

/** Which suppressions to export. */
export class ExportSuppressionsQueryDto {
  /** Part of an address, without regard to case. */
  @IfGiven()
  @IsString()
  @MaxLength(200)
  search?: string;

  /** Only these. */
  @IfGiven()
  @IsIn(SUPPRESSION_REASONS)
  reason?: SuppressionReason;
}

/** An address that must not be mailed. */
export class CreateSuppressionDto {
  /**
   * The address.
   * @example ana@example.com
   */
  @IsString()
  @MaxLength(1000)
  email: string;

  /** Default `manual`. */
  @IfGiven()
  @IsIn(SUPPRESSION_REASONS.filter((reason) => reason !== 'erased'))
  reason?: SuppressionReason;

  /** At most 500 characters. */
  @IfGiven()
  @IsString()
  @MaxLength(500)
  note?: string;
}

/** Many addresses that must not be mailed. */
export class CreateSuppressionsDto {
  /**
   * 1–10,000 addresses.
   * @example ["ana@example.com", "bo@example.com"]
   */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10_000)
  @IsString({ each: true })
  @MaxLength(1000, { each: true })
  emails: string[];

  /** Of all of them. Default `manual`. */
  @IfGiven()
  @IsIn(SUPPRESSION_REASONS.filter((reason) => reason !== 'erased'))
  reason?: SuppressionReason;

  /** At most 500 characters, for all of them. */
  @IfGiven()
  @IsString()
  @MaxLength(500)
  note?: string;
}

/** Why a suppression is lifted. */
export class RemoveSuppressionQueryDto {
  /** Kept in the audit trail; 1–500 characters. */
  @IsString()
  @MinLength(1)
  @MaxLength(500)
  reason: string;

  /** Needed for what the person caused: unsubscribes, complaints, erasure. */
  @IfGiven()
  @Transform(flag)
  @IsBoolean()
  force?: boolean;
}
