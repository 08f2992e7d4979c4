import { IsInt, IsOptional, Max, Min } from 'class-validator';

const MOST = 100_000_000;

/** All limits for a mailbox provider; what is left out or null is unlimited. */
export class SetProviderLimitsDto {
  /** Messages in any second, 1 to 100000000. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST)
  perSecond?: number | null;

  /** Messages in any minute, 1 to 100000000. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST)
  perMinute?: number | null;

  /** Messages in any hour, 1 to 100000000. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST)
  perHour?: number | null;

  /** Messages in any 24 hours, 1 to 100000000. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST)
  perDay?: number | null;
}
