import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsObject, IsString, MaxLength, Min } from 'class-validator';
import {
  INSIDE_CHOICES,
  SEQUENCE_STATUSES,
  type InsideChoice,
  type SequenceStatus,
} from '@features/sequences';
import { IfGiven, PageQueryDto } from '../http';

/** The graph is read by its own parser: nothing walks it before. */
const asSent = ({ obj }: { obj: { graph?: unknown } }): unknown => obj.graph;

/** A new sequence: a draft. */
export class CreateSequenceDto {
  /**
   * 1–100 characters, unique without regard to case and accents.
   * @example Welcome
   */
  @IsString()
  @MaxLength(100)
  name: string;

  /** At most 1000 characters. */
  @IfGiven()
  @IsString()
  @MaxLength(1000)
  description?: string;

  /**
   * The steps and what enrols (see the guide "Sequences", and GET /api/v1/sequences/schema). Empty when left out.
   * @example { "v": 1, "triggers": [{ "api": true }], "start": "bye", "steps": { "bye": { "kind": "end" } } }
   */
  @IfGiven()
  @Transform(asSent)
  @IsObject()
  graph?: Record<string, unknown>;
}

/** What to change; left out stays. */
export class UpdateSequenceDto {
  /** 1–100 characters. */
  @IfGiven()
  @IsString()
  @MaxLength(100)
  name?: string;

  /** At most 1000 characters. */
  @IfGiven()
  @IsString()
  @MaxLength(1000)
  description?: string;

  /** The whole draft. What is published runs on as it is until you publish again. */
  @IfGiven()
  @Transform(asSent)
  @IsObject()
  graph?: Record<string, unknown>;

  /** The version that you read: the change is refused (409) when somebody changed the sequence meanwhile. */
  @IfGiven()
  @IsInt()
  @Min(1)
  version?: number;
}

/** Which sequences to list. */
export class SequencesQueryDto extends PageQueryDto {
  /** Part of the name, without regard to case and accents. */
  @IfGiven()
  @IsString()
  @MaxLength(100)
  search?: string;

  /** Only those with this status. */
  @IfGiven()
  @IsIn(SEQUENCE_STATUSES)
  status?: SequenceStatus;
}

/** How to publish. */
export class PublishSequenceDto {
  /** What becomes of contacts who are inside: `stay` (default) in the version in which they entered, or `move` to the new one. */
  @IfGiven()
  @IsIn(INSIDE_CHOICES)
  inside?: InsideChoice;
}
