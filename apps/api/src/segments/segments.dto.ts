import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
} from 'class-validator';
import { SEGMENT_KINDS, type SegmentKind } from '@features/segments';
import { PageQueryDto } from '../http';

/** The tree is read by its own parser: nothing walks it before. */
const asSent = ({ obj }: { obj: { tree?: unknown } }): unknown => obj.tree;

/** A rule tree to count. */
export class PreviewSegmentDto {
  /**
   * The rule tree (see the guide "Segments").
   * @example { "v": 1, "match": "all", "rules": [{ "field": "country", "op": "is", "value": "PT" }] }
   */
  @Transform(asSent)
  @IsObject()
  tree: Record<string, unknown>;
}

/** A new segment. */
export class CreateSegmentDto extends PreviewSegmentDto {
  /**
   * 1–100 characters, unique without regard to case and accents.
   * @example Portugal, opened lately
   */
  @IsString()
  @MaxLength(100)
  name: string;

  /** At most 1000 characters. */
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  description?: string;

  /** `dynamic` (default) is evaluated whenever it is used; `static` is frozen now and may be edited. */
  @IsOptional()
  @IsIn(SEGMENT_KINDS)
  kind?: SegmentKind;
}

/** What to change; left out stays. */
export class UpdateSegmentDto {
  /** 1–100 characters. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  name?: string;

  /** At most 1000 characters. */
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  description?: string;

  /**
   * A new tree is a new version.
   * @example { "v": 1, "match": "all", "rules": [{ "tag": "vip", "has": true }] }
   */
  @IsOptional()
  @Transform(asSent)
  @IsObject()
  tree?: Record<string, unknown>;
}

/** Which segments to list. */
export class SegmentsQueryDto extends PageQueryDto {
  /** Part of the name, without regard to case and accents. */
  @IsOptional()
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
