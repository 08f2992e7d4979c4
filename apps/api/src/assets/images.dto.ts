import { Transform } from 'class-transformer';
import { IsBoolean, IsString, Length, MaxLength } from 'class-validator';
import { IfGiven, PageQueryDto } from '../http';

export class ImagesQueryDto extends PageQueryDto {
  /** Part of the name or of what the picture shows, at most 200 characters. */
  @IfGiven()
  @IsString()
  @MaxLength(200)
  search?: string;
}

/** Also the options of an upload. */
export class UpdateImageDto {
  /**
   * 1 to 200 characters; the name of the file when left out.
   * @example "Harvest at dawn"
   */
  @IfGiven()
  @IsString()
  @Length(1, 200)
  name?: string;

  /**
   * What the picture shows, for people who do not see it, at most 500 characters. It is suggested where the picture is put into an
   * email; emails that show it already keep their own words.
   * @example "Two people pick coffee in the morning fog"
   */
  @IfGiven()
  @IsString()
  @MaxLength(500)
  alt?: string;
}

export class DeleteImageQueryDto {
  /** True: delete it although emails show it, which then have a gap. */
  @IfGiven()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean({ message: 'evenIfUsed must be true or false' })
  evenIfUsed?: boolean;
}
