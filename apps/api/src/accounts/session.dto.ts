import { IsString, IsUUID, MaxLength } from 'class-validator';

/** Who signs in. */
export class SignInDto {
  /**
   * The user's email address.
   * @example ada@example.com
   */
  @IsString()
  @MaxLength(1000)
  email!: string;

  /** The user's password. */
  @IsString()
  @MaxLength(1000)
  password!: string;
}

/** The workspace to go on in. */
export class SwitchWorkspaceDto {
  /** Id of a workspace of which the user is a member; see GET /workspaces. */
  @IsUUID('all', { message: 'workspaceId must be the id of one of your workspaces' })
  workspaceId!: string;
}
