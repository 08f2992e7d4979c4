import { IsBoolean, IsOptional, IsString, Length, MaxLength } from 'class-validator';
import { IfGiven, MustBeGiven } from '../http';

export class UpdateSenderDto {
  /**
   * Display name, 1 to 200 characters.
   * @example "Ana from Maré Alta"
   */
  @IfGiven()
  @IsString()
  @Length(1, 200)
  fromName?: string;

  /** @example "hello@example.com" */
  @IfGiven()
  @IsString()
  @MaxLength(320)
  fromEmail?: string;

  /** Where answers go; the From address when null. */
  @IsOptional()
  @IsString()
  @MaxLength(320)
  replyTo?: string | null;

  /** Offered first for new campaigns. The first sender of a workspace is the default. */
  @IfGiven()
  @IsBoolean()
  isDefault?: boolean;
}

export class CreateSenderDto extends UpdateSenderDto {
  /**
   * Display name, 1 to 200 characters.
   * @example "Ana from Maré Alta"
   */
  @MustBeGiven()
  @IsString()
  @Length(1, 200)
  declare fromName: string;

  /** @example "hello@example.com" */
  @MustBeGiven()
  @IsString()
  @MaxLength(320)
  declare fromEmail: string;
}
