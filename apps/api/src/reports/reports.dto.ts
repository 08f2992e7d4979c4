import { IntersectionType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { deliveryStatuses, type DeliveryStatus } from '@features/deliveries';
import { GRAINS, RECIPIENT_PARTS, type Grain, type RecipientPart } from '@features/reports';
import { IfGiven, PageQueryDto } from '../http';

/** Days of the workspace's time zone. */
export class ReportDaysDto {
  /**
   * First day. Default: 30 days up to `to`. At most five years before `to`.
   * @example 2026-10-01
   */
  @IfGiven()
  @IsString()
  @MaxLength(40)
  from?: string;

  /**
   * Last day, included. Default: today.
   * @example 2026-10-31
   */
  @IfGiven()
  @IsString()
  @MaxLength(40)
  to?: string;
}

/** Which days, and what one line covers. */
export class ReportPeriodDto extends ReportDaysDto {
  /** `day` (up to 400 days), `week` (from Monday) or `month`. Default: what gives some 60 lines. */
  @IfGiven()
  @IsIn(GRAINS)
  per?: Grain;
}

/** Which of a campaign's recipients. */
export class RecipientFilterDto {
  /** Those behind the number of this name in the report; `machine-opened`: by machines alone. */
  @IfGiven()
  @IsIn(RECIPIENT_PARTS)
  part?: RecipientPart;

  /** State of the message. */
  @IfGiven()
  @IsIn(deliveryStatuses)
  status?: DeliveryStatus;

  /** Position of a link of the report, from 0: who clicked it. */
  @IfGiven()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(10_000)
  link?: number;

  /** Variant of the A/B test. */
  @IfGiven()
  @IsIn(['a', 'b', 'c', 'd'])
  variant?: string;

  /**
   * Domain of the address.
   * @example example.com
   */
  @IfGiven()
  @IsString()
  @MaxLength(255)
  domain?: string;

  /** Part of the address. */
  @IfGiven()
  @IsString()
  @MaxLength(200)
  search?: string;
}

/** Which of a campaign's recipients, page by page. */
export class RecipientsQueryDto extends IntersectionType(PageQueryDto, RecipientFilterDto) {}

/** Which message of the campaign. */
export class ClickMapDto {
  /** Variant of the A/B test. Default: the first. */
  @IfGiven()
  @IsIn(['a', 'b', 'c', 'd'])
  variant?: string;

  /**
   * How numbers are written, BCP 47.
   * @example en-GB
   */
  @IfGiven()
  @Matches(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$/)
  @MaxLength(40)
  locale: string = 'en';
}
