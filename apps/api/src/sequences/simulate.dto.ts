import { Transform } from 'class-transformer';
import { IsArray, IsDate, IsInt, IsNumber, IsObject, IsString, IsUUID, Min } from 'class-validator';
import { IfGiven, toInstant, Nested } from '../http';

/** A contact who does not exist; as for contacts, and nothing is kept. */
export class PretendContactDto {
  /** First name. */
  @IfGiven()
  @IsString()
  firstName?: string;

  /** Last name. */
  @IfGiven()
  @IsString()
  lastName?: string;

  /** Language tag (BCP 47). */
  @IfGiven()
  @IsString()
  locale?: string;

  /**
   * IANA time zone; the workspace's when left out.
   * @example Europe/Lisbon
   */
  @IfGiven()
  @IsString()
  timeZone?: string;

  /**
   * Two letters, ISO 3166-1.
   * @example PT
   */
  @IfGiven()
  @IsString()
  country?: string;

  /** Region. */
  @IfGiven()
  @IsString()
  region?: string;

  /** City. */
  @IfGiven()
  @IsString()
  city?: string;

  /** Postal code. */
  @IfGiven()
  @IsString()
  postalCode?: string;

  /** Degrees, -90 to 90. */
  @IfGiven()
  @IsNumber()
  latitude?: number;

  /** Degrees, -180 to 180. */
  @IfGiven()
  @IsNumber()
  longitude?: number;

  /** `YYYY-MM-DD`. */
  @IfGiven()
  @IsString()
  birthDate?: string;

  /** Values of custom fields by their keys. */
  @IfGiven()
  @IsObject()
  attributes?: Record<string, unknown>;

  /** Names of tags. */
  @IfGiven()
  @IsArray()
  @IsString({ each: true })
  tags?: string[];
}

/** Whom to walk through a sequence, when, and what to pretend. Without anything: somebody unknown, now, to whom nothing happens. */
export class SimulateSequenceDto {
  /** A contact of the workspace. */
  @IfGiven()
  @IsUUID()
  contactId?: string;

  /** Or somebody who does not exist. */
  @IfGiven()
  @Nested(() => PretendContactDto)
  values?: PretendContactDto;

  /** A published version; the draft when left out. */
  @IfGiven()
  @IsInt()
  @Min(1)
  version?: number;

  /**
   * When the contact enters; now when left out.
   * @example 2026-11-23T18:00:00Z
   */
  @IfGiven()
  @Transform(toInstant)
  @IsDate({ message: 'startAt must be a date-time with its offset, such as 2026-12-01T09:00:00+01:00' })
  startAt?: Date;

  /**
   * What is pretended, by step: of a `waitUntil` step "happens after 2 hours" (minutes, hours, days, weeks, months; from when it is reached)
   * or "never", of a branch "case 1" or "else", of a split "part 1"; and of "goal" and "exit" as of a `waitUntil` step, from the start.
   * Waits without an answer run into their timeout; branches without one ask the contact.
   * @example { "attends": "happens after 2 hours", "goal": "never" }
   */
  @IfGiven()
  @IsObject()
  answers?: Record<string, string>;
}
