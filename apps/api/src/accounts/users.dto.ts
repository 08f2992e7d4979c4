import { IsIn, IsString, MaxLength, MinLength } from 'class-validator';
import { ROLES, type Role } from '@features/accounts';
import { IfGiven } from '../http';

const ROLE_RULE = { message: `role must be one of ${ROLES.join(', ')}` };

/** A person to add to the workspace. */
export class AddUserDto {
  /**
   * Address with which the person signs in.
   * @example grace@example.com
   */
  @IsString()
  @MaxLength(1000)
  email!: string;

  /** What the person may do; only owners add owners. */
  @IsIn(ROLES, ROLE_RULE)
  role!: Role;

  /** Name, 1 to 100 characters. Ignored for people who already are users. */
  @IfGiven()
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  name?: string;

  /** First password, 12 to 256 characters. Needed, and used, only when no user has the address yet. */
  @IfGiven()
  @IsString()
  @MaxLength(1000)
  password?: string;
}

/** Another role for a member. */
export class UpdateUserDto {
  /** What the person may do from now on. */
  @IsIn(ROLES, ROLE_RULE)
  role!: Role;
}
