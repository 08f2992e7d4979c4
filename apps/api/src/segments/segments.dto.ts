import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  Min,
} from 'class-validator';
import { SEGMENT_KINDS, type SegmentKind } from '@features/segments';
import { IfGiven, PageQueryDto, Nested } from '../http';

/** The tree is read by its own parser: nothing walks it before. */
const asSent = ({ obj }: { obj: { tree?: unknown } }): unknown => obj.tree;

/** A rule tree. */
export class RuleTreeDto {
  /**
   * The rule tree (see the guide "Segments").
   * @example { "v": 1, "match": "all", "rules": [{ "field": "country", "op": "is", "value": "PT" }] }
   */
  @Transform(asSent)
  @IsObject()
  tree: Record<string, unknown>;
}

/** A rule tree to count. */
export class PreviewSegmentDto extends RuleTreeDto {
  /** Counts as mailable who may be mailed about this topic; left out: about any. */
  @IfGiven()
  @IsUUID()
  topicId?: string;
}

/** What a segment is planned for; each text has at most 1000 characters. */
export class PersonaDto {
  /**
   * Who these people are.
   * @example Parents of school children who plan their shopping
   */
  @IfGiven()
  @IsString()
  @MaxLength(1000)
  description?: string;

  /** What to tell them. */
  @IfGiven()
  @IsString()
  @MaxLength(1000)
  message?: string;

  /** Where they like to be reached. */
  @IfGiven()
  @IsString()
  @MaxLength(1000)
  channel?: string;

  /** What to offer them, and at what price. */
  @IfGiven()
  @IsString()
  @MaxLength(1000)
  offer?: string;

  /** Who looks after them. */
  @IfGiven()
  @IsString()
  @MaxLength(1000)
  owner?: string;
}

/** A new segment. */
export class CreateSegmentDto extends RuleTreeDto {
  /**
   * 1–100 characters, unique without regard to case and accents.
   * @example Portugal, opened lately
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
   * `dynamic` (default) is evaluated whenever it is used; `static` is frozen now and may be edited; of `tracked`,
   * members are kept, and entering and leaving are events.
   */
  @IfGiven()
  @IsIn(SEGMENT_KINDS)
  kind?: SegmentKind;

  /** What the segment is planned for. */
  @IsOptional()
  @Nested(() => PersonaDto)
  persona?: PersonaDto | null;
}

/** What to change; left out stays. */
export class UpdateSegmentDto {
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

  /**
   * A new tree is a new version.
   * @example { "v": 1, "match": "all", "rules": [{ "tag": "vip", "has": true }] }
   */
  @IfGiven()
  @Transform(asSent)
  @IsObject()
  tree?: Record<string, unknown>;

  /** A dynamic segment may become a tracked one, and back; a static one stays. */
  @IfGiven()
  @IsIn(['dynamic', 'tracked'])
  kind?: 'dynamic' | 'tracked';

  /** What the segment is planned for, as a whole; null takes it away. */
  @IsOptional()
  @Nested(() => PersonaDto)
  persona?: PersonaDto | null;

  /** The version that you read: the change is refused (409) when somebody changed the segment meanwhile. */
  @IfGiven()
  @IsInt()
  @Min(1)
  version?: number;
}

/** Which segments to list. */
export class SegmentsQueryDto extends PageQueryDto {
  /** Part of the name, without regard to case and accents. */
  @IfGiven()
  @IsString()
  @MaxLength(100)
  search?: string;
}

/** Contacts to add to a static segment, or to take out of it. */
export class SegmentContactsDto {
  /** 1–1000 ids. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @IsUUID(undefined, { each: true })
  contactIds: string[];
}
