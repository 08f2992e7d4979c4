import { IsString, MaxLength } from 'class-validator';
import { IfGiven } from '../http';

/** For bodies that are the bare file; multipart uploads carry both as parts. */
export class UploadContactImportQueryDto {
  /**
   * Name of the file. Mailchimp's names tell the status of the people in it.
   * @example subscribed_members_export_0a1b2c3d4e.csv
   */
  @IfGiven()
  @IsString()
  @MaxLength(300)
  fileName?: string;

  /** Options as JSON; see the multipart part `options`. */
  @IfGiven()
  @IsString()
  @MaxLength(20_000)
  options?: string;
}
