import { Type } from 'class-transformer';
import { IsInt, IsString, Max, MaxLength, Min } from 'class-validator';
import { IfGiven } from './given';

/** How much of a list to return, and from where. */
export class PageQueryDto {
  /**
   * Items per page, 1 to 200.
   * @example 50
   */
  @IfGiven()
  @Type(() => Number)
  @IsInt({ message: 'limit must be a whole number from 1 to 200' })
  @Min(1, { message: 'limit must be a whole number from 1 to 200' })
  @Max(200, { message: 'limit must be a whole number from 1 to 200' })
  limit: number = 50;

  /** `nextCursor` of the page before, with the same other parameters; leave out for the first page. */
  @IfGiven()
  @IsString({ message: 'cursor must be the nextCursor of an earlier page, given once' })
  @MaxLength(2000)
  cursor?: string;
}
