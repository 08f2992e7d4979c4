import { Transform } from 'class-transformer';
import {
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsDate,
  IsIn,
  IsString,
  MaxLength,
  MinLength,
} from 'class-validator';
import { SCOPES, type Scope } from '@features/accounts';
import { IfGiven, toInstant } from '../http';

/** A new API key. */
export class CreateApiKeyDto {
  /**
   * What it is for, 1 to 100 characters.
   * @example Web shop
   */
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  name!: string;

  /** What programs with this key may do; nothing that the caller may not do. */
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(SCOPES, { each: true, message: `scopes must be taken from ${SCOPES.join(', ')}` })
  scopes!: Scope[];

  /**
   * When the key stops working. Left out: never.
   * @example 2027-12-31T23:59:59Z
   */
  @IfGiven()
  @Transform(toInstant)
  @IsDate({ message: 'expiresAt must be a time with its offset, such as 2027-12-31T23:59:59Z' })
  expiresAt?: Date;
}
