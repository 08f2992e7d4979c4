import { IsString, MaxLength, MinLength } from 'class-validator';

/** What people may change about themselves. */
export class UpdateMeDto {
  /**
   * Name shown to colleagues, 1 to 100 characters.
   * @example Ada Lovelace
   */
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  name!: string;
}

/** A new password. All other sessions of the user end. */
export class ChangePasswordDto {
  /** The password until now. */
  @IsString()
  @MaxLength(1000)
  currentPassword!: string;

  /** The new one: 12 to 256 characters, not the address, not a common one. */
  @IsString()
  @MaxLength(1000)
  newPassword!: string;
}
