import { IsOptional, IsString, MaxLength } from 'class-validator';

/** For bodies that are the bare file; multipart uploads carry both as parts. */
export class UploadContactImportQueryDto {
  /**
   * Name of the file. Mailchimp's names tell the status of the people in it.
   * @example subscribed_members_export_0a1b2c3d4e.csv
   */
  @IsOptional()
  @IsString()
  @MaxLength(300)
  fileName?: string;

  /** Options as JSON; see the multipart part `options`. */
  @IsOptional()
  @IsString()
  @MaxLength(20_000)
  options?: string;
}
