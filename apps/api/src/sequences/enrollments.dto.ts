import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsString, IsUUID, MaxLength } from 'class-validator';
import { ENROLLMENT_STATUSES, MAX_ENROLLED_AT_ONCE, type EnrollmentStatus } from '@features/sequences';
import { IfGiven, IsInstant, PageQueryDto } from '../http';

/** Which passages to list. */
export class EnrollmentsQueryDto extends PageQueryDto {
  /** Only those with this status. */
  @IfGiven()
  @IsIn(ENROLLMENT_STATUSES)
  status?: EnrollmentStatus;

  /** Only those who are at this step, or were last. */
  @IfGiven()
  @IsString()
  @MaxLength(40)
  step?: string;

  /** Only those of this contact. */
  @IfGiven()
  @IsUUID()
  contactId?: string;
}

/** Contacts to enrol. */
export class EnrollContactsDto {
  /** 1–1000 ids. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_ENROLLED_AT_ONCE)
  @IsUUID(undefined, { each: true })
  contactIds: string[];
}

/** Which of those who are inside; with neither field, everybody. */
export class WhichInsideDto {
  /** Only those who are at this step. */
  @IfGiven()
  @IsString()
  @MaxLength(40)
  step?: string;

  /** Only those who have been at their step since before this time (ISO 8601, with its offset from UTC). */
  @IfGiven()
  @IsInstant()
  stepEnteredBefore?: string;
}

/** Whom to put where. */
export class MoveEnrollmentsDto extends WhichInsideDto {
  /** A step of the version in which they are; who is in a version without it stays where it is. */
  @IsString()
  @MaxLength(40)
  to: string;
}

/** Where to put a contact. */
export class MoveEnrollmentDto {
  /** A step of the version in which the contact is. */
  @IsString()
  @MaxLength(40)
  step: string;
}
