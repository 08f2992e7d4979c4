import { IsString, MaxLength, MinLength } from 'class-validator';
import { IfGiven } from '../http';

/** The first workspace and its owner. */
export class SetUpDto {
  /**
   * Name of the workspace, 1 to 100 characters.
   * @example Acme Books
   */
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  workspaceName!: string;

  /**
   * Time zone of the workspace, an IANA name. Default: UTC.
   * @example Europe/Berlin
   */
  @IfGiven()
  @IsString()
  @MaxLength(100)
  timeZone?: string;

  /**
   * Name of the owner, 1 to 100 characters.
   * @example Ada Lovelace
   */
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  name!: string;

  /**
   * Address with which the owner signs in.
   * @example ada@example.com
   */
  @IsString()
  @MaxLength(1000)
  email!: string;

  /** 12 to 256 characters, not the address, not a common one. */
  @IsString()
  @MaxLength(1000)
  password!: string;
}
