import { Transform, Type } from 'class-transformer';
import {
  IsArray,
  IsDate,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Min,
  ValidateNested,
} from 'class-validator';
import { toInstant } from '../http';

/** A contact who does not exist; as for contacts, and nothing is kept. */
export class PretendContactDto {
  /** First name. */
  @IsOptional()
  @IsString()
  firstName?: string;

  /** Last name. */
  @IsOptional()
  @IsString()
  lastName?: string;

  /** Language tag (BCP 47). */
  @IsOptional()
  @IsString()
  locale?: string;

  /**
   * IANA time zone; the workspace's when left out.
   * @example Europe/Lisbon
   */
  @IsOptional()
  @IsString()
  timeZone?: string;

  /**
   * Two letters, ISO 3166-1.
   * @example PT
   */
  @IsOptional()
  @IsString()
  country?: string;

  /** Region. */
  @IsOptional()
  @IsString()
  region?: string;

  /** City. */
  @IsOptional()
  @IsString()
  city?: string;

  /** Postal code. */
  @IsOptional()
  @IsString()
  postalCode?: string;

  /** Degrees, -90 to 90. */
  @IsOptional()
  @IsNumber()
  latitude?: number;

  /** Degrees, -180 to 180. */
  @IsOptional()
  @IsNumber()
  longitude?: number;

  /** `YYYY-MM-DD`. */
  @IsOptional()
  @IsString()
  birthDate?: string;

  /** Values of custom fields by their keys. */
  @IsOptional()
  @IsObject()
  attributes?: Record<string, unknown>;

  /** Names of tags. */
  @IsOptional()
  @IsArray()
  @IsString({ each: true })
  tags?: string[];
}

/** Whom to walk through a sequence, when, and what to pretend. Without anything: somebody unknown, now, to whom nothing happens. */
export class SimulateSequenceDto {
  /** A contact of the workspace. */
  @IsOptional()
  @IsUUID()
  contactId?: string;

  /** Or somebody who does not exist. */
  @IsOptional()
  @ValidateNested()
  @Type(() => PretendContactDto)
  values?: PretendContactDto;

  /** A published version; the draft when left out. */
  @IsOptional()
  @IsInt()
  @Min(1)
  version?: number;

  /**
   * When the contact enters; now when left out.
   * @example 2026-11-23T18:00:00Z
   */
  @IsOptional()
  @Transform(toInstant)
  @IsDate({ message: 'startAt must be a date-time with its offset, such as 2026-12-01T09:00:00+01:00' })
  startAt?: Date;

  /**
   * What is pretended, by step: of a `waitUntil` step "happens after 2 hours" (minutes, hours, days, weeks, months; from when it is reached)
   * or "never", of a branch "case 1" or "else", of a split "part 1"; and of "goal" and "exit" as of a `waitUntil` step, from the start.
   * Waits without an answer run into their timeout; branches without one ask the contact.
   * @example { "attends": "happens after 2 hours", "goal": "never" }
   */
  @IsOptional()
  @IsObject()
  answers?: Record<string, string>;
}
