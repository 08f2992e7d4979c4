import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsObject, IsOptional, IsUUID, ValidateNested } from 'class-validator';

/** One part of an audience: either `segmentId` or `tree`. */
export class AudienceSourceDto {
  /** A saved segment. */
  @IsOptional()
  @IsUUID()
  segmentId?: string;

  /**
   * A rule tree of its own (docs/segments/rule-tree.md).
   * @example { "v": 1, "match": "all", "rules": [{ "field": "country", "op": "is", "value": "PT" }] }
   */
  @IsOptional()
  @IsObject()
  tree?: Record<string, unknown>;
}

/** Everyone in any of `include`, except everyone in any of `exclude`. */
export class AudienceDto {
  /** At most 20. A contact who matches several gets one message. */
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => AudienceSourceDto)
  include: AudienceSourceDto[];

  /** At most 20. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => AudienceSourceDto)
  exclude?: AudienceSourceDto[];
}
