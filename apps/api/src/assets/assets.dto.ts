import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { ASSET_STATUSES, type AssetStatus } from '@features/assets';
import { IfGiven, IsInstant, PageQueryDto } from '../http';

export class AssetsQueryDto extends PageQueryDto {
  /** Only those in this state. */
  @IfGiven()
  @IsIn(ASSET_STATUSES)
  status?: AssetStatus;
}

/** Also the options of an upload. */
export class UpdateAssetDto {
  /**
   * What people see, 1 to 200 characters.
   * @example "The brewing guide"
   */
  @IfGiven()
  @IsString()
  @Length(1, 200)
  name?: string;

  /**
   * Stable name for programs and rules: 1 to 80 lower-case letters, digits and dashes; made from the name when left out.
   * @example "brewing-guide"
   */
  @IfGiven()
  @IsString()
  @Matches(/^[a-z0-9][a-z0-9-]{0,79}$/, {
    message: 'key must be 1 to 80 lower-case letters, digits and dashes',
  })
  key?: string;

  /** For yourselves, at most 2,000 characters. */
  @IfGiven()
  @IsString()
  @MaxLength(2_000)
  description?: string;

  /**
   * Days that a link works, 1 to 3650. Links that were made already keep their time. Default 30.
   * @example 30
   */
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(3_650)
  linkDays?: number;

  /**
   * Whole downloads by people that a link allows, 1 to 10000; null for any number, which is the default. Links that were made
   * already keep their number.
   * @example 5
   */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(10_000)
  maxDownloads?: number | null;
}

export class AssetFileQueryDto {
  /** Number of the version; the newest when left out. */
  @IfGiven()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  version?: number;
}

export class CreateAssetLinkDto {
  /** The contact that the link is for. */
  @IsUUID()
  contactId: string;

  /** Until when it works, as an instant with its offset; after the asset's `linkDays` when left out. */
  @IfGiven()
  @IsInstant()
  expiresAt?: string;

  /** True: also mails it to the contact, as a service message from the default sender; needs the scope `messages:send`. */
  @IfGiven()
  @IsBoolean()
  mail?: boolean;

  /**
   * Language of the mail as a BCP 47 tag; English is the default.
   * @example "pt"
   */
  @IfGiven()
  @IsString()
  @MaxLength(35)
  language?: string;
}
