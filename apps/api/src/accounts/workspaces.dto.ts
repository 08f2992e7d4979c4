import {
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import {
  TRACKING_MODES,
  UNCERTAIN_POLICIES,
  type TrackingMode,
  type UncertainPolicy,
} from '@features/accounts';
import { IfGiven, Nested } from '../http';

/** At most so many marketing messages to one person, over all campaigns and sequences. */
export class FrequencyCapDto {
  /**
   * Messages, 1 to 100.
   * @example 3
   */
  @IsInt()
  @Min(1)
  @Max(100)
  emails!: number;

  /**
   * In so many days, 1 to 90, counted back from the moment of sending.
   * @example 7
   */
  @IsInt()
  @Min(1)
  @Max(90)
  days!: number;
}

/** Hours without marketing mail, in each person's own time zone (else the workspace's). May span midnight. */
export class QuietHoursDto {
  /**
   * First minute without mail, HH:MM.
   * @example 21:00
   */
  @Matches(/^(?:[01]\d|2[0-3]):[0-5]\d$/, { message: 'from must be a time of day such as 21:00' })
  from!: string;

  /**
   * First minute with mail again, HH:MM.
   * @example 08:00
   */
  @Matches(/^(?:[01]\d|2[0-3]):[0-5]\d$/, { message: 'to must be a time of day such as 08:00' })
  to!: string;
}

/** Settings to change; what is left out stays. */
export class UpdateWorkspaceDto {
  /** Name shown to people, 1 to 100 characters. */
  @IfGiven()
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  name?: string;

  /**
   * Days, weeks and send times are counted in it: an IANA name.
   * @example Europe/Berlin
   */
  @IfGiven()
  @IsString()
  @MaxLength(100)
  timeZone?: string;

  /**
   * Language of contacts who have none: a BCP 47 tag.
   * @example de
   */
  @IfGiven()
  @IsString()
  @MaxLength(35)
  locale?: string;

  /** Postal address of the sender, printed at the foot of marketing mail; up to 500 characters. */
  @IfGiven()
  @IsString()
  @MaxLength(500)
  postalAddress?: string;

  /**
   * Web site of the sender, or an empty text.
   * @example https://example.com
   */
  @IfGiven()
  @IsString()
  @MaxLength(2000)
  websiteUrl?: string;

  /** How much of a contact's opens and clicks is recorded. */
  @IfGiven()
  @IsIn(TRACKING_MODES, { message: `trackingMode must be one of ${TRACKING_MODES.join(', ')}` })
  trackingMode?: TrackingMode;

  /** Previews warn below this number of contacts; 0 to 100000. */
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(100_000)
  minimumSegmentSize?: number;

  /** What happens to deliveries whose outcome is unknown after a crash. */
  @IfGiven()
  @IsIn(UNCERTAIN_POLICIES, { message: `uncertainPolicy must be one of ${UNCERTAIN_POLICIES.join(', ')}` })
  uncertainPolicy?: UncertainPolicy;

  /** The emergency brake pauses a campaign above this share of complaints, in percent of what was sent; 0.01 to 100. Default: 0.3. */
  @IfGiven()
  @IsNumber()
  @Min(0.01)
  @Max(100)
  brakeComplaintPercent?: number;

  /** The emergency brake pauses a campaign above this share of mailboxes that do not exist, in percent; 0.1 to 100. Default: 5. */
  @IfGiven()
  @IsNumber()
  @Min(0.1)
  @Max(100)
  brakeBouncePercent?: number;

  /** The emergency brake does not pull before so many messages; 1 to 1000000. Default: 500. */
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  brakeMinimumSent?: number;

  /**
   * Currency of all orders: an ISO 4217 code. Can only be changed while there are no orders.
   * @example EUR
   */
  @IfGiven()
  @IsString()
  @MaxLength(3)
  currency?: string;

  /**
   * Subscriptions that nobody confirmed, and contacts who came for them alone, are forgotten after so many days; 1 to 365.
   * Default: 30.
   */
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(365)
  unconfirmedDays?: number;

  /** How often a person hears from the workspace at most; null for no cap. Transactional messages do not count. */
  @IsOptional()
  @Nested(() => FrequencyCapDto)
  frequencyCap?: FrequencyCapDto | null;

  /** When no marketing mail goes out; null for never. Transactional messages always go. */
  @IsOptional()
  @Nested(() => QuietHoursDto)
  quietHours?: QuietHoursDto | null;
}

/** A further workspace. */
export class CreateWorkspaceDto {
  /**
   * Name shown to people, 1 to 100 characters.
   * @example Acme Books
   */
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  name!: string;

  /**
   * Short name for addresses and commands. Default: made of the name.
   * @example acme-books
   */
  @IfGiven()
  @Matches(/^[a-z0-9][a-z0-9-]{0,62}$/, {
    message: 'slug must be 1 to 63 lower case letters, digits and hyphens, and not start with a hyphen',
  })
  slug?: string;

  /**
   * An IANA time zone. Default: UTC.
   * @example Europe/Berlin
   */
  @IfGiven()
  @IsString()
  @MaxLength(100)
  timeZone?: string;
}
