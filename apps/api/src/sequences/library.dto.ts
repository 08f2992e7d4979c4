import { IsString, IsUUID, MaxLength, MinLength } from 'class-validator';
import { IfGiven } from '../http';

/** What an entry of the library is installed with; everything that is left out is named among the problems. */
export class InstallSequenceDto {
  /**
   * Name of the sequence and, with a colon, of its templates. Left out: the entry's own, with a number where that is taken.
   * @example Winter eBook
   */
  @IfGiven()
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  name?: string;

  /** The topic that the emails belong to: only who is subscribed to it gets them. */
  @IfGiven()
  @IsUUID()
  topicId?: string;

  /** Who the emails come from. Left out: the default sender. */
  @IfGiven()
  @IsUUID()
  senderId?: string;

  /** The asset whose download starts it, for entries that start with one. Left out: any asset. */
  @IfGiven()
  @IsUUID()
  assetId?: string;

  /** The form that starts it, for entries that start with one. Left out: any form. */
  @IfGiven()
  @IsUUID()
  formId?: string;

  /**
   * The tracked segment that starts it by being entered, for entries that start with one. Left out: the one of the segment library, which is
   * made if need be.
   */
  @IfGiven()
  @IsUUID()
  segmentId?: string;
}
