import { IsString, IsUUID, MaxLength } from 'class-validator';
import { IfGiven, IsInstant, PageQueryDto } from '../http';

/** Which part of the audit trail to return. */
export class AuditEntryQueryDto extends PageQueryDto {
  /**
   * Only this action.
   * @example api-key.revoked
   */
  @IfGiven()
  @IsString()
  @MaxLength(100)
  action?: string;

  /**
   * Only changes of this kind of thing.
   * @example campaign
   */
  @IfGiven()
  @IsString()
  @MaxLength(100)
  targetKind?: string;

  /** Only changes of the thing with this id. */
  @IfGiven()
  @IsString()
  @MaxLength(200)
  targetId?: string;

  /** Only what this user or API key did. */
  @IfGiven()
  @IsUUID('all', { message: 'actorId must be the id of a user or an API key' })
  actorId?: string;

  /**
   * Only from this moment on, with its offset.
   * @example 2026-11-01T00:00:00Z
   */
  @IfGiven()
  @IsInstant()
  from?: string;

  /**
   * Only before this moment, with its offset.
   * @example 2026-12-01T00:00:00Z
   */
  @IfGiven()
  @IsInstant()
  to?: string;
}
