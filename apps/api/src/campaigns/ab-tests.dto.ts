import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import {
  AB_DECISIONS,
  AB_METRICS,
  AB_TIE_RULES,
  MAX_DURATION_MINUTES,
  MAX_OFFSET_MINUTES,
  MIN_DURATION_MINUTES,
  VARIANT_KEYS,
  type AbDecision,
  type AbMetric,
  type AbTieRule,
  type VariantKey,
} from '@features/campaigns';
import { IfGiven, NestedEach } from '../http';

/** What a variant has of its own; left out or null: as in the campaign. */
export class VariantDto {
  /** Replaces the campaign's and the template's subject; may contain merge fields. */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  subject?: string | null;

  /** Replaces the campaign's and the template's preheader; may contain merge fields. */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  preheader?: string | null;

  /** Another sender: name and address. */
  @IsOptional()
  @IsUUID()
  senderId?: string | null;

  /** Another template. */
  @IsOptional()
  @IsUUID()
  templateId?: string | null;

  /** Goes out so many minutes after the campaign's start, at most 10,080 (seven days). */
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(MAX_OFFSET_MINUTES)
  offsetMinutes?: number;
}

/** The whole test; what is left out takes its default. */
export class AbTestDto {
  /** 2 to 4 variants, which become a, b, c and d in this order. */
  @IsArray()
  @ArrayMinSize(2)
  @ArrayMaxSize(4)
  @NestedEach(() => VariantDto)
  variants: VariantDto[];

  /**
   * Share of the audience that takes part, in percent; 100: everybody, and nobody is left to get the winner.
   * @default 20
   */
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(100)
  testPercent?: number;

  /**
   * What the winner has most of per delivered message: `clicks` (people who clicked), `opens` (people who opened, of those who agreed
   * to tracking), `conversions` (people who ordered after a click) or `revenue` (of those orders).
   * @default "clicks"
   */
  @IfGiven()
  @IsIn(AB_METRICS)
  metric?: AbMetric;

  /**
   * 15 minutes to 14 days: for so long every message is watched, and so long after the last variant's start the test ends.
   * @default 240
   */
  @IfGiven()
  @IsInt()
  @Min(MIN_DURATION_MINUTES)
  @Max(MAX_DURATION_MINUTES)
  durationMinutes?: number;

  /**
   * `automatic`: by rule when the time is over; `manual`: by a person.
   * @default "automatic"
   */
  @IfGiven()
  @IsIn(AB_DECISIONS)
  decision?: AbDecision;

  /**
   * When no difference is significant: `leader` (of equal ones the earliest letter), `original` (variant a) or `wait` (a person
   * chooses).
   * @default "leader"
   */
  @IfGiven()
  @IsIn(AB_TIE_RULES)
  whenUnclear?: AbTieRule;

  /**
   * With fewer delivered messages in any variant no difference is called significant.
   * @default 100
   */
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  minimumSample?: number;

  /**
   * A variant with significantly more unsubscribes and complaints than another one cannot win by rule.
   * @default true
   */
  @IfGiven()
  @IsBoolean()
  guardsUnsubscribes?: boolean;
}

export class AbTestPlanQueryDto {
  /** What the variant to beat is thought to reach, 0 to 1, such as 0.03; the usual rate when left out. */
  @IfGiven()
  @Type(() => Number)
  @IsNumber()
  @Min(0.0001)
  @Max(0.9999)
  baseRate?: number;
}

export class ChooseWinnerDto {
  /** `a`, `b`, `c` or `d`. */
  @IsIn(VARIANT_KEYS)
  variant: VariantKey;
}

export class ExcludeVariantDto {
  /** `a`, `b`, `c` or `d`. */
  @IsIn(VARIANT_KEYS)
  variant: VariantKey;

  /** Why, for whoever reads the report. */
  @IsString()
  @Length(1, 500)
  reason: string;
}

export class ExtendAbTestDto {
  /** So many minutes more, from the end of the test or, where that is over, from now. 14 days in all at most. */
  @IsInt()
  @Min(1)
  @Max(MAX_DURATION_MINUTES)
  minutes: number;
}

/** Whom a preview is for. */
export class PreviewCampaignDto {
  /** A variant of the A/B test; the campaign's own content when left out. */
  @IfGiven()
  @IsIn(VARIANT_KEYS)
  variant?: VariantKey;

  /** Render as this contact; with sample data when left out. */
  @IfGiven()
  @IsUUID()
  contactId?: string;
}
