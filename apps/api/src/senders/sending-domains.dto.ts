import {
  ArrayMaxSize,
  ArrayMinSize,
  IsBoolean,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { IfGiven, Nested } from '../http';

export class CreateSendingDomainDto {
  /**
   * The part of From addresses after the @, in any script.
   * @example "shop.example"
   */
  @IsString()
  @MaxLength(253)
  domain: string;
}

export class RotateKeysDto {
  /**
   * True for keys that others may know: they sign no more, and mail goes out unsigned until the new ones are found in DNS. Without
   * it the former keys sign until then.
   */
  @IfGiven()
  @IsBoolean()
  immediately?: boolean;
}

/** How much may go per day until mailbox providers know the domain. */
export class WarmUpDto {
  /**
   * Day of the first volume, in the workspace's time zone. Before it the first volume holds too.
   * @example "2026-11-05"
   */
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'startsOn must be a day such as 2026-11-05' })
  startsOn: string;

  /**
   * Messages per day, from the first day on, 1 to 90 numbers; afterwards there is no limit. Left out: 50, 100, 200, 400, 800, 1 500,
   * 3 000, 6 000, 12 000, 25 000, 50 000, 100 000.
   * @example [50, 100, 200, 400]
   */
  @IfGiven()
  @ArrayMinSize(1)
  @ArrayMaxSize(90)
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(10_000_000, { each: true })
  volumes?: number[];
}

export class UpdateSendingDomainDto {
  /** A plan to warm the domain up; null ends it. */
  @IsOptional()
  @Nested(() => WarmUpDto)
  warmUp?: WarmUpDto | null;
}
